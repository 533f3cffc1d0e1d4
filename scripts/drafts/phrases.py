"""Key phrases: what a talk says again and again; and the ids of headings."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from rapid_textrank import BaseTextRank

from scripts.core.text import slugify, tokens

CANDIDATES = 100  # phrases that are looked at
WORDS = 4  # of a phrase, at most
LONGEST_ID = 50  # characters


class Phrase(NamedTuple):
    """A phrase as it is said, how much it tells, and how often it is said."""

    text: str
    weight: float
    times: int


def key_phrases(text: str, whole: str, language: str) -> list[Phrase]:
    """Return what a text says more than the whole around it, the most telling first.

    TextRank finds the phrases. A phrase that the rest says as often tells less.
    """
    ranked = BaseTextRank(top_n=CANDIDATES, language=language[:2] or "en").extract_keywords(text)
    here, there = _spoken(text), _spoken(whole)
    found = []
    for phrase in ranked.phrases:
        words = _spoken(phrase.text).strip()
        count = here.count(f" {words} ")
        if words and count and len(words.split()) <= WORDS:
            own = count / max(count, there.count(f" {words} "))
            weight = phrase.score * math.sqrt(own) * math.log(1 + count)
            found.append(Phrase(phrase.text, round(weight, 9), count))
    return sorted(found, key=lambda phrase: (-phrase.weight, phrase.text))


def ids(written: Iterable[str]) -> list[str]:
    """Return an id for each heading, no two alike, as `## Words {#id}` takes it."""
    found: list[str] = []
    for heading in written:
        plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
        name = slugify(plain, "-")[:LONGEST_ID].strip("-")
        name = f"part-{name}".rstrip("-") if name[:2] in ("", "t-") else name
        number = next(n for n in range(1, len(found) + 2) if _numbered(name, n) not in found)
        found.append(_numbered(name, number))
    return found


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"


def _spoken(text: str) -> str:
    return f" {' '.join(tokens(text))} "


def distinct(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Leave out a phrase that shares a word with a better one; plurals are the same word."""
    taken: set[str] = set()
    kept = []
    for phrase in phrases:
        words = {re.sub(r"(?<=...)s$", "", word) for word in tokens(phrase.text)}
        if words.isdisjoint(taken):
            taken |= words
            kept.append(phrase)
    return kept
