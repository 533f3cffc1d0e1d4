"""Nine markers, each from two agreement items and for how many months it has been so."""

from __future__ import annotations

import re

from assessments.banks import items_of
from assessments.formulas.common import chart, outcome
from assessments.formulas.standing import by_verdict
from assessments.scales import MARKER_STATES, NOT_SCORED, enough, item_gaps, keyed_answers
from assessments.scales import score_scales as score_means

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypedDict

    from assessments.shapes import Answers, Bank, Chart, Outcome, Scale

    class Marker(TypedDict):
        """One marker: the mean of its items, 1 to 5, its months and its state."""

        id: str
        title: str
        state: str
        mean: float | None
        months: int | None
        answered: int
        of: int


ITEMS: tuple[str, ...] = ()
VALUES = ("passed", "first_months")
VERDICTS = MARKER_STATES
MEASURES: tuple[str, ...] = ()
standing = by_verdict(clear=2, watch=1, act=0)


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return each marker's state, a timeline of those passed, and the one passed first."""
    markers = [_marker(bank, scale, answers) for scale in bank["scales"]]
    scales = score_means(bank, answers)
    for marker in markers:
        scales[marker["id"]]["band"] = marker["state"]
    scored = [m for m in markers if m["state"] != NOT_SCORED]
    passed = [m for m in scored if m["state"] != "clear"]
    # Longest ago first; the order of the bank where two are equally old.
    dated = sorted((m for m in passed if m["months"]), key=lambda m: -(m["months"] or 0))
    timeline = [{**_short(m), "since": since(now, m["months"] or 0)} for m in dated]
    return outcome(
        {
            "passed": len(passed) if scored else None,
            "first_months": dated[0]["months"] if dated else None,
        },
        scales=scales,
        verdict=_worst(scored),
        gaps={**item_gaps(bank, answers), **{m["id"]: _gap(m) for m in markers}},
        charts=[_timeline_chart(dated)],
        detail={
            "markers": markers,
            "timeline": timeline,
            "first": dated[0]["id"] if dated else None,
        },
    )


def state_of(mean: float, months: float) -> str:
    """Return `act`, `watch` or `clear` for a mean of 1 to 5 that has held for so many months."""
    if mean >= 4 or (mean >= 3 and months >= 12):
        return "act"
    if mean >= 3 or (mean >= 2.5 and months >= 24):
        return "watch"
    return "clear"


def since(now: str | None, months: int) -> str | None:
    """Return the year and month that lie so many months before an ISO time."""
    match = re.match(r"(\d{4})-(\d\d)", now or "")
    if not match:
        return None
    year, month = divmod(int(match[1]) * 12 + int(match[2]) - 1 - months, 12)
    return f"{year:04}-{month + 1:02}" if year > 0 else None


def _marker(bank: Bank, scale: Scale, answers: Answers) -> Marker:
    items = items_of(bank, scale["id"])
    marks = keyed_answers(items, answers)
    months_item = items_of(bank, scale["id"], "number")[0]["id"]
    months: int | None = answers.get(months_item)
    mean = sum(marks) / len(marks) if enough(len(marks), len(items)) else None
    return {
        "id": scale["id"],
        "title": scale["title"],
        "state": NOT_SCORED if mean is None else state_of(mean, months or 0),
        "mean": mean,
        "months": months,
        "answered": len(marks),
        "of": len(items),
    }


def _short(marker: Marker) -> dict[str, str | int | None]:
    return {key: marker[key] for key in ("id", "title", "months", "state")}


def _gap(marker: Marker) -> float | None:
    """Return how far a marker is along, 0 to 1; a clear one leaves nothing to gain."""
    if marker["mean"] is None:
        return None
    return 0.0 if marker["state"] == "clear" else (marker["mean"] - 1) / 4


def _worst(scored: list[Marker]) -> str | None:
    states = {m["state"] for m in scored}
    return next((state for state in reversed(MARKER_STATES) if state in states), None)


def _timeline_chart(dated: list[Marker]) -> Chart:
    rows = [[m["title"], m["months"]] for m in dated]
    columns = {"Marker": "text", "Months ago": "months"}
    return chart("timeline", "timeline", "When you passed each marker", columns, rows)
