"""How near sections come to chapters that were hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import mean
from typing import NamedTuple

import chunkseg

from scripts.bench.captions.inputs import Video
from scripts.captions.sections import sections
from scripts.captions.sentences import sentences

FEWEST = 2  # chapters after the first, that there is something to find
COLLAR = 30.0  # seconds
Boundaries = list[float]


class Fit(NamedTuple):
    """WindowDiff and Pk, of which less is better, and F1 of boundaries within 30 s."""

    window_diff: float
    pk: float
    f1: float


class Hidden(NamedTuple):
    """A video whose chapters are known: its length, and where they begin, but for the first."""

    video: Video
    seconds: float
    starts: Boundaries


def with_chapters(videos: Iterable[Video]) -> list[Hidden]:
    """Return the videos that have chapters."""
    made = []
    for video in videos:
        last = video.captions.cues[-1].end
        seconds = max(video.captions.duration, last)
        starts = [one.start for one in video.captions.chapters if 0 < one.start < seconds]
        if len(starts) >= FEWEST:
            made.append(Hidden(video, seconds, starts))
    return made


def equal_parts(hidden: Hidden) -> Boundaries:
    """Return as many parts as there are chapters, all of one length."""
    number = len(hidden.starts) + 1
    return [hidden.seconds * part / number for part in range(1, number)]


def by_text(hidden: Hidden, *, known: bool) -> Boundaries:
    """Return where sections begin, their number known or not."""
    number = len(hidden.starts) + 1 if known else 0
    said = sentences(hidden.video.captions)
    return [one.sentences[0].start for one in sections(said, (), hidden.seconds, number)[1:]]


def fits(found: Iterable[Hidden], cut: Callable[[Hidden], Boundaries]) -> list[Fit]:
    """Return how near each video's cuts come to its chapters."""
    made = []
    for hidden in found:
        got = chunkseg.evaluate(cut(hidden), hidden.starts, hidden.seconds, collar=COLLAR)
        made.append(Fit(got["window_diff"], got["pk"], got["collar_f1"]))
    return made


def average(found: Iterable[Fit]) -> Fit:
    """Return the mean over videos."""
    return Fit(*(mean(column) for column in zip(*found, strict=True)))
