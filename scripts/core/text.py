"""Small things done to words: sentences, slugs, tokens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from macros.citations import HOUR as HOUR
from macros.citations import MINUTE as MINUTE
from macros.citations import clock_label as clock_label

OPEN, CLOSE = (
    "\ufdd0",
    "\ufdd1",
)  # around the number of a placeholder; noncharacters, which no text has
WORDS_PER_MINUTE = 230
LEEWAY = 5  # characters that are not worth a cut
LONGEST_SLUG = 120  # characters
LONGEST_NAME = 240  # bytes of a name in an address: file systems end at 255

PLACEHOLDER = re.compile(f"{OPEN}(\\d+){CLOSE}")

_END = re.compile(
    rf"[.!?\u0964\u3002]+[\"'\u201d\u2019)\]]*(?:\s*{OPEN}\d+{CLOSE}(?=\s|$))*(?:\s+|$)"
)
_ABBREVIATION = re.compile(
    r"\b(?:[A-Za-z]|Dr|Mr|Mrs|Ms|vs|e\.g|i\.e|etc|approx|No|St|Jr|Inc|U\.S)\.\s*$"
)
_WORD = re.compile(r"[^\W_]+")


def split_sentences(text: str) -> Iterator[str]:
    """The sentences of a plain text, each with the citations that follow its full stop."""
    start = 0
    for found in _END.finditer(text):
        if found.end() < len(text) and _ABBREVIATION.search(
            text[max(0, start, found.end() - 12) : found.end()]
        ):
            continue
        if sentence := text[start : found.end()].strip():
            yield sentence
        start = found.end()
    if rest := text[start:].strip():
        yield rest


def slugify(text: str, joint: str = "_") -> str:
    """The text as an address can carry it: letters and digits of any script, in lower case."""
    joined = joint.join(tokens(text))[:LONGEST_SLUG]
    return joined.encode()[:LONGEST_NAME].decode(errors="ignore").rstrip(joint)


def tokens(text: str) -> list[str]:
    """The words of a text, folded: case, accents' composition, punctuation and `_` gone."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def readable(slug: str) -> str:
    """A slug as a title: `career_planning` becomes `Career planning`."""
    words = " ".join(slug.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]


def minutes(words: int) -> int:
    """Minutes that a reader takes for so many words, at least one."""
    return max(1, round(words / WORDS_PER_MINUTE))


def cut(text: str, length: int) -> str:
    """The text cut at a word, with three dots, where it is longer than `length` and a little."""
    return text if len(text) <= length + LEEWAY else text[: length - 3].rsplit(" ", 1)[0] + "..."


def shorten(text: str, length: int = 160) -> str:
    """The text cut at a word, with an ellipsis, to at most `length` characters."""
    text = " ".join(PLACEHOLDER.sub("", text).replace("[[", "").split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
