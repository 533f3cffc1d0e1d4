"""Parsing many files on every core; few files are quicker on one.

Files are parsed in chunks, and a chunk that was parsed before is taken as it was kept.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

from scripts.build.cache import kept, name_of
from scripts.core.digest import digest_of
from scripts.core.model import Article, Hub, Problem, TranscriptFile
from scripts.core.progress import progress
from scripts.transcripts.parse import Parsed, parse_file

S = TypeVar("S")
T = TypeVar("T")

FEW = 150  # files
CHUNK = 8


class Chunk(NamedTuple):
    """Some files of one channel, and the name under which what they say is kept."""

    channel: str
    files: tuple[TranscriptFile, ...]
    name: str


def chunks_of(files: Sequence[TranscriptFile], many: int) -> list[Chunk]:
    """The files of each channel in chunks, in their order; one each where there are not `many`."""
    found = []
    size = 1 if many < FEW else CHUNK
    for channel, group in groupby(files, lambda file: file.channel):
        own = list(group)
        for start in range(0, len(own), size):
            part = tuple(own[start : start + size])
            found.append(Chunk(channel, part, name_of("parsed", [_told(file) for file in part])))
    return found


def _told(file: TranscriptFile) -> tuple[str, ...]:
    """A file in few words: what it is called, and a key of its text."""
    text = file.text.encode("utf-8", "surrogatepass")
    return file.channel, file.slug, file.path, digest_of(text)


def on_every_core(function: Callable[[S], T], tasks: Sequence[S], what: str) -> Iterator[T]:
    """What the function makes of each task, in their order; each core has a process."""
    cores = os.cpu_count() or 1
    if len(tasks) < 2 or cores == 1:
        yield from map(function, progress(tasks, what, len(tasks)))
        return
    with ProcessPoolExecutor(cores, get_context("spawn"), gc.disable) as pool:
        yield from progress(pool.map(function, tasks), what, len(tasks))


def parse_chunk(chunk: Chunk, folder: Path | None = None) -> list[Parsed]:
    """What the files of a chunk say, kept in `folder`."""
    return kept(folder, chunk.name, list, lambda: list(map(parse_file, chunk.files)))


def parse_files(
    files: Sequence[TranscriptFile], folder: Path | None = None
) -> tuple[list[Article | Hub], list[Problem]]:
    """Parse every file, in their order: what was parsed, and the problems met."""
    chunks = chunks_of(files, len(files))
    parse = partial(parse_chunk, folder=folder)
    few = len(files) < FEW
    return gather(map(parse, chunks) if few else on_every_core(parse, chunks, "parsing"))


def gather(results: Iterable[list[Parsed]]) -> tuple[list[Article | Hub], list[Problem]]:
    """Parsed chunks as one library's worth, and their problems."""
    parsed: list[Article | Hub] = []
    problems: list[Problem] = []
    for chunk in results:
        for item, found in chunk:
            parsed.append(item)
            problems += found
    return parsed, problems
