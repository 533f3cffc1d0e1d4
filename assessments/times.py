"""Times and numbers of a message, read within their range."""

from __future__ import annotations

from datetime import UTC, datetime

from assessments.refusal import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from assessments.shapes import Json

FIRST_YEAR, LAST_YEAR = 2000, 2200


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


def read_clock(args: dict[str, Json], key: str) -> datetime:
    """Return a time of the message on the reader's own clock, with the offset that it came with."""
    found = _time_of(args.get(key))
    if found is None:
        code = "missing" if args.get(key) is None else "wrong-type"
        message = f'"{key}" must be a time such as 2026-11-22T09:00:00Z.'
        raise refuse(code, message, key)
    return found


def day_of(time: datetime, clock: datetime) -> date:
    """Return the day on which a time falls where the reader's clock is."""
    return time.astimezone(clock.tzinfo).date()


def time_of(value: Json) -> datetime | None:
    """Return an ISO time as UTC, or None for anything else."""
    found = _time_of(value)
    return found and found.astimezone(UTC)


def _time_of(value: Json) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            return None
        own = found if found.tzinfo else found.replace(tzinfo=UTC)
        own.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return own


def iso(time: datetime) -> str:
    """Return a time in UTC as it stands in a message."""
    return time.isoformat().replace("+00:00", "Z")
