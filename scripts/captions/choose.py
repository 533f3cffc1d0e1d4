"""Which sentences tell most: the central ones (LexRank), spread over the whole talk.

Central sentences about the speaker and the listener, questions, and sentences that lean on the one
before them make poor articles and count for less. A sentence that is taken lowers those near it in
time, so that every part of a talk has its share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from scripts.captions.model import Sentence
from scripts.captions.topics import Floats, content_words, unit, weighted

FEWEST = 5  # words of a sentence that can stand alone
DAMPING, STEPS = 0.85, 30
MOST = 800  # sentences that are compared with one another at a time
NEAR, LOWERED = 10.0, 0.9  # seconds, and by how much a neighbor that is taken lowers a sentence
SHORT, QUESTION, LEANING, PERSONAL = 0.1, 0.6, 0.8, 4.0
_PERSONAL = re.compile(r"\b(?:i|i'm|i'll|you|your|we'll|me|my|let's|video|watch)\b", re.IGNORECASE)
_LEANING = re.compile(
    r"(?:it|this|that|these|those|they|he|she|and|but|so|or|because)\b", re.IGNORECASE
)


def choose(sentences: Sequence[Sentence], share: float = 0.2) -> tuple[int, ...]:
    """Return the numbers of the sentences that tell most, in order, with `share` of the words."""
    parts = max(1, -(-len(sentences) // MOST))
    edges = [round(len(sentences) * part / parts) for part in range(parts + 1)]
    found = [
        first + at
        for first, last in pairwise(edges)
        for at in _chosen(sentences[first:last], share)
    ]
    return tuple(found)


def _chosen(sentences: Sequence[Sentence], share: float) -> list[int]:
    """Return the sentences that tell most of a part, one after the other the best that has room."""
    if not sentences:
        return []
    sizes = np.array([len(one.words) for one in sentences])
    starts = np.array([one.start for one in sentences])
    ends = np.array([one.words[-1].start for one in sentences])
    worth, room = worths(sentences), share * sizes.sum()
    free, taken = np.ones(len(sentences), dtype=bool), list[int]()
    while (fits := free & ((sizes <= room) | (not taken))).any():
        best = int(np.where(fits, worth, -1.0).argmax())
        taken.append(best)
        free[best] = False
        room -= sizes[best]
        apart = np.maximum(0, np.maximum(starts - ends[best], starts[best] - ends))
        worth = worth * (1 - LOWERED * np.exp(-0.5 * (apart / NEAR) ** 2))
    return sorted(taken)


def worths(sentences: Sequence[Sentence]) -> Floats:
    """Return how much each sentence tells by itself."""
    texts = [one.text for one in sentences]
    return np.asarray(central(texts) * np.array([_alone(text) for text in texts]))


def _alone(text: str) -> float:
    """Return how well a sentence can stand in an article: 0 to 1."""
    words = len(text.split())
    worth = (sum(1 for _ in content_words(text)) / max(1, words)) ** 0.5
    worth *= np.exp(-PERSONAL * len(_PERSONAL.findall(text)) / max(1, words))
    worth *= QUESTION if text.rstrip().endswith("?") else 1
    worth *= LEANING if _LEANING.match(text) else 1
    return float(worth * (SHORT if words < FEWEST else 1))


def central(texts: Sequence[str]) -> Floats:
    """Return how central each text is among the others: LexRank, its mean 1."""
    rows = unit(weighted(texts)[0])
    alike = rows @ rows.T
    alike /= np.maximum(alike.sum(axis=1, keepdims=True), 1e-9)
    rank = np.ones(len(texts))
    for _ in range(STEPS):
        rank = 1 - DAMPING + DAMPING * (rank @ alike)
    return np.asarray(rank)
