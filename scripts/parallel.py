"""Parsing many files on every core; few files are quicker on one."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from scripts.model import Article, Hub, Problem, TranscriptFile
from scripts.parse import Parsed, parse_file
from scripts.progress import progress

FEW = 150
CHUNK = 32


def parse_files(
    files: Sequence[TranscriptFile],
) -> tuple[list[Article | Hub], list[Problem]]:
    """Parse every file, in their order: what was parsed, and the problems met."""
    cores = os.cpu_count() or 1
    if len(files) < FEW or cores == 1:
        return _gather(map(parse_file, progress(files, "parsing", len(files))))
    with ProcessPoolExecutor(cores, get_context("spawn"), gc.disable) as pool:
        results = pool.map(parse_file, files, chunksize=CHUNK)
        return _gather(progress(results, "parsing", len(files)))


def _gather(results: Iterable[Parsed]) -> tuple[list[Article | Hub], list[Problem]]:
    parsed: list[Article | Hub] = []
    problems: list[Problem] = []
    for item, found in results:
        parsed.append(item)
        problems += found
    return parsed, problems
