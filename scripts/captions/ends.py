"""How likely a sentence ends after each word without punctuation: pauses first, words second.

The table `ends.tsv` was learned from captions with punctuation, by
`python -m scripts.bench.captions.learn`: weights of a logistic regression for the commonest words,
twos and threes of words around an end, and for the length of a pause. Of a word that is not in the
table its ending counts. A model trained on written articles is useless here (F1 0.16).
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scripts.captions.model import Cue, Word

TABLE = Path(__file__).with_name("ends.tsv")
WORDS = tuple((place,) for place in range(-3, 5))  # counted from the one that may be the last
PAIRS = ((-1, 0), (0, 1), (1, 2), (2, 3), (-1, 1), (0, 2), (1, 3))
SHAPES = (*WORDS, *PAIRS, (-1, 0, 1), (0, 1, 2), (1, 2, 3))  # places whose words count together
REACH = 4  # places, the farthest of them
ENDINGS = ("ing", "ed", "ly", "ion", "er", "est", "al", "s", "y", "e")
CLASSES = ("*", "*0", *(f"*{ending}" for ending in ENDINGS))  # of words that are in no table
PAUSES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 1.5)  # seconds; a weight for each that is passed
LONGEST = 70  # words of a sentence
TELLING = 1 / 100  # of the words, after which cues pause: below, the times of cues tell nothing
Floats = NDArray[np.float64]
Source = Literal["none", "cue", "word"]
SOURCES: tuple[Source, ...] = ("none", "cue", "word")
_EDGE = re.compile(r"^[^\w$\u00a3\u20ac]+|[^\w%]+$")


class Spoken(NamedTuple):
    """A word, who says it, and the pause after it that its cue's end tells."""

    word: Word
    speaker: str
    pause: float


class Weights(NamedTuple):
    """What counts where pauses are known from a source: pauses, the words, and all the rest."""

    pauses: tuple[float, ...]
    words: float
    bias: float
    lenient: float


Shape = tuple[int, ...]
Around = Mapping[Shape, Mapping[str, float]]  # the weights of what is said at places around one


class Table(NamedTuple):
    """The weights: of what is said around a place, of each source of pauses, and of lengths."""

    around: Around
    sources: dict[str, Weights]
    lengths: Floats


class Likely(NamedTuple):
    """For each word the logit of an end after it, and what an end there is worth in a whole."""

    logits: Floats
    worth: Floats


@cache
def table() -> Table:
    """Return the learned table."""
    rows: dict[str, list[tuple[str, float]]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        kind, key, weight = line.split("\t")
        rows.setdefault(kind, []).append((key, float(weight)))
    around: dict[Shape, dict[str, float]] = {shape: {} for shape in SHAPES}
    for key, number in rows["said"]:
        places, _, said = key.partition(" ")
        around[tuple(map(int, places.split(",")))][said] = number
    sources: dict[str, Weights] = {}
    for source in SOURCES:
        *pauses, scale, bias, lenient = (number for _, number in rows[source])
        sources[source] = Weights(tuple(pauses), scale, bias, lenient)
    return Table(around, sources, np.array([number for _, number in rows["length"]]))


def spoken(cues: Sequence[Cue]) -> tuple[Spoken, ...]:
    """Return the words of cues in order."""
    found: list[Spoken] = []
    for at, cue in enumerate(cues):
        found += [Spoken(word, cue.speaker, 0.0) for word in cue.words]
        after = cues[at + 1].start if at + 1 < len(cues) else cue.end
        found[-1] = found[-1]._replace(pause=max(0.0, after - cue.end))
    return tuple(found)


def plain(text: str) -> str:
    """Return a word in small letters without punctuation around it."""
    return _EDGE.sub("", text.lower().replace("\u2019", "'")) or "-"


def likely(words: Sequence[Spoken]) -> Likely:
    """Return how likely a sentence ends after each word."""
    said, source = by_words(words), sources_of(words)
    logits, worth = np.zeros(len(words)), np.zeros(len(words))
    for name, weights in table().sources.items():
        score = weights.words * said + weights.bias
        if name != "none":
            score += passed(words, name) @ np.array(weights.pauses)
        logits = np.where(source == name, score, logits)
        worth = np.where(source == name, score + weights.lenient, worth)
    return Likely(logits, worth)


def by_words(words: Sequence[Spoken]) -> Floats:
    """Return the logit of an end after each word by the words around it alone."""
    return around_each([plain(one.word.text) for one in words], table().around)


def around_each(texts: Sequence[str], weights: Around) -> Floats:
    """Return the sum of the weights of what is said around each word."""
    told = told_as(texts, weights[(0,)])
    score = np.zeros(len(texts))
    for shape in SHAPES:
        own = weights[shape]
        score += np.array([own.get(said, 0.0) for said in said_at(told, shape)])
    return score


def told_as(texts: Sequence[str], known: Container[str]) -> list[str]:
    """Return words, a class for each that is not known, and signs for what lies beyond both ends.

    The word at a place stands REACH later.
    """
    edge = ["*"] * REACH
    return [*edge, *(text if text in known else class_of(text) for text in texts), *edge]


def said_at(told: Sequence[str], shape: Shape) -> list[str]:
    """Return for each word what is said at these places around it."""
    count = len(told) - 2 * REACH
    columns = (told[REACH + place : REACH + place + count] for place in shape)
    return [" ".join(words) for words in zip(*columns, strict=True)]


def class_of(word: str) -> str:
    """Return what stands for a word that is in no table: a figure, its ending, or nothing."""
    if any(map(str.isdigit, word)):
        return "*0"
    fitting = (one for one in ENDINGS if word.endswith(one) and len(word) > len(one) + 1)
    return f"*{next(fitting, '')}"


def sources_of(words: Sequence[Spoken]) -> NDArray[np.str_]:
    """Return where the pause after each word is known from."""
    known = np.array([one.word.known for one in words])
    pausing = sum(one.pause > PAUSES[0] for one in words) > TELLING * len(words)
    return np.where(known & np.append(known[1:], False), "word", "cue" if pausing else "none")


def passed(words: Sequence[Spoken], source: str) -> Floats:
    """Return for each word which of the lengths of PAUSES the pause after it passes."""
    pauses = excess(words) if source == "word" else np.array([one.pause for one in words])
    return np.asarray(pauses[:, None] > np.array(PAUSES), dtype=float)


def excess(words: Sequence[Spoken]) -> Floats:
    """Return the seconds from each word's start to the next, less those that saying it takes."""
    starts = np.array([one.word.start for one in words])
    gaps = np.diff(starts, append=starts[-1] + 1)
    letters = np.array([len(plain(one.word.text)) + 2 for one in words])
    return np.asarray(gaps - letters * float(np.median(gaps / letters)))


def best_ends(worth: Floats, lengths: Floats | None = None) -> list[int]:
    """Return the words after which sentences end, the last one too: the best of all ways.

    What a way is worth: its ends, and how common sentences of such lengths are.
    """
    lengths = table().lengths if lengths is None else lengths
    count = len(worth)
    best, back = np.full(count + 1, -math.inf), np.zeros(count + 1, dtype=int)
    best[0] = 0.0
    for end in range(1, count + 1):
        first = max(0, end - LONGEST)
        ways = best[first:end] + lengths[end - first : 0 : -1]
        back[end] = first + int(ways.argmax())
        best[end] = ways.max() + (worth[end - 1] if end < count else 0.0)
    ends: list[int] = []
    while count:
        ends.append(count - 1)
        count = int(back[count])
    return ends[::-1]
