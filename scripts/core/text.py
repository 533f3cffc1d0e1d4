"""Small things done to words: sentences, slugs, tokens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

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
_SIGNS = re.compile(r"(?<=[^\W_])(\+\+|[+#]+(?!\w))")  # C++17, C#, A+
_JOINERS = "\u200c\u200d"  # which shape the letters of one word


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
    return _shortened(joint.join(tokens(text)), joint)


def name_slug(name: str) -> str:
    """The slug of a name, in which signs that tell names apart are words: C, C#, C++ are three.

    A hyphen joins them, which no word of a slug has: `c-plus-plus` is not the name `C plus plus`.
    Names of signs alone have their code points; a name of nothing has an empty slug.
    """
    if name.isascii() and "+" not in name and "#" not in name:
        return slugify(name) or _code_points(name)
    words: list[str] = []
    for place, part in enumerate(_SIGNS.split(unicodedata.normalize("NFKC", name))):
        if place % 2:
            words[-1] += part.replace("+", "-plus").replace("#", "-sharp")
        else:
            words += tokens(part)
    return _shortened("_".join(words), "_") or _code_points(name)


def former_slug(name: str) -> str:
    """Return the slug of a name from before marks and signs counted, which links may have."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return _shortened("_".join(_WORD.findall(folded)), "_")


def _code_points(name: str) -> str:
    points = [f"{ord(sign):x}" for sign in name if not sign.isspace() and sign not in "_-"]
    return "-".join(["u", *points[:12]]) if points else ""


def _shortened(slug: str, joint: str) -> str:
    return slug[:LONGEST_SLUG].encode()[:LONGEST_NAME].decode(errors="ignore").rstrip(joint)


def tokens(text: str) -> list[str]:
    """The words of a text, folded: case, accents' composition, punctuation and `_` gone.

    Vowel signs and other marks belong to the letter before them: without them two words of Hindi or
    Thai would be one.
    """
    if text.isascii():
        return _WORD.findall(text.lower())
    folded = unicodedata.normalize("NFKC", text).casefold().replace("i\u0307", "i")
    return _WORD.findall(folded) if folded.isascii() else _marked_words(folded)


def _marked_words(text: str) -> list[str]:
    kept: list[str] = []
    inside = marked = False  # a word, and behind one of its marks
    for sign in text:
        if sign.isalnum():
            kept.append(sign)
            inside, marked = True, False
        elif inside and _is_mark(sign):
            kept.append(sign)
            marked = True
        elif not (marked and sign in _JOINERS):
            kept.append(" ")
            inside = marked = False
    return "".join(kept).split()


@lru_cache(maxsize=4096)
def _is_mark(sign: str) -> bool:
    """Whether a sign is a vowel sign, a tone or an accent; what picks an emoji's look is none."""
    return unicodedata.category(sign) in ("Mn", "Mc") and not (
        "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"
    )


def title_of_name(name: str) -> str:
    """The title that a file's name gives: as it is, save slugs, which become words.

    `iPhone, C++ & R&D (2024)` stays; `career_planning` becomes `Career planning`.
    """
    if " " in name:
        return " ".join(name.split())
    return readable(name) if name == name.lower() else " ".join(name.replace("_", " ").split())


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
