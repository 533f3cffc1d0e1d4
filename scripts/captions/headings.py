"""Headings of sections: the key phrase that tells a section from the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapid_textrank import MultipartiteRank

from scripts.captions.topics import content_words, stems

PHRASES, LONGEST = 12, 4  # of a section that are compared; words of a heading
READ = 5000  # characters of a section in which phrases are looked for: ranking them is dear
CAPITALS = 0.5  # of the times that a word is said: then it is a name
# A word and the one before it; without a bound, a word as long as a book would take hours.
_PAIRS = re.compile(r"([\w,;'\u2019]{1,60}) ([^\W\d_][\w'\u2019-]*)")
_ODD = re.compile(r"[^\w\s'\u2019&+-]")


def headings(texts: Sequence[str]) -> tuple[str, ...]:
    """Return a heading for each section; no two are the same."""
    spread = Counter(stem for text in texts for stem in set(stems(text)))
    names = _names(texts)
    made: list[str] = []
    for text in texts:
        found = [one for one in _phrases(text) if one.casefold() not in map(str.casefold, made)]
        best = max(found, key=lambda one: _worth(one, text, spread, len(texts)), default="")
        made.append(_written(best, names) if best else f"Part {len(made) + 1}")
    return tuple(made)


def _phrases(text: str) -> list[str]:
    """Return the key phrases of a section, the best first; its commonest words if it has none."""
    ranked = MultipartiteRank(language="en", top_n=PHRASES).extract_keywords(text[:READ])
    found = [" ".join(_ODD.sub(" ", one.text).split()) for one in ranked.phrases]
    kept = [one for one in found if 0 < len(one.split()) <= LONGEST and any(content_words(one))]
    return kept or [word for word, _ in Counter(content_words(text)).most_common(3)]


def _worth(phrase: str, text: str, spread: Counter[str], parts: int) -> float:
    """Return how well a phrase tells this section: said here often, and in few others."""
    inside = Counter(stems(text))
    weights = [inside[stem] * (1 + parts - spread[stem]) for stem in stems(phrase)]
    return sum(weights) / len(weights) ** 0.5 if weights else 0.0


def _names(texts: Sequence[str]) -> dict[str, str]:
    """Return the words that are mostly written with a capital inside sentences."""
    said, large = Counter[str](), Counter[str]()
    for text in texts:
        for before, word in _PAIRS.findall(text):
            if before:
                said[word.lower()] += 1
                large[word] += word[:1].isupper()
    return {
        word.lower(): word for word, times in large.items() if times > CAPITALS * said[word.lower()]
    }


def _written(phrase: str, names: dict[str, str]) -> str:
    words = " ".join(names.get(word.lower(), word.lower()) for word in phrase.split())
    return words[:1].upper() + words[1:]
