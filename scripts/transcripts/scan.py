"""Scanning a source: a folder of channels, each a folder of Markdown files and their checks.

A scan opens only files whose signature changed since the scan before.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from scripts.core.digest import digest_of
from scripts.core.files import signature
from scripts.core.model import Problem, TranscriptFile
from scripts.core.text import LONGEST_NAME, slugify
from scripts.transcripts.front_matter import is_draft, split_front_matter

SUFFIX, CHECK = ".md", ".toml"
LARGEST = 500_000  # bytes; the longest real article has 57 kB

_SAFE = re.compile(r"\w[\w-]{0,150}")


class SourceChangedError(Exception):
    """A file changed between the scan and its reading."""


class Seen(NamedTuple):
    """What a file is: its signature, its bytes' digest, what keeps it out, if it is a draft."""

    signature: str
    digest: str
    problem: Problem | None
    draft: bool


class SourceFile(NamedTuple):
    """A file of the source: its channel and slug as addresses have them, and its bytes' digest."""

    channel: str
    slug: str
    path: str
    digest: str

    @property
    def key(self) -> str:
        """Return `channel/slug`."""
        return f"{self.channel}/{self.slug}"


class Scan(NamedTuple):
    """A scanned source: transcripts in order, the checks beside them by key, what is refused."""

    files: tuple[SourceFile, ...]
    checks: Mapping[str, SourceFile]
    problems: tuple[Problem, ...]
    seen: Mapping[str, Seen]  # by path, for the next scan
    drafts: tuple[SourceFile, ...] = ()  # left out


class _Entry(NamedTuple):
    path: str
    channel: str
    link: bool
    regular: bool
    size: int
    signature: str  # of what a link leads to, empty where that is nothing


def scan(source: Path, before: Mapping[str, Seen] | None = None, *, drafts: bool = False) -> Scan:
    """Scan every transcript below `source`, in order of channel and slug.

    A file that can't be read as UTF-8, is too large, or lies outside the source behind a link is
    refused with a problem; none of them stops the rest. `before` is what the last scan saw.
    Drafts are left out, and named, unless they are asked for.
    """
    inside = lru_cache(partial(_leads_inside, Path(os.path.realpath(source))))
    known, seen = before or {}, dict[str, Seen]()
    files: list[SourceFile] = []
    left_out: list[SourceFile] = []
    checks: dict[str, SourceFile] = {}
    problems: list[Problem] = []
    taken: dict[tuple[str, str], str] = {}
    for entry in _ordered(_entries_of(source)):
        shown = entry.path.replace(os.sep, "/")  # as an author would type it
        seen[entry.path] = look = _look(entry, shown, known.get(entry.path))
        channel, slug = _name(entry.channel), _name(Path(entry.path).stem)
        file = SourceFile(channel, slug, shown, look.digest)
        if entry.path.endswith(CHECK):
            if look.problem:
                problems.append(look.problem)
            else:
                checks[file.key] = file
            continue
        address = (channel.casefold(), slug.casefold())
        if not inside(entry.path if entry.link else entry.path.rpartition(os.sep)[0]):
            message = "this link leads out of the source; copy the file"
            problems.append(Problem(shown, 1, "outside-source", message))
        elif look.problem:
            problems.append(look.problem)
        elif address in taken:
            message = f"{taken[address]} has this address already; rename one of the two"
            problems.append(Problem(shown, 1, "duplicate-slug", message))
        else:
            taken[address] = shown
            (left_out if look.draft and not drafts else files).append(file)
    keys = {file.key for file in files}
    found = {key: file for key, file in checks.items() if key in keys}
    return Scan(tuple(files), found, tuple(problems), seen, tuple(left_out))


def read_file(file: SourceFile, base: Path = Path()) -> TranscriptFile:
    """Read a scanned file. Raises SourceChangedError where it is not as it was scanned."""
    return TranscriptFile(file.channel, file.slug, file.path, decoded(read_bytes(file, base)))


def read_bytes(file: SourceFile, base: Path = Path()) -> bytes:
    """Read the bytes of a scanned file; its path begins at `base`. Raises SourceChangedError."""
    try:
        data = Path(base, file.path).read_bytes()
    except OSError as error:
        raise SourceChangedError(f"{file.path}: {error.strerror}") from error
    if digest_of(data) != file.digest:
        raise SourceChangedError(f"{file.path} changed while the source was read")
    return data


def decoded(data: bytes) -> str:
    """Return the text of a file, its line ends as one sign."""
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def read_transcripts(source: Path) -> tuple[list[TranscriptFile], list[Problem]]:
    """Read every transcript below `source` but drafts: files in order, and what is refused."""
    found = scan(source)
    return list(map(read_file, found.files)), list(found.problems)


def _ordered(entries: Iterable[_Entry]) -> Iterator[_Entry]:
    """Entries by channel: folders whose names differ by nothing that an address keeps are one."""
    channels: dict[str, list[_Entry]] = {}
    for entry in entries:
        channels.setdefault(_name(entry.channel).casefold(), []).append(entry)
    for found in channels.values():
        yield from found


def _entries_of(source: Path) -> Iterator[_Entry]:
    """Each file with its channel; files right in the source form a channel of its name."""
    entries = _listed(str(source))
    for entry in entries:
        if entry.name.endswith((SUFFIX, CHECK)):
            yield _entry(entry, source.resolve().name)
    for folder in entries:
        if Path(folder.path).is_dir() and not folder.name.startswith("."):
            for entry in _below(folder.path):
                yield _entry(entry, folder.name)


def _entry(entry: os.DirEntry[str], channel: str) -> _Entry:
    try:
        found = entry.stat()
    except OSError:  # a link that leads nowhere
        return _Entry(entry.path, channel, entry.is_symlink(), False, 0, "")
    regular = stat.S_ISREG(found.st_mode)
    stamp = signature(found)
    return _Entry(entry.path, channel, entry.is_symlink(), regular, found.st_size, stamp)


def _listed(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=attrgetter("name"))


def _below(folder: str) -> Iterator[os.DirEntry[str]]:
    """The files below a folder, in order; no folder behind a link is entered."""
    for entry in _listed(folder):
        if entry.name.endswith((SUFFIX, CHECK)):
            yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)


def _leads_inside(source: Path, path: str) -> bool:
    """Whether a path lies below the real source wherever links lead; those may go round."""
    return Path(os.path.realpath(path)).is_relative_to(source)


def _look(entry: _Entry, shown: str, before: Seen | None) -> Seen:
    """What a file is; it is opened where its signature is another than before."""
    if before and entry.signature and before.signature == entry.signature:
        return before
    problem: Problem | None = None
    if not entry.regular:
        problem = Problem(shown, 1, "not-a-file", "this is no regular file; remove it")
    elif entry.size > LARGEST:
        message = f"{entry.size:,} bytes are more than {LARGEST:,}; split the article"
        problem = Problem(shown, 1, "too-large", message)
    if problem:
        return Seen(entry.signature, "", problem, draft=False)
    try:
        data = Path(entry.path).read_bytes()
    except OSError as error:
        raise SourceChangedError(f"{shown}: {error.strerror}") from error
    draft = False
    try:
        draft = is_draft(split_front_matter(decoded(data)))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "this byte is not UTF-8; save the file as UTF-8"
        problem = Problem(shown, line, "not-utf-8", message)
    return Seen(entry.signature, digest_of(data), problem, draft)


def _name(name: str) -> str:
    """The name as an address can carry it; most names already can."""
    safe = _SAFE.fullmatch(name) and len(name.encode()) <= LONGEST_NAME
    return name if safe else slugify(name) or "unnamed"
