"""Entries of front matter: YAML read by one safe parser, and what people write instead of it.

PyYAML's stream of events is read, and nothing constructs objects: every scalar is its words, so
no title is a number and no date raises. Size, depth and the number of words are bounded, and what
an alias stands for counts where it is used. Values that are words and no YAML (`title: A: "b" #c`)
are put in quotes first; an entry that can't be read takes no other along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml

LONGEST = 20_000  # characters that are read
DEEPEST = 8  # lists and mappings within one another
MOST = 1_000  # scalars, those behind aliases counted as often as they are used
WORDS = frozenset({"title", "subject", "preview", "description"})  # whose value is a line of words
LISTS = frozenset({"aliases", "summary", "allow"})

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is there
_KEY = re.compile(r"([^\W\d][\w .-]{0,40}|\"[^\"\n]{1,40}\"|'[^'\n]{1,40}')[ \t]*:(?:[ \t]+(.*))?")
_ITEM = re.compile(r"\A([ \t]*-[ \t]+)(.+)")
_QUOTED = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?:[ \t]+#.*)?""")
_BLOCK = re.compile(r"[|>][-+1-9]{0,2}(?:[ \t]+#.*)?")
_PLAIN = re.compile(r"[\w./(][^:#\[\]{}&*!|>'\"%@`,?]*")  # what YAML reads as it stands
_SIMPLE = re.compile(
    r"\A([A-Za-z]\w*): (?!(?:null|Null|NULL) *$)([\w./(][^:#\[\]{}&*!|>'\"%@`,?~\\\t]*)", re.ASCII
)


class Fault(NamedTuple):
    """What is wrong in front matter, and the line of the file on which it stands."""

    line: int
    message: str


class Entry(NamedTuple):
    """A key, its line from 0, and its words; `listed` where they are a list or in quotes."""

    key: str
    line: int
    items: tuple[str, ...]
    listed: bool


def read_entries(lines: Sequence[str]) -> tuple[list[Entry], list[Fault]]:
    """Return the entries of front matter, and what is wrong in it; lines count from 0.

    Where YAML can't read all of it, those that it can read one by one.
    """
    if plain := _plain(lines):
        return plain, []
    source = [_quoted(one, *lines[n + 1 : n + 2]) for n, one in enumerate(lines)]
    try:
        return _parsed(source), []
    except (yaml.YAMLError, _TooMuchError):
        starts = [n for n, line in enumerate(lines) if line[:1].strip() and line[0] not in "-#]}"]
    entries: list[Entry] = []
    faults: list[Fault] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        try:
            found = _parsed(source[start:end])
        except (yaml.YAMLError, _TooMuchError):
            found = _as_words(lines[start:end])
            message = (
                'this is no YAML; write it as key: "words", and lists as lines that begin with -'
            )
            faults.append(Fault(start, message))
        entries += (entry._replace(line=entry.line + start) for entry in found)
    return entries, faults


def _plain(lines: Sequence[str]) -> list[Entry]:
    """The entries of lines that need no parser, `key: some words`; nothing where one line does.

    It spares the parser in all but a few files, where YAML says the same.
    """
    entries: list[Entry] = []
    for number, line in enumerate(lines):
        found = _SIMPLE.fullmatch(line)
        if not found:
            return []
        entries.append(Entry(found[1], number, (found[2].rstrip(),), False))
    return entries


def _as_words(lines: Sequence[str]) -> list[Entry]:
    """What can't be parsed, as the words that stand there."""
    found = _KEY.fullmatch(lines[0].rstrip())
    if not found:
        return []
    items = [item[2] for line in lines[1:] if (item := _ITEM.fullmatch(line.rstrip()))]
    words = found[2] or " ".join(" ".join(lines[1:]).split())
    return [Entry(found[1].strip("\"'"), 0, tuple(items or [words]), bool(items))]


