"""The right moves of career chess cannot be told by their look."""

from __future__ import annotations

from collections import Counter
from typing import Any

from assessments import banks


def chess_options() -> list[list[Any]]:
    """Return the four moves of each situation."""
    return [item["options"] for item in banks.load("career-chess")["items"]]


def test_chess_moves_cannot_be_told_by_length() -> None:
    longest, shortest = Counter[int](), Counter[int]()
    for options in chess_options():
        by_length = sorted(options, key=lambda option: len(option["text"]))
        longest[by_length[-1]["ahead"]] += 1
        shortest[by_length[0]["ahead"]] += 1
        assert len(by_length[-1]["text"]) <= 1.2 * len(by_length[0]["text"])
    assert longest[3] <= 3
    assert shortest[3] <= 3


def test_chess_moves_cannot_be_told_by_place() -> None:
    places = Counter([o["ahead"] for o in options].index(3) for options in chess_options())
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) <= 3
