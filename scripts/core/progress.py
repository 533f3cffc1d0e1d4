"""Progress of long work: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")


def progress(items: Iterable[T], what: str, total: int) -> Iterator[T]:
    """Go through `items` and show how far it is, where somebody can see it."""
    yield from tqdm(items, desc=what, total=total, disable=not sys.stderr.isatty(), leave=False)
