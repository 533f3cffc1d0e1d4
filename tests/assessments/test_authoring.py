"""What helps authors: warnings about give-aways, the list of codes, schemas for editors."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import assessments
from assessments import banks
from assessments.validate.codes import PROBLEMS, WARNINGS
from assessments.validate.lint import lint_quiz
from assessments.validate.quiz import check_quiz
from assessments.validate.schema import bank_schema, quiz_schema
from tests.assessments.wires import CASES

QUESTIONS = (CASES / "questions.toml").read_text(encoding="utf-8")


def single(right: str, wrong: str, asked: str = "What made the wait so long?") -> str:
    return f"""[[questions]]
id = "q"
type = "single"
text = "{asked}"
explain = "So it was."
cite = {{ video = "q8S-685BZcY", second = 1 }}
options = [
  {{ id = "a", text = "{wrong}", feedback = "No." }},
  {{ id = "b", text = "{right}", right = true }},
]
"""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (single("The boss stayed.", "The market was weak."), []),
        (single("The boss had many good reasons to stay on.", "The market."), ["right-is-longest"]),
        (single("The boss stayed.", "Nobody ever rose."), ["absolute-word"]),
        (
            single("The boss stayed.", "The job went.").replace(', feedback = "No."', ""),
            ["no-feedback"],
        ),
        (single("A long wait.", "A short talk.", "Who gained from waiting?"), []),
        (single("Waiting paid.", "Talking paid.", "Who gained from waiting?"), ["word-match"]),
        (
            "".join(
                single("One thing.", "Another thing.").replace('"q"', f'"q{n}"') for n in range(3)
            ),
            ["key-position"],
        ),
        (single("The boss stayed.", "the  boss, stayed"), ["alike-options"]),
    ],
)
def test_warnings(text: str, codes: list[str]) -> None:
    assert [problem.code for problem in lint_quiz(text)] == codes


def test_a_warning_stands_at_its_line() -> None:
    found = lint_quiz("\n" + single("The boss stayed.", "Nobody ever rose."))
    assert [problem.line for problem in found] == [8]


def test_warnings_of_a_file_that_cannot_be_read() -> None:
    assert lint_quiz("[[questions") == []


def test_every_code_is_explained() -> None:
    used = set()
    for path in Path(assessments.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and node.func.id in ("Fault", "Problem") and len(node.args) > 1:  # type: ignore[attr-defined]
                code = node.args[1]  # type: ignore[attr-defined]
                used |= {code.value} if isinstance(code, ast.Constant) else set()
    made = {f"{word}-{name}" for word in ("missing", "unknown") for name in ("value", "verdict")}
    assert used | made | {"missing-item", "missing-bank"} == set(PROBLEMS) | set(WARNINGS)


@pytest.mark.parametrize("name", banks.IDS)
def test_the_schema_takes_every_bank(name: str) -> None:
    Draft202012Validator(bank_schema()).validate(tomllib.loads(banks.source(name)))


def test_the_schema_takes_what_the_check_takes() -> None:
    assert [p.code for p in check_quiz(QUESTIONS)] == ["question-count"]
    schema = Draft202012Validator(quiz_schema())
    document = tomllib.loads(QUESTIONS)
    schema.validate(document)
    for index in range(len(document["questions"])):
        broken: Any = tomllib.loads(QUESTIONS)
        broken["questions"][index]["txet"] = "x"
        assert not schema.is_valid(broken)


def test_schemas_are_schemas() -> None:
    for schema in (bank_schema(), quiz_schema()):
        Draft202012Validator.check_schema(schema)
