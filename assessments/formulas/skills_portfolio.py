"""How much of what one can do is wanted by other employers, and still fresh."""

from __future__ import annotations

from math import fsum

from assessments.formulas.common import chart, clamp, halved, one_minus, outcome, share
from assessments.formulas.smart_work import name_of
from assessments.formulas.standing import STANDINGS, by_verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Answers, Bank, Chart, Outcome

ITEMS = ("skills",)
VALUES = ("relevance", "firm_specific_share", "wanted")
VERDICTS = STANDINGS
MEASURES = ("relevance", "firm-specific", "rust", "wanted")
standing = by_verdict(**{word: level for level, word in enumerate(STANDINGS)})
# Who asks for it: nobody, only my employer, a few employers, many.
WEIGHTS = (0.0, 0.0, 0.5, 1.0)
HALF_LIFE = 36  # months
SKILLED, ASKED, FRESH = 3, 2, 24  # from this level and demand on, used within these months
ENOUGH = 3  # wanted skills
RELEVANT = 40  # below this the word is one step lower


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return relevance (0 to 100), the firm-specific share and the wanted skills.

    None when all levels are 0. The word is by the number of wanted skills first.
    """
    skills: list[dict[str, Any]] = answers.get("skills", [])
    levels = sum(s["level"] for s in skills)
    kept = [s["level"] * halved(s["months"], HALF_LIFE) for s in skills]
    worth = [WEIGHTS[s["asked"]] * left for s, left in zip(skills, kept, strict=True)]
    relevance = share(fsum(worth), levels)
    own = share(sum(s["level"] for s in skills if s["asked"] <= 1), levels)
    wanted = sum(is_wanted(s) for s in skills)
    return outcome(
        {
            "relevance": None if relevance is None else 100 * relevance,
            "firm_specific_share": own,
            "wanted": wanted if levels else None,
        },
        verdict=word_of(wanted, 100 * relevance) if relevance is not None else None,
        gaps={
            "relevance": one_minus(relevance),
            "firm-specific": own,
            "wanted": clamp(1 - wanted / ENOUGH) if levels else None,
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


def is_wanted(skill: dict[str, Any]) -> bool:
    """Say whether a skill is good, asked for by other employers, and fresh."""
    strong = skill["level"] >= SKILLED and skill["asked"] >= ASKED
    return bool(strong and skill["months"] <= FRESH)


def word_of(wanted: int, relevance: float) -> str:
    """Return the word for so many wanted skills; a low relevance makes it one step lower."""
    level = 0 if not wanted else 1 if wanted < ENOUGH else 2
    return STANDINGS[max(0, level - (relevance < RELEVANT))]


def _chart(skills: list[dict[str, Any]], worth: list[float]) -> Chart:
    rows = [
        [name_of(s, "Skill", n), s["level"], value]
        for n, (s, value) in enumerate(zip(skills, worth, strict=True), 1)
    ]
    columns = {"Skill": "text", "Level": "number", "Worth outside": "number"}
    return chart("skills", "bar", "What each skill is worth outside", columns, rows)
