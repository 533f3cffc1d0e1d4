"""`python -m scripts.bench.captions.learn ../shared/captions`: write `scripts/captions/ends.tsv`.

A logistic regression of the sentence ends in the first half of the videos. A word or a pair is in
the table if it is said in many of the files: function words, and no wording of anybody.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scripts.bench.captions.inputs import LEARN, Video, unmarked, videos
from scripts.captions import ends as model
from scripts.captions.ends import AROUND, LONGEST, PAIRS, Around, Source, Spoken

MOST, IN_FILES = 700, 0.2  # words of the table, each said in so many of the files
MOST_PAIRS, PAIR_IN_FILES = 3000, 0.15
LEAST = 0.3  # of a pair's weight: smaller ones are left out
STEPS, PACE, L2 = 250, 0.1, 3.0
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


def kinds(found: Example, known: Container[str]) -> list[str]:
    """Return the words, and of those that are not known their classes."""
    texts = (model.plain(one.word.text) for one in found.words)
    return [text if text in known else model.class_of(text) for text in texts]


def common_pairs(told: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Return the commonest pairs of words that several of the videos say."""
    said, files = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for words in told:
        own = Counter(pairwise(words))
        said.update(own)
        files.update(own.keys())
    often = [pair for pair, _ in said.most_common() if files[pair] >= PAIR_IN_FILES * len(told)]
    return often[:MOST_PAIRS]


def columns(
    told: Sequence[str], words: dict[str, int], pairs: dict[tuple[str, str], int]
) -> Numbers:
    """Return for each word the numbers of the weights of the words and pairs around it."""
    reach, count = max(map(abs, AROUND)), len(told)
    edge = ["*"] * reach
    padded = [*edge, *told, *edge]
    made = [
        [slot * len(words) + words[one] for one in padded[reach + place : reach + place + count]]
        for slot, place in enumerate(AROUND)
    ]
    begin, size = len(AROUND) * len(words), len(pairs) + 1
    for slot, place in enumerate(PAIRS):
        found = pairwise(padded[reach + place : reach + place + count + 1])
        made.append([begin + slot * size + pairs.get(pair, 0) for pair in found])
    return np.array(made).T


def fit_words(features: Numbers, ends: Floats, size: int) -> Floats:
    """Return the weights of a logistic regression, by Adam on all examples at once."""
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        off = 1 / (1 + np.exp(-weights[features].sum(axis=1))) - ends
        slope = L2 * weights
        for column in features.T:
            slope += np.bincount(column, off, size)
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
    """Return the weights of words and pairs, learned from examples."""
    number = {word: at for at, word in enumerate((*words, *model.CLASSES))}
    told = [kinds(one, number) for one in found]
    pairs = {pair: at for at, pair in enumerate(common_pairs(told), 1)}
    features = np.concatenate([columns(one, number, pairs) for one in told])
    size = len(AROUND) * len(number) + len(PAIRS) * (len(pairs) + 1)
    weights = fit_words(features, np.concatenate([one.ends for one in found]), size)
    split = len(AROUND) * len(number)
    singly = weights[:split].reshape(len(AROUND), -1)
    together = weights[split:].reshape(len(PAIRS), -1)
    together -= together[:, :1]  # of a pair that is in no table; the bias of a source has the rest
    return Around(
        {
            place: {word: round(float(own[at]), 3) for word, at in number.items()}
            for place, own in zip(AROUND, singly, strict=True)
        },
        {
            place: {
                " ".join(pair): round(float(own[at]), 3)
                for pair, at in pairs.items()
                if abs(own[at]) >= LEAST
            }
            for place, own in zip(PAIRS, together, strict=True)
        },
    )


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
        f"{name}\t{place} {said}\t{weight:.3f}"
        for name, weights in (("said", around.words), ("pair", around.pairs))
        for place, own in weights.items()
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
