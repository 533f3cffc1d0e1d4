"""What a large build asks of each channel, kept: one that did not change is not read again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from scripts.build.cache import keep, load, name_of
from scripts.build.components import Facts, all_facts, facts_name
from scripts.build.executors import FEW, Chunk, chunks_of
from scripts.core.model import Problem
from scripts.transcripts.scan import Channel


class Shelf(NamedTuple):
    """A channel in few words: how its chunks are called, what ties it to others, its problems."""

    name: str
    channels: tuple[str, ...]  # the names of its folders, as addresses have them
    chunks: tuple[str, ...]
    ties: Facts
    problems: tuple[Problem, ...]
    files: int

    @property
    def kept(self) -> set[str]:
        """The names of all that is kept of it."""
        return {self.name, *self.chunks, *map(facts_name, self.chunks)}


def shelves(channels: Sequence[Channel], folder: Path) -> list[Shelf]:
    """The shelf of every channel; those that changed are read, and parsed on every core."""
    many = sum(len(channel.files) for channel in channels)
    names = [name_of("shelf", many >= FEW, channel.files) for channel in channels]
    found = {name: load(folder, name) for name in names}
    new = [
        (name, *chunked(channel, many))
        for name, channel in zip(names, channels, strict=True)
        if not isinstance(found[name], Shelf)
    ]
    ties = iter(all_facts([chunk for _, chunks, _ in new for chunk in chunks], folder))
    for name, chunks, problems in new:
        found[name] = _shelf(name, chunks, [next(ties) for _ in chunks], problems)
        keep(folder, name, found[name])
    return [shelf for shelf in (found[name] for name in names) if isinstance(shelf, Shelf)]


def chunked(channel: Channel, many: int) -> tuple[list[Chunk], list[Problem]]:
    """A channel of a source with so `many` files, read."""
    files, problems = channel.read()
    return chunks_of(files, many), problems


def _shelf(
    name: str, chunks: Sequence[Chunk], ties: Sequence[Facts], problems: Sequence[Problem]
) -> Shelf:
    return Shelf(
        name,
        tuple(dict.fromkeys(chunk.channel for chunk in chunks)),
        tuple(chunk.name for chunk in chunks),
        Facts(frozenset[str]().union(*ties)),
        tuple(problems),
        sum(len(chunk.files) for chunk in chunks),
    )
