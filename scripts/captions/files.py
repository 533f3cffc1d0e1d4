"""The caption files of a source: `captions/<channel>/<video>.<language>.<format>`.

The folder lies beside the articles': `SOURCE=x/articles` finds `x/captions`. What else lies there,
such as the `.info.json` that describes a video, is no caption file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from scripts.captions.read import LARGEST, SUFFIXES, info_file, language_of, read_captions, video_of
from scripts.captions.sections import sections
from scripts.captions.sentences import sentences
from scripts.captions.transcript import Transcript, transcript
from scripts.core.digest import digest_of
from scripts.core.files import signature
from scripts.core.model import Problem
from scripts.transcripts.scan import Seen, SourceChangedError, safe_name

_ID = re.compile(r"[A-Za-z0-9_-]{11}")

ARTICLES, CAPTIONS, INFO = "articles", "captions", ".info.json"


class CaptionFile(NamedTuple):
    """A caption file: whose video, in which language, and the digests of its bytes and its info.

    `language` is empty where the name tells none, `info` where no `.info.json` lies beside.
    """

    channel: str
    video: str
    language: str
    path: str
    digest: str
    info: str


class CaptionFiles(NamedTuple):
    """The caption files of a source in order, what is refused, and what was seen by path."""

    files: tuple[CaptionFile, ...]
    problems: tuple[Problem, ...]
    seen: Mapping[str, Seen]


def captions_folder(source: Path) -> Path | None:
    """Return the folder of captions beside a folder of articles; None where there is none."""
    folder = source.parent / CAPTIONS
    return folder if source.resolve().name == ARTICLES and folder.is_dir() else None


def caption_files(source: Path, before: Mapping[str, Seen] | None = None) -> CaptionFiles:
    """Return the caption files of a source; `before` is what the last scan saw.

    Raises SourceChangedError where a file goes meanwhile.
    """
    folder = captions_folder(source)
    paths = list(_below(folder)) if folder else []
    seen = {str(path): _look(path, (before or {}).get(str(path))) for path in paths}
    files: dict[tuple[str, str], CaptionFile] = {}
    problems: list[Problem] = []
    for path in paths:
        if path.name.endswith(INFO) or path.suffix.lower() not in SUFFIXES or not folder:
            continue
        found = _file(folder, path, seen)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        first = files.setdefault((found.video, found.language.casefold()), found)
        if first is not found:
            message = f"{first.path} has these captions already; remove one of the two"
            problems.append(Problem(found.path, 1, "caption-twice", message))
    return CaptionFiles(tuple(files.values()), tuple(problems), seen)


def read_transcript(
    file: CaptionFile, base: Path = Path()
) -> tuple[Transcript | None, list[Problem]]:
    """Read a scanned caption file, whose path begins at `base`; None where it has no words.

    Raises SourceChangedError where it is not as it was scanned.
    """
    path = Path(base, file.path)
    captions, problems = read_captions(path)
    _compare(path, file.digest)
    info = info_file(path)
    if info or file.info:
        _compare(info or path, file.info)
    shown = path.as_posix().removesuffix(file.path)
    problems = [replace(one, path=one.path.removeprefix(shown)) for one in problems]
    if captions is None:
        return None, problems
    captions = replace(captions, path=file.path)
    cut = sections(sentences(captions), captions.chapters, captions.duration)
    language = file.language or captions.language
    return transcript(captions, cut, file.channel, file.video, language), problems


def _file(folder: Path, path: Path, seen: Mapping[str, Seen]) -> CaptionFile | Problem:
    shown, look = str(path).replace(os.sep, "/"), seen[str(path)]
    inside, first = path.relative_to(folder).parts, path.name.partition(".")[0]
    video = video_of(path.name) or (first if _ID.fullmatch(first) else "")
    if len(inside) < 2 or not video:
        message = f"name it {CAPTIONS}/<channel>/<video>.<language>{path.suffix}"
        return Problem(shown, 1, "caption-name", f"this name tells no channel or video; {message}")
    beside = info_file(path)
    info = seen.get(str(beside)) if beside else None
    return CaptionFile(
        safe_name(inside[0]),
        video,
        language_of(path.name),
        shown,
        look.digest,
        info.digest if info else "",
    )


def _below(folder: Path) -> Iterator[Path]:
    """The files below a folder in order; no link is followed, nothing hidden is looked at."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def _look(path: Path, before: Seen | None) -> Seen:
    """What a file is; it is read where its signature is another than before."""
    try:
        found = path.stat()
        stamp = signature(found)
        if before and before.signature == stamp:
            return before
        small = found.st_size <= LARGEST  # the reader refuses what is larger
        return Seen(stamp, digest_of(path.read_bytes()) if small else "", None)
    except OSError as error:
        raise SourceChangedError(f"{path}: {error.strerror}") from error


def _compare(path: Path, digest: str) -> None:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceChangedError(f"{path}: {error.strerror}") from error
    if digest_of(data) != digest:
        raise SourceChangedError(f"{path} changed while the source was read")
