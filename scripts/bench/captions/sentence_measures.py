"""How well sentence ends are found again after the punctuation has been taken away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scripts.bench.captions.inputs import Video, unmarked
from scripts.captions.sentences import sentences


class Found(NamedTuple):
    """Ends that were found, that there are, and that are both."""

    found: int
    true: int
    both: int

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.both / (self.found + self.true) if self.both else 0.0


def sentence_ends(videos: Iterable[Video], *, times: bool) -> Found:
    """Return the ends found in all of the videos, after the words in small letters."""
    total = Found(0, 0, 0)
    for video in videos:
        at, found = -1, set[int]()
        for sentence in sentences(unmarked(video.captions, times=times)):
            at += len(sentence.words)
            found.add(at)
        true = {at for at, end in enumerate(video.ends) if end}
        sizes = (len(found), len(true), len(found & true))
        total = Found(*(a + b for a, b in zip(total, sizes, strict=True)))
    return total
