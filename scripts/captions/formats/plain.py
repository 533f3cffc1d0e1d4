"""Plain text with times: `[00:01:13] words`, `1:13` above words, `Name (00:00:58):`, `words 1:13`.

A line's time is read only where a line begins or ends. `16:9` is none: seconds have two digits.
`64:22` is 64 minutes. A time without brackets that goes back is part of what is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from scripts.captions.formats.shown import Line, Parsed, Shown, tokens
from scripts.core.model import Problem
from scripts.transcripts.front_matter import split_front_matter

SLOWEST = 1.5  # seconds for a word: a longer cue has silence at its end
_TIME = r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?(?![\d:])"
_END = r"\s*(?:-->|[-\u2013\u2014]|to)\s*[\[(]?\d{1,3}(?::\d\d)+(?:[.,]\d+)?"
_RANGE = rf"([\[(]?){_TIME}(?:{_END})?[\])]?(?:\(https?://[^\s()]*\))?"
_BEFORE = re.compile(
    rf"\s{{0,20}}(?:[-*\u2022]\s{{0,4}})?{_RANGE}(?::|\s*[-\u2013\u2014|](?=\s))?(?=\s|$)"
)
_AFTER = re.compile(rf"(?<=\s){_RANGE}(:?)\s*$")
_LABEL_WORDS, _TAIL = 6, 40


class _Stamped(NamedTuple):
    """A line: its number, its time (None: it has none), and its words without the time."""

    number: int
    time: float | None
    text: str
    label: bool = False  # the words name who speaks in the lines below


def parse_plain(text: str, path: str) -> Parsed:
    """Parse text whose lines have times."""
    front = split_front_matter(text)
    first = front.first_line if front.found else 1
    lines = [
        line
        for line in _stamped(front.body.split("\n"), first)
        if line.text or line.time is not None
    ]
    facts = tuple(front.values.items())
    begin = next((at for at, line in enumerate(lines) if line.time is not None), len(lines))
    problems = [
        Problem(
            path,
            line.number,
            "caption-untimed",
            "no time stands before these words; they are left out",
        )
        for line in lines[:begin][:1]
        if begin < len(lines)
    ]
    return Parsed(tuple(_shown(lines[begin:])), tuple(problems), front=facts)


def count(text: str) -> int:
    """Return how many lines have a time."""
    return sum(line.time is not None for line in _stamped(text.split("\n"), 1))


def _stamped(lines: Sequence[str], first: int) -> list[_Stamped]:
    """Return the lines with their times."""
    found, latest = [], 0.0
    for number, raw in enumerate(lines, first):
        line = raw.rstrip()
        if line.startswith("#"):
            continue
        match = _BEFORE.match(line) or _AFTER.search(line, max(0, len(line) - _TAIL))
        time = match and _seconds(match)
        if match is None or time is None or (time < latest and not match[1]):
            found.append(_Stamped(number, None, line.strip()))
            continue
        latest = time
        before = match.re is _BEFORE
        rest = line[match.end() :] if before else line[: match.start()]
        label = not before and bool(match[6]) and len(rest.split()) <= _LABEL_WORDS
        found.append(_Stamped(number, time, rest.strip().rstrip("-\u2013\u2014|").strip(), label))
    return found


def _seconds(found: re.Match[str]) -> float | None:
    """Return the second that a time names; None where it names none."""
    hours, minutes, seconds = int(found[2] or 0), int(found[3]), int(found[4])
    if seconds > 59 or (found[2] and minutes > 59):
        return None
    return 3600 * hours + 60 * minutes + seconds + float(f"0.{found[5] or 0}")


def _shown(lines: Sequence[_Stamped]) -> list[Shown]:
    """Return a cue for each time, with the lines up to the next."""
    starts = [at for at, line in enumerate(lines) if line.time is not None]
    shown, speaker = [], ""
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        line = lines[at]
        below = [one.text for one in lines[at + 1 : end]]
        if line.label:
            speaker = line.text
        said = below if line.label else [line.text, *below]
        found = tuple(Line(tokens(text), speaker) for text in said if text)
        start = line.time or 0.0
        longest = start + SLOWEST * (1 + sum(len(one.tokens) for one in found))
        stop = (lines[end].time or 0.0) if end < len(lines) else longest
        shown.append(Shown(start, max(start, min(stop, longest)), found, line.number))
    return [one for one in shown if one.lines]
