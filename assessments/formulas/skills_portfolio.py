"""How much of what one can do is wanted by other employers, and still fresh."""

from __future__ import annotations

from math import fsum

from assessments.formulas.common import chart, halved, one_minus, outcome, share
from assessments.formulas.smart_work import name_of
from assessments.formulas.standing import by_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Answers, Bank, Chart, Outcome

ITEMS = ("skills",)
VALUES = ("relevance", "firm_specific_share")
VERDICTS: tuple[str, ...] = ()
MEASURES = ("relevance", "firm-specific", "rust")
standing = by_value("relevance")
# Who asks for it: nobody, only my employer, a few employers, many.
WEIGHTS = (0.0, 0.0, 0.5, 1.0)
HALF_LIFE = 36  # months


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return relevance (0 to 100) and the firm-specific share; None when all levels are 0."""
    skills: list[dict[str, Any]] = answers.get("skills", [])
    levels = sum(s["level"] for s in skills)
    kept = [s["level"] * halved(s["months"], HALF_LIFE) for s in skills]
    worth = [WEIGHTS[s["asked"]] * left for s, left in zip(skills, kept, strict=True)]
    relevance = share(fsum(worth), levels)
    own = share(sum(s["level"] for s in skills if s["asked"] <= 1), levels)
    return outcome(
        {
            "relevance": None if relevance is None else 100 * relevance,
            "firm_specific_share": own,
        },
        gaps={
            "relevance": one_minus(relevance),
            "firm-specific": own,
            "rust": one_minus(share(fsum(kept), levels)),
        },
        charts=[_chart(skills, worth)],
        detail={
            "rows": [
                {
                    "name": name_of(s, "Skill", number),
                    "weight": WEIGHTS[s["asked"]],
                    "decay": halved(s["months"], HALF_LIFE),
                    "worth": value,
                }
                for number, (s, value) in enumerate(zip(skills, worth, strict=True), 1)
            ]
        },
    )


def _chart(skills: list[dict[str, Any]], worth: list[float]) -> Chart:
    rows = [
        [name_of(s, "Skill", n), s["level"], value]
        for n, (s, value) in enumerate(zip(skills, worth, strict=True), 1)
    ]
    columns = {"Skill": "text", "Level": "number", "Worth outside": "number"}
    return chart("skills", "bar", "What each skill is worth outside", columns, rows)
