"""What of a model's text may come back: sentences whose times, figures and names were said.

A sentence cites at least one second at which the captions have a word. Its figures, and its words
with a capital, are said within 20 seconds of a second that it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, groupby
from typing import NamedTuple

from rapid_textrank import get_stopwords

from scripts.core.text import split_sentences
from scripts.drafts.model import Line, Said
from scripts.drafts.prose import tidy

WINDOW = 20.0  # seconds
LONGEST = 6  # words of a figure

_TIME = re.compile(r"(?<![ \t])[ \t]*\[\(?(?:(\d{1,2}):)?(\d{1,3}):(\d{2})\)?\]")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_END = re.compile(r"([.!?…][\"'”’)]*)((?:[ \t]*\[[\d:()]+\])+)")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: float(n) for n, word in enumerate(SMALL.split())} | {
    word: 10.0 * n for n, word in enumerate(TENS.split(), 2)
}
_AND = re.compile(r"\b(hundred|thousand|million|billion) and\b")
_SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}


class Refusal(NamedTuple):
    """A sentence that may not come back, and why."""

    sentence: str
    reason: str


def accepted(reply: str, said: Said, speaker: str = "") -> tuple[tuple[Line, ...], list[Refusal]]:
    """Return the sentences of a reply as lines of a draft, and those that are refused."""
    lines: list[Line] = []
    refused: list[Refusal] = []
    for sentence in _sentences(reply):
        seconds = [_second(found) for found in _TIME.finditer(sentence)]
        words = " ".join(_TIME.sub("", sentence).split())
        if reason := _reason(words, seconds, said):
            refused.append(Refusal(sentence, reason))
        else:
            lines.append(Line(tidy(words), seconds[0], speaker, tuple(dict.fromkeys(seconds[1:]))))
    if not lines and not refused:
        refused.append(Refusal("", "there is no sentence"))
    return tuple(lines), refused


def _sentences(reply: str) -> Iterator[str]:
    """The sentences of a reply, each with its times, wherever its full stop stands."""
    for line in reply.splitlines():
        plain = _END.sub(lambda found: f"{found[2]}{found[1]} ", _BULLET.sub("", line))
        yield from split_sentences(plain)


def _second(found: re.Match[str]) -> int:
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])


def _reason(words: str, seconds: Sequence[int], said: Said) -> str:
    """Why a sentence may not come back; empty where it may."""
    if not words.strip(" .!?…"):
        return "there are no words"
    if not seconds:
        return "it cites no second"
    for second in seconds:
        if not any(second <= start < second + 1 for _, start in said):
            return f"nothing is said at second {second}"
    near = [w for w, start in said if any(abs(start - s) <= WINDOW for s in seconds)]
    told = _values(near)
    for value in sorted(_values([words], every=False)):
        if value not in told:
            return f"{value:g} is not said within {WINDOW:.0f} s"
    spoken = {word for text in near for word in _folded(text)}
    for name in _names(words):
        if not spoken.issuperset(_folded(name)):
            return f"{name} is not said within {WINDOW:.0f} s"
    return ""


def _names(words: str) -> Iterator[str]:
    """Words with a capital. The first counts where it is no everyday word."""
    for place, found in enumerate(_WORD.finditer(words)):
        word = found.group()
        plain = re.split(r"['’-]", word.casefold())[0]
        first = place == 0 and plain in _everyday()
        if word != word.lower() and plain != "i" and not first:
            yield word


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    return frozenset(get_stopwords("en"))


def _folded(text: str) -> list[str]:
    """The parts of words, without case, possessives and hyphens."""
    bare = re.sub(r"['’]s\b", "", text.casefold())
    return re.findall(r"[^\W_]+", bare)


def _values(texts: Sequence[str], *, every: bool = True) -> set[float]:
    """The figures of texts as numbers, in digits or in English words.

    Of what is said, each part of a figure counts as well: `fifty thousand` is also 50 and 1,000.
    """
    text = _AND.sub(r"\1", " ".join(texts).casefold())
    found = {_number(figure) for figure in _FIGURE.findall(text)} if every else set()
    for run in _runs(re.findall(r"[^\W\d_]+|\d+(?:[.,]\d+)*", text)):
        if every:
            pairs = combinations(range(len(run) + 1), 2)
            found |= {_value(run[start:end]) for start, end in pairs if end - start <= LONGEST}
        elif run != ["one"]:  # which says a figure less often than anything else
            found.add(_value(run))
    return found


def _runs(words: Sequence[str]) -> Iterator[list[str]]:
    """The figures among words, `two hundred five` as one; a scale alone is a word."""
    counts = {word for word in words if word in _NUMBERS or _FIGURE.fullmatch(word)}
    for is_figure, group in groupby(words, lambda word: word in counts or word in _SCALES):
        run = list(group)
        if is_figure and not counts.isdisjoint(run):
            yield run


def _value(run: Sequence[str]) -> float:
    total = current = 0.0
    for word in run:
        if word in _SCALES:
            current = max(current, 1.0) * _SCALES[word]
            if _SCALES[word] > _SCALES["hundred"]:
                total, current = total + current, 0.0
        else:
            current += _NUMBERS[word] if word in _NUMBERS else _number(word)
    return total + current


def _number(figure: str) -> float:
    """A figure's value; commas part thousands where three digits follow each of them."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", figure):
        return float(figure.replace(",", ""))
    parts = re.split(r"[.,]", figure)
    return float(f"{parts[0]}.{''.join(parts[1:]) or 0}")
