"""Points and thresholds as the bank has them: an assessment that needs no formula of its own.

Every option of a choice is worth its `points`, yes its item's; an agreement item or a scale counts
as it is answered, times its `weight`. The share of the points that the answered items could give
decides: the highest of the bank's `thresholds` that it reaches is the verdict.
"""

from __future__ import annotations

from assessments.answers import limits
from assessments.formulas.common import chart, outcome
from assessments.scales import item_gaps, scale_gaps, score_scales

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Answers, Bank, Item, Json, Outcome

ITEMS: tuple[str, ...] = ()
VALUES = ("points", "share")
VERDICTS: tuple[str, ...] = ()
MEASURES = ("points",)


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return the points, their share of what could be reached, and the verdict of the bank."""
    counted = {i["id"]: found for i in bank.get("items", []) if (found := _counted(i, answers))}
    points = sum(got for got, _ in counted.values())
    most = sum(most for _, most in counted.values())
    share = points / most if most else None
    scales = score_scales(bank, answers)
    gaps = {name: 1 - got / best for name, (got, best) in counted.items() if best}
    own = {"points": None if share is None else 1 - share}
    return outcome(
        {"points": points if most else None, "share": share},
        scales=scales,
        verdict=None if share is None else verdict(bank, share),
        gaps={**item_gaps(bank, answers), **scale_gaps(bank, scales), **gaps, **own},
        charts=[_chart(bank, counted)],
    )


def _counted(item: Item, answers: Answers) -> tuple[float, float] | None:
    """Return what an answered item gives, and the most that it could give."""
    value: Json = answers.get(item["id"])
    if value is None:
        return None
    if item["kind"] == "choice":
        worth = {option["id"]: option.get("points", 0) for option in item["options"]}
        return worth[str(value)], max(worth.values())
    if item["kind"] == "yes-no":
        return (item.get("points", 0) if value else 0), item.get("points", 0)
    if item["kind"] not in ("agree", "scale"):
        return None
    low, high = limits(item)
    mark: Any = value
    weight = item.get("weight", 1)
    got = (high - mark) if item.get("reverse") else (mark - low)
    return weight * got, weight * (high - low)


def verdict(bank: Bank, share: float) -> str | None:
    """Return the verdict of the highest threshold that a share, 0 to 1, reaches."""
    reached = [t for t in bank.get("thresholds", []) if 100 * share >= t["from"]]
    return max(reached, key=lambda t: t["from"])["verdict"] if reached else None


def verdicts(bank: Bank) -> tuple[str, ...]:
    """Return the verdicts of a bank, from the lowest threshold to the highest."""
    return tuple(t["verdict"] for t in sorted(bank.get("thresholds", []), key=lambda t: t["from"]))


def _chart(bank: Bank, counted: dict[str, tuple[float, float]]) -> Any:
    """Return the chart of what each item gave."""
    names = {item["id"]: item.get("name", item["text"]) for item in bank.get("items", [])}
    rows: list[list[Json]] = [
        [names[name], 100 * got / best] for name, (got, best) in counted.items() if best
    ]
    return chart("points", "bar", "What each answer gave", {"": "text", "Points": "points"}, rows)


def standing(bank: Bank, result: dict[str, Any]) -> str | None:
    """Return the standing that the bank gives to the stored verdict."""
    for threshold in bank.get("thresholds", []):
        if threshold["verdict"] == result.get("verdict"):
            return threshold.get("standing")
    return None
