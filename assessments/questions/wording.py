"""Answers in words: how they are normalised, and when one is a near miss."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LEADING = re.compile(r"^(the|a|an) ")
DIGIT = re.compile(r"\d")
MARKS = re.compile(r"[^\w\s%$€£+#.]+|\.(?!\d)")


def normal(text: str) -> str:
    """Return an answer without case, accents, punctuation, extra space and a leading article."""
    import unicodedata  # a large table: only when words are compared

    plain = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = MARKS.sub("", plain.replace("-", " ").replace("_", " "))
    return LEADING.sub("", " ".join(plain.split()))


def near(answer: str, accepted: Iterable[str]) -> bool:
    """Say whether an answer is a slip of the keys away from one that is accepted.

    One slip for words of four letters and more, two from nine on; both are normalised before.
    Another number is no slip.
    """
    for wanted in accepted:
        allowed = 0 if len(wanted) < 4 else 1 if len(wanted) < 9 else 2
        if (
            DIGIT.findall(answer) == DIGIT.findall(wanted)
            and 0 < slips(answer, wanted, allowed) <= allowed
        ):
            return True
    return False


def slips(one: str, other: str, most: int) -> int:
    """Return how many letters were added, dropped, changed or swapped, or a number above `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]
