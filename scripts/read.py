"""Reading a source: a folder of channels, each a folder of Markdown files."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from operator import attrgetter
from pathlib import Path

from scripts.model import Problem, TranscriptFile
from scripts.text import LONGEST_NAME, slugify

SUFFIX = ".md"
LARGEST = 500_000  # bytes; the longest real article has 57 kB

# The problems of files that are left out, whose pages would go.
LEFT_OUT = frozenset({"duplicate-slug", "not-a-file", "not-utf-8", "outside-source", "too-large"})

File = os.DirEntry[str]  # as a folder tells of it: no further question for most

_SAFE = re.compile(r"\w[\w-]{0,150}")


def read_transcripts(source: Path) -> tuple[list[TranscriptFile], list[Problem]]:
    """Read every transcript below `source`: its files in order of channel and slug.

    A file that can't be read as UTF-8, is too large, or lies outside the source behind a link is
    refused with a problem; none of them stops the rest.
    """
    files: list[TranscriptFile] = []
    problems: list[Problem] = []
    taken: dict[tuple[str, str], str] = {}
    inside = lru_cache(partial(_leads_inside, Path(os.path.realpath(source))))
    for file, channel in _channels(source):
        found = _read(file, channel, inside)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        address = (found.channel.casefold(), found.slug.casefold())
        if address in taken:
            problems.append(_twice(found, taken[address]))
        else:
            taken[address] = found.path
            files.append(found)
    return files, problems


def _channels(source: Path) -> Iterator[tuple[File, str]]:
    """Each Markdown file with its channel; files right in the source form a channel of its name."""
    entries = _entries(str(source))
    for file in entries:
        if file.name.endswith(SUFFIX):
            yield file, source.resolve().name
    for folder in entries:
        if folder.is_dir() and not folder.name.startswith("."):
            for file in _below(folder.path):
                yield file, folder.name


def _entries(folder: str) -> list[File]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=attrgetter("name"))


def _below(folder: str) -> Iterator[File]:
    """The Markdown files below a folder, in order; no folder behind a link is entered."""
    for entry in _entries(folder):
        if entry.name.endswith(SUFFIX):
            yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)


def _leads_inside(source: Path, path: str) -> bool:
    """Whether a path lies below the real source wherever links lead; those may go round."""
    return Path(os.path.realpath(path)).is_relative_to(source)


def _read(file: File, channel: str, inside: Callable[[str], bool]) -> TranscriptFile | Problem:
    shown = file.path.replace(os.sep, "/")  # as an author would type it
    if not inside(file.path if file.is_symlink() else file.path.rpartition(os.sep)[0]):
        return Problem(
            shown, 1, "outside-source", "this link leads out of the source; copy the file"
        )
    if not file.is_file():
        return Problem(shown, 1, "not-a-file", "this is no regular file; remove it")
    if (size := file.stat().st_size) > LARGEST:
        message = f"{size:,} bytes are more than {LARGEST:,}; split the article"
        return Problem(shown, 1, "too-large", message)
    data = Path(file.path).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(shown, line, "not-utf-8", "this byte is not UTF-8; save the file as UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return TranscriptFile(_name(channel), _name(file.name.removesuffix(SUFFIX)), shown, text)


def _name(name: str) -> str:
    """The name as an address can carry it; most names already can."""
    safe = _SAFE.fullmatch(name) and len(name.encode()) <= LONGEST_NAME
    return name if safe else slugify(name) or "unnamed"


def _twice(file: TranscriptFile, first: str) -> Problem:
    message = f"{first} has this address already; rename one of the two"
    return Problem(file.path, 1, "duplicate-slug", message)
