"""What would flip a result: the change that is named gives the word that is named."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import banks
from tests.assessments.valid import answers_to
from tests.assessments.wires import agree_items, answers_of, raw, result


def flips(assessment: str, given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = result("score", assessment=assessment, answers=answers_of(assessment, given))
    return {flip["id"]: flip for flip in found["flips"]}


@pytest.mark.parametrize(
    ("assessment", "given", "name", "text"),
    [
        (
            "promise-check",
            {"promised_months": 18, "elapsed_months": 17, "in_writing": True},
            "verdict",
            'Months promised: 17 instead of 18 would give "slipping".',
        ),
        (
            "runway",
            {"age": 45, "stop_age": 62, "steps": 2, "years_per_step": 4, "years_waiting": 9},
            "verdict",
            'Age to stop: 58 instead of 62 would give "tight".',
        ),
        (
            "stagnation",
            {"scales": [[4, 3, 2]]},
            "comfort",
            'One step lower in all would give "low".',
        ),
        (
            "stagnation",
            {"scales": [[3, 3, 3]]},
            "comfort",
            'One step higher in all would give "watch".',
        ),
        (
            "ceo-of-your-career",
            {"scales": [[3, 3, 3, 3]]},
            "ownership",
            'Two steps lower in all would give "needs work".',
        ),
        (
            "mile-markers",
            {"markers": [[4, 4, 4, 3, 0]]},
            "verdict",
            'One step lower in all would give "watch".',
        ),
        (
            "mile-markers",
            {"markers": [[3, 3, 3, 3, 0]]},
            "verdict",
            'One step higher in all would give "watch".',
        ),
        (
            "market-test",
            {"months_since_interview": 24},
            "verdict",
            'Months since the last interview: 23 instead of 24 would take "stale" away.',
        ),
    ],
)
def test_the_smallest_change(assessment: str, given: Any, name: str, text: str) -> None:
    assert flips(assessment, given)[name]["text"] == text


def test_nothing_is_said_of_what_was_not_answered() -> None:
    assert flips("stagnation", {}) == {}
    assert flips("mile-markers", {}) == {}
    assert flips("smart-work", {}) == {}


SINGLE = ["promise-check", "runway", "smart-work", "skills-portfolio", "search-funnel"]


@pytest.mark.slow
@pytest.mark.parametrize("assessment", SINGLE)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_named_answer_gives_the_named_word(assessment: str, data: Any) -> None:
    answers = data.draw(answers_to(assessment, skip=False))
    found = result("score", assessment=assessment, answers=answers)
    for flip in found["flips"][:1]:
        if flip["id"] == "verdict":
            assert flip["word"] == found["verdict"] != flip["other"]


@pytest.mark.parametrize("assessment", ["stagnation", "ceo-of-your-career"])
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_so_many_steps_give_another_band_and_fewer_do_not(assessment: str, data: Any) -> None:
    bank = banks.load(assessment)
    scale: Any = bank["scales"][0]
    items = agree_items(bank, scale["id"])
    marks = [data.draw(st.integers(1, 5)) for _ in items]
    answers = {item["id"]: raw(item, mark) for item, mark in zip(items, marks, strict=True)}
    found = result("score", assessment=assessment, answers=answers)
    steps = next(f["steps"] for f in found["flips"] if f["id"] == scale["id"])
    bands = reachable(assessment, items, marks, steps)
    fewer = reachable(assessment, items, marks, steps - (1 if steps > 0 else -1))
    assert bands - {found["scales"][scale["id"]]["band"]}
    assert fewer == {found["scales"][scale["id"]]["band"]}


def reachable(assessment: str, items: list[Any], marks: list[int], steps: int) -> set[str]:
    """Return the bands that so many steps of answers give, however they are shared out."""
    bands, way = set(), 1 if steps > 0 else -1
    for shares in product(range(5), repeat=len(items)):
        moved = [mark + way * share for mark, share in zip(marks, shares, strict=True)]
        if sum(shares) != abs(steps) or not all(1 <= mark <= 5 for mark in moved):
            continue
        answers = {item["id"]: raw(item, mark) for item, mark in zip(items, moved, strict=True)}
        scored = result("score", assessment=assessment, answers=answers)
        bands.add(scored["scales"][items[0]["scale"]]["band"])
    return bands
