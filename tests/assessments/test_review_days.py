"""The review counts days as the reader's calendar does, across nights, zones and clock changes."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scripts.core.node import node
from tests.assessments.test_review import review
from tests.conftest import ROOT

BERLIN, LONDON, NEW_YORK = map(ZoneInfo, ("Europe/Berlin", "Europe/London", "America/New_York"))
KOLKATA, TOKYO, HOWE = map(ZoneInfo, ("Asia/Kolkata", "Asia/Tokyo", "Australia/Lord_Howe"))
KIRITIMATI, PAGO_PAGO = map(ZoneInfo, ("Pacific/Kiritimati", "Pacific/Pago_Pago"))
ZONES = (BERLIN, LONDON, NEW_YORK, KOLKATA, TOKYO, HOWE, KIRITIMATI, PAGO_PAGO)
EVENING = datetime(2026, 3, 1, 21, 30, tzinfo=UTC)


def rated(now: datetime, card: Any = None, rating: str = "again") -> dict[str, Any]:
    return dict(review("rate", now=now.isoformat(), card=card, rating=rating)["card"])


def is_due(card: dict[str, Any], now: datetime) -> bool:
    return bool(review("today", now=now.isoformat(), cards={"a": card})["items"])


def test_what_was_missed_in_the_evening_is_due_from_the_next_morning() -> None:
    card = rated(EVENING)
    assert not is_due(card, EVENING + timedelta(hours=2))
    for hour in (0, 7.5, 12, 23.9):
        assert is_due(card, datetime(2026, 3, 2, tzinfo=UTC) + timedelta(hours=hour)), hour
    told = review("today", now="2026-03-01T22:00:00Z", cards={"a": card})
    assert told["next_due"].startswith("2026-03-02")


NIGHTS = [  # the reader's zone, the evening before the clocks change, local
    (BERLIN, datetime(2026, 3, 28)),
    (BERLIN, datetime(2026, 10, 24)),
    (LONDON, datetime(2026, 3, 28)),
    (LONDON, datetime(2026, 10, 24)),
    (NEW_YORK, datetime(2026, 3, 7)),
    (NEW_YORK, datetime(2026, 10, 31)),
    (HOWE, datetime(2026, 4, 4)),
    (HOWE, datetime(2026, 10, 3)),
]
HOURS = [0, 0.25, 0.75, 1.5, 2.5, 3.5, 12, 21, 22.25, 23, 23.75]


@pytest.mark.parametrize(("zone", "night"), NIGHTS)
def test_tomorrow_is_tomorrow_across_a_change_of_the_clock(zone: ZoneInfo, night: datetime) -> None:
    for day in (night, night + timedelta(days=1)):
        for hour in HOURS:
            now = (day + timedelta(hours=hour)).replace(tzinfo=zone)
            card = rated(now)
            today, tomorrow = now.date(), now.date() + timedelta(days=1)
            for at in HOURS:
                assert not is_due(card, local(today, at, zone)), (now, at)
                assert is_due(card, local(tomorrow, at, zone)), (now, at)


def local(day: date, hours: float, zone: ZoneInfo) -> datetime:
    """A time of a day on a reader's clock."""
    return (datetime.combine(day, time()) + timedelta(hours=hours)).replace(tzinfo=zone)


@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.sampled_from(ZONES)),
    st.sampled_from(["again", "hard", "good", "easy"]),
    st.integers(0, 24 * 60 - 1).map(lambda minutes: minutes / 60),
)
@example(datetime(2026, 3, 28, 23, 30, tzinfo=LONDON), "good", 8)
@example(datetime(2026, 10, 25, 0, 30, tzinfo=BERLIN), "again", 0)
def test_the_days_that_are_shown_are_the_days_until_it_is_due(
    now: datetime, rating: str, hour: float
) -> None:
    shown = review("preview", now=now.isoformat(), card=None)["choices"]
    (days,) = [choice["days"] for choice in shown if choice["rating"] == rating]
    card, zone = rated(now, rating=rating), now.tzinfo
    assert isinstance(zone, ZoneInfo)
    assert days >= 1
    assert is_due(card, local(now.date() + timedelta(days=days), hour, zone))
    assert not is_due(card, local(now.date() + timedelta(days=days - 1), hour, zone))


@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK, KOLKATA, TOKYO])
def test_a_morning_after_an_evening_is_a_day_to_memory(zone: ZoneInfo) -> None:
    evening = datetime(2026, 6, 1, 21, 30, tzinfo=zone)
    card = rated(evening, rating="good")
    card = rated(evening + timedelta(days=2), card, "good")
    early = rated(datetime(2026, 6, 4, 7, 30, tzinfo=zone), card, "good")
    late = rated(datetime(2026, 6, 4, 21, 30, tzinfo=zone), card, "good")
    again = rated(datetime(2026, 6, 3, 23, 0, tzinfo=zone), card, "good")
    assert early["stability"] == late["stability"] > again["stability"]


def test_skipped_until_tomorrow_is_due_tomorrow() -> None:
    now = datetime(2026, 10, 24, 23, 50, tzinfo=BERLIN)
    card = {**rated(datetime(2026, 10, 20, 9, tzinfo=BERLIN)), "due": "2026-10-24T06:00:00Z"}
    later = review("skip", now=now.isoformat(), card=card)["card"]
    assert not is_due(later, now)
    assert is_due(later, datetime(2026, 10, 25, 0, 5, tzinfo=BERLIN))
    ahead = {**card, "due": "2026-10-30T06:00:00Z"}
    later = review("skip", now=now.isoformat(), card=ahead)["card"]
    assert not is_due(later, datetime(2026, 10, 30, 23, tzinfo=BERLIN))
    assert is_due(later, datetime(2026, 10, 31, 1, tzinfo=BERLIN))


def test_a_reminder_begins_tomorrow_where_the_reader_is() -> None:
    for now, day in (
        ("2026-03-01T23:30:00-08:00", "20260302"),
        ("2026-03-01T00:30:00+09:00", "20260302"),
        ("2026-03-01T22:30:00Z", "20260302"),
    ):
        text = review("calendar", now=now, hour=8)["text"]
        assert f"DTSTART:{day}T080000\r\n" in text, now
        stamp = datetime.fromisoformat(now).astimezone(UTC)
        assert f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}\r\n" in text


MOMENTS = [
    EVENING,
    *(datetime(2026, m, d, h, 5, tzinfo=UTC) for m, d, h in ((3, 8, 9), (10, 25, 1))),
]
CLOCK = (ROOT / "macros/theme/assets/js/assessment/clock.js").as_uri()
PROGRAM = f"""
  const {{ clock, dayAt }} = await import({json.dumps(CLOCK)});
  const [zones, times] = JSON.parse(process.argv[1]);
  console.log(JSON.stringify(zones.flatMap((zone) => times.map((time) => {{
    process.env.TZ = zone;
    return [clock(new Date(time)), dayAt(time)];
  }}))));
"""


def test_the_browser_sends_the_time_of_the_readers_own_clock() -> None:
    zones = ["Europe/Berlin", "America/St_Johns", "Pacific/Marquesas", "Asia/Kolkata", "UTC"]
    asked = json.dumps([zones, [moment.isoformat() for moment in MOMENTS]])
    command = [node(), "--input-type=module", "--eval", PROGRAM, asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    here = [moment.astimezone(ZoneInfo(zone)) for zone in zones for moment in MOMENTS]
    assert json.loads(done.stdout) == [
        [time.isoformat(timespec="milliseconds"), time.date().isoformat()] for time in here
    ]
