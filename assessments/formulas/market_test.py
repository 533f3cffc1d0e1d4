"""How ready one is for the open market, and how long since it was last tried."""

from __future__ import annotations

from assessments.formulas.common import clamp, outcome
from assessments.formulas.scales import scale_chart
from assessments.formulas.standing import STANDINGS, by_value
from assessments.scales import item_gaps, mean_of_scored, scale_gaps, score_scales

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Answers, Bank, Outcome

ITEMS = ("months_since_interview", "messages_answered")
VALUES = ("overall", "months_since_interview", "messages_answered")
VERDICTS = ("stale",)
MEASURES = ("overall", "stale", "messages")
STALE_AFTER = 24  # months


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return five strength scales and whether the last interview was too long ago."""
    scales = score_scales(bank, answers)
    overall = mean_of_scored(scales.values())
    months, messages = (answers.get(key) for key in ITEMS)
    return outcome(
        {"overall": overall, "months_since_interview": months, "messages_answered": messages},
        scales=scales,
        verdict="stale" if months is not None and months >= STALE_AFTER else None,
        gaps={
            **item_gaps(bank, answers),
            **scale_gaps(bank, scales),
            "overall": None if overall is None else 1 - overall / 100,
            "stale": None if months is None else clamp(months / STALE_AFTER),
            "messages": None if messages is None else clamp(1 - messages / 3),
        },
        charts=[scale_chart(bank, scales, "radar")],
    )


def standing(bank: Bank, result: dict[str, Any]) -> str | None:
    """Return the standing of the mean; after too long without an interview it needs work."""
    if result.get("verdict") == "stale":
        return STANDINGS[0]
    return by_value("overall")(bank, result)
