"""Situations with four moves each, every move keyed for how far ahead it looks (0 to 3)."""

from __future__ import annotations

from assessments.formulas.common import chart, outcome
from assessments.formulas.standing import by_value
from assessments.scales import scale_gaps, share_score

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Answers, Bank, Item, Option, Outcome

ITEMS: tuple[str, ...] = ()
VALUES = ("foresight",)
VERDICTS: tuple[str, ...] = ()
MEASURES: tuple[str, ...] = ()
standing = by_value("foresight")
FURTHEST = 3


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return foresight (0 to 100) over the situations answered, at least half of them."""
    items = bank["items"]
    ahead = {i["id"]: _chosen(i, answers)["ahead"] for i in items if i["id"] in answers}
    foresight = share_score("strength", sum(ahead.values()), len(ahead), len(items), FURTHEST)
    scales = {"foresight": foresight}
    rows = [[i["name"], ahead.get(i["id"])] for i in items]
    gaps: dict[str, float | None] = {k: (FURTHEST - a) / FURTHEST for k, a in ahead.items()}
    return outcome(
        {"foresight": foresight["score"]},
        scales=scales,
        gaps={**gaps, **scale_gaps(bank, scales)},
        charts=[chart("situations", "bar", "How far each move looked ahead", HEADS, rows)],
        detail={"situations": [_look_back(i, answers) for i in items if i["id"] in answers]},
    )


HEADS = {"Situation": "text", "Moves ahead": "number"}


def _chosen(item: Item, answers: Answers) -> Option:
    return next(o for o in item["options"] if o["id"] == answers[item["id"]])


def _look_back(item: Item, answers: Answers) -> dict[str, Any]:
    """Return what the move chosen saw, and what a longer look would have seen."""
    chosen = _chosen(item, answers)
    best = max(item["options"], key=lambda option: option["ahead"])
    return {
        "id": item["id"],
        "text": item["text"],
        "chosen": {"value": chosen["id"], "label": chosen["text"]},
        "ahead": chosen["ahead"],
        "feedback": chosen["feedback"],
        "hindsight": item["hindsight"],
        "best": {"value": best["id"], "label": best["text"]},
        "cite": item["cite"],
    }
