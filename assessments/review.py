"""The method `review`: when a missed item comes back, by the FSRS scheduler of the fsrs package.

Nothing is kept here: cards, the time and the fuzz come with the message. Reviews happen once a
day, so there are no steps of minutes; every interval is of whole days.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import fsum

from fsrs import Card, Rating, Scheduler

from assessments.cards import LONGEST, fuzzed, iso, read_card, read_number, read_time, wire
from assessments.refusal import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from assessments.shapes import Json

RATINGS = ("again", "hard", "good", "easy")
RETENTION = 0.9
BUDGET = 300  # seconds a day
PER_ITEM = 30  # seconds
MOST_CARDS = 20_000


def review(args: dict[str, Json]) -> dict[str, Any]:
    """Return what one of the actions of review gives; `do` names the action."""
    name = args.get("do")
    if not isinstance(name, str) or name not in ACTIONS:
        message = f'"do" must be one of: {", ".join(ACTIONS)}.'
        raise refuse("missing" if name is None else "wrong-type", message, "do")
    return ACTIONS[name](args)


def today(args: dict[str, Json]) -> dict[str, Any]:
    """Return the ids of the cards due by `now`, those most likely to be forgotten first.

    `items` fit into `budget` seconds (300 unless told), `waiting` are the due ones that do not.
    """
    now, cards = read_time(args, "now"), args.get("cards", {})
    if not isinstance(cards, dict) or len(cards) > MOST_CARDS:
        message = f'"cards" must be an object of up to {MOST_CARDS:,} cards.'
        raise refuse("wrong-type", message, "cards")
    budget = read_number(args, "budget", BUDGET, 10, 86_400)
    per_item = read_number(args, "per_item", PER_ITEM, 1, 3600)
    read = {k: read_card(v, now, f"cards.{k[:60]}") for k, v in cards.items() if not _retired(v)}
    scheduler = _scheduler(args)
    due = [(_recall(scheduler, card, now), name) for name, card in read.items() if card.due <= now]
    names = [name for _, name in sorted(due)]
    fits = max(1, int(budget / per_item))
    later = sorted(card.due for card in read.values() if card.due > now)
    return {
        "items": names[:fits],
        "waiting": names[fits:],
        "next_due": iso(later[0]) if later else None,
        "retired": len(cards) - len(read),
    }


def preview(args: dict[str, Json]) -> dict[str, Any]:
    """Return the rating that an answer earns, and where each of the four ratings would lead."""
    now = read_time(args, "now")
    card, fuzz = read_card(args.get("card"), now, "card"), _fuzz(args)
    scheduler = _scheduler(args)
    choices = [
        _choice(_rated(scheduler, card, rating, now, fuzz), rating, now) for rating in RATINGS
    ]
    return {"rating": derive(args), "choices": choices}


def rate(args: dict[str, Json]) -> dict[str, Any]:
    """Return the card after a rating, the entry for the log, and the card before it, to undo."""
    now, rating = read_time(args, "now"), args.get("rating")
    if not isinstance(rating, str) or rating not in RATINGS:
        message = f'"rating" must be one of: {", ".join(RATINGS)}.'
        raise refuse("unknown-option", message, "rating")
    card, scheduler = read_card(args.get("card"), now, "card"), _scheduler(args)
    after = _rated(scheduler, card, rating, now, _fuzz(args))
    entry = {
        "rating": rating,
        "time": iso(now),
        "expected": _recall(scheduler, card, now) if card.last_review else None,
    }
    return {"card": wire(after), "entry": entry, "before": args.get("card")}


def skip(args: dict[str, Json]) -> dict[str, Any]:
    """Return the card put off to the next day, otherwise as it was."""
    now = read_time(args, "now")
    card = read_card(args.get("card"), now, "card")
    card.due = max(card.due, now) + timedelta(days=1)
    return {"card": wire(card), "before": args.get("card")}


def retire(args: dict[str, Json]) -> dict[str, Any]:
    """Return the card out of review for good; its history stays, and `before` brings it back."""
    card = read_card(args.get("card"), read_time(args, "now"), "card")
    return {"card": wire(card) | {"retired": True}, "before": args.get("card")}


def retention(args: dict[str, Json]) -> dict[str, Any]:
    """Return how much was remembered, with the range that so few answers leave open.

    `log` holds the entries of `rate`. First meetings do not count. `low` and `high` are the 95 %
    interval of Wilson for a proportion; `expected` is what the scheduler foretold.
    """
    log = args.get("log")
    if not isinstance(log, list) or len(log) > 200_000:
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
    """Return a calendar file (RFC 5545) with a daily reminder at `hour`:`minute`, local time."""
    now = read_time(args, "now")
    hour = int(read_number(args, "hour", 8, 0, 23))
    minute = int(read_number(args, "minute", 0, 0, 59))
    day = now + timedelta(days=1)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Mile Markers//Review//EN",
        "BEGIN:VEVENT",
        f"UID:review-{now:%Y%m%dT%H%M%SZ}@mile-markers",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{day:%Y%m%d}T{hour:02}{minute:02}00",
        "DURATION:PT5M",
        "RRULE:FREQ=DAILY",
        "SUMMARY:Five minutes of review",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Five minutes of review",
        "TRIGGER:PT0M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return {"name": "review.ics", "type": "text/calendar", "text": "\r\n".join(lines) + "\r\n"}


ACTIONS: dict[str, Callable[[dict[str, Json]], dict[str, Any]]] = {
    "today": today,
    "preview": preview,
    "rate": rate,
    "skip": skip,
    "retire": retire,
    "retention": retention,
    "calendar": calendar,
}


def _rated(scheduler: Scheduler, card: Card, name: str, now: datetime, fuzz: float | None) -> Card:
    after, _ = scheduler.review_card(card, Rating(RATINGS.index(name) + 1), now)
    if fuzz is not None:
        after.due = now + timedelta(days=fuzzed((after.due - now).days, fuzz))
    return after


def _choice(card: Card, rating: str, now: datetime) -> dict[str, Any]:
    return {"rating": rating, "due": iso(card.due), "days": (card.due - now).days}


def _recall(scheduler: Scheduler, card: Card, now: datetime) -> float:
    """Return the probability that a card is still remembered, 0 to 1."""
    return float(scheduler.get_card_retrievability(card, now))


def _scheduler(args: dict[str, Json]) -> Scheduler:
    wanted = read_number(args, "retention", RETENTION, 0.7, 0.97)
    return Scheduler(
        desired_retention=wanted,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )


def _fuzz(args: dict[str, Json]) -> float | None:
    return None if args.get("fuzz") is None else read_number(args, "fuzz", 0, 0, 1)


def _expected(entry: dict[str, Any]) -> float | None:
    value = entry.get("expected")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value if 0 <= value <= 1 else None


def _retired(card: Json) -> bool:
    return isinstance(card, dict) and card.get("retired") is True
