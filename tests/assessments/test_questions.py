"""The question types: their samples, their credit, their order, and what they refuse."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import questions
from assessments.questions.wording import near, normal
from assessments.validate.quiz import built, check_quiz, quiz_cites
from tests.assessments.test_fuzz import anything, hold
from tests.assessments.wires import CASES, error, result

TEXT = (CASES / "questions.toml").read_text(encoding="utf-8")
BANK = built(TEXT, "alifeafterlayoff/career_management_and_planning")
BY_TYPE = {question["type"]: question for question in BANK}
SAMPLES = [
    pytest.param(question, response, verdict, id=f"{name} {number} {verdict}")
    for name, question in BY_TYPE.items()
    for number, (response, verdict) in enumerate(questions.load(name).samples(question))
]


def grade(name: str, response: Any) -> dict[str, Any]:
    return result("grade", question=BY_TYPE[name], response=response)


def test_there_is_a_question_of_every_type() -> None:
    assert set(BY_TYPE) == set(questions.TYPES)


@pytest.mark.parametrize(("question", "response", "verdict"), SAMPLES)
def test_samples_of_every_type(question: Any, response: Any, verdict: str) -> None:
    if verdict == "refused":
        found = error("grade", question=question, response=response)
        assert found["field"].startswith("response.")
    else:
        found = result("grade", question=question, response=response)
        assert found["right"] == (verdict == "right")
        assert found["credit"] == 1.0 if found["right"] else 0 <= found["credit"] < 1
        assert all(part["cite"]["article"] for part in found["parts"])


@pytest.mark.parametrize("name", questions.TYPES)
def test_every_type_has_samples_of_each_sort(name: str) -> None:
    sorts = [verdict for _, verdict in questions.load(name).samples(BY_TYPE[name])]
    assert set(sorts) == {"right", "wrong", "refused"}


@pytest.mark.parametrize("name", questions.TYPES)
def test_the_answer_told_is_right(name: str) -> None:
    told = grade(name, {})["answer"]
    if name == "numeric":
        told = {"answer": told["answer"], "unit": told["unit"]}
    assert grade(name, told)["right"]


@pytest.mark.parametrize(
    ("name", "response", "earned"),
    [
        # two right options: +1 +1, over 2
        ("multiple", {"answer": ["no-date", "no-training"]}, 1.0),
        # +1, over 2
        ("multiple", {"answer": ["no-date"]}, 0.5),
        # +1 +1 -1 = 1, over 2
        ("multiple", {"answer": ["no-date", "no-training", "mentor"]}, 0.5),
        # +1 -1 -1 = -1, not below 0
        ("multiple", {"answer": ["no-date", "written", "mentor"]}, 0.0),
        # four steps, two of them in their place: +2 -2 = 0
        ("ordering", {"answer": ["comfort", "promise", "gap", "search"]}, 0.0),
        # four in their place, over 4
        ("ordering", {"answer": ["promise", "comfort", "gap", "search"]}, 1.0),
        # one of two pairs, the other left blank: +1, over 2
        ("matching", {"answer": {"speaks": "speaks"}}, 0.5),
        # +1 -1 = 0
        ("matching", {"answer": {"speaks": "speaks", "promotes": "extra-1"}}, 0.0),
        # one gap of two: +1, over 2
        ("cloze", {"second": "chess"}, 0.5),
        # +1 -1 = 0
        ("cloze", {"first": "golf", "second": "chess"}, 0.0),
        # all or nothing: the verdict is right, the reason is not
        ("true-false", {"answer": False, "reason": "unkind"}, 0.0),
    ],
)
def test_partial_credit(name: str, response: Any, earned: float) -> None:
    assert grade(name, response)["credit"] == earned


def test_a_wrong_order_names_the_steps_that_were_put_there() -> None:
    order = ["comfort", "promise", "gap", "search"]
    parts = grade("ordering", {"answer": order})["parts"]
    assert [part["id"] for part in parts] == order
    assert [part["state"] for part in parts] == ["wrong", "wrong", "right", "right"]


def test_all_or_nothing_is_the_rule_without_another() -> None:
    question = {key: value for key, value in BY_TYPE["multiple"].items() if key != "credit"}
    found = result("grade", question=question, response={"answer": ["no-date"]})
    assert found["credit"] == 0.0


def test_a_wrong_option_tells_its_own_second() -> None:
    part = grade("single", {"answer": "skill"})["parts"][0]
    assert (part["state"], part["feedback"]) == (
        "wrong",
        "Others with the same label did well elsewhere.",
    )
    assert part["cite"] == {
        "article": "alifeafterlayoff/career_management_and_planning",
        "video": "q8S-685BZcY",
        "second": 511,
    }
    assert grade("single", {"answer": "market"})["parts"][0]["cite"]["second"] == 221


@pytest.mark.parametrize(
    ("response", "right", "near", "feedback"),
    [
        ({"answer": 108, "unit": "months"}, True, False, ""),
        ({"answer": 109, "unit": "months"}, True, False, ""),
        ({"answer": 110, "unit": "months"}, False, False, ""),
        ({"answer": 9, "unit": "years"}, True, False, ""),
        (
            {"answer": 9, "unit": "months"},
            False,
            True,
            "The number would be right in another unit.",
        ),
        ({"answer": 90, "unit": "months"}, False, False, "That is nine times ten."),
        ({"answer": 7.5, "unit": "years"}, False, False, "That is nine times ten."),
        ({"answer": 108}, False, False, ""),
    ],
)
def test_numbers_and_units(response: Any, right: bool, near: bool, feedback: str) -> None:
    found = grade("numeric", response)
    assert (found["right"], found["near"]) == (right, near)
    assert found["parts"][0]["feedback"] == feedback


@pytest.mark.parametrize(
    ("answer", "right", "near"),
    [
        ("Free Agent", True, False),
        ("a free-agent.", True, False),
        ("the  free   agent", True, False),
        ("fre agent", False, True),
        ("free agnet", False, True),
        ("free lunch", False, False),
        ("job hopper", False, False),
        ("", False, False),
    ],
)
def test_short_answers(answer: str, right: bool, near: bool) -> None:
    found = grade("short", {"answer": answer})
    assert (found["right"], found["near"]) == (right, near)


def test_a_trap_says_what_is_wrong() -> None:
    part = grade("short", {"answer": "Job hopper"})["parts"][0]
    assert part["feedback"] == "A hopper leaves; a free agent listens."


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The Café!", "cafe"),
        ("R&D", "r and d"),
        ("1.5 %", "1.5 %"),
        ("C++", "c++"),
        ("a\u0308b", "ab"),
    ],
)
def test_normalised(text: str, plain: str) -> None:
    assert normal(text) == plain


def test_another_number_is_no_slip() -> None:
    assert not near("2019", ["2018"])
    assert not near("cat", ["car"])
    assert near("chekers", ["checkers"])


def views(seed: Any, **args: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = result("describe", questions=BANK, seed=seed, **args)["questions"]
    return found


def view(question: Any, seed: Any) -> dict[str, Any]:
    found: dict[str, Any] = result("describe", questions=[question], seed=seed)["questions"][0]
    return found


def test_the_seed_decides_the_order() -> None:
    assert views("abc") == views("abc")
    orders = {
        tuple(o["value"] for o in view(BANK[0], n)["fields"][0]["options"]) for n in range(99)
    }
    assert len(orders) == 6
    assert [q["id"] for q in views(1)] == [q["id"] for q in BANK]
    assert {tuple(q["id"] for q in views(n, shuffle=True)) for n in range(20)} != {
        tuple(q["id"] for q in BANK)
    }


def test_every_place_is_as_likely_for_the_right_option() -> None:
    places = [0, 0, 0]
    for seed in range(600):
        options = view(BANK[0], seed)["fields"][0]["options"]
        places[[o["value"] for o in options].index("boss")] += 1
    assert all(150 < count < 250 for count in places)


def test_an_order_to_find_is_never_given_away() -> None:
    for seed in range(100):
        shown = [o["value"] for o in view(BANK[3], seed)["fields"][0]["options"]]
        assert shown != ["promise", "comfort", "gap", "search"]


def test_a_view_uses_the_known_widgets_and_tells_no_answer() -> None:
    for question in views(7):
        for field in question["fields"]:
            assert field["widget"] in ("choice", "choices", "number", "text", "order", "match")
            for option in field.get("options", []):
                assert set(option) == {"value", "label"}


def test_a_cloze_is_its_text_with_fields_between() -> None:
    fields = view(BY_TYPE["cloze"], 7)["fields"]
    text = "".join(f["before"] + "{" + f["id"] + "}" + f["after"] for f in fields)
    assert text == BY_TYPE["cloze"]["text"]
    assert [f["widget"] for f in fields] == ["text", "choice"]


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.sampled_from(BANK), anything)
def test_any_response(question: Any, response: Any) -> None:
    send(question, response)
    for name in ("answer", "reason", "unit", "first"):
        send(question, {name: response})


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.sampled_from(BANK), st.data())
def test_any_question(question: Any, data: Any) -> None:
    key = data.draw(st.sampled_from(sorted(question)))
    broken = question | {key: data.draw(anything)}
    send(broken, {})
    if isinstance(question[key], list) and isinstance(question[key][0], dict):
        first = question[key][0]
        inner = data.draw(st.sampled_from(sorted(first)))
        send(question | {key: [first | {inner: data.draw(anything)}, *question[key][1:]]}, {})


def send(question: Any, response: Any) -> None:
    import json

    for message in (
        {"method": "grade", "args": {"question": question, "response": response}},
        {"method": "describe", "args": {"questions": [question], "seed": response}},
    ):
        hold(json.dumps(message))


def test_the_bank_of_a_check() -> None:
    assert [(p.line, p.code) for p in check_quiz(TEXT)] == [(1, "question-count")]
    cited = quiz_cites(TEXT, "a/b")
    assert [c.second for c in cited if c.owner == "promise-length"] == [221, 511]
    assert {c.article for c in cited} == {"a/b"}
    assert tomllib.loads(TEXT)["questions"][0]["cite"].get("article") is None


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ('type = "single"', 'type = "guess"', 6, "unknown-type"),
        ('text = "What made', 'txet = "What made', 4, "missing-key"),
        ("right = true\n", "", 11, "bad-key"),
        ('id = "skill"', 'id = "boss"', 11, "duplicate-id"),
        ("second = 221", "second = -1", 9, "bad-cite"),
        ('credit = "per-option"', 'credit = "half"', 29, "bad-value"),
        ('"You"', '"The newest colleague"', 75, "duplicate-option"),
        ("{second}", "{third}", 105, "bad-gap"),
        ('"free agent",', '"job hopper",', 99, "duplicate-option"),
        ("years = 12", "years = 0", 87, "bad-value"),
        ('id = "signs"', 'id = "slip"', 81, "duplicate-id"),
    ],
)
def test_problem_of_a_check(old: str, new: str, line: int, code: str) -> None:
    assert old in TEXT
    found = check_quiz(TEXT.replace(old, new, 1))
    assert (line, code) in [(p.line, p.code) for p in found]
