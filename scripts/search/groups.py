"""Which pages are searched together, and in which index each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from typing import NamedTuple

from scripts.build.cache import Digest
from scripts.build.stored import SEARCHED_TOGETHER, Searched

HAND_WRITTEN = "site"

_FURNITURE = re.compile(r"<footer\b.*", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class Index(NamedTuple):
    """Pages that one index holds: its name, and the objects that list them."""

    name: str
    pages: tuple[Digest, ...]


class Group(NamedTuple):
    """Channels that are searched together: the number of their pages, and their indexes."""

    channels: tuple[str, ...]
    number: int
    indexes: tuple[Index, ...]


def text_of(html: str) -> str:
    """Return a page's own words, without its furniture."""
    return unescape(_TAG.sub(" ", _FURNITURE.sub("", html)))


def grouped(searched: Iterable[Searched], limit: int = SEARCHED_TOGETHER) -> list[Group]:
    """Return pages by channel: small channels share an index up to `limit` pages.

    A channel with more pages than that has several indexes.
    """
    channels: dict[str, list[Searched]] = {}
    for one in searched:
        channels.setdefault(one.channel, []).append(one)
    together: list[list[Searched]] = []
    for _, found in sorted(channels.items()):
        if together and _number([*together[-1], *found]) <= limit:
            together[-1] += found
        else:
            together.append(found)
    return [_group(f"g{place}", found, limit) for place, found in enumerate(together)]


def _group(name: str, searched: Sequence[Searched], limit: int) -> Group:
    parts: list[list[Searched]] = []
    for one in searched:
        if parts and _number([*parts[-1], one]) <= limit:
            parts[-1].append(one)
        else:
            parts.append([one])
    indexes = (
        Index(f"{name}-{place}", tuple(one.pages for one in part))
        for place, part in enumerate(parts)
    )
    channels = tuple(dict.fromkeys(one.channel for one in searched))
    return Group(channels, _number(searched), tuple(indexes))


def _number(searched: Iterable[Searched]) -> int:
    return sum(one.number for one in searched)
