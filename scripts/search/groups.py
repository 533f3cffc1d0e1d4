"""Which pages are searched, and in which index each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple

from scripts.build.cache import Digest
from scripts.build.stored import Searched

GROUP = 800  # pages; small channels share an index, a larger channel has its own
HAND_WRITTEN = "site"

_FURNITURE = re.compile(r"<footer\b.*", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class Group(NamedTuple):
    """Pages that share an index: the channels that they are of, and the objects that list them."""

    name: str
    channels: tuple[str, ...]
    pages: tuple[Digest, ...]
    number: int


def text_of(html: str) -> str:
    """Return a page's own words, without its furniture."""
    return unescape(_TAG.sub(" ", _FURNITURE.sub("", html)))


def grouped(searched: Iterable[Searched], limit: int = GROUP) -> list[Group]:
    """Return pages by channel, small channels together up to `limit` pages."""
    channels: dict[str, list[Searched]] = {}
    for one in searched:
        channels.setdefault(one.channel, []).append(one)
    groups: list[Group] = []
    for channel, found in sorted(channels.items()):
        number = sum(one.number for one in found)
        pages = tuple(one.pages for one in found)
        last = groups[-1] if groups else None
        if last and last.number + number <= limit:
            names, together = (*last.channels, channel), (*last.pages, *pages)
            groups[-1] = Group(last.name, names, together, last.number + number)
        else:
            groups.append(Group(f"g{len(groups)}", (channel,), pages, number))
    return groups
