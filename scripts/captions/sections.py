"""Sections: by the video's own chapters, else where the subject changes.

The text is cut into blocks of some words, each a vector of what it is about (`topics`), smoothed
over its neighbors. Of all ways to cut the blocks into so many sections, dynamic programming finds
the one whose sections are most alike inside.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from scripts.captions import headings
from scripts.captions.model import Chapter, Section, Sentence
from scripts.captions.topics import Floats, latent, unit, weighted

BLOCK, MOST_BLOCKS = 20, 400  # words of a block; blocks, of a talk of any length
SMOOTH = 2.0  # blocks: the width of the bell over a block's neighbors
PAUSE, LONG_PAUSE, OPENING = 1.0, 3.0, 0.5  # worth of a long pause, its seconds; of an opening
SHORTEST = 40  # words of a talk that is worth cutting
MOST_SECTIONS = 60
EARLY = 3.0  # seconds: a chapter that begins so little after a sentence begins with it
LETTER = 0.12  # seconds
_OPENING = re.compile(
    r"(?:so|now|okay|ok|alright|all right|let's|next|finally|first|to|as|with|in|what|how|why"
    r"|another)\b",
    re.IGNORECASE,
)


class Block(NamedTuple):
    """Consecutive sentences, by number: from `first` up to `last`, which is not in it."""

    first: int
    last: int
    text: str
    pause: float  # seconds before it

    @property
    def opens(self) -> bool:
        """Return whether it begins as speakers begin what is new."""
        return _OPENING.match(self.text) is not None


def sections(
    sentences: Sequence[Sentence],
    chapters: Sequence[Chapter] = (),
    duration: float = 0.0,
    number: int = 0,
) -> tuple[Section, ...]:
    """Return the sections of a talk: its chapters, else `number` of them (0: as many as fit).

    `duration` is the video's length in seconds; 0 where it is not known.
    """
    if not sentences:
        return ()
    if chapters:
        return tuple(_of_chapters(sentences, chapters))
    cuts, sure = _cuts(sentences, duration, number)
    edges = [0, *cuts, len(sentences)]
    parts = [tuple(sentences[a:b]) for a, b in itertools.pairwise(edges)]
    names = headings.headings([" ".join(one.text for one in part) for part in parts])
    return tuple(
        Section(name, part, "text", confidence)
        for name, part, confidence in zip(names, parts, [1.0, *sure], strict=True)
    )


def _of_chapters(sentences: Sequence[Sentence], chapters: Sequence[Chapter]) -> Iterator[Section]:
    """Return a section for each chapter in which something is said."""
    starts = [0]
    for chapter in chapters[1:]:
        at = starts[-1]
        while at < len(sentences) and sentences[at].start < chapter.start - EARLY:
            at += 1
        starts.append(at)
    for chapter, first, last in zip(chapters, starts, [*starts[1:], len(sentences)], strict=True):
        if part := tuple(sentences[first:last]):
            yield Section(chapter.title, part, "chapters", 1.0)


def _cuts(
    sentences: Sequence[Sentence], duration: float, number: int
) -> tuple[list[int], list[float]]:
    """Return the sentences with which sections begin, without the first, and how sure each is."""
    found = blocks(sentences)
    words = sum(len(one.words) for one in sentences)
    if words < SHORTEST or len(found) < 2:
        return [], []
    rows = subjects([block.text for block in found])
    length = max(duration, sentences[-1].words[-1].start) - sentences[0].start
    wanted = number or own_number(length)
    cuts = best_cuts(rows, min(wanted, len(found), MOST_SECTIONS), likely_starts(found))
    return [found[cut].first for cut in cuts], [_sure(rows, cut) for cut in cuts]


def blocks(sentences: Sequence[Sentence]) -> list[Block]:
    """Return the sentences in blocks of some words, and at most so many blocks."""
    size = max(BLOCK, sum(len(one.words) for one in sentences) / MOST_BLOCKS)
    made, first, words = [], 0, 0
    for at, sentence in enumerate(sentences, 1):
        words += len(sentence.words)
        if words >= size or at == len(sentences):
            text = " ".join(one.text for one in sentences[first:at])
            made.append(Block(first, at, text, _pause(sentences, first)))
            first, words = at, 0
    return made


def _pause(sentences: Sequence[Sentence], at: int) -> float:
    """Return the seconds before a sentence, less those of the word that is said last."""
    if not at:
        return 0.0
    last = sentences[at - 1].words[-1]
    return max(0.0, sentences[at].start - last.start - LETTER * len(last.text))


def likely_starts(found: Sequence[Block]) -> Floats:
    """Return what it is worth to begin a section with each block: after a pause, with `so`."""
    pauses = np.array([block.pause for block in found])
    long = np.clip(pauses - np.median(pauses), 0, LONG_PAUSE) / LONG_PAUSE
    return np.asarray(PAUSE * long + OPENING * np.array([block.opens for block in found]))


def subjects(texts: Sequence[str]) -> Floats:
    """Return what each text and its neighbors are about, as vectors of length 1."""
    rows = latent(unit(weighted(texts)[0]))
    reach = int(3 * SMOOTH)
    smoothed = np.zeros_like(rows)
    for step in range(-reach, reach + 1):
        share = math.exp(-0.5 * (step / SMOOTH) ** 2)
        first, last = max(0, -step), min(len(rows), len(rows) - step)
        if first < last:
            smoothed[first:last] += share * rows[first + step : last + step]
    return unit(smoothed)


def best_cuts(rows: Floats, number: int, worth: Floats) -> list[int]:
    """Return the rows with which parts begin, the first left out: the best way to cut."""
    costs = _costs(rows) - np.append(worth, 0)[:, None]
    best, backs = costs[0], []
    for _ in range(number - 1):
        every = best[:, None] + costs
        back = every.argmin(axis=0)
        backs.append(back)
        best = every[back, np.arange(len(best))]
    cuts, at = [], len(rows)
    for back in reversed(backs):
        at = int(back[at])
        cuts.append(at)
    return cuts[::-1]


def _costs(rows: Floats) -> Floats:
    """Return for each pair of edges how far the rows between them lie from their mean."""
    sums = np.vstack([np.zeros(rows.shape[1]), np.cumsum(rows, axis=0)])
    squares = np.append(0.0, np.cumsum((rows**2).sum(axis=1)))
    products = sums @ sums.T
    own = np.diag(products)
    counts = np.arange(len(sums))[None, :] - np.arange(len(sums))[:, None]
    apart = own[None, :] + own[:, None] - 2 * products
    costs = squares[None, :] - squares[:, None] - apart / np.maximum(counts, 1)
    return np.where(counts > 0, costs, np.inf)


def own_number(seconds: float) -> int:
    """Return how many sections fit a talk of this length."""
    return max(1, round(1.1 * math.sqrt(seconds / 60)))


def _sure(rows: Floats, cut: int) -> float:
    """Return how much the subject changes at a cut: 0 not at all, 1 wholly."""
    reach = 5
    before, after = rows[max(0, cut - reach) : cut].mean(0), rows[cut : cut + reach].mean(0)
    sizes = float(np.linalg.norm(before) * np.linalg.norm(after)) or 1.0
    return round(min(1.0, max(0.0, 1 - float(before @ after) / sizes)), 3)
