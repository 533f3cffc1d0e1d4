"""No message makes the door raise, or answer anything but JSON of its schema."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from assessments import banks
from assessments.api import handle
from tests.assessments.valid import FORMS, answers_to

pytestmark = pytest.mark.slow

ANSWER = Draft202012Validator(
    {
        "type": "object",
        "oneOf": [
            {
                "required": ["result"],
                "properties": {"result": {"type": "object"}},
                "additionalProperties": False,
            },
            {
                "required": ["error"],
                "properties": {"error": {"$ref": "#/$defs/problem"}},
                "additionalProperties": False,
            },
        ],
        "$defs": {
            "problem": {
                "type": "object",
                "required": ["code", "message", "field"],
                "properties": {
                    "code": {
                        "enum": [
                            "not-json",
                            "bad-message",
                            "too-big",
                            "unknown-method",
                            "unknown-assessment",
                            "unknown-item",
                            "missing",
                            "wrong-type",
                            "out-of-range",
                            "unknown-option",
                            "too-many",
                            "too-long",
                            "inconsistent",
                            "bad-question",
                        ]
                    },
                    "message": {"type": "string", "minLength": 5, "maxLength": 1000},
                    "field": {"type": ["string", "null"]},
                    "problems": {"type": "array", "items": {"$ref": "#/$defs/problem"}},
                },
                "additionalProperties": False,
            }
        },
    }
)
MANY = settings(max_examples=60, deadline=None)
METHODS = ("catalogue", "describe", "score", "compare", "grade", "review")


def refuse_constant(name: str) -> Any:
    raise AssertionError(f"{name} is not JSON")


def hold(message: str) -> dict[str, Any]:
    """Send a message and hold the answer to its schema."""
    answer: dict[str, Any] = json.loads(handle(message), parse_constant=refuse_constant)
    ANSWER.validate(answer)
    return answer


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([1e308, -(10**400), 10**9, 2**53, 1e-320])
    | st.text(st.characters(), max_size=30),
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.dictionaries(
            st.text(max_size=10) | st.sampled_from(["method", "args", "answers"]), inner, max_size=6
        )
    ),
    max_leaves=20,
)


@MANY
@given(st.text(st.characters()))
@example('{"method": "score", "args": {"assessment": "runway", "answers": {"age": 4')
@example("[" * 100_000)
@example('{"a":' * 5000 + "1" + "}" * 5000)
@example('"' + "\\" * 99)
@example("1" * 10_000)
@example('{"method": "score", "args": ' + "9" * 5000 + "}")
@example("\ud800")
def test_any_text(message: str) -> None:
    hold(message)


@MANY
@given(anything)
def test_any_json(message: Any) -> None:
    hold(json.dumps(message))


@MANY
@given(st.sampled_from(METHODS), anything)
def test_any_arguments(method: str, args: Any) -> None:
    hold(json.dumps({"method": method, "args": args}))


@MANY
@given(
    st.sampled_from(banks.IDS),
    st.dictionaries(st.sampled_from(["answers", "seconds", "now"]), anything),
)
def test_any_arguments_of_an_assessment(assessment: str, args: Any) -> None:
    hold(json.dumps({"method": "score", "args": {"assessment": assessment, **args}}))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value inside a message."""
    found = [path] if path else []
    pairs = list(value.items()) if isinstance(value, dict) else []
    pairs += list(enumerate(value)) if isinstance(value, list) else []
    for key, inner in pairs:
        found += places(inner, (*path, key))
    return found


@pytest.mark.parametrize("assessment", FORMS)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_valid_messages_with_one_part_changed(assessment: str, data: Any) -> None:
    answers = data.draw(answers_to(assessment, skip=False))
    args = {"assessment": assessment, "answers": answers, "now": "2026-11-22T09:00:00Z"}
    message: Any = copy.deepcopy({"method": "score", "args": args})
    *way, last = data.draw(st.sampled_from(places(message)))
    part = message
    for key in way:
        part = part[key]
    part[last] = data.draw(anything)
    sent = json.dumps(message)
    hold(sent)
    hold(sent[: data.draw(st.integers(0, len(sent)))])


@MANY
@given(st.lists(anything, max_size=4), st.sampled_from(FORMS), anything, anything)
def test_damaged_results(results: list[Any], assessment: str, part: Any, other: Any) -> None:
    """Stored results come back from a browser that may have damaged them."""
    looks_right = {"assessment": assessment, "version": "1.0", "values": {}, "scales": {}}
    damaged = [
        *results,
        {**looks_right, "values": part if isinstance(part, dict) else {}, "taken": other},
        {
            **looks_right,
            "scales": {"plan": part, "comfort": other},
            "moves": part,
            "verdict": other,
        },
        {**looks_right, "values": {"lost_ahead": 1, "by_year": part}, "moves": [{"id": part}]},
    ]
    answers = {"results": damaged}
    hold(json.dumps({"method": "score", "args": {"assessment": "career-map", "answers": answers}}))
    alike = [
        {**looks_right, "taken": "2026-01-01T00:00:00Z", "scales": {"plan": part}},
        {**looks_right, "taken": "2026-01-12", "scales": {"plan": other}, "unchanged": True},
        {**looks_right, "taken": other, "scales": {"ownership": part, "plan": other}},
        {**looks_right, "taken": "9999-12-31T23:59:59-23:59", "verdict": part},
    ]
    for many in (damaged, alike, [*alike, *damaged]):
        hold(json.dumps({"method": "compare", "args": {"results": many}}))
    hold(
        json.dumps(
            {"method": "compare", "args": {"earlier": alike[0], "later": alike[1], "noise": other}}
        )
    )
    for one in damaged:
        hold(json.dumps({"method": "compare", "args": {"earlier": one, "later": damaged[-1]}}))
