"""Written times, row by row, and how clock labels are shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.core.text import HOUR, clock_label
from scripts.transcripts.timestamps import read_timestamp
from tests.cases import check_cases


def reading(written: str) -> str:
    """The readings of a time as the case file shows them."""
    stamp = read_timestamp(written)
    if stamp is None:
        return "unreadable"
    scaled = "" if stamp.scaled is None else f", or {clock_label(stamp.scaled)}"
    return f"{clock_label(stamp.clock)}{scaled}{', tail' if stamp.tail else ''}"


def test_every_row_of_the_table(regen: bool) -> None:
    check_cases("timestamps.md", reading, regen=regen)


@pytest.mark.parametrize(
    ("seconds", "label"),
    [
        (0, "0:00"),
        (9, "0:09"),
        (73, "1:13"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (86399, "23:59:59"),
    ],
)
def test_labels(seconds: int, label: str) -> None:
    assert clock_label(seconds) == label


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 99 * HOUR))
def test_a_label_is_read_as_its_second(seconds: int) -> None:
    stamp = read_timestamp(clock_label(seconds))
    assert stamp is not None
    assert stamp.clock == seconds


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_three_fields_have_two_readings(first: int, second: int, third: int) -> None:
    stamp = read_timestamp(f"{first:02}:{second:02}:{third:02}")
    assert stamp is not None
    assert stamp.clock == first * 3600 + second * 60 + third
    assert stamp.scaled == first * 60 + second
    assert stamp.tail == (third in (0, second))


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_is_accepted(text: str) -> None:
    stamp = read_timestamp(text)
    assert stamp is None or stamp.clock >= 0
