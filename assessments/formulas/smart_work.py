"""Where the hours go: the share on work that counts above the boss and is seen."""

from __future__ import annotations

from math import fsum

from assessments.compare import number
from assessments.formulas.common import chart, clamp, one_minus, outcome, share
from assessments.formulas.standing import STANDINGS
from assessments.scales import item_gaps, scale_gaps, score_scales

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from assessments.shapes import Answers, Bank, Chart, Outcome

ITEMS = ("projects",)
VALUES = ("smart_share", "hours")
VERDICTS = STANDINGS
MEASURES = ("smart", "long-hours", "unseen", "boss-boss")
# The one threshold of the result, the map and the article: lower bounds of the smart share.
BOUNDS = (0.0, 0.25, 0.5)
HIGH = 3  # importance and visibility count from here on, of 4


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return the smart share (0 to 1), None without hours, and the advocacy scale."""
    projects: list[dict[str, Any]] = answers.get("projects", [])
    scales = score_scales(bank, answers)
    hours = fsum(p["hours"] for p in projects)
    smart = _share_of(projects, is_smart)
    return outcome(
        {"smart_share": smart, "hours": hours if projects else None},
        scales=scales,
        verdict=word_of(smart),
        gaps={
            **item_gaps(bank, answers),
            **scale_gaps(bank, scales),
            "smart": one_minus(smart),
            "long-hours": clamp((hours - 40) / 20),
            "unseen": _share_of(projects, lambda p: p["visibility"] < HIGH),
            "boss-boss": _share_of(projects, lambda p: p["boss_boss"] < HIGH),
        },
        charts=[_chart(projects)],
        detail={
            "rows": [
                {
                    "name": name_of(p, "Project", number),
                    "hours": p["hours"],
                    "share": share(p["hours"], hours),
                    "smart": is_smart(p),
                }
                for number, p in enumerate(projects, 1)
            ]
        },
    )


def word_of(smart: float | None) -> str | None:
    """Return the word for a smart share."""
    if smart is None:
        return None
    return STANDINGS[sum(smart >= bound for bound in BOUNDS) - 1]


def standing(bank: Bank, result: dict[str, Any]) -> str | None:
    """Return the word of a stored smart share; a damaged one below 0 is none."""
    smart = number(result.get("values", {}).get("smart_share"))
    return word_of(None if smart is None or smart < 0 else smart)


def is_smart(project: dict[str, Any]) -> bool:
    """Say whether a project matters to the boss's boss and is seen, both at 3 or more."""
    return bool(project["boss_boss"] >= HIGH and project["visibility"] >= HIGH)


def name_of(row: dict[str, Any], kind: str, number: int) -> str:
    """Return the name a reader gave a row, or its kind and number."""
    return row.get("name", "").strip() or f"{kind} {number}"


def _share_of(
    projects: list[dict[str, Any]], counts: Callable[[dict[str, Any]], bool]
) -> float | None:
    hours = fsum(p["hours"] for p in projects)
    return share(fsum(p["hours"] for p in projects if counts(p)), hours)


def _chart(projects: list[dict[str, Any]]) -> Chart:
    rows = [
        [name_of(p, "Project", n), *((p["hours"], 0) if is_smart(p) else (0, p["hours"]))]
        for n, p in enumerate(projects, 1)
    ]
    columns = {"Project": "text", "Smart hours": "number", "Other hours": "number"}
    return chart("hours", "bar", "Hours a week", columns, rows)
