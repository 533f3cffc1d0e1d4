"""`python -m scripts.bench.captions.learn ../shared/captions`: write `scripts/captions/ends.tsv`.

A logistic regression of the sentence ends in the first half of the videos. A word, a pair or three
words are in the table if they are said in many of the files: function words, and no wording of
anybody.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scripts.bench.captions.inputs import LEARN, Video, unmarked, videos
from scripts.captions import ends as model
from scripts.captions.ends import LONGEST, SHAPES, Around, Shape, Source, Spoken

MOST, IN_FILES = 700, 0.2  # words of the table, each said in so many of the files
TOGETHER_IN_FILES = 0.08  # of the files say words together
LEAST = 0.2  # of the weight of words together: smaller ones are left out
STEPS, PACE, L2 = 200, 0.1, 2.0
SMOOTH, PRIOR = 2.0, 0.5  # words; of the lengths' logarithm
LENIENT = tuple(step / 10 for step in range(-5, 21))  # what is tried
Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Example(NamedTuple):
    """A video's words without punctuation, and after which of them sentences end."""

    words: tuple[Spoken, ...]
    ends: Floats


def vocabulary(found: Sequence[Video]) -> list[str]:
    """Return the commonest words that many of the videos say."""
    said, files = Counter[str](), Counter[str]()
    for video in found:
        words = [model.plain(w.text) for cue in video.captions.cues for w in cue.words]
        said.update(words)
        files.update(set(words))
    often = [word for word, _ in said.most_common() if files[word] >= IN_FILES * len(found)]
    return [word for word in often if word.replace("'", "").isalpha()][:MOST]


def said_together(told: Sequence[Sequence[str]], words: Sequence[str]) -> dict[Shape, list[str]]:
    """Return what is said at each shape's places and has a weight: words, and what many say."""
    found: dict[Shape, list[str]] = {}
    for shape in SHAPES:
        files = Counter(said for text in told for said in sorted({*model.said_at(text, shape)}))
        least = TOGETHER_IN_FILES * len(told)
        often = [said for said, number in files.items() if number >= max(2, least)]
        found[shape] = often if len(shape) > 1 else [*words, *model.CLASSES]
    return found


def columns(told: Sequence[str], number: dict[tuple[Shape, str], int]) -> Numbers:
    """Return for each word the numbers of the weights of what is said around it; 0 has none."""
    made = [
        [number.get((shape, said), 0) for said in model.said_at(told, shape)] for shape in SHAPES
    ]
    return np.array(made).T


def fit_words(features: Numbers, ends: Floats, size: int) -> Floats:
    """Return the weights of a logistic regression, by Adam on all examples at once."""
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    bias = math.log(ends.mean() / (1 - ends.mean()))
    for step in range(1, STEPS + 1):
        off = 1 / (1 + np.exp(-weights[features].sum(axis=1) - bias)) - ends
        slope = L2 * weights
        for column in features.T:
            slope += np.bincount(column, off, size)
        slope[0] = 0
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        pace = PACE * (1 - 0.9 * step / STEPS)
        weights -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def fit_pauses(given: Floats, ends: Floats) -> Floats:
    """Return the weights of a logistic regression of few features, by Newton's method."""
    weights = np.zeros(given.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (likely - ends) + weights
        bend = (given * (likely * (1 - likely))[:, None]).T @ given + np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
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
    return np.asarray(PRIOR * np.log(share / chance))


def most_lenient(found: Sequence[Example], scores: Sequence[Floats], prior: Floats) -> float:
    """Return what is to be added to each end for the best F1."""
    ends = np.concatenate([one.ends for one in found]) > 0

    def f1(lenient: float) -> float:
        made = np.zeros(len(ends), dtype=bool)
        at = 0
        for score in scores:
            made[[at + end for end in model.best_ends(score + lenient, prior)]] = True
            at += len(score)
        return float(2 * (made & ends).sum() / (made.sum() + ends.sum()))

    return max(LENIENT, key=f1)


def source_rows(
    source: Source, found: Sequence[Example], said: Sequence[Floats], prior: Floats
) -> Iterator[str]:
    """Return the rows of a source of pauses, learned from these videos."""
    given = [
        np.column_stack(
            [*([model.passed(one.words, source)] if source != "none" else []), words, words**0]
        )
        for one, words in zip(found, said, strict=True)
    ]
    weights = fit_pauses(np.concatenate(given), np.concatenate([one.ends for one in found]))
    scores = [features @ weights for features in given]
    pauses = [f"{pause:g}" for pause in model.PAUSES] if source != "none" else []
    values = [*weights, most_lenient(found, scores, prior)]
    for name, weight in zip([*pauses, "words", "bias", "lenient"], values, strict=True):
        yield f"{source}\t{name}\t{weight:.3f}"


def learned(found: Sequence[Example], words: Sequence[str]) -> Around:
    """Return the weights of what is said around an end, learned from examples."""
    known = frozenset(words)
    told = [
        model.told_as([model.plain(one.word.text) for one in example.words], known)
        for example in found
    ]
    keys = [(shape, said) for shape, own in said_together(told, words).items() for said in own]
    number = {key: at for at, key in enumerate(keys, 1)}
    features = np.concatenate([columns(one, number) for one in told])
    weights = fit_words(features, np.concatenate([one.ends for one in found]), len(number) + 1)
    around: dict[Shape, dict[str, float]] = {shape: {} for shape in SHAPES}
    for (shape, said), at in number.items():
        if len(shape) == 1 or abs(weights[at]) >= LEAST:
            around[shape][said] = round(float(weights[at]), 3)
    return around


def by_others(found: Sequence[Example], words: Sequence[str]) -> list[Floats]:
    """Return the logits of each video's words by what was learned from half of the others.

    By what was learned from the video itself, its words would tell more than those of a new one.
    """
    halves = [learned(found[turn::2], words) for turn in (1, 0)]
    texts = [[model.plain(one.word.text) for one in example.words] for example in found]
    return [model.around_each(one, halves[at % 2]) for at, one in enumerate(texts)]


def main(folder: Path) -> None:
    """Learn the table and write it."""
    found = [one for one in videos(folder) if one.half == LEARN and one.punctuated]
    bare = [
        Example(model.spoken(unmarked(one.captions).cues), np.array(one.ends, dtype=float))
        for one in found
    ]
    words = vocabulary(found)
    around, prior = learned(bare, words), lengths(found)
    rows = [
        f"said\t{','.join(map(str, shape))} {said}\t{weight:.3f}"
        for shape, own in around.items()
        for said, weight in own.items()
    ]
    said = by_others(bare, words)
    sources = [Counter(model.sources_of(one.words)).most_common(1)[0][0] for one in bare]
    for source in model.SOURCES:
        its = [at for at, kind in enumerate(sources) if kind == source or source == "none"]
        rows += source_rows(source, [bare[at] for at in its], [said[at] for at in its], prior)
        print(f"{source}: {len(its)} videos")
    rows += [f"length\t{at}\t{weight:.3f}" for at, weight in enumerate(prior)]
    model.TABLE.write_text("\n".join(["kind\tkey\tweight", *rows, ""]), encoding="utf-8")
    print(f"{model.TABLE}: {len(words)} words, learned from {len(found)} videos")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
