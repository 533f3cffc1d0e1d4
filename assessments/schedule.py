"""When a missed item comes back: the FSRS scheduler of the fsrs package.

Reviews happen once a day, so there are no steps of minutes; every interval is of whole days.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from fsrs import Card, Rating, Scheduler

from assessments.cards import LONGEST, fuzzed, read_card, wire
from assessments.records import RATINGS, RETENTION, derive
from assessments.refusal import RefusedError, refuse
from assessments.times import iso, read_number, read_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Json

BUDGET = 300  # seconds a day
PER_ITEM = 30  # seconds
MOST_CARDS = 20_000


def today(args: dict[str, Json]) -> dict[str, Any]:
    """Return the ids of the cards due by `now`, those most likely to be forgotten first.

    `items` fit into `budget` seconds (300 unless told), `waiting` are the due ones that do not;
    `damaged` are the cards that can't be read, which stop none of the others.
    """
    now, cards = read_time(args, "now"), args.get("cards", {})
    if not isinstance(cards, dict) or len(cards) > MOST_CARDS:
        message = f'"cards" must be an object of up to {MOST_CARDS:,} cards.'
        raise refuse("wrong-type", message, "cards")
    budget = read_number(args, "budget", BUDGET, 10, 86_400)
    per_item = read_number(args, "per_item", PER_ITEM, 1, 3600)
    kept = {name: card for name, card in cards.items() if not _retired(card)}
    read = {name: card for name, sent in kept.items() if (card := _sound(sent, now))}
    scheduler = _scheduler(args)
    due = [(_recall(scheduler, card, now), name) for name, card in read.items() if card.due <= now]
    names = [name for _, name in sorted(due)]
    fits = max(1, int(budget / per_item))
    later = sorted(card.due for card in read.values() if card.due > now)
    return {
        "items": names[:fits],
        "waiting": names[fits:],
        "next_due": iso(later[0]) if later else None,
        "retired": len(cards) - len(kept),
        "damaged": [name for name in kept if name not in read],
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
    """Return the card after a rating, the entry for the log, and the card before it, to undo.

    Without a `rating` it is the one that the answer earns, as `preview` shows it.
    """
    now, rating = read_time(args, "now"), args.get("rating")
    rating = derive(args) if rating is None else rating
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


def _sound(sent: Json, now: datetime) -> Card | None:
    try:
        return read_card(sent, now, "")
    except RefusedError:
        return None


def _retired(card: Json) -> bool:
    return isinstance(card, dict) and card.get("retired") is True
