"""Front matter as transcripts write it: `key: value` lines and `- item` lists, no YAML.

A transcript is data from anyone: titles hold colons, quotes and hashes, and nothing in it may make
a parser build objects or expand aliases. So a line is a line.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LIMIT = 200  # lines of front matter; a longer one is none
_KEY = re.compile(r"([A-Za-z_][\w-]{0,40}):(?:[ \t]+(.*))?")
_ITEM = re.compile(r"(?<!\s)\s+-\s+(.*)|-\s+(.*)")
_INVISIBLE = re.compile("[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class FrontMatter(NamedTuple):
    """The keys, the body, and the line of the file on which the body begins; `found` tells."""

    values: dict[str, str]
    lists: dict[str, tuple[str, ...]]
    body: str
    first_line: int
    found: bool


def split_front_matter(text: str) -> FrontMatter:
    """Split a file into its front matter and its body."""
    lines = text.split("\n", LIMIT)
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        return FrontMatter({}, {}, text, 1, found=False)
    values, lists = _read(lines[1:end])
    return FrontMatter(values, lists, "\n".join(lines[end + 1 :]), end + 2, found=True)


def is_draft(front: FrontMatter) -> bool:
    """Return whether an article says that it is a draft, which no site shows unless asked to."""
    return front.values.get("status", "").casefold() == "draft"


def _read(lines: list[str]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    values: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in lines:
        if found := _KEY.fullmatch(line.rstrip()):
            key, value = found.group(1), _plain(found.group(2) or "")
            values[key] = value
        elif key and (found := _ITEM.fullmatch(line.rstrip())):
            item = _plain(found.group(1) or found.group(2) or "")
            lists[key] = (*lists.get(key, ()), item)
    return values, lists


def _plain(value: str) -> str:
    """The value without quotes around it and without characters that nobody sees."""
    value = " ".join(_INVISIBLE.sub("", value).split())
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].strip()
    return value
