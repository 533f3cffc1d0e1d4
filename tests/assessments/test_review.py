"""Review: the scheduler's own intervals, today's items, and what is told about retention."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import fsrs.scheduler
import icalendar
import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.cards import fuzzed, read_card
from tests.assessments.test_fuzz import anything, hold
from tests.assessments.wires import error, result

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
NOW = "2026-11-22T09:00:00Z"
RATINGS = ("again", "hard", "good", "easy")


def review(do: str, **args: Any) -> dict[str, Any]:
    return result("review", do=do, **args)


def time_after(days: float) -> str:
    return (START + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("history", "days"),
    [
        # Intervals in days, as the library gives them for FSRS-6 with its default weights.
        (["good"], [2]),
        (["again"], [1]),
        (["hard"], [1]),
        (["easy"], [8]),
        (["good", "good", "good", "good"], [2, 11, 46, 163]),
        (["good", "again", "good", "good"], [2, 1, 2, 6]),
        (["easy", "hard", "easy"], [8, 27, 137]),
        (["again", "again", "good", "good", "good"], [1, 1, 1, 2, 4]),
    ],
)
def test_intervals_are_the_librarys_own(history: list[str], days: list[int]) -> None:
    plain = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    ours: Any = None
    theirs, found, own = Card(card_id=1, due=START), [], []
    at = START
    for rating in history:
        ours = review("rate", card=ours, rating=rating, now=at.isoformat())["card"]
        theirs, _ = plain.review_card(theirs, Rating(RATINGS.index(rating) + 1), at)
        due = datetime.fromisoformat(ours["due"])
        found.append((due - at).days)
        own.append((theirs.due - at).days)
        at = due
    assert found == own == days


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3650), st.floats(0, 1, exclude_max=True))
def test_fuzz_is_the_librarys_own(days: int, fuzz: float) -> None:
    plain = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=3650)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fsrs.scheduler, "random", lambda: fuzz)
        theirs = plain._get_fuzzed_interval(interval=timedelta(days=days)).days
    assert fuzzed(days, fuzz) == theirs


@pytest.mark.slow
def test_a_year_of_reviews_keeps_retention_near_its_target() -> None:
    """A reader who remembers as FSRS foretells, with a new item a day for half a year."""
    chance, scheduler = random.Random(7), Scheduler()
    cards: dict[str, Any] = {}
    log = []
    for day in range(365):
        now = START + timedelta(days=day)
        if day < 182:
            cards[f"item-{day}"] = None
        due = review("today", now=now.isoformat(), cards=cards, budget=86_400, per_item=1)["items"]
        for name in due:
            rating = chance.choice(("again", "good"))
            if cards[name]:
                known = scheduler.get_card_retrievability(read_card(cards[name], now, ""), now)
                rating = "good" if chance.random() < known else "again"
            args = {"card": cards[name], "rating": rating, "fuzz": chance.random()}
            found = review("rate", now=now.isoformat(), **args)
            cards[name] = found["card"]
            log.append(found["entry"])
    told = review("retention", log=log)
    assert told["of"] > 800
    assert abs(told["rate"] - 0.9) < 0.02
    assert told["low"] < told["rate"] < told["high"]


@pytest.mark.parametrize(
    ("answer", "rating"),
    [
        ({"credit": 0}, "again"),
        ({"credit": 0.25}, "again"),
        ({"credit": 0.5}, "hard"),
        ({"credit": 0, "near": True}, "hard"),
        ({"credit": 1}, "good"),
        ({"credit": 1, "confidence": 1}, "hard"),
        ({"credit": 1, "confidence": 3}, "easy"),
        ({"credit": 1, "confidence": 3, "hints": 1}, "hard"),
        ({"credit": 0, "confidence": 3}, "again"),
    ],
)
def test_the_rating_follows_from_answer_and_confidence(answer: Any, rating: str) -> None:
    found = review("preview", now=NOW, **answer)
    assert found["rating"] == rating
    assert [choice["rating"] for choice in found["choices"]] == list(RATINGS)


def test_a_preview_is_what_a_rating_then_does() -> None:
    card = review("rate", now=NOW, card=None, rating="good")["card"]
    later = time_after(2)
    for choice in review("preview", now=later, card=card, fuzz=0.3)["choices"]:
        rated = review("rate", now=later, card=card, rating=choice["rating"], fuzz=0.3)
        assert rated["card"]["due"] == choice["due"]
        assert rated["before"] == card


def test_today_takes_what_fits_into_the_budget() -> None:
    seen = review("rate", now=NOW, card=None, rating="easy")["card"]
    cards = {f"new-{n:02}": None for n in range(12)} | {"seen": seen}
    found = review("today", now=NOW, cards=cards)
    # five minutes at half a minute each
    assert len(found["items"]) == 10
    assert found["waiting"] == ["new-10", "new-11"]
    assert found["next_due"] == seen["due"]


def test_the_most_forgotten_comes_first() -> None:
    weak = review("rate", now=NOW, card=None, rating="hard")["card"]
    strong = review("rate", now=NOW, card=None, rating="easy")["card"]
    found = review("today", now=time_after(30), cards={"strong": strong, "weak": weak})
    assert found["items"] == ["weak", "strong"]


def test_skip_puts_off_to_tomorrow_and_changes_nothing_else() -> None:
    card = review("rate", now=NOW, card=None, rating="good")["card"]
    skipped = review("skip", now=time_after(5), card=card)
    assert skipped["card"] == card | {"due": "2026-11-28T09:00:00Z"}
    assert skipped["before"] == card


def test_a_retired_card_does_not_come_back() -> None:
    retired = review("retire", now=NOW, card=None)["card"]
    found = review("today", now=time_after(900), cards={"a": retired, "b": None})
    assert (found["items"], found["retired"]) == (["b"], 1)


def test_a_damaged_card_stops_no_other() -> None:
    found = review("today", now=NOW, cards={"a": 1, "b": None, "c": {"due": "x"}})
    assert (found["items"], found["damaged"]) == (["b"], ["a", "c"])


def test_without_a_rating_the_answer_decides() -> None:
    for answer, rating in (({"credit": 0}, "again"), ({"credit": 1, "hints": 1}, "hard")):
        rated = review("rate", now=NOW, card=None, **answer)
        assert rated == review("rate", now=NOW, card=None, rating=rating)


def test_retention_without_reviews_is_not_known() -> None:
    entry = review("rate", now=NOW, card=None, rating="good")["entry"]
    found = review("retention", log=[entry, {"rating": "good"}, 7])
    assert (found["of"], found["rate"], found["low"], found["high"]) == (0, None, None, None)


def test_retention_tells_how_much_so_few_answers_say() -> None:
    log = [{"rating": "good", "expected": 0.9}] * 9 + [{"rating": "again", "expected": 0.9}]
    found = review("retention", log=log)
    # Wilson's interval for 9 of 10
    assert found["rate"] == 0.9
    assert found["low"] == pytest.approx(0.5958, abs=1e-4)
    assert found["high"] == pytest.approx(0.9821, abs=1e-4)
    assert found["expected"] == pytest.approx(0.9)


def test_calibration_waits_for_twenty_answers() -> None:
    sure = [{"confidence": 3, "right": n < 8} for n in range(10)]
    guesses = [{"confidence": 1, "right": n < 3} for n in range(9)]
    few = review("calibration", answers=[*sure, *guesses, {"confidence": True, "right": True}])
    assert (few["answered"], few["levels"]) == (19, [])
    found = review("calibration", answers=[*sure, *guesses, {"confidence": 2, "right": True}])
    assert found["answered"] == 20
    assert [level["rate"] for level in found["levels"]] == [3 / 9, 1.0, 0.8]
    assert all(level["low"] <= level["rate"] <= level["high"] for level in found["levels"])


def test_the_reminder_is_a_calendar_file() -> None:
    found = review("calendar", now=NOW, hour=7, minute=5)
    lines = found["text"].split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART:20261123T070500" in lines
    assert "RRULE:FREQ=DAILY" in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]


@pytest.mark.parametrize(
    "address", [None, "https://example.org/review/", "https://x.org/" + "a" * 300]
)
def test_the_reminder_is_read_by_another_program(address: str | None) -> None:
    text = review("calendar", now=NOW, hour=7, minute=5, address=address)["text"]
    assert all(len(line) <= 75 for line in text.split("\r\n"))
    read: Any = icalendar.Calendar.from_ical(text)
    (event,) = read.events
    assert not read.errors
    assert not event.errors
    assert event.start == datetime(2026, 11, 23, 7, 5)
    assert event["RRULE"]["FREQ"] == ["DAILY"]
    assert event.get("URL") == address
    assert event.alarms.times[0].trigger == event.start


@pytest.mark.parametrize(
    ("args", "field"),
    [
        ({}, "do"),
        ({"do": "guess"}, "do"),
        ({"do": "rate", "rating": "good"}, "now"),
        ({"do": "rate", "now": "yesterday", "rating": "good"}, "now"),
        ({"do": "rate", "now": NOW, "rating": "fine"}, "rating"),
        ({"do": "rate", "now": NOW, "rating": "good", "card": {"due": "x"}}, "card"),
        ({"do": "rate", "now": NOW, "rating": "good", "fuzz": 2}, "fuzz"),
        ({"do": "today", "now": NOW, "cards": [1]}, "cards"),
        ({"do": "calendar", "now": NOW, "address": "javascript:x"}, "address"),
        ({"do": "today", "now": NOW, "cards": {}, "retention": 0.2}, "retention"),
        ({"do": "retention", "log": "all"}, "log"),
    ],
)
def test_refused(args: Any, field: str) -> None:
    assert error("review", **args)["field"] == field


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(
        ["today", "preview", "rate", "skip", "retire", "retention", "calibration", "calendar"]
    ),
    st.data(),
)
def test_any_message(do: str, data: Any) -> None:
    card = review("rate", now=NOW, card=None, rating="good")["card"]
    args: dict[str, Any] = {"do": do, "now": NOW, "card": card, "rating": "good"}
    args |= {"cards": {"a": card}, "log": [{"rating": "good", "expected": 0.5}]}
    part = data.draw(st.sampled_from(sorted(args) + sorted(card) + ["fuzz", "credit", "hour"]))
    change = {part: data.draw(anything)}
    args = args | {"card": card | change} if part in card else args | change
    hold(json.dumps({"method": "review", "args": args}))
