"""Captions: words, times, sentence ends, sections and chosen sentences of real files.

Settings were chosen on one half of the videos (`LEARN`); what is printed is of the other.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.bench.cost import measure
from scripts.bench.rows import Row
from scripts.core.files import ROOT

if TYPE_CHECKING:
    from scripts.bench.captions.inputs import Video

FILES, SAMPLE = 500, 150  # of which memory is measured, and CPU: each file once
CPU, MEMORY = 1.5, 400  # seconds an hour of captions, MB
F1, F1_BARE = 0.72, 0.50
WINDOW_DIFF, PK, KNOWN, BETTER = 0.40, 0.39, 0.375, 75
RECALL, ROUGE1, ROUGE2 = 0.70, 0.49, 0.20


def rows(captions: Path, articles: Path) -> Iterator[Row]:
    """Return the figures of a folder of captions, and of published articles on their videos."""
    if not captions.is_dir():
        raise FileNotFoundError(f"{captions}: no such folder")
    # What only measurements need is imported by them alone: it takes a second and is no dependency.
    from scripts.bench.captions.inputs import REPORT, videos

    yield from _words(captions)
    found = [video for video in videos(captions) if video.half == REPORT]
    yield from _ends(found)
    yield from _sections(found)
    yield from _chosen(found, articles)
    yield from _cost(captions)


def _words(folder: Path) -> Iterator[Row]:
    from scripts.bench.captions import words

    lost, added = words.counted(folder)
    yield Row("captions: words lost", "", lost, None, 0)
    yield Row("captions: words added", "", added, None, 0)
    yield Row("captions: own times of words, most off", "s", words.timed_error(folder), None, 0.5)
    middle, outside = words.spread_errors(folder)
    yield Row("captions: words without own times outside their cue", "", outside, None, 0)
    yield Row("captions: words without own times, middle error", "s", middle)


def _ends(found: Sequence[Video]) -> Iterator[Row]:
    from scripts.bench.captions.sentence_measures import sentence_ends

    marked = [video for video in found if video.punctuated]
    timed = [video for video in marked if video.timed]
    cued = [video for video in marked if not video.timed]
    for name, videos, times, limit in (
        (f"times known ({len(marked)} videos)", marked, True, F1),
        (f"times of words alone ({len(timed)} videos)", timed, True, None),
        ("no times at all", cued, False, F1_BARE),
    ):
        f1 = sentence_ends(videos, times=times).f1
        yield Row(f"captions: sentence ends, {name}, F1", "", f1, None, limit, at_least=True)


def _sections(found: Sequence[Video]) -> Iterator[Row]:
    from scripts.bench.captions import section_measures as measures

    hidden = measures.with_chapters(found)
    equal = measures.fits(hidden, measures.equal_parts)
    base = measures.average(equal)
    for known, most in ((False, (WINDOW_DIFF, PK)), (True, (KNOWN, KNOWN))):
        fits = measures.fits(hidden, partial(measures.by_text, known=known))
        fit = measures.average(fits)
        name = f"captions: sections of {len(hidden)} videos, number {'' if known else 'un'}known"
        yield Row(f"{name}, WindowDiff", "", fit.window_diff, base.window_diff, most[0])
        yield Row(f"{name}, Pk", "", fit.pk, base.pk, most[1])
        yield Row(f"{name}, F1 within 30 s", "", fit.f1, base.f1)
        better = sum(a.window_diff < b.window_diff for a, b in zip(fits, equal, strict=True))
        share = 100 * better / len(hidden)
        limit = None if known else BETTER
        yield Row(f"{name}, better than equal parts", "%", share, None, limit, at_least=True)


def _chosen(found: Sequence[Video], folder: Path) -> Iterator[Row]:
    from scripts.bench.captions import articles as measures
    from scripts.captions.choose import choose
    from scripts.captions.sentences import sentences

    published = measures.published(folder)
    near = []
    for video in found:
        known = published.get(video.captions.video or video.name.removeprefix("3b1b-"))
        if known and video.captions.format != "words":
            said = sentences(video.captions)
            near += measures.nearness([said[at] for at in choose(said)], known)
    recall, rouge1, rouge2 = measures.average(near)
    name = f"captions: a fifth of the words, {len(near)} articles"
    yield Row(f"{name}, recall of citations", "", recall, None, RECALL, at_least=True)
    yield Row(f"{name}, ROUGE-1 (stemmed)", "", rouge1, None, ROUGE1, at_least=True)
    yield Row(f"{name}, ROUGE-2 (stemmed)", "", rouge2, None, ROUGE2, at_least=True)


def _cost(folder: Path) -> Iterator[Row]:
    program = [sys.executable, "-m", "scripts.bench.captions.many", str(folder.resolve())]
    done = subprocess.run([*program, str(SAMPLE)], cwd=ROOT, capture_output=True, check=True)
    took = json.loads(done.stdout)
    yield Row("captions: CPU an hour of captions", "s", took["cpu"] / took["hours"], None, CPU)
    cost = measure([*program, str(FILES)])
    yield Row(f"captions: memory for {FILES} files", "MB", cost.peak, None, MEMORY)
