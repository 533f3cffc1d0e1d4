"""How likely a sentence ends after each word without punctuation: pauses first, words second.

The table `ends.tsv` was learned from captions with punctuation, by
`python -m scripts.bench.captions.learn`: weights of a logistic regression for the commonest words
around an end and for the length of a pause. A model trained on written articles is useless here
(F1 0.16).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scripts.captions.model import Cue, Word

TABLE = Path(__file__).with_name("ends.tsv")
AROUND = (-1, 0, 1, 2)  # of these words, counted from the one that may be the last
PAUSES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 1.5)  # seconds; a weight for each that is passed
LONGEST = 70  # words of a sentence
Floats = NDArray[np.float64]
_EDGE = re.compile(r"^[^\w$\u00a3\u20ac]+|[^\w%]+$")


class Spoken(NamedTuple):
    """A word, who says it, and the pause after it that its cue's end tells."""

    word: Word
    speaker: str
    pause: float


class Table(NamedTuple):
    """The weights: of words by their place, of pauses by their source, of lengths, and the rest."""

    words: dict[int, dict[str, float]]
    pauses: dict[str, tuple[float, ...]]
    bias: dict[str, float]
    lengths: tuple[float, ...]


@cache
def table() -> Table:
    """Return the learned table."""
    words: dict[int, dict[str, float]] = {place: {} for place in AROUND}
    pauses: dict[str, list[float]] = {}
    bias: dict[str, float] = {}
    lengths: list[float] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        kind, key, weight = line.split("\t")
        if kind == "word":
            place, _, word = key.partition(" ")
            words[int(place)][word] = float(weight)
        elif kind == "pause":
            pauses.setdefault(key.partition(" ")[0], []).append(float(weight))
        elif kind == "bias":
            bias[key] = float(weight)
        else:
            lengths.append(float(weight))
    return Table(words, {k: tuple(v) for k, v in pauses.items()}, bias, tuple(lengths))


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


def logits(words: Sequence[Spoken]) -> Floats:
    """Return for each word the logit of an end after it; 0 is as likely as not."""
    learned = table()
    texts = ["", "", *(plain(one.word.text) for one in words), "", ""]
    count = len(words)
    score = np.zeros(count)
    for place, weights in learned.words.items():
        other = weights.get("*", 0.0)
        around = texts[2 + place : 2 + place + count]
        score += np.array([weights.get(text, other) for text in around])
    known = np.array([one.word.known for one in words])
    timed = known & np.append(known[1:], False)
    for source, seconds, where in (
        ("word", excess(words), timed),
        ("cue", np.array([one.pause for one in words]), ~timed),
    ):
        weights_of = learned.pauses[source]
        gained = sum(
            weight * (seconds > pause) for pause, weight in zip(PAUSES, weights_of, strict=True)
        )
        score += np.where(where, gained + learned.bias[source], 0.0)
    return score


def excess(words: Sequence[Spoken]) -> Floats:
    """Return the seconds from each word's start to the next, less those that saying it takes."""
    starts = np.array([one.word.start for one in words])
    gaps = np.diff(starts, append=starts[-1] + 1)
    letters = np.array([len(plain(one.word.text)) + 2 for one in words])
    return gaps - letters * float(np.median(gaps / letters))


def best_ends(score: Floats) -> list[int]:
    """Return the words after which sentences end, the last one too: the likeliest of all ways.

    What a way is worth: the logits of its ends, and how common sentences of such lengths are.
    """
    count, lengths = len(score), np.array(table().lengths)
    best, back = np.full(count + 1, -math.inf), np.zeros(count + 1, dtype=int)
    best[0] = 0.0
    for end in range(1, count + 1):
        first = max(0, end - LONGEST)
        worth = best[first:end] + lengths[end - first : 0 : -1]
        back[end] = first + int(worth.argmax())
        best[end] = worth.max() + (score[end - 1] if end < count else 0.0)
    ends: list[int] = []
    while count:
        ends.append(count - 1)
        count = int(back[count])
    return ends[::-1]
