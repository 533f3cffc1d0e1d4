"""Parsing in batches: a few articles of a channel at a time, each batch memoized.

A file stays in its batch whatever is added beside it, so an edit parses one batch again. A caption
file, which takes longer than a batch of articles, is a batch of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from scripts.build.cache import Cache, Digest
from scripts.build.executors import FEW, run_all
from scripts.build.facts import facts_of
from scripts.captions.source.files import CaptionFile
from scripts.core.model import Problem
from scripts.transcripts.parse import parse_file
from scripts.transcripts.scan import SourceFile, read_file

SIZE = 8  # files, about
FEW_CAPTIONS = 4  # files: below it, starting processes costs more than they save


class Batch(NamedTuple):
    """Some files of one channel."""

    files: tuple[SourceFile, ...]


class Parsed(NamedTuple):
    """A parsed batch: the objects of its items with their problems, and of its facts."""

    items: Digest
    facts: Digest


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
    new = [batch for batch in found if cache.known("parse", batch) is None]
    if sum(len(batch.files) for batch in new) >= FEW:
        run_all(run, parse_batch, [(cache.folder, Path.cwd(), batch) for batch in new], "parsing")
    return [_parsed(cache, batch) for batch in found]


def parse_batch(task: tuple[Path, Path, Batch]) -> None:
    """Parse a batch into the cache at a folder; paths of files begin at another."""
    folder, base, batch = task
    _parsed(Cache(folder), batch, base)


def _parsed(cache: Cache, batch: Batch, base: Path = Path()) -> Parsed:
    def make() -> Parsed:
        parsed = [parse_file(read_file(file, base)) for file in batch.files]
        facts = facts_of([item for item, _ in parsed])
        return Parsed(cache.add_value(parsed), cache.add_value(facts))

    return cache.memo("parse", batch, make)


class ParsedCaptions(NamedTuple):
    """A parsed caption file: none where it can't be read, and its problems if so."""

    channel: str
    parsed: Parsed | None
    problems: tuple[Problem, ...]


def parse_all_captions(
    cache: Cache, run: Executor, files: Sequence[CaptionFile]
) -> list[ParsedCaptions]:
    """Parse every caption file that no earlier build parsed."""
    new = [file for file in files if cache.known("captions", file) is None]
    if len(new) >= FEW_CAPTIONS:
        run_all(run, parse_captions, [(cache.folder, Path.cwd(), one) for one in new], "captions")
    return [_parsed_captions(cache, file) for file in files]


def parse_captions(task: tuple[Path, Path, CaptionFile]) -> None:
    """Parse a caption file into the cache at a folder; its path begins at another."""
    folder, base, file = task
    _parsed_captions(Cache(folder), file, base)


def _parsed_captions(cache: Cache, file: CaptionFile, base: Path = Path()) -> ParsedCaptions:
    def make() -> ParsedCaptions:
        from scripts.captions.source.transcript import (
            read_transcript,  # half a second: see files.py
        )

        transcript, files, problems = read_transcript(file, base)
        if transcript is None:
            return ParsedCaptions(file.channel, None, tuple(problems))
        exports = tuple((name, cache.add(data)) for name, data in files)
        transcript = replace(transcript, exports=exports)
        items = cache.add_value([(transcript, problems)])
        return ParsedCaptions(
            file.channel, Parsed(items, cache.add_value(facts_of([transcript]))), ()
        )

    return cache.memo("captions", file, make)
