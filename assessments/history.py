"""The results of one assessment over time: which count, which are compared, and the own noise."""

from __future__ import annotations

from itertools import pairwise

from assessments import noise
from assessments.compare import between, major, measured, scale_score
from assessments.times import time_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from assessments.shapes import Bank

    Result = dict[str, Any]

APART = 14  # days: "since last time" looks at least so far back
RETEST = (5, 30)  # days between two results of which the reader says that nothing changed
TREND = 3  # results


def days(results: Sequence[Result]) -> list[Result]:
    """Return the results oldest first, one for each day: the last of that day.

    The day is the one that stands in `taken`: the reader's, where the page sends their time zone.
    """
    timed = [(time, r) for r in results if (time := _time(r)) is not None]
    ordered = [r for _, r in sorted(timed, key=lambda pair: pair[0])]
    return list({r["taken"][:10]: r for r in ordered}.values())


def since_last_time(results: Sequence[Result], own: float | None = None) -> dict[str, Any] | None:
    """Return the latest result compared with the latest one at least 14 days older."""
    kept = days(results)
    if not kept:
        return None
    latest = kept[-1]
    before = [r for r in kept if major(r) == major(latest) and _days(r, latest) >= APART]
    return between(before[-1], latest, own) if before else None


def own_noise(results: Sequence[Result]) -> float | None:
    """Return the reader's own error in steps, from the latest retake marked `unchanged`."""
    kept = days(results)
    for earlier, later in reversed(list(pairwise(kept))):
        if later.get("unchanged") is True and is_retest(earlier, later):
            return noise.own_noise(measured(earlier, later))
    return None


def is_retest(earlier: Result, later: Result) -> bool:
    """Say whether two results are of the same version and 5 to 30 days apart."""
    low, high = RETEST
    return major(earlier) == major(later) and low <= _days(earlier, later) <= high


def trend(bank: Bank, results: Sequence[Result]) -> list[dict[str, Any]]:
    """Return the points of each scale by day, from three comparable results on."""
    kept = days(results)
    alike = [r for r in kept if major(r) == major(kept[-1])]
    if len(alike) < TREND:
        return []
    return [
        {
            "id": scale["id"],
            "title": scale["title"],
            "points": [{"taken": r["taken"], "score": scale_score(r, scale["id"])} for r in alike],
        }
        for scale in bank.get("scales", [])
    ]


def _time(result: Result) -> datetime | None:
    return time_of(result.get("taken"))


def _days(earlier: Result, later: Result) -> float:
    before, after = _time(earlier), _time(later)
    return (after - before).total_seconds() / 86_400 if before and after else 0.0
