"""From what is shown to what is said: no repeated lines, no marks, no names of speakers.

Rolling captions show each line two or three times. What a cue repeats is the end of what was on the
screen before it, line by line, so a phrase that was said twice stays twice. Nothing else is a
repeat: overlaps of words, as popular tools remove them, lose up to 104 words of a file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from scripts.captions.formats.shown import Line, Shown, Token
from scripts.captions.model import Cue, Word

HOLD = 0.02  # seconds: a shorter cue only sets the screen
ROLLING = 0.15  # of the cues repeat a line and add one
LABELLED = 2  # times that a name stands before a colon
MARK_WORDS = 8
RATE = 15.0  # characters a second, for words of a cue that has no length
_OPENS, _CLOSES = re.compile(r"^[\[\uff3b]"), re.compile(r"[\]\uff3d][.,!?:;]*$")
_NOTE = re.compile(r"^[\u2669-\u266f\U0001f3b5\U0001f3b6#*_~]+$")
_STOP = re.compile(r"^[.,;:!?\u2026]+$")
_SOUND = re.compile(
    r"^[(\uff08*\u2014-]+\s*(?:[\w']+ ){0,3}(?:music|applause|laughter|laugh(?:s|ing)?|cheering|"
    r"silence|inaudible|crosstalk|sighs?|coughs?|chuckles?)(?: \w+){0,3}\s*[)\uff09*\u2014-]+\.?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?P<turn>>>+\s*|[-\u2013\u2014]\s+)?(?:(?P<name>[^\W\d_][^:\uff1a.!?,;]{0,48}?)(?:\s*\([^()]{1,20}\))?[:\uff1a](?=\s|$))?"
)
_LOWER = re.compile(r"(?:^|\s)(?!de\b|van\b|von\b|der\b|la\b|el\b|bin\b|al\b)[a-z]")
_NO_NAMES = frozenset(
    (
        *("note", "question", "answer", "warning", "example", "tip", "step", "part", "so", "and"),
        *("but", "remember", "hint", "problem", "solution", "definition", "theorem", "fact", "q"),
        *("result", "conclusion", "summary", "update", "edit", "a", "also", "first", "second"),
    )
)


def cues(shown: Sequence[Shown]) -> tuple[Cue, ...]:
    """Return the words that are said, each once, with times that never go back."""
    found = [cue for one in _with_speakers(without_repeats(shown)) for cue in _spoken(one)]
    found.sort(key=lambda cue: cue.start)
    return tuple(_in_order(found))


def without_repeats(shown: Sequence[Shown]) -> tuple[Shown, ...]:
    """Return the cues with only the lines that were not on the screen before."""
    if not _rolls(shown):
        return tuple(one for at, one in enumerate(shown) if not _doubles(shown, at))
    made, screen = [], tuple[str, ...]()
    for one in shown:
        texts = tuple(line.text for line in one.lines)
        again = 0 if any(line.timed for line in one.lines[:1]) else _repeated(screen, texts)
        if new := one.lines[again:]:
            made.append(one._replace(lines=new))
        screen = texts
    return tuple(made)


def _repeated(screen: tuple[str, ...], texts: tuple[str, ...]) -> int:
    """Return how many of the first lines were the last ones of the screen."""
    most = min(len(screen), len(texts))
    return next((n for n in range(most, 0, -1) if screen[-n:] == texts[:n]), 0)


def _rolls(shown: Sequence[Shown]) -> bool:
    """Return whether cues repeat the line before them and add one, or only hold it."""
    texts = [tuple(line.text for line in one.lines) for one in shown]
    signs = sum(
        0 < _repeated(before, now) < len(now) or (one.end - one.start < HOLD and before[-1:] == now)
        for one, (before, now) in zip(shown[1:], pairwise(texts), strict=True)
    )
    return signs > ROLLING * len(shown)


def _doubles(shown: Sequence[Shown], at: int) -> bool:
    """Return whether a cue of a few milliseconds has the text of the one before or after it."""
    one = shown[at]
    if not 0 < one.end - one.start < HOLD:
        return False
    beside = (*shown[max(0, at - 1) : at], *shown[at + 1 : at + 2])
    return any(other.lines == one.lines for other in beside)


class _Label(NamedTuple):
    """What stands before a line's words: how long it is in words, the name, and a new turn."""

    words: int
    name: str
    turn: bool


def _label(line: Line) -> _Label:
    """Return the label of a line, which may be none."""
    found = _LABEL.match(line.text[:100])
    if found is None or not found.group():
        return _Label(0, "", turn=False)
    return _Label(len(found.group().split()), (found["name"] or "").strip(), bool(found["turn"]))


