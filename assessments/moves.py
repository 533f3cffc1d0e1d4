"""Next moves: at most three, ranked by the gap they answer times their leverage."""

from __future__ import annotations

from assessments.scales import BANDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Bank, Move, Outcome

MOST = 3
DEFAULT_FROM = 0.3


def choose(bank: Bank, outcome: Outcome) -> list[dict[str, Any]]:
    """Return the moves to show, the weightiest first; equal ones in the order of the bank."""
    offers = [
        shown(bank["id"], move, (outcome["gaps"][move["on"]] or 0.0) * move["leverage"])
        for move in bank.get("moves", [])
        if offered(move, outcome)
    ]
    return strongest(offers)


def strongest(offers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the three weightiest moves."""
    return sorted(offers, key=lambda move: -move["weight"])[:MOST]


def offered(move: Move, outcome: Outcome) -> bool:
    """Say whether a move answers a gap that is known and wide enough."""
    gap = outcome["gaps"].get(move["on"])
    if not gap and (gap is None or outcome["scales"].get(move["on"])):
        return False
    if "verdicts" in move and outcome["verdict"] not in move["verdicts"]:
        return False
    scale = outcome["scales"].get(move["on"])
    if scale and "from" not in move:
        return scale["band"] not in BEST
    return gap >= move.get("from", DEFAULT_FROM)


# The bands in which there is nothing to do; the last two are of `markers`.
BEST = (BANDS["strength"][-1][0], BANDS["risk"][0][0], "clear", "lesson")


def shown(assessment: str, move: Move, weight: float) -> dict[str, Any]:
    """Return a move as a result carries it."""
    return {
        "id": move["id"],
        "title": move["title"],
        "reason": move["reason"],
        "step": move["step"],
        "cite": move["cite"],
        "weight": weight,
        "assessment": assessment,
    }
