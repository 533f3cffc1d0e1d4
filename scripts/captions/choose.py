"""Which sentences tell most: the central ones (LexRank), spread over the whole talk."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from scripts.captions.model import Sentence
from scripts.captions.topics import Floats, unit, weighted

WINDOW = 100  # words, of which the best sentence is taken
FEWEST = 5  # words of a sentence that can stand alone
DAMPING, STEPS = 0.85, 30
MOST = 1200  # sentences that are compared with one another at a time


def choose(sentences: Sequence[Sentence], share: float = 0.2) -> tuple[int, ...]:
    """Return the numbers of the sentences that tell most, in order, with `share` of the words."""
    if not sentences:
        return ()
    rank = central([sentence.text for sentence in sentences])
    sizes = np.array([len(sentence.words) for sentence in sentences])
    rank = np.where(sizes < FEWEST, rank * 0.1, rank)
    room = share * sizes.sum()
    taken: set[int] = set()
    for at in _turns(rank, sizes):
        if room < sizes[at] and taken:
            continue
        taken.add(at)
        room -= sizes[at]
        if room <= 0:
            break
    return tuple(sorted(taken))


def _turns(rank: Floats, sizes: np.ndarray) -> list[int]:
    """Return all sentences: the best of each window, then the second of each, and so on."""
    window = np.cumsum(sizes) // WINDOW
    place = np.zeros(len(rank), dtype=int)
    for one in np.unique(window):
        inside = np.flatnonzero(window == one)
        place[inside[np.argsort(-rank[inside], kind="stable")]] = np.arange(len(inside))
    return [int(at) for at in np.lexsort((-rank, place))]


def central(texts: Sequence[str]) -> Floats:
    """Return how central each text is among those around it: LexRank, its mean 1."""
    parts = max(1, -(-len(texts) // MOST))
    edges = [round(len(texts) * part / parts) for part in range(parts + 1)]
    ranks = [_lexrank(texts[a:b]) for a, b in itertools.pairwise(edges) if a < b]
    return np.concatenate(ranks)


def _lexrank(texts: Sequence[str]) -> Floats:
    rows = unit(weighted(texts)[0])
    alike = rows @ rows.T
    alike /= np.maximum(alike.sum(axis=1, keepdims=True), 1e-9)
    rank = np.full(len(texts), 1.0)
    for _ in range(STEPS):
        rank = 1 - DAMPING + DAMPING * (rank @ alike)
    return rank
