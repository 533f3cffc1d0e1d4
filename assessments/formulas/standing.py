"""Readers of a stored result for the map: `in place`, `mixed`, `needs work`, or None.

Every formula offers one of them as `standing`. They read what an earlier version stored, so
nothing about a value may be taken for granted.
"""

from __future__ import annotations

from assessments.compare import number, word
from assessments.scales import BANDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from assessments.shapes import Bank

    Result = dict[str, Any]
    Standing = Callable[[Bank, Result], str | None]

STANDINGS = tuple(word for word, _ in BANDS["strength"])


def unknown(bank: Bank, result: Result) -> None:
    """Return None: this assessment has no place between the others."""


def by_points(points: float | None) -> str | None:
    """Return the strength band of a score from 0 to 100."""
    if points is None:
        return None
    return next(word for word, bound in reversed(BANDS["strength"]) if points >= bound or not bound)


def by_value(key: str, factor: float = 1) -> Standing:
    """Return a reader of `factor * value` as a score from 0 to 100."""

    def find(bank: Bank, result: Result) -> str | None:
        value = number(result.get("values", {}).get(key))
        return None if value is None else by_points(factor * value)

    return find


def by_verdict(**words: int) -> Standing:
    """Return a reader of verdicts; each word maps to 0 (needs work), 1 or 2 (in place)."""

    def find(bank: Bank, result: Result) -> str | None:
        level = words.get(word(result) or "")
        return None if level is None else STANDINGS[level]

    return find


def by_worst_risk(bank: Bank, result: Result) -> str | None:
    """Return the standing of the worst risk scale: one sign at `act` is enough."""
    stored = [s for s in result.get("scales", {}).values() if isinstance(s, dict)]
    words = [word for word, _ in BANDS["risk"]]
    levels = [words.index(s["band"]) for s in stored if s.get("band") in words]
    return STANDINGS[2 - max(levels)] if levels else None
