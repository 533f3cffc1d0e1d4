"""The caption files of a call, by talk; and reading and composing one talk, which a worker does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from scripts.captions.model import Captions
from scripts.captions.read import SUFFIXES, language_of, read_captions
from scripts.core.model import Problem
from scripts.drafts.compose import Wish, compose
from scripts.drafts.model import Draft, Said
from scripts.drafts.prose import ENDS
from scripts.drafts.questions import check

ENGLISH = "en"
PUNCTUATED = 0.02  # of the words end a sentence in a track with punctuation

_NO_CAPTIONS = re.compile(r"\.(info|live_chat)\.json$|^\.", re.IGNORECASE)


class Talk(NamedTuple):
    """The caption files of one talk: those in its language, and those in others."""

    files: tuple[Path, ...]
    aside: tuple[Path, ...] = ()


class Composed(NamedTuple):
    """A composed talk: its draft, its knowledge check, what was said, and what is wrong."""

    talk: Talk
    draft: Draft | None
    check: str
    said: Said
    problems: tuple[Problem, ...]


def talks(paths: Iterable[Path], language: str = "") -> list[Talk]:
    """Return the talks of files and of folders as `yt-dlp` leaves them, in order of their names.

    Files of one name but for language and format are tracks of one talk. The language that is
    asked for comes first, then English, then the first by name.
    """
    groups: dict[tuple[Path, str], list[Path]] = {}
    for path in dict.fromkeys(found for given in paths for found in _files(given)):
        groups.setdefault((path.parent, _name(path)), []).append(path)
    return [_talk(sorted(files), language) for _, files in sorted(groups.items())]


def _files(path: Path) -> Iterator[Path]:
    """A file as it is; of a folder what may be captions."""
    if not path.is_dir():
        yield path
        return
    for found in sorted(path.rglob("*")):
        is_caption = found.suffix.lower() in SUFFIXES and not _NO_CAPTIONS.search(found.name)
        if is_caption and found.is_file():
            yield found


def _name(path: Path) -> str:
    """The name without its format and language."""
    language = language_of(path.as_posix())
    stem = path.name.removesuffix(path.suffix).removesuffix("-orig")
    return stem.removesuffix(f".{language}") if language else stem


def _talk(files: Sequence[Path], asked: str) -> Talk:
    languages = [language_of(file.as_posix()) for file in files]
    wanted = (one for want in (asked, ENGLISH) if want for one in languages if _is(one, want))
    chosen = next(wanted, languages[0])
    pairs = list(zip(files, languages, strict=True))
    own = tuple(file for file, one in pairs if one == chosen or not one)
    return Talk(own, tuple(file for file, one in pairs if file not in own))


def _is(language: str, wanted: str) -> bool:
    return language == wanted or language.startswith(f"{wanted}-")


def composed(talk: Talk, wish: Wish) -> Composed:
    """Read the files of a talk and compose its draft; None where no file can be read."""
    read = [read_captions(file) for file in talk.files]
    problems = tuple(problem for _, found in read for problem in found)
    tracks = best_first(captions for captions, _ in read if captions is not None)
    if not tracks:
        return Composed(talk, None, "", (), problems)
    used = [Path(track.path) for track in tracks]
    talk = talk._replace(files=(*used, *(file for file in talk.files if file not in used)))
    draft = compose(tracks[0], tracks[1:], wish)
    said = tuple((word.text, word.start) for cue in tracks[0].cues for word in cue.words)
    questions = check(draft, tracks[0].language) if wish.check else ""
    return Composed(talk, draft, questions, said if wish.said else (), problems)


def best_first(tracks: Iterable[Captions]) -> list[Captions]:
    """Return tracks of one talk: with punctuation first, then with the times of words."""
    return sorted(tracks, key=lambda one: (-_punctuated(one), -_timed(one), one.path))


def _punctuated(captions: Captions) -> bool:
    words = [word.text for cue in captions.cues for word in cue.words]
    return sum(word[-1:] in ENDS for word in words) >= PUNCTUATED * len(words)


def _timed(captions: Captions) -> float:
    words = [word.known for cue in captions.cues for word in cue.words]
    return round(sum(words) / max(1, len(words)), 2)
