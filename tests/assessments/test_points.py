"""An assessment without Python: points, thresholds, verdicts and moves from its TOML alone."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assessments import banks
from assessments.validate import check_bank
from assessments.validate.schema import bank_schema
from macros.assessment_form import PageContext, assessment, methodology
from tests.assessments.wires import CASES, result

TEXT = (CASES / "points-bank.toml").read_text("utf-8")


@pytest.fixture(autouse=True)
def _given() -> Iterator[None]:
    banks.use(json.dumps({"crumb": json.dumps(tomllib.loads(TEXT))}))
    yield
    banks.forget()


def score(**answers: Any) -> dict[str, Any]:
    """The result of some answers."""
    return dict(result("score", assessment="crumb", answers=answers))


def test_the_bank_is_sound_and_the_schema_takes_it() -> None:
    assert check_bank(TEXT, "crumb") == []
    Draft202012Validator(bank_schema()).validate(tomllib.loads(TEXT))


@pytest.mark.parametrize(
    ("answers", "points", "share", "verdict"),
    [
        ({"holes": "wild", "shine": True, "spring": 4}, 7, 1, "open"),
        ({"holes": "even", "shine": False, "spring": 0}, 1, 1 / 7, "tight"),
        ({"holes": "wild"}, 3, 1, "open"),  # what is not answered counts neither way
        ({"shine": True, "spring": 1}, 2.5, 2.5 / 4, "open"),
        ({"shine": False, "spring": 4}, 2, 0.5, "tight"),
        ({}, None, None, None),
    ],
)
def test_points_and_thresholds_are_the_banks(
    answers: dict[str, Any], points: float | None, share: float | None, verdict: str | None
) -> None:
    found = score(**answers)
    assert found["values"] == {"points": points, "share": pytest.approx(share) if share else share}
    assert found["verdict"] == verdict


def test_its_move_follows_its_verdict() -> None:
    assert [move["id"] for move in score(holes="even", shine=False)["moves"]] == ["wait"]
    assert score(holes="wild", shine=True)["moves"] == []


def test_its_form_and_its_methodology_are_made() -> None:
    assert "Large and wild" in assessment("crumb", PageContext("../"))
    page = methodology("crumb", PageContext("../"))
    assert "The dough had its time." in page


BROKEN = (
    ("from = 60", "from = 160", "bad-value"),
    ('verdict = "open"', 'verdict = "lost"', "missing-verdict"),
    ("points = 1\n", "", None),
    ('standing = "in place"', 'standing = "somewhere"', "bad-value"),
    ('verdicts = ["tight"]', 'verdicts = ["loose"]', "unknown-verdict"),
)


@pytest.mark.parametrize(("old", "new", "code"), BROKEN)
def test_what_is_wrong_is_told(old: str, new: str, code: str | None) -> None:
    assert old in TEXT
    codes = {problem.code for problem in check_bank(TEXT.replace(old, new, 1), "crumb")}
    assert (code in codes) if code else codes == set()