def _quoted(line: str, following: str = "") -> str:
    """A line whose value is no YAML but words, with the words in quotes."""
    line = line.rstrip()
    found = _KEY.fullmatch(line)
    key, value = ("", "") if not found else (found[1], (found[2] or "").strip())
    if not found and (item := _ITEM.fullmatch(line)):
        key, value = "-", item[2].strip()
    if not value or _PLAIN.fullmatch(value) or _goes_on(line, following):
        return line
    words = _words_of(key.casefold(), value)
    return (
        line
        if words is None
        else f"{line[: len(line) - len(value)]}'{words.replace(chr(39), chr(39) * 2)}'"
    )


def _goes_on(line: str, following: str) -> bool:
    """Whether the next line continues the value of this one."""
    indent = len(line) - len(line.lstrip())
    more = following.strip() and not following.lstrip().startswith(("- ", "#"))
    return bool(more) and len(following) - len(following.lstrip()) > indent


def _words_of(key: str, value: str) -> str | None:
    """The words of a value that YAML would misread; None where it reads it as it is meant."""
    first, prose = value[0], key in WORDS or key in LISTS or key == "-"
    if first in "\"'":
        if _QUOTED.fullmatch(value):
            return None
        return value[1:-1].strip() if len(value) > 1 and value[-1] == first else value
    if _BLOCK.fullmatch(value):
        return None
    if first in "[{":
        closed = value.partition(" #")[0].rstrip().endswith("]" if first == "[" else "}")
        return None if closed and key not in WORDS else value
    odd = first in "@`%|>,]}" or (first in "!&*" and prose) or value.startswith(("- ", "? ", ": "))
    odd = odd or (first == "#" and prose and value[1:2].strip() != "")
    if odd or ": " in value or value.endswith(":") or (prose and re.search(r"\s#(?!\s)", value)):
        return value if prose else value.partition(" #")[0].rstrip()
    return None


class _TooMuchError(Exception):
    """Front matter beyond the bounds."""


def _parsed(lines: Sequence[str]) -> list[Entry]:
    """The entries of a mapping. Raises YAMLError, or _TooMuchError beyond the bounds."""
    source = "\n".join(lines)
    if len(source) > LONGEST:
        raise _TooMuchError
    return _Reader(source).entries()


class _Reader:
    """Reads a mapping of words off the event stream, which nests without recursion of its own."""

    def __init__(self, source: str) -> None:
        self.events = iter(yaml.parse(source, Loader=_LOADER))
        self.anchors: dict[str, tuple[str, ...]] = {}
        self.left = MOST

    def entries(self) -> list[Entry]:
        found: list[Entry] = []
        for event in self.events:
            if isinstance(event, yaml.MappingStartEvent):
                self._mapping(found)
            elif isinstance(event, yaml.NodeEvent):  # prose, or a list
                raise yaml.YAMLError
        return found

    def _mapping(self, found: list[Entry]) -> None:
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key, value = " ".join(self._items(event, 1)), next(self.events)
            line = event.start_mark.line if event.start_mark else 0
            listed = not isinstance(value, yaml.ScalarEvent) or bool(value.style in ("'", '"'))
            found.append(Entry(key, line, self._items(value, 1), listed))

    def _items(self, event: Any, depth: int) -> tuple[str, ...]:
        """The words of a node, those of lists and mappings one after the other."""
        if isinstance(event, yaml.AliasEvent):
            items = self.anchors.get(event.anchor or "")
            if items is None:
                raise yaml.YAMLError
        elif isinstance(event, yaml.ScalarEvent):
            nothing = not event.style and event.value in ("~", "null")
            items = ("" if nothing else event.value,)
        else:
            if depth > DEEPEST:
                raise _TooMuchError
            items = tuple(self._inside(depth))
        self.left -= len(items)
        if self.left < 0:
            raise _TooMuchError
        if getattr(event, "anchor", None) and not isinstance(event, yaml.AliasEvent):
            self.anchors[event.anchor] = items
        return items

    def _inside(self, depth: int) -> Iterator[str]:
        for event in self.events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield from self._items(event, depth + 1)
