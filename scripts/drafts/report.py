"""The report of a draft: what a person should look at before it is published."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from scripts.captions.doubts import Doubt
from scripts.captions.model import Sentence
from scripts.core.model import Problem
from scripts.core.text import clock_label
from scripts.drafts.linking import Known
from scripts.drafts.model import Draft, Look

# Sentences that no article needs; they are left out, unless all is kept.
NEEDLESS = frozenset({"advertisement", "greeting", "loop"})
# What matters only where the sentence is in the draft.
OF_LINES = frozenset({"unbroken", "unsure"})
MESSAGES = {
    "unbroken": '"{}" has no end for long: part it',
    "unsure": 'the sentence may go on after "{}"',
    "advertisement": 'an advertisement, by its words: "{}"{}',
    "greeting": 'a greeting or a goodbye, by its words: "{}"{}',
    "loop": 'speech recognition may have made this up: "{}"{}',
    "number": "another track has another figure: {}",
    "name": "another track has another name: {}",
}


def index_of(doubt: Doubt, said: Sequence[Sentence]) -> int:
    """Return the index of the sentence in which a doubt begins."""
    starts = [sentence.start for sentence in said]
    return max(0, bisect_right(starts, doubt.start) - 1)


def looks(
    doubts: Iterable[tuple[int, Doubt]], differences: Iterable[Doubt], chosen: Collection[int]
) -> list[Look]:
    """Return what to look at, in the order of the talk.

    `doubts` come with the indices of their sentences, of which those `chosen` are in the draft.
    """
    found = [_look(d) for d in differences]
    for index, doubt in doubts:
        if index in chosen or doubt.kind not in OF_LINES:
            left = "" if index in chosen else "; it is not in the draft"
            found.append(_look(doubt, left))
    return sorted(found, key=lambda look: (look.second, look.code, look.message))


def _look(doubt: Doubt, left: str = "") -> Look:
    return Look(doubt.kind, int(doubt.start), MESSAGES[doubt.kind].format(doubt.words, left))


def report(
    draft: Draft,
    files: Sequence[Path],
    aside: Sequence[Path],
    problems: Sequence[Problem],
    known: Known,
) -> Iterator[str]:
    """Return the report in lines: `path:line: code: message` of files, then the talk's seconds.

    A candidate topic that the wiki knows already is none.
    """
    yield f"{draft.title}: {len(draft.lines)} of {draft.sentences} sentences are in the draft"
    yield f"Made from {files[0]}" + "".join(f", compared with {file}" for file in files[1:])
    if aside:
        yield f"In other languages, not used: {', '.join(file.name for file in aside)}"
    if problems:
        yield from ("", "In the files", *map(str, problems))
    if draft.looks:
        yield from ("", "To look at")
        yield from (f"{clock_label(x.second)}: {x.code}: {x.message}" for x in draft.looks)
    if new := [one for one in draft.candidates if not known.has(one.phrase)]:
        yield from ("", "Topics that could have an article")
        for one in new:
            yield f"{one.phrase}: said {one.times} times, first at {clock_label(one.second)}"
