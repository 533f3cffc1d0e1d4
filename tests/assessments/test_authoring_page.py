"""The page for authors of checks names every type, key and code, and its examples are sound."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator

from jsonschema import Draft202012Validator

from assessments import questions
from assessments.questions import common
from assessments.validate import quiz
from assessments.validate.codes import PROBLEMS, WARNINGS
from assessments.validate.lint import lint_quiz
from assessments.validate.schema import quiz_schema
from macros.authoring import question_types
from scripts.outputs.schemas import FILES, schema_files
from tests.conftest import ROOT

ASSESSMENTS = (ROOT / "docs/pages/authoring/assessments.md").read_text(encoding="utf-8")
WRITTEN = (ROOT / "docs/pages/authoring/checks.md").read_text(encoding="utf-8")
PAGE = WRITTEN.replace("{{ question_types() }}", question_types())
FENCE = re.compile(r"```toml\n(.*?)```", re.DOTALL)


def keys() -> Iterator[str]:
    """Every key of a check, of its questions, and of what stands in them."""
    yield from (*quiz.BANK, *common.QUESTION)
    for module in map(questions.load, questions.TYPES):
        yield from (*module.KEYS, *module.PARTS)
        yield from (key for part in module.PARTS.values() for key in part)


def test_the_page_names_every_type_key_and_code() -> None:
    wanted = {*questions.TYPES, *keys(), *PROBLEMS, *WARNINGS}
    assert {name for name in wanted if f"`{name}`" not in PAGE} == set()


def test_the_examples_are_one_sound_check_of_every_type() -> None:
    examples = [found for found in FENCE.findall(PAGE) if "[[questions]]" in found]
    text = "\n".join(examples)
    found = tomllib.loads(text)["questions"]
    shown = {question["type"] for question in found}
    assert shown <= set(questions.TYPES)
    assert len(shown) == len(found) >= 7
    assert [problem for q in found for problem in questions.faults(q)] == []
    assert lint_quiz(text) == []


def test_the_schemas_are_published_at_the_addresses_that_the_page_names() -> None:
    for name, data in schema_files("https://a.example/"):
        schema = json.loads(data)
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"https://a.example/{name}"
        assert f"`/{name}`" in PAGE + ASSESSMENTS
    assert {"authoring/check.schema.json", "authoring/bank.schema.json"} <= set(FILES)
    Draft202012Validator(quiz_schema()).validate(
        {"version": "1.0", "questions": tomllib.loads(FENCE.findall(PAGE)[0])["questions"]}
    )
