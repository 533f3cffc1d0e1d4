"""Parsing in batches: a few files of a channel at a time, each batch memoized.

A file stays in its batch whatever is added beside it, so an edit parses one batch again. Of each
batch the plan of a build reads *facts*: titles, and what ties its channel to others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from scripts.build.cache import Cache, Digest
from scripts.build.executors import FEW, InProcess, run_all
from scripts.core.model import Article, Hub, Problem, WikiLink
from scripts.core.text import WORDS_PER_MINUTE, minutes, slugify
from scripts.transcripts.parse import parse_file
from scripts.transcripts.scan import SourceFile, read_file

SIZE = 8  # files, about
VIDEO, NAME, LINK = "v:", "n:", "l:"  # kinds of ties


class Batch(NamedTuple):
    """Some files of one channel."""

    files: tuple[SourceFile, ...]


class Parsed(NamedTuple):
    """A parsed batch: the objects of its items with their problems, and of its facts."""

    items: Digest
    facts: Digest


class Facts(NamedTuple):
    """What a plan asks of a batch: items without their texts, cited videos, ties to channels."""

    items: tuple[Article | Hub, ...]
    videos: tuple[str, ...]
    ties: tuple[str, ...]


def batches_of(files: Sequence[SourceFile]) -> list[Batch]:
    """Return the files of each channel in batches, which depend on names and little on numbers."""
    channels: dict[str, list[SourceFile]] = {}
    for file in files:
        channels.setdefault(file.channel, []).append(file)
    found: list[Batch] = []
    for own in channels.values():
        count = 1 << max(0, (len(own) // SIZE).bit_length())
        buckets: dict[int, list[SourceFile]] = {}
        for file in own:
            buckets.setdefault(crc32(file.slug.encode()) % count, []).append(file)
        found += [Batch(tuple(bucket)) for _, bucket in sorted(buckets.items())]
    return found


def parse_all(cache: Cache, run: Executor, found: Sequence[Batch]) -> list[Parsed]:
    """Parse every batch that no earlier build parsed."""
    known = {batch: cache.known("parse", batch) for batch in found}
    new = [batch for batch in found if known[batch] is None]
    few = sum(len(batch.files) for batch in new) < FEW
    tasks = [(cache.folder, Path.cwd(), batch) for batch in new]
    run_all(InProcess() if few else run, parse_batch, tasks, "parsing")
    return [_parsed(cache, batch) for batch in found]


def parse_batch(task: tuple[Path, Path, Batch]) -> None:
    """Parse a batch into the cache at a folder; paths of files begin at another."""
    folder, base, batch = task
    _parsed(Cache(folder), batch, base)


def _parsed(cache: Cache, batch: Batch, base: Path = Path()) -> Parsed:
    def make() -> Parsed:
        parsed = [parse_file(read_file(file, base)) for file in batch.files]
        facts = _facts([item for item, _ in parsed])
        return Parsed(cache.add_value(parsed), cache.add_value(facts))

    return cache.memo("parse", batch, make)


def _facts(items: Sequence[Article | Hub]) -> Facts:
    articles = [item for item in items if isinstance(item, Article)]
    cited = {
        reference.video or article.video
        for article in articles
        for sentence in article.referring
        for reference in map(article.references.__getitem__, sentence.numbers)
        if sentence.words and not isinstance(reference, WikiLink) and reference.stamp
    }
    ties = sorted({tie for item in items for tie in _ties(item)})
    return Facts(tuple(map(bare, items)), tuple(sorted(cited - {""})), tuple(ties))


def bare(item: Article | Hub) -> Article | Hub:
    """Return an article without its text; its length is that of its minutes."""
    if isinstance(item, Hub):
        return item
    empty: tuple[()] = ()
    return replace(
        item,
        html="",
        markdown="",
        references=empty,
        sentences=empty,
        referring=empty,
        headings=empty,
        summary=empty,
        words=minutes(item.words) * WORDS_PER_MINUTE,
        digest="",
    )


def _ties(item: Article | Hub) -> Iterator[str]:
    """What ties a channel to others: its names, its videos, and what its links may name."""
    yield f"{NAME}{item.channel}"
    yield f"{NAME}{slugify(item.channel)}"
    if isinstance(item, Hub):
        yield f"{NAME}{slugify(item.title)}"
        yield from (f"{VIDEO}{listing.video}" for listing in item.listings)
        links = [topic for listing in item.listings for topic in listing.topics]
    else:
        videos = {item.video, *(cited.video for cited in item.citations)} - {""}
        yield from (f"{VIDEO}{video}" for video in videos)
        yield from (f"{LINK}{alias.partition('/')[0]}" for alias in item.aliases)
        links = [reference for reference in item.references if isinstance(reference, WikiLink)]
    for link in links:
        yield f"{LINK}{slugify(link.target)}"
        yield f"{LINK}{link.target.partition('/')[0]}"


def problems_of(parsed: Sequence[tuple[Article | Hub, list[Problem]]]) -> list[Problem]:
    """Return the problems of parsed files."""
    return [problem for _, found in parsed for problem in found]
