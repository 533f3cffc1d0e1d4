"""When a missed item comes back: the FSRS scheduler of the fsrs package.

Reviews happen once a day, so there are no steps of minutes; every interval is of whole days. A day
is one of the reader's calendar, by the offset of `now`: what comes back tomorrow is due from the
morning.
"""

from __future__ import annotations

from copy import copy
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler

from assessments.cards import LONGEST, fuzzed, read_card, wire
from assessments.records import RATINGS, RETENTION, derive
from assessments.refusal import RefusedError, refuse
from assessments.times import day_of, iso, read_clock, read_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Json

BUDGET = 300  # seconds a day
PER_ITEM = 30  # seconds
MOST_CARDS = 20_000


def today(args: dict[str, Json]) -> dict[str, Any]:
    """Return the ids of the cards due on the day of `now`, those likeliest to be forgotten first.

    `items` fit into `budget` seconds (300 unless told), `waiting` are the due ones that do not;
    `damaged` are the cards that can't be read, which stop none of the others.
    """
    now, cards = read_clock(args, "now"), args.get("cards", {})
    if not isinstance(cards, dict) or len(cards) > MOST_CARDS:
        message = f'"cards" must be an object of up to {MOST_CARDS:,} cards.'
        raise refuse("wrong-type", message, "cards")
    budget = read_number(args, "budget", BUDGET, 10, 86_400)
    per_item = read_number(args, "per_item", PER_ITEM, 1, 3600)
    kept = {name: card for name, card in cards.items() if not _retired(card)}
    read = {name: card for name, sent in kept.items() if (card := _sound(sent, now))}
    scheduler = _scheduler(args)
    due = {name for name, card in read.items() if day_of(card.due, now) <= now.date()}
    names = sorted(due, key=lambda name: (_recall(scheduler, read[name], now), name))
    fits = max(1, int(budget / per_item))
    later = sorted(card.due for name, card in read.items() if name not in due)
    return {
        "items": names[:fits],
        "waiting": names[fits:],
        "next_due": iso(later[0]) if later else None,
        "retired": len(cards) - len(kept),
        "damaged": [name for name in kept if name not in read],
    }


def preview(args: dict[str, Json]) -> dict[str, Any]:
    """Return the rating that an answer earns, and where each of the four ratings would lead."""
    now = read_clock(args, "now")
    card, fuzz = _read_card(args, now), _fuzz(args)
    scheduler = _scheduler(args)
    choices = [
        _choice(_rated(scheduler, card, rating, now, fuzz), rating, now) for rating in RATINGS
    ]
    return {"rating": derive(args), "choices": choices}


def rate(args: dict[str, Json]) -> dict[str, Any]:
    """Return the card after a rating, the entry for the log, and the card before it, to undo.

    Without a `rating` it is the one that the answer earns, as `preview` shows it.
    """
    now, rating = read_clock(args, "now"), args.get("rating")
    rating = derive(args) if rating is None else rating
    if not isinstance(rating, str) or rating not in RATINGS:
        message = f'"rating" must be one of: {", ".join(RATINGS)}.'
        raise refuse("unknown-option", message, "rating")
    card, scheduler = _read_card(args, now), _scheduler(args)
    after = _rated(scheduler, card, rating, now, _fuzz(args))
    entry = {
        "rating": rating,
        "time": iso(now.astimezone(UTC)),
        "expected": _recall(scheduler, card, now) if card.last_review else None,
    }
    return {"card": wire(after), "entry": entry, "before": args.get("card")}


def skip(args: dict[str, Json]) -> dict[str, Any]:
    """Return the card put off to the next day, otherwise as it was."""
    now = read_clock(args, "now")
    card = _read_card(args, now)
    card.due = _comes_back(now, max(_days_until(card.due, now), 0) + 1)
    return {"card": wire(card), "before": args.get("card")}


def retire(args: dict[str, Json]) -> dict[str, Any]:
    """Return the card out of review for good; its history stays, and `before` brings it back."""
    card = _read_card(args, read_clock(args, "now"))
    return {"card": wire(card) | {"retired": True}, "before": args.get("card")}


def _rated(scheduler: Scheduler, card: Card, name: str, now: datetime, fuzz: float | None) -> Card:
    utc = now.astimezone(UTC)
    after, _ = scheduler.review_card(_by_day(card, now), Rating(RATINGS.index(name) + 1), utc)
    days = (after.due - utc).days
    after.due = _comes_back(now, days if fuzz is None else fuzzed(days, fuzz))
    return after


def _read_card(args: dict[str, Json], now: datetime) -> Card:
    return read_card(args.get("card"), now.astimezone(UTC), "card")


def _days_until(time: datetime, now: datetime) -> int:
    """Return the days from today to a time in the reader's calendar."""
    return (day_of(time, now) - now.date()).days


def _by_day(card: Card, now: datetime) -> Card:
    """Return a card whose last review was so many times 24 hours ago as the calendar counts days.

    The scheduler counts hours: to it, ten in the evening and eight the next morning are one day.
    """
    if card.last_review is None:
        return card
    counted = copy(card)
    counted.last_review = now.astimezone(UTC) + timedelta(days=_days_until(card.last_review, now))
    return counted


def _comes_back(now: datetime, days: int) -> datetime:
    """Return when a card comes back: the same time, so many days later in the reader's calendar.

    A time within an hour of midnight is moved away from it, so that the hour by which a clock
    changes leaves the day as it is.
    """
    time = now.replace(hour=min(max(now.hour, 1), 22))
    return (time + timedelta(days=days)).astimezone(UTC)


def _choice(card: Card, rating: str, now: datetime) -> dict[str, Any]:
    return {"rating": rating, "due": iso(card.due), "days": _days_until(card.due, now)}


def _recall(scheduler: Scheduler, card: Card, now: datetime) -> float:
    """Return the probability that a card is still remembered, 0 to 1."""
    return float(scheduler.get_card_retrievability(_by_day(card, now), now.astimezone(UTC)))


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


def _sound(sent: Json, now: datetime) -> Card | None:
    try:
        return read_card(sent, now.astimezone(UTC), "")
    except RefusedError:
        return None


def _retired(card: Json) -> bool:
    return isinstance(card, dict) and card.get("retired") is True
