"""What is told about reviews: the rating an answer earns, retention, calibration, a reminder."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from math import fsum

from assessments.refusal import refuse
from assessments.times import read_clock, read_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Json

RATINGS = ("again", "hard", "good", "easy")
RETENTION = 0.9
MOST_ENTRIES = 200_000
# How sure a reader can be, and how many answers it takes to say something about it.
CONFIDENCE = {1: "a guess", 2: "fairly sure", 3: "sure"}
ENOUGH = 20
ADDRESS = re.compile(r"(https?|file)://[!-~]{1,1000}", re.ASCII)


def retention(args: dict[str, Json]) -> dict[str, Any]:
    """Return how much was remembered, with the range that so few answers leave open.

    `log` holds the entries of `rate`. First meetings do not count. `low` and `high` are the 95 %
    interval of Wilson for a proportion; `expected` is what the scheduler foretold.
    """
    log = args.get("log")
    if not isinstance(log, list) or len(log) > MOST_ENTRIES:
        raise refuse("wrong-type", '"log" must be a list of entries.', "log")
    counted = [e for e in log if isinstance(e, dict) and _expected(e) is not None]
    of = len(counted)
    remembered = sum(e.get("rating") in RATINGS[1:] for e in counted)
    low, high = wilson(remembered, of)
    expected = fsum(_expected(e) or 0.0 for e in counted) / of if of else None
    rate = remembered / of if of else None
    return {"remembered": remembered, "of": of, "rate": rate, "low": low, "high": high} | {
        "expected": expected,
        "target": read_number(args, "retention", RETENTION, 0.7, 0.97),
    }


def wilson(hits: int, of: int) -> tuple[float | None, float | None]:
    """Return the 95 % interval of a proportion (Wilson 1927), (None, None) without any."""
    if not of:
        return None, None
    z = 1.959963984540054
    share, spread = hits / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z * (share * (1 - share) / of + spread / (4 * of)) ** 0.5 / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def calibration(args: dict[str, Json]) -> dict[str, Any]:
    """Return how often answers were right at each confidence, once there are twenty.

    `answers` is a list of `{"confidence": 1..3, "right": true|false}`.
    """
    sent = args.get("answers")
    if not isinstance(sent, list) or len(sent) > MOST_ENTRIES:
        raise refuse("wrong-type", '"answers" must be a list of answers.', "answers")
    sound = [a for a in sent if isinstance(a, dict) and isinstance(a.get("right"), bool)]
    levels: list[dict[str, Any]] = []
    for level, label in CONFIDENCE.items():
        own = [a["right"] for a in sound if _level(a) == level]
        low, high = wilson(sum(own), len(own))
        rate = sum(own) / len(own) if own else None
        found = {"confidence": level, "label": label, "answered": len(own), "right": sum(own)}
        levels.append({**found, "rate": rate, "low": low, "high": high})
    answered = sum(found["answered"] for found in levels)
    return {"answered": answered, "needed": ENOUGH, "levels": levels if answered >= ENOUGH else []}


def _level(answer: dict[str, Any]) -> int | None:
    level = answer.get("confidence")
    return level if isinstance(level, int) and not isinstance(level, bool) else None


def derive(args: dict[str, Json]) -> str:
    """Return the rating that an answer earns.

    Wrong is `again`; half right, a near miss, a hint or a guess makes it `hard`; right is `good`,
    and `easy` for those who were sure. `confidence`: 1 a guess, 2 fairly sure, 3 sure.
    """
    credit = read_number(args, "credit", 0, 0, 1)
    hints = read_number(args, "hints", 0, 0, 100)
    confidence = read_number(args, "confidence", 2, 1, 3)
    if credit < 1:
        return "hard" if credit >= 0.5 or args.get("near") is True else "again"
    if hints or confidence < 2:
        return "hard"
    return "easy" if confidence > 2 else "good"


def calendar(args: dict[str, Json]) -> dict[str, Any]:
    """Return a calendar file (RFC 5545) with a daily reminder at `hour`:`minute`, local time.

    `address` is where the reminder leads, if anywhere.
    """
    now = read_clock(args, "now")
    utc = now.astimezone(UTC)
    hour = int(read_number(args, "hour", 8, 0, 23))
    minute = int(read_number(args, "minute", 0, 0, 59))
    day = now + timedelta(days=1)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mile-markers//Review//EN",
        "BEGIN:VEVENT",
        f"UID:review-{utc:%Y%m%dT%H%M%SZ}@mile-markers",
        f"DTSTAMP:{utc:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{day:%Y%m%d}T{hour:02}{minute:02}00",
        "DURATION:PT5M",
        "RRULE:FREQ=DAILY",
        "SUMMARY:Five minutes of review",
        *_address(args),
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Five minutes of review",
        "TRIGGER:PT0M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return {"name": "review.ics", "type": "text/calendar", "text": "\r\n".join(lines) + "\r\n"}


def _address(args: dict[str, Json]) -> list[str]:
    """Return the line of the address, folded after 75 characters as the format asks."""
    address = args.get("address")
    if address is None:
        return []
    if not isinstance(address, str) or not ADDRESS.fullmatch(address):
        raise refuse("wrong-type", '"address" must be a web address.', "address")
    line = f"URL:{address}"
    return ["\r\n ".join([line[:74], *(line[i : i + 73] for i in range(74, len(line), 73))])]


def _expected(entry: dict[str, Any]) -> float | None:
    value = entry.get("expected")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value if 0 <= value <= 1 else None
