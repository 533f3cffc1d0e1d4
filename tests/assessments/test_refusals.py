"""What the core says to a message it cannot use, in the reader's words."""

from __future__ import annotations

import json

import pytest

from assessments.api import handle
from tests.assessments.wires import CASES, Case, error, read_cases

REFUSED = [pytest.param(case, id=case.name) for case in read_cases(CASES / "refusals.md")]


@pytest.mark.parametrize("case", REFUSED)
def test_refusal(case: Case) -> None:
    found = error(case.given["method"], **case.given.get("args", {}))
    code, field, message = case.expected
    assert (found["code"], found["field"]) == (code, field)
    assert message in (None, found["message"])


def test_a_truncated_message_says_where_it_ends() -> None:
    answer = json.loads(handle('{"method": "score", "args": {"asse'))
    assert answer["error"] == {
        "code": "not-json",
        "message": "The message is not complete JSON (character 30).",
        "field": None,
    }


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 6000])
def test_numbers_that_are_none(number: str) -> None:
    args = f'{{"assessment": "promise-check", "answers": {{"promised_months": {number}}}}}'
    answer = json.loads(handle(f'{{"method": "score", "args": {args}}}'))
    assert answer["error"]["code"] in ("not-json", "out-of-range")


def test_all_problems_are_told_at_once() -> None:
    answers = {"promised_months": -1, "elapsed_months": "x", "left": 1.5}
    found = error("score", assessment="promise-check", answers=answers)
    fields = [problem["field"] for problem in found["problems"]]
    assert fields == ["promised_months", "elapsed_months", "left"]
    assert found["field"] == "promised_months"


def test_brackets_inside_of_text_do_not_nest() -> None:
    text = '"' * 3 + "[" * 300
    answers = {"projects": [{"name": text[:80], "hours": 1}]}
    assert error("score", assessment="smart-work", answers=answers)["code"] == "missing"
