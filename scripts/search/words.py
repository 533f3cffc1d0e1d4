"""The table that leads a search to the groups which have its words.

It is cut into small files by a word's first letters, so that a search loads one or two of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from scripts.core.files import compact_json
from scripts.search.groups import text_of
from scripts.search.segments import runs_apart

LEAST = 2  # pages that must have a word
MOST = 6  # groups named for a word, the richest first
LETTERS = 2

COMMONEST = 8_000  # words against which a misspelled one is held
SHORTEST = 4  # letters of a word that may be corrected

_WORD = re.compile(r"[^\W_]{2,}")
_ACCENTS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Return a text in lower case and without accents: what a reader types may lack both.

    `fold` in macros/theme/assets/js/search/query.js does the same.
    """
    if text.isascii():
        return text.lower()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).casefold()


def words_of(text: str) -> set[str]:
    """The folded words of a text, each once; pairs of letters where it has no spaces."""
    spaced, pairs = runs_apart(fold(text))
    return {*_WORD.findall(spaced), *pairs}


Tally = Mapping[str, int]  # in how many pages each word stands


def tally(pages: Iterable[str]) -> Tally:
    """Return in how many pages each word stands, by the HTML of the pages."""
    return Counter(word for html in pages for word in sorted(words_of(text_of(html))))


def counts(tallies: Iterable[Tally]) -> dict[str, list[tuple[int, int]]]:
    """For each word `(pages, group)`: how many pages of a group have it, the most first."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, words in enumerate(tallies):
        for word, count in words.items():
            found[word].append((count, number))
    return {word: sorted(places, key=lambda p: (-p[0], p[1])) for word, places in found.items()}


def bucket(word: str) -> str:
    """The name of the file that has a word: its first letters in hexadecimal code points."""
    return "-".join(f"{ord(letter):x}" for letter in word[:LETTERS])


def word_files(tallies: Sequence[Tally]) -> dict[str, bytes]:
    """Each file of the table by its name: words with the numbers of their groups."""
    files: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for word, places in sorted(counts(tallies).items()):
        if sum(count for count, _ in places) >= LEAST:
            files[bucket(word)][word] = [number for _, number in places[:MOST]]
    return {f"{name}.json": compact_json(table) for name, table in files.items()}


def vocabulary(tallies: Iterable[Tally]) -> bytes:
    """Return the commonest words as JSON: lines of words, each line at most half as common.

    A word that no page has is corrected to one of these.
    """
    total: Counter[str] = Counter()
    for one in tallies:
        total.update(one)
    usable = (pair for pair in total.items() if len(pair[0]) >= SHORTEST and pair[0].isalpha())
    ordered = sorted(usable, key=lambda pair: (-pair[1], pair[0]))[:COMMONEST]
    lines: dict[int, list[str]] = defaultdict(list)
    for word, count in ordered:
        lines[count.bit_length()].append(word)
    return compact_json([" ".join(sorted(lines[size])) for size in sorted(lines, reverse=True)])
