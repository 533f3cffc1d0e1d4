"""Which pages are searched together, and in which index each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from typing import NamedTuple

from scripts.build.cache import Cache, Digest
from scripts.build.stored import SEARCHED_TOGETHER, TEMPLATE, Searched

# Hand-written pages: those about the site itself, which come after all others, and those to read.
SITE, CONTENT = "site", "content"
ABOUT = ("about", "authoring", "notes", "offline", "review")
METHODS = "/methodology"

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


def hand_written(cache: Cache, frame: Digest) -> tuple[Index, Index]:
    """Return the indexes of the hand-written pages, whose tree is `frame`."""
    about: list[tuple[str, Digest]] = []
    content: list[tuple[str, Digest]] = []
    for name, digest in sorted(cache.value(frame).items()):
        if name.endswith("index.html") and name != TEMPLATE:
            address = name.removesuffix("index.html").rstrip("/")
            (about if is_about(address) else content).append((address, digest))
    if not content:  # a site may have no page to read but its first, and Pagefind wants one
        content = [page for page in about if not page[0]]
        about = [page for page in about if page[0]]
    return (
        Index(SITE, (cache.add_value(tuple(about)),)),
        Index(CONTENT, (cache.add_value(tuple(content)),)),
    )


def is_about(address: str) -> bool:
    """Whether a hand-written page is about the site itself, the first page among them."""
    return address.partition("/")[0] in ("", *ABOUT) or address.endswith(METHODS)
