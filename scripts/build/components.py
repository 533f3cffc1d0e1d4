"""Which channels of a library have to be built together: those that a link or a video ties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from scripts.build.cache import keep, load
from scripts.build.executors import FEW, Chunk, on_every_core, parse_chunk
from scripts.core.model import Article, Hub, WikiLink
from scripts.core.text import slugify

VIDEO, NAME, LINK = "v:", "n:", "l:"


class Facts(frozenset[str]):
    """What ties a chunk's channel to others: videos, its name, and what its links may name."""


def facts_name(chunk: str) -> str:
    """The name under which the ties of a chunk are kept, by its own."""
    return chunk.replace(".parsed", ".facts")


def facts(chunk: Chunk, folder: Path) -> Facts:
    """The ties of a chunk, which is parsed for them."""
    name = facts_name(chunk.name)
    found = load(folder, name)
    if not isinstance(found, Facts):
        found = Facts(_ties([item for item, _ in parse_chunk(chunk, folder)]))
        keep(folder, name, found)
    return found


def _ties(parsed: Sequence[Article | Hub]) -> Iterator[str]:
    for item in parsed:
        if isinstance(item, Hub):
            yield f"{NAME}{slugify(item.title)}"
            yield from (f"{VIDEO}{listing.video}" for listing in item.listings)
            references = [topic for listing in item.listings for topic in listing.topics]
        else:
            yield f"{VIDEO}{item.video}"
            yield from (f"{VIDEO}{cited.video}" for cited in item.citations)
            references = [
                reference for reference in item.references if isinstance(reference, WikiLink)
            ]
        for reference in references:
            yield f"{LINK}{slugify(reference.target)}"
            yield f"{LINK}{reference.target.partition('/')[0]}"


class Tied(Protocol):
    """A channel with what ties it to others."""

    @property
    def channels(self) -> tuple[str, ...]:
        """Its names."""
        ...

    @property
    def ties(self) -> Facts:
        """Its ties."""
        ...


T = TypeVar("T", bound=Tied)


def separate(tied: Sequence[T]) -> list[list[T]]:
    """Channels by parts: those with a tie in common, or a link to the other, stay together."""
    leaders = list(range(len(tied)))

    def leader(place: int) -> int:
        while leaders[place] != place:
            place = leaders[place]
        return place

    for one, other in _pairs(tied):
        leaders[leader(one)] = leader(other)
    parts: dict[int, list[T]] = {}
    for place, channel in enumerate(tied):
        parts.setdefault(leader(place), []).append(channel)
    return list(parts.values())


def _pairs(tied: Sequence[Tied]) -> Iterator[tuple[int, int]]:
    """The places of channels that belong together, two by two."""
    first: dict[str, int] = {}
    for place, channel in enumerate(tied):
        for name in (name for own in channel.channels for name in (own, slugify(own))):
            yield place, first.setdefault(NAME + name, place)
    for place, channel in enumerate(tied):
        for tie in (tie for tie in channel.ties - {VIDEO} if not tie.startswith(LINK)):
            yield place, first.setdefault(tie, place)
    for place, channel in enumerate(tied):
        named = {NAME + tie.removeprefix(LINK) for tie in channel.ties if tie.startswith(LINK)}
        for name in named & first.keys():
            yield place, first[name]


def all_facts(chunks: Sequence[Chunk], folder: Path) -> list[Facts]:
    """The ties of all chunks; those that are not kept are parsed on every core."""
    names = {path.name for path in folder.glob("*.facts")}
    new = [chunk for chunk in chunks if facts_name(chunk.name) not in names]
    find = partial(facts, folder=folder)
    if sum(len(chunk.files) for chunk in new) >= FEW:
        list(on_every_core(find, new, "parsing"))
    return [find(chunk) for chunk in chunks]