def _named(shown: Sequence[Shown]) -> frozenset[str]:
    """Return the names before colons that are those of speakers."""
    counted: Counter[str] = Counter()
    sure: set[str] = set()
    for line in (line for one in shown for line in one.lines):
        label = _label(line)
        if label.name and len(label.name.split()) <= 4 and not _LOWER.search(label.name):
            counted[label.name] += 1
            if label.turn or (label.name.isupper() and len(label.name) > 1):
                sure.add(label.name)
    often = {name for name, times in counted.items() if times >= LABELLED}
    if often - {name for name in often if name.casefold() in _NO_NAMES}:
        often |= counted.keys()  # one who speaks once, among others
    return frozenset(name for name in sure | often if name.casefold() not in _NO_NAMES)


def _with_speakers(shown: Sequence[Shown]) -> Iterator[Shown]:
    """Return the cues with names before colons as speakers, who speak on until the next name."""
    names, speaker = _named(shown), ""
    for one in shown:
        lines = []
        for line in one.lines:
            label = _label(line)
            named = label.name in names
            words = (
                label.words
                if named or not label.name
                else label.words - len(_words_of(line, label))
            )
            speaker = (
                label.name if named else ("" if label.turn and ">" in line.text[:2] else speaker)
            )
            lines.append(
                Line(line.tokens[words:] if words else line.tokens, line.speaker or speaker)
            )
        yield one._replace(lines=tuple(lines))


def _words_of(line: Line, label: _Label) -> list[str]:
    """Return the words of a label that is no name: they are said."""
    turn = line.text.split()[:1]
    first = 1 if label.turn and turn and not turn[0].strip(">-\u2013\u2014") else 0
    return line.text.split()[first : label.words]


def _spoken(one: Shown) -> Iterator[Cue]:
    """Return a cue for each speaker, without marks, its words' times filled in."""
    parts: list[tuple[str, list[Token]]] = []
    for line in one.lines:
        if parts and parts[-1][0] == line.speaker:
            parts[-1][1].extend(line.tokens)
        else:
            parts.append((line.speaker, list(line.tokens)))
    kept = [(speaker, list(_with_stops(without_marks(said)))) for speaker, said in parts]
    timed = _timed([token for _, said in kept for token in said], one.start, one.end)
    for speaker, said in kept:
        if words := tuple(next(timed) for _ in said):
            yield Cue(words[0].start, max(one.end, words[-1].start), words, speaker, one.line)


def without_marks(said: Sequence[Token]) -> Iterator[Token]:
    """Return the words without `[Music]`, `(applause)` and notes, which nobody says."""
    if _SOUND.match(" ".join(token.text for token in said[: MARK_WORDS + 1])):
        return
    skip = 0
    for at, token in enumerate(said):
        if at < skip or _NOTE.match(token.text):
            continue
        if _OPENS.match(token.text):
            ends = (
                n for n, one in enumerate(said[at : at + MARK_WORDS]) if _CLOSES.search(one.text)
            )
            skip = at + next(ends, -1) + 1
            if at < skip:
                continue
        yield token


def _with_stops(said: Iterable[Token]) -> Iterator[Token]:
    """Return words to which the stops belong that stand alone after them."""
    last: Token | None = None
    for token in said:
        if last is not None and _STOP.match(token.text):
            last = last._replace(text=last.text + token.text)
            continue
        if last is not None:
            yield last
        last = token
    if last is not None:
        yield last


def _timed(said: Sequence[Token], start: float, end: float) -> Iterator[Word]:
    """Return words with times: their own, else spread over the letters between those known."""
    sizes = [len(token.text) + 1 for token in said]
    end = end if end > start else start + sum(sizes) / RATE
    known = [(at, token.start) for at, token in enumerate(said) if token.start is not None]
    anchors = [(0, start), *known, (len(said), max([end, *(time for _, time in known)]))]
    if known and known[0][0] == 0:
        anchors = anchors[1:]
    times: list[float] = []
    for (first, begin), (last, stop) in pairwise(anchors):
        total, passed = sum(sizes[first:last]) or 1, 0
        for size in sizes[first:last]:
            times.append(round(begin + (stop - begin) * passed / total, 3))
            passed += size
    for token, time in zip(said, times, strict=True):
        yield Word(token.text, time, token.start is not None or len(said) == 1)


def _in_order(found: Sequence[Cue]) -> Iterator[Cue]:
    """Return the cues with words whose times never go back, each cue's end before the next."""
    latest = 0.0
    for at, cue in enumerate(found):
        after = found[at + 1].start if at + 1 < len(found) else max(cue.end, cue.words[-1].start)
        words = []
        for word in cue.words:
            latest = max(latest, word.start)
            words.append(word if word.start == latest else word._replace(start=latest))
        end = min(cue.end, after) if after > words[-1].start else cue.end
        yield cue._replace(start=words[0].start, end=max(end, words[-1].start), words=tuple(words))
