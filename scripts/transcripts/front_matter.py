"""Front matter: its keys, the body behind it, and whether its author wants it published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from scripts.transcripts.yaml_entries import LISTS, WORDS, Fault, read_entries

LIMIT = 200  # lines of front matter; a longer one is none

# What keeps an article from being published: keys with the values that say so.
_YES, _NO = frozenset({"true", "yes", "on", "1"}), frozenset({"false", "no", "off", "0"})
HIDING = {"private": _YES, "publish": _NO, "published": _NO, "dg-publish": _NO}
DRAFT = {"draft": _YES, "status": frozenset({"draft"})}  # and is shown where drafts are asked for

_KNOWN = {  # keys in any letters, with hyphens or without
    name.casefold().replace("-", ""): name
    for name in (*WORDS, *LISTS, *HIDING, *DRAFT, "videoId", "date", "reviewed", "publishDate")
} | {"alias": "aliases"}
KNOWN_KEYS = frozenset(_KNOWN.values())
_LEAD = re.compile("\\A(?:[ \t\ufeff\u200b\u2060]*\n)*[\ufeff\u200b\u2060]?")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_BREAKS = re.compile("[\t\u0080-\u009f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.+\-Z ]*)?", re.ASCII)


class FrontMatter(NamedTuple):
    """The keys, the body, and the line of the file on which the body begins; `found` tells.

    `values` has the scalars by key and `lists` the lists; a scalar in quotes is in both.
    """

    values: dict[str, str]
    lists: dict[str, tuple[str, ...]]
    body: str
    first_line: int
    found: bool
    lines: dict[str, int] = {}  # noqa: RUF012  of the file, by key
    faults: tuple[Fault, ...] = ()

    def listed(self, key: str) -> tuple[str, ...]:
        """Return the items of a key: of a list, or of words with commas between them."""
        found = self.lists.get(key) or tuple(self.values.get(key, "").split(","))
        return tuple(item.strip() for item in found if item.strip())

    def line(self, key: str) -> int:
        """Return the line of the file on which a key stands, or 1."""
        return self.lines.get(key, 1)


def split_front_matter(text: str) -> FrontMatter:
    """Split a file into its front matter and its body; blank lines may stand before it."""
    found = _cut(text)
    if found is None:
        return FrontMatter({}, {}, text, 1, found=False)
    begin, lines, body = found
    values, lists, at, faults = _read(lines, begin + 1)
    if not at and any(line.strip() and line.lstrip()[0] != "#" for line in lines):
        return FrontMatter({}, {}, text, 1, found=False)  # rules around prose
    first = begin + len(lines) + 2
    return FrontMatter(values, lists, body, first, True, at, tuple(faults))


class Withheld(NamedTuple):
    """The line that keeps an article from being published, and whether it is one of a draft."""

    line: int
    words: str
    draft: bool


def withheld(text: str) -> Withheld | None:
    """Return the line with which a file's front matter says that it is not to be published.

    This alone decides whether an article is published. A front matter that nobody closed counts.
    """
    front = split_front_matter(text)
    if not front.found:
        lead = _LEAD.match(text)
        rest = text[lead.end() if lead else 0 :]
        if not rest.startswith("---"):
            return None
        front = split_front_matter(f"{rest.split(chr(10) * 2, 1)[0]}\n---\n")
    for key, words in (*HIDING.items(), *DRAFT.items()):
        if (value := front.values.get(key, "")).casefold() in words:
            return Withheld(front.line(key), f"{key}: {value}", key in DRAFT)
    return None


def is_draft(front: FrontMatter) -> bool:
    """Return whether an article says that it is a draft, which no site shows unless asked to."""
    return any(front.values.get(key, "").casefold() in words for key, words in DRAFT.items())


def day_of(written: str) -> str:
    """Return the day of a date, with a time or without, as 2026-11-22; nothing where none is."""
    found = _DAY.fullmatch(written)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def _cut(text: str) -> tuple[int, list[str], str] | None:
    """The line of the file that opens front matter, the lines within, and the body behind it."""
    found = None if text.startswith("---") else _LEAD.match(text)
    lead = found.group() if found else ""
    lines = text[len(lead) :].split("\n", LIMIT)
    if lines[0].rstrip() != "---":
        return None
    ends = (
        end
        for sign in ("---", "...")
        for end, one in enumerate(lines)
        if end and one.rstrip() == sign
    )
    end = next(ends, None)
    if end is None:
        return None
    return lead.count("\n") + 1, lines[1:end], "\n".join(lines[end + 1 :])


def _read(
    lines: Sequence[str], first: int
) -> tuple[dict[str, str], dict[str, tuple[str, ...]], dict[str, int], list[Fault]]:
    values, lists, at = dict[str, str](), dict[str, tuple[str, ...]](), dict[str, int]()
    entries, faults = read_entries([_seen(line) for line in lines])
    for key, line, items, listed in entries:
        name = _known(key)
        if name in at:
            message = f'"{key}" stands here a second time; remove one of the two'
            faults.append(Fault(line, message))
        at[name] = line + first
        words = tuple(" ".join(_seen(item).split()) for item in items)
        values[name] = words[0] if len(words) == 1 and (not listed or name not in LISTS) else ""
        lists.pop(name, None)
        if listed:
            lists[name] = words
    return values, lists, at, [Fault(line + first, message) for line, message in faults]


@lru_cache(maxsize=512)
def _known(key: str) -> str:
    folded = key.casefold().replace("_", "").replace("-", "").replace(" ", "")
    return _KNOWN.get(folded, key)


def _seen(text: str) -> str:
    """The text without characters that nobody sees, and without breaks that only YAML sees."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", _BREAKS.sub(" ", text))
