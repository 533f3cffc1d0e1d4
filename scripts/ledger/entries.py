"""The ledger of permanent addresses: `/a/<id>/` leads to the same thing for ever.

`docs/ledger.tsv` has one line an id, in order of the id, so that a rename changes one line where
it stands. A line is never deleted and an id is never given twice. Ids are drawn from a hash of the
first name: two branches that add the same thing agree, and a build without the file's newest lines
shows the ids that `update` will write.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from pathlib import Path

from scripts.core.model import RESOURCE_KINDS, Problem

COLUMNS = ("id", "kind", "state", "name", "title", "was", "note")
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"  # no vowels, so no words; nothing that looks like another
LENGTH = 5
_LETTERS = frozenset(ALPHABET)
# Up to three parts, none of them dots alone or with signs that an address would not keep.
_PART = r"(?!\.{1,255}(?:/|\Z))[^\s/\\\"'<>&#?%\x00-\x1f\x7f]{1,255}"
_NAME = re.compile(rf"{_PART}(?:/{_PART}){{0,2}}")

_HEAD = """\
# Permanent addresses: one line an id, never deleted, changed by `python -m scripts ledger`.
# state is live, into:<id> (merged) or retired; was lists earlier names.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One id: what it means (`kind`, `name`), how that stands, and the names it had before."""

    id: str
    kind: str
    state: str
    name: str
    title: str
    was: tuple[str, ...] = ()
    note: str = ""

    @property
    def live(self) -> bool:
        """Whether the thing is there under its own name."""
        return self.state == "live"

    @property
    def into(self) -> str:
        """The id that it was merged into, or nothing."""
        return self.state.removeprefix("into:") if self.state.startswith("into:") else ""

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and every earlier one."""
        return (self.name, *self.was)


@dataclass(frozen=True)
class Ledger:
    """All entries by id."""

    entries: dict[str, Entry] = field(default_factory=dict)
    path: str = "docs/ledger.tsv"
    lines: dict[str, int] = field(default_factory=dict, compare=False)
    comments: tuple[str, ...] = field(default=(), compare=False)  # what its authors noted

    @cached_property
    def live(self) -> dict[tuple[str, str], Entry]:
        """The live entries by kind and name."""
        return {(e.kind, e.name): e for e in self.entries.values() if e.live}

    @cached_property
    def former(self) -> dict[tuple[str, str], Entry]:
        """The entries by every name that no live one has now; the newest holder wins."""
        found: dict[tuple[str, str], Entry] = {}
        for entry in sorted(self.entries.values(), key=lambda e: (e.live, e.id)):
            for name in entry.names:
                if (entry.kind, name) not in self.live:
                    found[entry.kind, name] = entry
        return found

    @cached_property
    def _ends(self) -> dict[str, str]:
        """The last id of every chain, by each of its ids; in a ring, one that is merged."""
        ends: dict[str, str] = {}
        for ident in self.entries:
            passed: dict[str, None] = {}
            while ident not in ends and ident not in passed:
                passed[ident] = None
                if (into := self.entries[ident].into) in self.entries:
                    ident = into
            ends.update(dict.fromkeys(passed, ends.get(ident, ident)))
        return ends

    def end(self, ident: str) -> Entry:
        """Return the entry that an id means today: live, retired, or the last of a chain."""
        return self.entries[self._ends[ident]]

    def id_of(self, kind: str, name: str) -> str:
        """The id of a live thing, or nothing."""
        entry = self.live.get((kind, name))
        return entry.id if entry else ""

    def old_names(self, kind: str) -> dict[str, tuple[str, ...]]:
        """Every earlier name that leads to each live thing of a kind, by its name today."""
        found: dict[str, list[str]] = {}
        for (of, name), entry in sorted(self.former.items()):
            end = self.end(entry.id)
            if of == kind and end.live:
                found.setdefault(end.name, []).append(name)
        return {name: tuple(olds) for name, olds in found.items()}

    def line(self, ident: str) -> int:
        """The line of the file on which an id stands."""
        return self.lines.get(ident, 1)

    def with_entries(self, entries: Iterable[Entry]) -> Ledger:
        """Return the ledger with some entries put in or changed."""
        return replace(self, entries={**self.entries, **{entry.id: entry for entry in entries}})


def new_id(kind: str, name: str, taken: Container[str] = ()) -> str:
    """An id for a thing: from its name, and never one that was given before."""
    for turn in count():
        number = int.from_bytes(hashlib.sha256(f"{kind} {name} {turn}".encode()).digest()[:8])
        ident = ""
        for _ in range(LENGTH):
            number, rest = divmod(number, len(ALPHABET))
            ident += ALPHABET[rest]
        if ident not in taken:
            break
    return ident


def parse_ledger(text: str, path: str = "docs/ledger.tsv") -> tuple[Ledger, list[Problem]]:
    """Read the file's text; a line that can't be read is a problem, and fatal."""
    entries: dict[str, Entry] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    comments: list[str] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = line.removesuffix("\r")
        if line.startswith("#") and f"{line}\n" not in _HEAD:
            comments.append(line)
        if not line.strip() or line.startswith("#") or line.split("\t") == list(COLUMNS):
            continue
        entry = _entry(line)
        if entry is None:
            message = "this is no line of the ledger; bring it back from version control"
            problems.append(Problem(path, number, "ledger-line", message))
        elif entry.id in entries:
            message = f"{entry.id} stands on line {lines[entry.id]} already; one id, one line"
            problems.append(Problem(path, number, "ledger-twice", message))
        else:
            entries[entry.id], lines[entry.id] = entry, number
    ledger = Ledger(entries, path, lines, tuple(comments))
    return ledger, problems + list(_inconsistent(ledger))


def _entry(line: str) -> Entry | None:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        return None
    ident, kind, state, name, title, was, note = cells
    known = state in {"live", "retired"} or state.startswith("into:")
    if (
        not known
        or kind not in RESOURCE_KINDS
        or not all(map(_NAME.fullmatch, (name, *was.split())))
        or not _LETTERS.issuperset(ident)
        or not ident
    ):
        return None
    return Entry(ident, kind, state, name, title, tuple(was.split()), note)


def _inconsistent(ledger: Ledger) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for entry in ledger.entries.values():
        place = ledger.path, ledger.line(entry.id)
        if (
            entry.live
            and (other := seen.setdefault((entry.kind, entry.name), entry.id)) != entry.id
        ):
            message = f"{other} is the live id of {entry.name} already; merge one into the other"
            yield Problem(*place, "ledger-twice", message)
        if entry.into and (ledger.end(entry.id).into or entry.into not in ledger.entries):
            message = f"{entry.state} leads nowhere; name an id that is live or retired"
            yield Problem(*place, "ledger-chain", message)


def format_ledger(ledger: Ledger) -> str:
    """The file's text."""
    rows = (
        (e.id, e.kind, e.state, e.name, _cell(e.title), " ".join(e.was), _cell(e.note))
        for _, e in sorted(ledger.entries.items())
    )
    comments = "".join(f"{line}\n" for line in ledger.comments)
    return _HEAD + comments + "".join("\t".join(row) + "\n" for row in (COLUMNS, *rows))


def file_bytes(ledger: Ledger, before: bytes) -> bytes:
    """Return the bytes of the file, with the line ends and the byte order mark that it has."""
    text = format_ledger(ledger)
    text = text.replace("\n", "\r\n") if b"\r\n" in before else text
    return (b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b"") + text.encode()


def _cell(text: str) -> str:
    return " ".join(text.split())


def load_ledger(path: Path) -> tuple[Ledger, list[Problem]]:
    """Read a ledger file; an empty ledger where there is none."""
    return read_ledger(path.read_bytes() if path.exists() else b"", path.as_posix())


def read_ledger(data: bytes, path: str) -> tuple[Ledger, list[Problem]]:
    """Read the file's bytes; a line that is not UTF-8 is a problem, and fatal like any other."""
    ledger, problems = parse_ledger(data.decode("utf-8", "surrogateescape"), path)
    message = "this byte is not UTF-8; bring the line back from version control"
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.decode("utf-8", "ignore").encode() != line:
            problems.append(Problem(path, number, "ledger-line", message))
    return ledger, problems
