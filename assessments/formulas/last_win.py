"""How much credit the latest wins still carry."""

from __future__ import annotations

from math import prod

from assessments.formulas.common import chart, clamp, halved, outcome
from assessments.formulas.smart_work import name_of
from assessments.formulas.standing import by_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Answers, Bank, Outcome

ITEMS = ("wins",)
VALUES = ("momentum", "freshest_months")
VERDICTS: tuple[str, ...] = ()
MEASURES = ("momentum", "age", "unasked", "unseen")
standing = by_value("momentum")
HALF_LIFE = 6  # months
COUNTED = 3  # wins


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return momentum (0 to 100) and the age of the freshest win that anyone saw.

    The three largest count, each for what the others leave open, so that many tiny wins are no
    great one. An empty list says that there was no win: momentum 0. No list says nothing: None.
    """
    wins: list[dict[str, Any]] = answers.get("wins", [])
    worth = [credit(w) for w in wins]
    largest = sorted(worth, reverse=True)[:COUNTED]
    momentum = 100 * (1 - prod(1 - v for v in largest)) if "wins" in answers else None
    freshest = min((w["months"] for w in wins if w["visibility"] > 0), default=None)
    named = [name_of(w, "Win", number) for number, w in enumerate(wins, 1)]
    points = [[name, 100 * value] for name, value in zip(named, worth, strict=True)]
    return outcome(
        {"momentum": momentum, "freshest_months": freshest},
        gaps=_gaps(wins, momentum, freshest),
        charts=[
            chart("wins", "bar", "What each win still carries", HEADS, points),
        ],
        detail={
            "rows": [{"name": n, "left": value} for n, value in zip(named, worth, strict=True)]
        },
    )


HEADS = {"Win": "text", "Points of momentum by itself": "points"}


def credit(win: dict[str, Any]) -> float:
    """Return what one win still carries, 0 to 1: seen by whom, asked for or not, how old."""
    asked = 1.0 if win["asked_for"] else 0.5
    return float(win["visibility"]) / 4 * asked * halved(win["months"], HALF_LIFE)


def _gaps(
    wins: list[dict[str, Any]], momentum: float | None, freshest: float | None
) -> dict[str, float | None]:
    if momentum is None:
        return {}
    seen = sum(w["visibility"] for w in wins)
    return {
        "momentum": 1 - momentum / 100,
        "age": 1.0 if freshest is None else clamp(freshest / 12),
        "unasked": sum(not w["asked_for"] for w in wins) / len(wins) if wins else None,
        "unseen": 1 - seen / (4 * len(wins)) if wins else None,
    }
