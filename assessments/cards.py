"""Cards of the review as they are kept: read, checked, written."""

from __future__ import annotations

from fsrs import Card, State
from fsrs.scheduler import FUZZ_RANGES

from assessments.refusal import refuse
from assessments.times import iso, time_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from assessments.shapes import Json

LONGEST = 3650  # days
STABLEST = 36_500.0  # days


def fuzzed(days: int, fuzz: float) -> int:
    """Return an interval moved within the range that the scheduler allows, by a fuzz of 0 to 1.

    The range is the library's own (its fuzz draws from the global random generator instead).
    """
    if days < 2.5:
        return days
    delta = 1.0
    for part in FUZZ_RANGES:
        delta += part["factor"] * max(min(float(days), part["end"]) - part["start"], 0.0)
    low, high = max(2, round(days - delta)), min(round(days + delta), LONGEST)
    low = min(low, high)
    return min(round(fuzz * (high - low + 1) + low), LONGEST)


def read_card(sent: Json, now: datetime, place: str) -> Card:
    """Return a card as it was kept, a new one for None; raises RefusedError where it is damaged."""
    if sent is None:
        return Card(card_id=0, due=now)
    card = sent if isinstance(sent, dict) else {}
    due, last = time_of(card.get("due")), time_of(card.get("last_review"))
    memory = (card.get("stability"), card.get("difficulty"))
    if card.get("last_review") is None:
        sound = memory == (None, None)
    else:
        sound = (
            last is not None and _within(memory[0], 0.001, STABLEST) and _within(memory[1], 1, 10)
        )
    if due is None or not sound:
        raise refuse("wrong-type", "This card is damaged; begin it anew.", place)
    state = State.Review if last else State.Learning
    return Card(0, state, None, *memory, due, last)


def _within(value: Json, low: float, high: float) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and low <= value <= high


def wire(card: Card) -> dict[str, Any]:
    """Return a card as it is kept."""
    return {
        "stability": card.stability and min(card.stability, STABLEST),
        "difficulty": card.difficulty,
        "due": iso(card.due),
        "last_review": iso(card.last_review) if card.last_review else None,
    }
