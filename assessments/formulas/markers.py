"""Nine markers: a screening statement each, three more where it fits, and the months.

A *state* lasts and gets worse with time. An *event* lies behind the reader: time passing turns it
into a lesson, never into something worse.
"""

from __future__ import annotations

import re

from assessments.answers import FOLLOWED
from assessments.banks import items_of
from assessments.formulas.common import chart, outcome
from assessments.formulas.standing import by_verdict
from assessments.scales import MARKER_WORDS, NOT_SCORED, enough, item_gaps, keyed_answers
from assessments.scales import share_score as points_score

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypedDict

    from assessments.shapes import Answers, Bank, Chart, Outcome, Scale, ScaleScore

    class Marker(TypedDict):
        """One marker: the mean of its answered items, 1 to 5, its months and its word."""

        id: str
        title: str
        kind: str
        state: str
        mean: float | None
        months: int | None
        answered: int
        of: int


ITEMS: tuple[str, ...] = ()
VALUES = ("act", "watch", "lesson", "clear")
VERDICTS = MARKER_WORDS
MEASURES: tuple[str, ...] = ()
standing = by_verdict(clear=2, lesson=2, watch=1, act=0)
ACT, LASTING, WATCH = 3.75, 3.5, 3.25  # means of answers
LONG = 24  # months: from here on a milder state acts; beyond it an event is a lesson
PRESSING = 2


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return each marker's word, how many there are of each, the timeline and the most pressing."""
    markers = [_marker(bank, scale, answers) for scale in bank["scales"]]
    words = [m["state"] for m in markers if m["state"] != NOT_SCORED]
    passed = [m for m in markers if m["state"] not in ("clear", NOT_SCORED)]
    # Longest ago first; the order of the bank where two are equally old.
    dated = sorted((m for m in passed if m["months"] is not None), key=lambda m: -_months(m))
    return outcome(
        {word: words.count(word) if words else None for word in VALUES},
        scales={m["id"]: _scale(bank, m, answers) for m in markers},
        verdict=next((word for word in reversed(MARKER_WORDS) if word in words), None),
        gaps={**_item_gaps(bank, markers, answers), **{m["id"]: _gap(m) for m in markers}},
        charts=[_timeline_chart(dated)],
        detail={
            "markers": markers,
            "timeline": [{**_short(m), "since": since(now, _months(m))} for m in dated],
            "pressing": [_short(m) for m in _pressing(markers)],
        },
    )


def word_of(kind: str, mean: float, months: float) -> str:
    """Return the word for a mean of 1 to 5: of a state for so many months, or an event ago."""
    if mean < WATCH:
        return "clear"
    if kind == "event":
        return "lesson" if months > LONG else "act" if mean >= ACT else "watch"
    return "act" if mean >= ACT or (mean >= LASTING and months >= LONG) else "watch"


def since(now: str | None, months: int) -> str | None:
    """Return the year and month that lie so many months before an ISO time."""
    match = re.match(r"(\d{4})-(\d\d)", now or "")
    if not match:
        return None
    year, month = divmod(int(match[1]) * 12 + int(match[2]) - 1 - months, 12)
    return f"{year:04}-{month + 1:02}" if year > 0 else None


def _marker(bank: Bank, scale: Scale, answers: Answers) -> Marker:
    marks, of = _marks(bank, scale["id"], answers)
    months = next((answers.get(item["id"]) for item in items_of(bank, scale["id"], "number")), None)
    mean = sum(marks) / len(marks) if enough(len(marks), of) else None
    return {
        "id": scale["id"],
        "title": scale["title"],
        "kind": scale["kind"],
        "state": NOT_SCORED if mean is None else word_of(scale["kind"], mean, months or 0),
        "mean": mean,
        "months": months,
        "answered": len(marks),
        "of": of,
    }


def _marks(bank: Bank, scale: str, answers: Answers) -> tuple[list[int], int]:
    """Return the keyed answers of a marker and how many of its statements are asked.

    Without its screening answer a marker has none; below 3 there is no follow-up.
    """
    items = items_of(bank, scale)
    screening = items[0]
    if screening["id"] not in answers:
        return [], len(items)
    asked = items if answers[screening["id"]] >= FOLLOWED else [screening]
    return keyed_answers(asked, answers), len(asked)


def _scale(bank: Bank, marker: Marker, answers: Answers) -> ScaleScore:
    marks, of = _marks(bank, marker["id"], answers)
    return {
        **points_score("risk", sum(marks) - len(marks), len(marks), of, 4),
        "band": marker["state"],
    }


def _pressing(markers: list[Marker]) -> list[Marker]:
    """Return the two markers to act on or watch with the highest means, then the most months."""
    live = [m for m in markers if m["state"] in ("watch", "act")]
    return sorted(live, key=lambda m: (-(m["mean"] or 0), -_months(m)))[:PRESSING]


def _months(marker: Marker) -> int:
    return marker["months"] or 0


def _item_gaps(bank: Bank, markers: list[Marker], answers: Answers) -> dict[str, float | None]:
    """Return the gaps of the statements of those markers that say watch or act."""
    live = {m["id"] for m in markers if m["state"] in ("watch", "act")}
    own = {item["id"] for item in bank["items"] if item.get("scale") in live}
    return {key: gap for key, gap in item_gaps(bank, answers).items() if key in own}


def _short(marker: Marker) -> dict[str, str | int | None]:
    return {key: marker[key] for key in ("id", "title", "kind", "months", "state")}


def _gap(marker: Marker) -> float | None:
    """Return how far a marker is along, 0 to 1; a clear one and a lesson leave nothing to gain."""
    if marker["mean"] is None:
        return None
    return 0.0 if marker["state"] in ("clear", "lesson") else (marker["mean"] - 1) / 4


def _timeline_chart(dated: list[Marker]) -> Chart:
    rows = [[m["title"], m["months"]] for m in dated]
    columns = {"Marker": "text", "Months ago": "months"}
    return chart("timeline", "timeline", "Since when, or how long ago", columns, rows)
