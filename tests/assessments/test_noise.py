"""Every verdict held against the noise of answers: false alarms, misses, and retakes.

Readers are drawn by a fixed seed and go through the core's door; the exact rates of the
methodology pages must agree with them.
"""

from __future__ import annotations

import random
from typing import Any

import pytest

from assessments import banks
from macros import error_rates
from macros.assessment_form import PageContext, methodology
from tests.assessments.wires import raw, result

AGREED = [name for name in banks.IDS if error_rates.rates(name)]
ALARMS = {"act", "watch", "needs work"}
SEED, READERS = 20261130, 250


def reader(name: str, level: float, draw: random.Random) -> dict[str, Any]:
    """Return the answers of a reader whose true level is the same on every scale."""
    bank: Any = banks.load(name)
    kinds = {scale["id"]: scale["kind"] for scale in bank["scales"]}
    answers: dict[str, Any] = {}
    for item in bank["items"]:
        if item["kind"] == "agree":
            keyed = 6 - level if kinds[item["scale"]] == "strength" else level
            mark = min(5, max(1, int(keyed + draw.gauss(0, 0.8) + 0.5)))
            answers[item["id"]] = raw(item, mark)
        elif item["kind"] == "number" and "scale" in item:
            answers[item["id"]] = error_rates.LONG
    return answers


def alarmed(name: str, found: dict[str, Any]) -> list[bool]:
    """Return for each scale whether it got its alarming word."""
    words = [scale.word for scale in error_rates.rates(name).scales]  # type: ignore[union-attr]
    bands = [scale["band"] for scale in found["scales"].values()]
    return [band == word for band, word in zip(bands, words, strict=True)]


def score(name: str, answers: dict[str, Any]) -> dict[str, Any]:
    return result("score", assessment=name, answers=answers)


@pytest.mark.parametrize("name", AGREED)
def test_the_limits_of_the_contract(name: str) -> None:
    found: Any = error_rates.rates(name)
    assert found.false_alarm <= error_rates.MOST_FALSE
    assert found.missed <= error_rates.MOST_MISSED
    assert found.moved <= error_rates.MOST_MOVED


@pytest.mark.parametrize("name", AGREED)
def test_neither_throughout_alarms_no_one(name: str) -> None:
    bank: Any = banks.load(name)
    agree = [item["id"] for item in bank["items"] if item["kind"] == "agree"]
    months = [i["id"] for i in bank["items"] if i["kind"] == "number" and "scale" in i]
    found = score(name, dict.fromkeys(agree, 3) | dict.fromkeys(months, 12))
    words = {found["verdict"], *(scale["band"] for scale in found["scales"].values())}
    assert not words & ALARMS


@pytest.mark.slow
@pytest.mark.parametrize("name", AGREED)
def test_drawn_readers_agree_with_the_rates(name: str) -> None:
    draw, exact = random.Random(SEED), error_rates.rates(name)
    assert exact is not None
    false = [any(alarmed(name, score(name, reader(name, 2.2, draw)))) for _ in range(READERS)]
    told = [alarmed(name, score(name, reader(name, 4.2, draw))) for _ in range(READERS)]
    assert sum(false) / READERS <= error_rates.MOST_FALSE
    assert sum(false) / READERS == pytest.approx(exact.false_alarm, abs=0.035)
    missed = [1 - sum(column) / READERS for column in zip(*told, strict=True)]
    wanted = [1 - scale.alarm[error_rates.MANY_AT] for scale in exact.scales]
    assert missed == pytest.approx(wanted, abs=0.075)


@pytest.mark.slow
@pytest.mark.parametrize("name", AGREED)
def test_a_retake_without_a_change_is_seldom_a_clear_move(name: str) -> None:
    """Before, 63 to 87 of 100 such readers were told that at least one scale had changed."""
    draw = random.Random(SEED)
    moved = 0
    for _ in range(READERS):
        level = draw.uniform(1.5, 4.5)
        before, after = (score(name, reader(name, level, draw)) for _ in range(2))
        compared = result("compare", earlier=before, later=after)
        moved += any(scale["word"] == "clearly moved" for scale in compared["scales"])
    assert moved / READERS < 0.10


def test_the_picture_is_small_and_tells_its_limits() -> None:
    shown = error_rates.table("mile-markers")
    assert shown is not None
    page = methodology("mile-markers", PageContext("../"))
    drawn = page[page.index("<svg") : page.index("</svg>")]
    assert len(drawn) < 4096
    assert (drawn.count("<circle"), drawn.count("<polyline")) == (2, 3)
    assert [row["neutral"] for row in shown["rows"][:9]] == ["clear"] * 9
    assert error_rates.table("runway") is None
    assert "rests on facts and numbers" in methodology("runway", PageContext("../"))
