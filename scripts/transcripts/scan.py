"""Reading a source: a folder of channels, each a folder of Markdown files."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from scripts.core.files import signature
from scripts.core.model import Problem, TranscriptFile
from scripts.core.text import LONGEST_NAME, slugify

SUFFIX = ".md"
LARGEST = 500_000  # bytes; the longest real article has 57 kB

_SAFE = re.compile(r"\w[\w-]{0,150}")


class File(NamedTuple):
    """A file before it is read: what its folder and its channel's tell of it.

    `size` is in bytes; the signature is that of what a link leads to, empty where that is nothing.
    """

    path: str
    channel: str
    link: bool
    regular: bool
    size: int
    signature: str


class Channel(NamedTuple):
    """A channel before it is read: its files, in order.

    Folders whose names differ by nothing that an address keeps are one channel. Equal channels
    are read alike, as long as nothing is changed meanwhile.
    """

    source: Path
    files: tuple[File, ...]

    def read(self) -> tuple[list[TranscriptFile], list[Problem]]:
        """Read its files, in order of slug."""
        files: list[TranscriptFile] = []
        problems: list[Problem] = []
        taken: dict[tuple[str, str], str] = {}
        inside = lru_cache(partial(_leads_inside, Path(os.path.realpath(self.source))))
        for file in self.files:
            found = _read(file, inside)
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


def channels_of(source: Path) -> list[Channel]:
    """The channels of a source in their order, none of their files read."""
    found: dict[str, list[File]] = {}
    for file in _files(source):
        found.setdefault(_name(file.channel).casefold(), []).append(file)
    return [Channel(source, tuple(files)) for files in found.values()]


def read_transcripts(source: Path) -> tuple[list[TranscriptFile], list[Problem]]:
    """Read every transcript below `source`: its files in order of channel and slug.

    A file that can't be read as UTF-8, is too large, or lies outside the source behind a link is
    refused with a problem; none of them stops the rest.
    """
    read = [channel.read() for channel in channels_of(source)]
    files = [file for found, _ in read for file in found]
    return files, [problem for _, found in read for problem in found]


def _files(source: Path) -> Iterator[File]:
    """Each Markdown file with its channel; files right in the source form a channel of its name."""
    entries = _entries(str(source))
    for entry in entries:
        if entry.name.endswith(SUFFIX):
            yield _file(entry, source.resolve().name)
    for folder in entries:
        if Path(folder.path).is_dir() and not folder.name.startswith("."):
            for entry in _below(folder.path):
                yield _file(entry, folder.name)


def _file(entry: os.DirEntry[str], channel: str) -> File:
    try:
        found = entry.stat()
    except OSError:  # a link that leads nowhere
        return File(entry.path, channel, entry.is_symlink(), False, 0, "")
    regular = stat.S_ISREG(found.st_mode)
    told = signature(found)
    return File(entry.path, channel, entry.is_symlink(), regular, found.st_size, told)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=attrgetter("name"))


def _below(folder: str) -> Iterator[os.DirEntry[str]]:
    """The Markdown files below a folder, in order; no folder behind a link is entered."""
    for entry in _entries(folder):
        if entry.name.endswith(SUFFIX):
            yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)


def _leads_inside(source: Path, path: str) -> bool:
    """Whether a path lies below the real source wherever links lead; those may go round."""
    return Path(os.path.realpath(path)).is_relative_to(source)


def _read(file: File, inside: Callable[[str], bool]) -> TranscriptFile | Problem:
    shown = file.path.replace(os.sep, "/")  # as an author would type it
    if not inside(file.path if file.link else file.path.rpartition(os.sep)[0]):
        return Problem(
            shown, 1, "outside-source", "this link leads out of the source; copy the file"
        )
    if not file.regular:
        return Problem(shown, 1, "not-a-file", "this is no regular file; remove it")
    if file.size > LARGEST:
        message = f"{file.size:,} bytes are more than {LARGEST:,}; split the article"
        return Problem(shown, 1, "too-large", message)
    data = Path(file.path).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(shown, line, "not-utf-8", "this byte is not UTF-8; save the file as UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return TranscriptFile(_name(file.channel), _name(Path(file.path).stem), shown, text)


def _name(name: str) -> str:
    """The name as an address can carry it; most names already can."""
    safe = _SAFE.fullmatch(name) and len(name.encode()) <= LONGEST_NAME
    return name if safe else slugify(name) or "unnamed"


def _twice(file: TranscriptFile, first: str) -> Problem:
    message = f"{first} has this address already; rename one of the two"
    return Problem(file.path, 1, "duplicate-slug", message)
