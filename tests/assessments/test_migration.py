"""Answers kept from version 1: they come back only into questions that still mean the same.

A draft keeps each answer by the id and the version of its item, and a page puts it back where both
are the same (`draft.js`). `items-1.tsv` holds every item of version 1.
"""

from __future__ import annotations

import csv
from typing import Any, NamedTuple

import pytest

from assessments import banks
from tests.assessments.wires import CASES, error, result


class Old(NamedTuple):
    """An item as version 1 asked it."""

    assessment: str
    item: str
    version: str
    kind: str
    text: str


def old_items() -> list[Old]:
    lines = (CASES / "items-1.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if line[:1] != "#"), delimiter="\t")
    return [Old(**row) for row in rows]


OLD = old_items()


def now(old: Old) -> Any:
    """Return the item of this id today, None where it is gone."""
    items: Any = banks.load(old.assessment).get("items", [])
    return next((item for item in items if item["id"] == old.item), None)


def comes_back(old: Old) -> bool:
    item = now(old)
    return item is not None and str(item.get("version", 1)) == old.version


@pytest.mark.parametrize("old", OLD, ids=lambda old: f"{old.assessment}/{old.item}")
def test_an_item_of_the_same_version_asks_the_same(old: Old) -> None:
    if comes_back(old):
        assert (now(old)["kind"], now(old)["text"]) == (old.kind, old.text)


def test_an_item_that_changed_has_another_version_or_id() -> None:
    changed = [old for old in OLD if now(old) and now(old)["text"] != old.text]
    assert changed
    assert not any(comes_back(old) for old in changed)


def answer(item: Any) -> Any:
    """Return an answer that an item takes."""
    if item["kind"] == "number":
        return min(3, item["max"])
    if item["kind"] == "choice":
        return item["options"][0]["id"]
    return {"agree": 4, "yes-no": True, "text": "USD", "rows": []}[item["kind"]]


def test_a_draft_of_version_1_is_scored_without_what_has_changed() -> None:
    """The whole draft of each assessment: what comes back is scored, and the rest is blank."""
    for name in {old.assessment for old in OLD} - {"future-self"}:
        kept = [old for old in OLD if old.assessment == name and comes_back(old)]
        answers = {old.item: answer(now(old)) for old in kept}
        answers |= {"stop_age": 65, "age": 40} if name == "runway" else {}
        answers |= {"group_size": 9} if name == "promise-check" else {}
        found = result("score", assessment=name, answers=answers)
        assert found["version"].startswith("2.")


def test_an_answer_to_a_question_that_is_gone_is_named() -> None:
    refused = error("score", assessment="mile-markers", answers={"stay-given": 4})
    assert (refused["code"], refused["field"]) == ("unknown-item", "stay-given")
