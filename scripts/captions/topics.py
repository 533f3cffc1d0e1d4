"""What sentences are about, as vectors: latent semantic analysis of their stems."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapid_textrank import get_stopwords

Floats = NDArray[np.float64]
DIMENSIONS = 20
STEM = 6  # letters of a word that count: cheap, and as good here as a stemmer
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]+|[^\W\d_]{2,}")
_SPOKEN = frozenset(
    (
        *("yeah", "okay", "right", "like", "just", "know", "really", "actually", "thing", "things"),
        *("going", "gonna", "want", "kind", "sort", "mean", "well", "let's", "that's", "it's"),
        *("you're", "we're", "i'm", "don't", "can't", "there's", "what's", "here's", "they're"),
        *("you've", "we've", "i've", "you'll", "we'll", "i'll", "get", "got", "look", "say"),
        *("one", "two", "way", "lot", "little", "bit", "something", "make", "see", "think", "um"),
        *("uh", "oh", "would", "could", "also", "even", "much", "first", "back", "come"),
    )
)


@cache
def stop_words() -> frozenset[str]:
    """Return the words that tell no subject."""
    return frozenset(get_stopwords("en")) | _SPOKEN


def content_words(text: str) -> Iterator[str]:
    """Return the words of a text that may tell its subject, in small letters."""
    for found in _WORD.finditer(text.lower().replace("\u2019", "'")):
        if (word := found.group().removesuffix("'s")) not in stop_words() and len(word) > 1:
            yield word


def stems(text: str) -> list[str]:
    """Return the stems of the content words of a text."""
    return [word[:STEM] for word in content_words(text)]


def weighted(texts: Sequence[str], *, fewest: int = 1) -> tuple[Floats, list[str]]:
    """Return a row for each text, its stems by tf-idf, and the stems that are in `fewest` texts."""
    counts = [Counter(stems(text)) for text in texts]
    spread = Counter(stem for count in counts for stem in count)
    names = sorted(stem for stem, times in spread.items() if times >= fewest)
    column = {stem: at for at, stem in enumerate(names)}
    made = np.zeros((len(texts), max(1, len(names))), dtype=np.float32)
    for row, count in zip(made, counts, strict=True):
        for stem, times in count.items():
            if (at := column.get(stem)) is not None:
                row[at] = (1 + math.log(times)) * math.log(1 + len(texts) / spread[stem])
    return made.astype(np.float64), names


def latent(rows: Floats, dimensions: int = DIMENSIONS) -> Floats:
    """Return rows in so few dimensions: words that come together count as alike."""
    rank = min(dimensions, *rows.shape)
    # The smaller of the two products of a matrix with itself has the same directions.
    if rows.shape[0] <= rows.shape[1]:
        values, vectors = np.linalg.eigh(rows @ rows.T)
        return np.asarray(vectors[:, -rank:] * np.sqrt(np.maximum(values[-rank:], 0)))
    _, vectors = np.linalg.eigh(rows.T @ rows)
    return np.asarray(rows @ vectors[:, -rank:])


def unit(rows: Floats) -> Floats:
    """Return rows of length 1; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1)
