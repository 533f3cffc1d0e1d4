"""`python -m scripts.bench.captions.learn ../shared/captions`: write `scripts/captions/ends.tsv`.

A logistic regression of the sentence ends in the first half of the videos. A word is in the table
if it is said in half of the files: function words, and no wording of anybody.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scripts.bench.captions.inputs import LEARN, Video, unmarked, videos
from scripts.captions import ends as model
from scripts.captions.ends import AROUND, LONGEST, PAUSES, Spoken

MOST, IN_FILES = 400, 0.4  # words of the table, each said in so many of the files
STEPS, PACE, L2 = 300, 0.1, 3.0
WEIGHTS = {"time": 4.0, "cue": 1.0, "none": 1.0}  # few videos have words with times
SMOOTH, PRIOR, LENIENT = 2.0, 0.5, 1.0  # words; of the lengths' logarithm; of the best F1
Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Examples(NamedTuple):
    """For each word the columns of its features, whether a sentence ends there, and its weight."""

    columns: Numbers
    ends: Floats
    weight: Floats


def columns(words: Sequence[str]) -> list[str]:
    """Return the names of all features, one for each weight."""
    around = [f"word\t{place} {word}" for place in AROUND for word in ("*", *words)]
    pauses = [f"pause\t{source} {pause}" for source in ("word", "cue") for pause in PAUSES]
    return [*around, *pauses, "bias\tword", "bias\tcue", ""]


def features(said: Sequence[Spoken], words: Sequence[str]) -> Numbers:
    """Return the columns of each word's features; the last column counts for nothing."""
    number = {word: at + 1 for at, word in enumerate(words)}
    texts = ["", "", *(model.plain(one.word.text) for one in said), "", ""]
    size, made = len(words) + 1, []
    for slot, place in enumerate(AROUND):
        around = texts[2 + place : 2 + place + len(said)]
        made.append(np.array([slot * size + number.get(text, 0) for text in around]))
    known = np.array([one.word.known for one in said])
    timed = known & np.append(known[1:], False)
    first, none = len(AROUND) * size, len(AROUND) * size + 2 * len(PAUSES) + 2
    seconds = np.where(timed, model.excess(said), np.array([one.pause for one in said]))
    begin = np.where(timed, first, first + len(PAUSES))
    for at, pause in enumerate(PAUSES):
        made.append(np.where(seconds > pause, begin + at, none))
    made.append(np.where(timed, none - 2, none - 1))
    return np.stack(made, axis=1)


def vocabulary(found: Sequence[Video]) -> list[str]:
    """Return the commonest words that many of the videos say."""
    said, files = Counter[str](), Counter[str]()
    for video in found:
        words = [model.plain(w.text) for cue in video.captions.cues for w in cue.words]
        said.update(words)
        files.update(set(words))
    often = [word for word, _ in said.most_common() if files[word] >= IN_FILES * len(found)]
    return [word for word in often if word.replace("'", "").isalpha()][:MOST]


def examples(found: Sequence[Video], words: Sequence[str]) -> Examples:
    """Return the examples of videos, each as it is and without what its times tell."""
    made = []
    for video in found:
        views = {"none": unmarked(video.captions, times=False)}
        views["time" if video.timed else "cue"] = unmarked(video.captions)
        for kind, view in views.items():
            said = model.spoken(view.cues)
            weight = np.full(len(said), WEIGHTS[kind])
            made.append(Examples(features(said, words), np.array(video.ends, float), weight))
    return Examples(*(np.concatenate(parts) for parts in zip(*made, strict=True)))


def fit(given: Examples, size: int) -> Floats:
    """Return the weights of a logistic regression, by Adam on all examples at once."""
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        likely = 1 / (1 + np.exp(-weights[given.columns].sum(axis=1)))
        off = (likely - given.ends) * given.weight
        slope = L2 * weights
        for column in given.columns.T:
            slope += np.bincount(column, off, size)
        slope[-1] = 0.0
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        pace = PACE * (1 - 0.9 * step / STEPS)
        weights -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def lengths(found: Sequence[Video]) -> Floats:
    """Return for each length of a sentence how much commoner it is than by chance."""
    sizes = np.concatenate([np.diff(np.flatnonzero([True, *video.ends])) for video in found])
    counted = np.bincount(np.clip(sizes, 0, LONGEST), minlength=LONGEST + 1) + 0.5
    bell = np.exp(-0.5 * (np.arange(-6, 7) / SMOOTH) ** 2)
    share = np.convolve(counted, bell / bell.sum(), "same")
    share /= share.sum()
    ending = 1 / sizes.mean()
    chance = ending * (1 - ending) ** np.arange(LONGEST + 1)
    return np.asarray(PRIOR * np.log(share / chance) + LENIENT)


def main(folder: Path) -> None:
    """Learn the table and write it."""
    found = [one for one in videos(folder) if one.half == LEARN and one.punctuated]
    words = vocabulary(found)
    names = columns(words)
    weights = fit(examples(found, words), len(names))
    rows = ["kind\tkey\tweight"]
    rows += [f"{name}\t{weight:.3f}" for name, weight in zip(names, weights, strict=True) if name]
    rows += [f"length\t{at}\t{weight:.3f}" for at, weight in enumerate(lengths(found))]
    model.TABLE.write_text("\n".join([*rows, ""]), encoding="utf-8")
    print(f"{model.TABLE}: {len(words)} words, learned from {len(found)} videos")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
