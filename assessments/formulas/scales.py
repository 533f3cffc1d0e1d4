"""Plain agreement scales: strengths with their mean, or risks with the chain of risen signs."""

from __future__ import annotations

from assessments.formulas.common import chart, outcome
from assessments.formulas.standing import by_value, by_worst_risk
from assessments.scales import item_gaps, mean_of_scored, scale_gaps, score_scales

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Answers, Bank, Chart, Outcome, ScaleScore

ITEMS: tuple[str, ...] = ()
VALUES = ("overall",)
VERDICTS: tuple[str, ...] = ()
MEASURES = ("overall",)


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return every scale, their mean, and for risks the chain of risen signs."""
    scales = score_scales(bank, answers)
    overall = mean_of_scored(scales.values())
    risks = are_risks(bank)
    gap = None if overall is None else (overall if risks else 100 - overall) / 100
    return outcome(
        {"overall": overall},
        scales=scales,
        gaps={**item_gaps(bank, answers), **scale_gaps(bank, scales), "overall": gap},
        charts=[scale_chart(bank, scales, "bar" if risks else "radar")],
        detail={"chain": chain(scales)} if risks else {},
    )


def scale_chart(bank: Bank, scales: dict[str, ScaleScore], kind: str) -> Chart:
    """Return the chart of all scores, in the order of the bank."""
    rows = [[s["title"], scales[s["id"]]["score"]] for s in bank["scales"]]
    return chart("scales", kind, "Your scores", {"Scale": "text", "Score": "points"}, rows)


def chain(scales: dict[str, ScaleScore]) -> dict[str, str | list[str] | None]:
    """Return the risen signs in order, the first of them, and the sign that would come next.

    A sign has risen at `watch` or above; the next is the first after the first risen one that
    was scored and has not risen.
    """
    risen = [name for name, scale in scales.items() if scale["band"] in ("watch", "act")]
    first = risen[0] if risen else None
    after = list(scales)[list(scales).index(first) + 1 :] if first else []
    coming = next((name for name in after if scales[name]["band"] == "low"), None)
    return {"first": first, "risen": risen, "next": coming}


def are_risks(bank: Bank) -> bool:
    """Return whether every scale of a bank is a risk."""
    return all(scale["kind"] == "risk" for scale in bank["scales"])


def standing(bank: Bank, result: dict[str, Any]) -> str | None:
    """Return the standing of the worst risk, or of the mean of strengths."""
    return by_worst_risk(bank, result) if are_risks(bank) else by_value("overall")(bank, result)
