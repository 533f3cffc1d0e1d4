"""What a person should look at before captions become an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from scripts.captions.ends import plain
from scripts.captions.model import Captions, Cue, Sentence, Word

Kind = Literal["unbroken", "unsure", "advertisement", "greeting", "loop", "number", "name"]
UNBROKEN = 60  # words without a sentence's end
UNSURE = 0.4  # of a sentence's end
LOOP_WORDS, LOOP_TIMES, SHORT_LOOP_TIMES = (
    12,
    3,
    5,
)  # a phrase of up to so many words, said so often
NEARBY = 5.0  # seconds within which two tracks tell the same
_ADVERTISEMENT = re.compile(
    r"\b(sponsor(?:s|ed)?\b|promo code|discount code|coupon|use (?:the |my )?code\b|free trial"
    r"|brought to you by|link (?:is )?in the description|affiliate|patreon|percent off|% off"
    r"|sign up (?:at|for)|head (?:over )?to \w+ ?(?:\.|dot) ?com)",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\b(welcome (?:back )?to (?:the|my|our|another|this)"
    r"|thanks? (?:you )?(?:so much )?for (?:watching|listening|joining)"
    r"|(?:like and |please |to )subscribe|see you (?:next time|in the next)"
    r"|(?:hit|smash) (?:that|the) (?:like|bell)"
    r"|(?:hello|hi) (?:everyone|everybody|guys))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


class Doubt(NamedTuple):
    """A moment to look at: its second, what kind it is of, and the words in question."""

    start: float
    kind: Kind
    words: str


def doubts(captions: Captions, sentences: Sequence[Sentence]) -> tuple[Doubt, ...]:
    """Return what in captions a person should look at, in order of time."""
    found = [*_of_sentences(sentences), *loops(captions.cues)]
    return tuple(sorted(found, key=lambda doubt: (doubt.start, doubt.kind)))


def _of_sentences(sentences: Sequence[Sentence]) -> Iterator[Doubt]:
    for sentence in sentences:
        text = sentence.text
        if len(sentence.words) > UNBROKEN:
            yield Doubt(sentence.start, "unbroken", _cut(text))
        if sentence.confidence < UNSURE:
            last = " ".join(word.text for word in sentence.words[-5:])
            yield Doubt(sentence.words[-1].start, "unsure", last)
        if _ADVERTISEMENT.search(text):
            yield Doubt(sentence.start, "advertisement", _cut(text))
        elif _GREETING.search(text):
            yield Doubt(sentence.start, "greeting", _cut(text))


def _cut(text: str) -> str:
    words = text.split()
    return " ".join(words[:12]) + (" \u2026" if len(words) > 12 else "")


def loops(cues: Sequence[Cue]) -> Iterator[Doubt]:
    """Return phrases that follow one another so often that a recognizer invented them."""
    words = [word for cue in cues for word in cue.words]
    texts = [plain(word.text) for word in words]
    told = 0
    for first, last, size in _repeats(texts):
        if first >= told:
            phrase = " ".join(word.text for word in words[first : first + size])
            yield Doubt(words[first].start, "loop", f"{phrase} ({(last - first) // size} times)")
            told = last


def _repeats(texts: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return where a phrase of some words is repeated: first word, end, and words of the phrase."""
    found = []
    for size in range(1, LOOP_WORDS + 1):
        needed = SHORT_LOOP_TIMES if size < 4 else LOOP_TIMES
        run = 0
        for at in range(size, len(texts) + 1):
            if at < len(texts) and texts[at] == texts[at - size]:
                run += 1
                continue
            if run + size >= needed * size:
                found.append((at - run - size, at, size))
            run = 0
    return sorted(found, key=lambda one: (one[0], one[2]))


def differences(captions: Captions, other: Captions) -> tuple[Doubt, ...]:
    """Return the figures and names of captions that another track of the video gives otherwise."""
    return tuple(
        Doubt(word.start, kind, f"{word.text}, elsewhere {beside}")
        for kind in ("number", "name")
        for word, beside in _otherwise(captions, other, kind)
    )


def _otherwise(
    captions: Captions, other: Captions, kind: Literal["number", "name"]
) -> Iterator[tuple[Word, str]]:
    """Return the words of a kind that are not said near their time in the other track."""
    theirs = _of_kind(other, kind)
    near: Counter[str] = Counter()
    first = last = 0
    for word, text in _of_kind(captions, kind):
        while last < len(theirs) and theirs[last][0].start <= word.start + NEARBY:
            near[theirs[last][1]] += 1
            last += 1
        while first < last and theirs[first][0].start < word.start - NEARBY:
            near[theirs[first][1]] -= 1
            first += 1
        if first < last and not near[text]:
            yield word, ", ".join(one for one, times in near.items() if times > 0)


def _of_kind(captions: Captions, kind: Literal["number", "name"]) -> list[tuple[Word, str]]:
    words = [word for cue in captions.cues for word in cue.words]
    if kind == "number":
        found = ((word, _NUMBER.search(word.text)) for word in words)
        return [(word, one.group().replace(",", "")) for word, one in found if one]
    small = Counter(word.text.lower() for word in words if word.text[:1].islower())
    after_end = [True, *(word.text[-1:] in ".?!" for word in words)]
    return [
        (word, plain(word.text).removesuffix("'s"))
        for word, begins in zip(words, after_end, strict=False)
        if word.text[:1].isupper()
        and not begins
        and len(plain(word.text)) > 2
        and not small[plain(word.text)]
    ]
