"""Scanning a source: a folder of channels, each a folder of Markdown files and their checks.

A scan opens only files whose signature changed since the scan before. What its author hid is left
out here, so that no later step can publish it: hidden files and folders, and articles that say so.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from scripts.core.digest import digest_of
from scripts.core.files import settled
from scripts.core.model import Problem, TranscriptFile
from scripts.core.text import LONGEST_NAME, LONGEST_SLUG, name_slug
from scripts.transcripts.front_matter import withheld

CAPTIONED = (".vtt", ".srt", ".ttml", ".sbv", ".ass")
# What somebody may take for an article, or have put into the wrong folder.
UNREAD = (*CAPTIONED, ".txt", ".docx", ".doc", ".odt", ".rtf", ".html", ".htm", ".mdx", ".rst")
SUFFIXES, CHECK = (".md", ".markdown"), ".toml"  # in any letters
# Folders that programs keep beside what people write; names with a dot in front are hidden as well.
BEFORE_EDITS = ".drafts"  # where the draft command keeps its own: no news to anybody
HIDDEN = frozenset({"__macosx", "@eadir", "#recycle", "$recycle.bin", "node_modules", "lost+found"})
LARGEST = 500_000  # bytes; the longest real article has 57 kB

_JOINED = re.compile(r"[\s_-]+")
_SAFE = re.compile(r"\w[\w-]{0,150}")
_MAY_HIDE = re.compile(rb"draft|publish|private", re.IGNORECASE)


class SourceChangedError(Exception):
    """A file changed between the scan and its reading."""


class Seen(NamedTuple):
    """What a file is: its signature, its bytes' digest, what keeps it out, if it is a draft."""

    signature: str
    digest: str
    problem: Problem | None
    draft: bool = False


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


class _Entry(NamedTuple):
    path: str
    channel: str
    folders: tuple[str, ...]  # below the channel's
    link: bool
    regular: bool
    size: int
    signature: str  # of what a link leads to, empty where that is nothing or just changed


def scan(source: Path, before: Mapping[str, Seen] | None = None, *, drafts: bool = False) -> Scan:
    """Scan every transcript below `source`, in order of channel and slug.

    A file that can't be read as UTF-8, is too large, or lies outside the source behind a link is
    refused with a problem; none of them stops the rest. `before` is what the last scan saw.
    Drafts are left out, and named, unless they are asked for.
    """
    inside = lru_cache(partial(_leads_inside, Path(os.path.realpath(source))))
    known, seen = before or {}, dict[str, Seen]()
    files: list[SourceFile] = []
    checks: list[tuple[_Entry, SourceFile]] = []
    problems: list[Problem] = []
    addresses = _Addresses()
    for entry in _ordered(_entries_of(source, problems)):
        shown = _shown(entry.path)
        seen[entry.path] = look = _look(entry, shown, known.get(entry.path))
        file = SourceFile(safe_name(entry.channel), "", shown, look.digest)
        if not is_article(entry.path):
            if look.problem:
                problems.append(look.problem)
            else:
                checks.append((entry, file))
        elif not inside(entry.path if entry.link else entry.path.rpartition(os.sep)[0]):
            message = "this link leads out of the source; copy the file"
            problems.append(Problem(shown, 1, "outside-source", message))
        elif look.problem and not (look.draft and drafts):
            problems.append(look.problem)
        elif other := addresses.holder(entry):
            message = f"{other} has this address already; rename one of the two"
            problems.append(Problem(shown, 1, "duplicate-slug", message))
        else:
            files.append(file._replace(slug=addresses.give(entry, shown)))
            if files[-1].slug != safe_name(Path(entry.path).stem):
                message = f"another file has this name; the address of this one is {files[-1].key}"
                problems.append(Problem(shown, 1, "shared-name", message))
    own = {Path(file.path).with_suffix(""): file for file in files}
    beside = ((own.get(Path(check.path).with_suffix("")), check) for _, check in checks)
    found = {file.key: check._replace(slug=file.slug) for file, check in beside if file}
    problems += (_alone(check) for entry, check in checks if not _has_article(entry.path))
    return Scan(tuple(files), found, tuple(problems), seen)


def _has_article(check: str) -> bool:
    """Whether an article stands beside a check, published or not."""
    return any(Path(check).with_suffix(ending).exists() for ending in SUFFIXES)


def _alone(check: SourceFile) -> Problem:
    message = "no article has this name, so nobody is asked these questions; rename one of the two"
    return Problem(check.path, 1, "check-alone", message)


def is_article(path: str) -> bool:
    """Whether a name is that of an article, by its ending."""
    return path.lower().endswith(SUFFIXES)


def _is_read(name: str) -> bool:
    return name.lower().endswith((*SUFFIXES, CHECK))


