"""Scores of scales: the mean of the answered items, keyed, put on 0 to 100."""

from __future__ import annotations

from math import fsum

from assessments.banks import items_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessments.shapes import Answers, Bank, Item, ScaleScore

# Each band with its lower bound; a lower bound belongs to the higher band.
BANDS: dict[str, tuple[tuple[str, int], ...]] = {
    "strength": (("needs work", 0), ("mixed", 40), ("in place", 70)),
    "risk": (("low", 0), ("watch", 30), ("act", 60)),
}
# The words of the formula `markers`, the mildest first; a state is never a lesson.
MARKER_WORDS = ("clear", "lesson", "watch", "act")
MARKERS = {"state": ("clear", "watch", "act"), "event": MARKER_WORDS}
NEITHER = 3  # the middle of an agreement item
NOT_SCORED = "not scored"


def keyed(item: Item, answer: int) -> int:
    """Return an agreement answer from 1 to 5 as it counts: a reversed item as 6 - answer."""
    return 6 - answer if item.get("reverse") else answer


def enough(answered: int, of: int) -> bool:
    """Say whether a scale can be scored: at least half of its items are answered."""
    return answered > 0 and 2 * answered >= of


def share_score(
    kind: str, points: int, answered: int, of: int, top: int, *, agreed: bool = True
) -> ScaleScore:
    """Return a scale's score from the sum of its keyed answers, each from 0 to `top`.

    One answer, one step, on one item moves the score by 100 / (of * top) points. The band is
    found in whole numbers, so that rounding never moves a score across a bound. A risk is not
    watched where no statement of it was `agreed` with: "neither" throughout alarms no one.
    """
    score: float | None = None
    band = NOT_SCORED
    if enough(answered, of):
        score = 100 * points / (answered * top)
        band = next(
            word for word, bound in reversed(BANDS[kind]) if 100 * points >= bound * answered * top
        )
        if kind == "risk" and not agreed:
            band = BANDS[kind][0][0]
    return {
        "score": score,
        "answered": answered,
        "of": of,
        "band": band,
        "step": 100 / (of * top) if of else 100.0,
    }


def keyed_answers(items: Iterable[Item], answers: Answers) -> list[int]:
    """Return the keyed answers, 1 to 5, of those items that were answered."""
    return [keyed(item, answers[item["id"]]) for item in items if item["id"] in answers]


def score_scales(bank: Bank, answers: Answers) -> dict[str, ScaleScore]:
    """Return every strength and risk scale of a bank, scored from its agreement items."""
    scores = {}
    for scale in bank.get("scales", []):
        items = items_of(bank, scale["id"])
        marks = keyed_answers(items, answers)
        points = sum(marks) - len(marks)
        agreed = any(mark > NEITHER for mark in marks)
        scores[scale["id"]] = share_score(
            scale["kind"], points, len(marks), len(items), 4, agreed=agreed
        )
    return scores


def mean_of_scored(scores: Iterable[ScaleScore]) -> float | None:
    """Return the mean of the scales that were scored, or None where none was."""
    known = [s["score"] for s in scores if s["score"] is not None]
    return fsum(known) / len(known) if known else None


def scale_gaps(bank: Bank, scores: dict[str, ScaleScore]) -> dict[str, float | None]:
    """Return the gap of every scale, 0 (best) to 1 (worst), None where it was not scored."""
    gaps: dict[str, float | None] = {}
    for scale in bank.get("scales", []):
        score = scores[scale["id"]]["score"]
        if score is None:
            gaps[scale["id"]] = None
        else:
            gaps[scale["id"]] = (100 - score if scale["kind"] == "strength" else score) / 100
    return gaps


def item_gaps(bank: Bank, answers: Answers) -> dict[str, float | None]:
    """Return the gap of every answered agreement item and fact, 0 (best) to 1 (worst)."""
    kinds = {scale["id"]: scale["kind"] for scale in bank.get("scales", [])}
    gaps: dict[str, float | None] = {}
    for item in bank.get("items", []):
        if "best" in item and item["id"] in answers:
            gaps[item["id"]] = float(answers[item["id"]] != item["best"])
        if item["kind"] == "agree" and item["id"] in answers:
            mark = keyed(item, answers[item["id"]])
            strength = kinds.get(item.get("scale", "")) == "strength"
            gaps[item["id"]] = (5 - mark if strength else mark - 1) / 4
    return gaps
