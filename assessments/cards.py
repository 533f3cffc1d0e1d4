"""Cards of the review as they are kept: read, checked, written; times and numbers likewise."""

from __future__ import annotations

from datetime import UTC, datetime

from fsrs import Card, State
from fsrs.scheduler import FUZZ_RANGES

from assessments.refusal import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Json

LONGEST = 3650  # days
STABLEST = 36_500.0  # days
FIRST_YEAR, LAST_YEAR = 2000, 2200


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


def read_number(args: dict[str, Json], key: str, default: float, low: float, high: float) -> float:
    """Return a number of the message within its range, or a default where it is left out."""
    value = args.get(key)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise refuse("wrong-type", f'"{key}" must be a number from {low:g} to {high:g}.', key)
    if not low <= value <= high:
        raise refuse("out-of-range", f'"{key}" must be a number from {low:g} to {high:g}.', key)
    return value


def read_time(args: dict[str, Json], key: str) -> datetime:
    """Return a time of the message as UTC."""
    found = _time(args.get(key))
    if found is None:
        code = "missing" if args.get(key) is None else "wrong-type"
        message = f'"{key}" must be a time such as 2026-11-22T09:00:00Z.'
        raise refuse(code, message, key)
    return found


def _time(value: Json) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            return None
        utc = found if found.tzinfo else found.replace(tzinfo=UTC)
        return utc.astimezone(UTC)
    except ValueError:
        return None


def iso(time: datetime) -> str:
    """Return a time in UTC as it stands in a message."""
    return time.isoformat().replace("+00:00", "Z")


def read_card(sent: Json, now: datetime, place: str) -> Card:
    """Return a card as it was kept, a new one for None; raises Refused where it is damaged."""
    if sent is None:
        return Card(card_id=0, due=now)
    card = sent if isinstance(sent, dict) else {}
    due, last = _time(card.get("due")), _time(card.get("last_review"))
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
