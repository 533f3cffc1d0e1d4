"""The caption files of a source: `captions/<channel>/<video>.<language>.<format>`.

The folder lies beside the articles': `SOURCE=x/articles` finds `x/captions`. What else lies there,
such as the `.info.json` that describes a video, is no caption file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from scripts.core.digest import digest_of
from scripts.core.files import settled
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
    if folder is None:
        return CaptionFiles((), (), {})
    from scripts.captions import read  # half a second, which a source without captions saves

    paths = list(_below(folder))
    seen = {
        str(path): _look(path, (before or {}).get(str(path)), read.LARGEST)
        for path in paths
        if path.is_file()
    }
    files: dict[tuple[str, str], CaptionFile] = {}
    problems: list[Problem] = []
    for path in paths:
        if path.name.endswith(INFO) or path.suffix.lower() not in read.SUFFIXES:
            continue
        found = _refused(folder, path) or _file(folder, path, seen)
        if isinstance(found, CaptionFile):
            first = files.setdefault((found.video, found.language.casefold()), found)
            message = f"{first.path} has these captions already; remove one of the two"
            if first is found:
                continue
            found = Problem(found.path, 1, "caption-twice", message)
        problems.append(found)
    return CaptionFiles(tuple(files.values()), tuple(problems), seen)


def unchanged(path: Path, digest: str) -> None:
    """Raise SourceChangedError where a file's bytes have another digest than at the scan."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceChangedError(f"{path}: {error.strerror}") from error
    if digest_of(data) != digest:
        raise SourceChangedError(f"{path} changed while the source was read")


def _refused(folder: Path, path: Path) -> Problem | None:
    """What is wrong with a link: it leads nowhere, or out of the captions."""
    if path.is_symlink() and not path.is_file():
        return Problem(_shown(path), 1, "not-a-file", "this is no regular file; remove it")
    if not path.resolve().is_relative_to(folder.resolve()):
        message = "this link leads out of the source; copy the file"
        return Problem(_shown(path), 1, "outside-source", message)
    return None


def _shown(path: Path) -> str:
    """A path as an author would type it."""
    return str(path).replace(os.sep, "/")


def _file(folder: Path, path: Path, seen: Mapping[str, Seen]) -> CaptionFile | Problem:
    from scripts.captions import read

    inside, first = path.relative_to(folder).parts, path.name.partition(".")[0]
    video = read.video_of(path.name) or (first if _ID.fullmatch(first) else "")
    if len(inside) < 2 or not video:
        message = f"name it {CAPTIONS}/<channel>/<video>.<language>{path.suffix}"
        message = f"this name tells no channel or video; {message}"
        return Problem(_shown(path), 1, "caption-name", message)
    beside = read.info_file(path)
    info = seen.get(str(beside)) if beside else None
    return CaptionFile(
        safe_name(inside[0]),
        video,
        read.language_of(path.name),
        _shown(path),
        seen[str(path)].digest,
        info.digest if info else "",
    )


def _below(folder: Path) -> Iterator[Path]:
    """The files below a folder in order; no folder behind a link is entered, nothing hidden."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path))
        else:
            yield Path(entry.path)


def _look(path: Path, before: Seen | None, largest: int) -> Seen:
    """What a file is; it is read where its signature is another than before."""
    try:
        found = path.stat()
        stamp = settled(found)
        if stamp and before and before.signature == stamp:
            return before
        small = found.st_size <= largest  # the reader refuses what is larger
        return Seen(stamp, digest_of(path.read_bytes()) if small else "", None)
    except OSError as error:
        raise SourceChangedError(f"{path}: {error.strerror}") from error
