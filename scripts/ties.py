"""Which channels of a library have to be built together: those that a link or a video ties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from scripts.kept import keep, load
from scripts.model import Article, Hub, WikiLink
from scripts.parallel import FEW, Chunk, on_every_core, parse_chunk
from scripts.text import slugify

VIDEO, NAME, LINK = "v:", "n:", "l:"


class Facts(frozenset[str]):
    """What ties a chunk's channel to others: videos, its name, and what its links may name."""


def facts_name(chunk: Chunk) -> str:
    """The name under which the ties of a chunk are kept."""
    return chunk.name.replace(".parsed", ".facts")


def facts(chunk: Chunk, folder: Path) -> Facts:
    """The ties of a chunk, which is parsed for them."""
    name = facts_name(chunk)
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
            marks = [topic for listing in item.listings for topic in listing.topics]
        else:
            yield f"{VIDEO}{item.video}"
            yield from (f"{VIDEO}{cited.video}" for cited in item.citations)
            marks = [mark for mark in item.marks if isinstance(mark, WikiLink)]
        for mark in marks:
            yield f"{LINK}{slugify(mark.target)}"
            yield f"{LINK}{mark.target.partition('/')[0]}"


def separate(chunks: Sequence[Chunk], ties: Sequence[Facts]) -> list[list[Chunk]]:
    """The chunks by parts: channels with a tie in common, or a link to the other, stay together."""
    leaders = {chunk.channel: chunk.channel for chunk in chunks}

    def leader(channel: str) -> str:
        while leaders[channel] != channel:
            channel = leaders[channel]
        return channel

    for one, other in _pairs(chunks, ties):
        leaders[leader(one)] = leader(other)
    parts: dict[str, list[Chunk]] = {}
    for chunk in chunks:
        parts.setdefault(leader(chunk.channel), []).append(chunk)
    return list(parts.values())


def _pairs(chunks: Sequence[Chunk], ties: Sequence[Facts]) -> Iterator[tuple[str, str]]:
    """Channels that belong together, two by two."""
    first: dict[str, str] = {}
    for chunk in chunks:
        for name in (chunk.channel, slugify(chunk.channel)):
            yield chunk.channel, first.setdefault(NAME + name, chunk.channel)
    for chunk, found in zip(chunks, ties, strict=True):
        for tie in sorted(tie for tie in found - {VIDEO} if not tie.startswith(LINK)):
            yield chunk.channel, first.setdefault(tie, chunk.channel)
    for chunk, found in zip(chunks, ties, strict=True):
        named = {NAME + tie.removeprefix(LINK) for tie in found if tie.startswith(LINK)}
        for name in sorted(named & first.keys()):
            yield chunk.channel, first[name]


def all_facts(chunks: Sequence[Chunk], folder: Path) -> list[Facts]:
    """The ties of all chunks; those that are not kept are parsed on every core."""
    names = {path.name for path in folder.glob("*.facts")}
    new = [chunk for chunk in chunks if facts_name(chunk) not in names]
    find = partial(facts, folder=folder)
    if sum(len(chunk.files) for chunk in new) >= FEW:
        list(on_every_core(find, new, "parsing"))
    return [find(chunk) for chunk in chunks]