class _Addresses:
    """The addresses of files: each file its own, and a name in two spellings only one."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], str] = {}  # files by their names, folded
        self._taken: set[tuple[str, str]] = set()

    def holder(self, entry: _Entry) -> str:
        """Return the file that has this name already, in other letters, or nothing."""
        return self._names.get(self._folded(entry), "")

    def give(self, entry: _Entry, shown: str) -> str:
        """Return a slug that no other file of the channel has.

        Of equal names in several folders, or names that differ by signs alone, the first keeps the
        plain slug; the others have their folders before it, or a few letters of their own behind.
        """
        self._names[self._folded(entry)] = shown
        channel, stem = safe_name(entry.channel).casefold(), Path(entry.path).stem
        for slug in self._slugs(entry, safe_name(stem)):
            if (channel, slug.casefold()) not in self._taken:
                break
        self._taken.add((channel, slug.casefold()))
        return slug

    def _slugs(self, entry: _Entry, slug: str) -> Iterator[str]:
        yield slug
        for count in range(1, len(entry.folders) + 1):
            yield name_slug(" ".join([*entry.folders[-count:], slug]))
        for length in range(4, 64):
            own = digest_of("/".join(self._folded(entry)).encode("utf-8", "surrogateescape"))
            yield f"{slug[:LONGEST_SLUG]}-{own[:length]}"

    @staticmethod
    def _folded(entry: _Entry) -> tuple[str, ...]:
        names = (safe_name(entry.channel), *entry.folders, Path(entry.path).stem)
        return tuple(
            _JOINED.sub(" ", unicodedata.normalize("NFC", n)).casefold().strip() for n in names
        )


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
        channels.setdefault(safe_name(entry.channel).casefold(), []).append(entry)
    for found in channels.values():
        yield from found


def _entries_of(source: Path, problems: list[Problem]) -> Iterator[_Entry]:
    """Each file with its channel; files right in the source form a channel of its name."""
    entries = [entry for entry in _listed(str(source)) if _is_public(entry, problems)]
    for entry in entries:
        if _is_read(entry.name):
            yield _entry(entry, source.resolve().name, ())
    for folder in entries:
        if Path(folder.path).is_dir():
            for entry, folders in _below(folder.path, (), problems):
                yield _entry(entry, folder.name, folders)


def _is_public(entry: os.DirEntry[str], problems: list[Problem]) -> bool:
    """Whether a name is not hidden; what is hidden and would be read is noted."""
    if not entry.name.startswith(".") and entry.name.casefold() not in HIDDEN:
        return True
    folder = entry.is_dir(follow_symlinks=False)
    if entry.name != BEFORE_EDITS and (folder or is_article(entry.name)):
        message = f"this {'folder' if folder else 'file'} is hidden, and nothing of it is published"
        problems.append(Problem(_shown(entry.path), 1, "hidden-file", message))
    return False


def _entry(entry: os.DirEntry[str], channel: str, folders: tuple[str, ...]) -> _Entry:
    try:
        found = entry.stat()
    except OSError:  # a link that leads nowhere
        return _Entry(entry.path, channel, folders, entry.is_symlink(), False, 0, "")
    regular = stat.S_ISREG(found.st_mode)
    stamp = settled(found)
    return _Entry(entry.path, channel, folders, entry.is_symlink(), regular, found.st_size, stamp)


def _listed(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=attrgetter("name"))


def _below(
    folder: str, inside: tuple[str, ...], problems: list[Problem]
) -> Iterator[tuple[os.DirEntry[str], tuple[str, ...]]]:
    """The files below a folder with their folders, in order; no folder behind a link is entered."""
    for entry in _listed(folder):
        if not _is_public(entry, problems):
            continue
        if _is_read(entry.name):
            yield entry, inside
        elif entry.name.lower().endswith(UNREAD) and entry.is_file():
            problems.append(Problem(_shown(entry.path), 1, "not-read", _advice(entry.name)))
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, (*inside, entry.name), problems)


def _advice(name: str) -> str:
    if name.lower().endswith(CAPTIONED):
        return "captions are read from captions/<channel>/, not from here; move the file there"
    return "this ending is not read; save the text as .md"


def _shown(path: str) -> str:
    """A path as an author would type it."""
    return path.replace(os.sep, "/")


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
        text = decoded(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "this byte is not UTF-8; save the file as UTF-8"
        problem = Problem(shown, line, "not-utf-8", message)
    else:
        if is_article(shown) and _MAY_HIDE.search(data) and (hidden := withheld(text)):
            draft = hidden.draft
            message = f'"{hidden.words}": the article is left out; remove the line to publish it'
            problem = Problem(shown, hidden.line, "not-published", message)
    return Seen(entry.signature, digest_of(data), problem, draft)


def safe_name(name: str) -> str:
    """The name as an address can carry it; most names already can."""
    safe = _SAFE.fullmatch(name) and len(name.encode()) <= LONGEST_NAME
    return name if safe else name_slug(name) or "unnamed"
