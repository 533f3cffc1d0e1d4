"""Sends messages through the one door, and reads the case files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from assessments import banks
from assessments.api import handle

CASES = Path(__file__).parents[1] / "cases"


def send(method: str, **args: Any) -> dict[str, Any]:
    """Return the core's answer to one message."""
    answer: dict[str, Any] = json.loads(handle(json.dumps({"method": method, "args": args})))
    return answer


def result(method: str, **args: Any) -> dict[str, Any]:
    """Return the result of a message that must succeed."""
    answer = send(method, **args)
    assert "error" not in answer, answer["error"]
    found: dict[str, Any] = answer["result"]
    return found


def error(method: str, **args: Any) -> dict[str, Any]:
    """Return the error of a message that must be refused."""
    answer = send(method, **args)
    assert "result" not in answer, answer
    found: dict[str, Any] = answer["error"]
    return found


class Case(NamedTuple):
    """One case of a file: its title, what goes in and what must come out."""

    name: str
    given: Any
    expected: Any


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file: title and arithmetic, a dot, input, a dot, output, a dot."""
    parts = ("\n" + path.read_text(encoding="utf-8")).split("\n.\n")
    assert parts[-1].strip() == "", f"{path.name} ends inside a case"
    cases = []
    for said, given, expected in zip(parts[0:-1:3], parts[1::3], parts[2::3], strict=True):
        title = next(line for line in said.splitlines() if line and not line.startswith("#"))
        cases.append(Case(title, json.loads(given), json.loads(expected)))
    return cases


def raw(item: dict[str, Any], keyed: int) -> int:
    """Return the answer that counts as `keyed`: a reversed item is turned around."""
    return 6 - keyed if item.get("reverse") else keyed


def agree_items(bank: Any, scale: str) -> list[Any]:
    """Return the agreement items of a scale."""
    return banks.items_of(bank, scale)


def answers_of(assessment: str, given: dict[str, Any]) -> dict[str, Any]:
    """Return answers by item id from a case, which may name scales, markers and moves by place."""
    bank = banks.load(assessment)
    answers = {k: v for k, v in given.items() if k not in ("scales", "markers", "ahead", "all")}
    items = bank.get("items", [])
    for scale, row in zip(bank.get("scales", []), given.get("scales", []), strict=False):
        pairs = zip(agree_items(bank, scale["id"]), row, strict=False)
        answers |= {item["id"]: raw(item, mark) for item, mark in pairs if mark is not None}
    for scale, row in zip(bank.get("scales", []), given.get("markers", []), strict=False):
        fields = [*agree_items(bank, scale["id"]), *banks.items_of(bank, scale["id"], "number")]
        for item, mark in zip(fields, row, strict=False):
            if mark is not None:
                answers[item["id"]] = raw(item, mark) if item["kind"] == "agree" else mark
    for item, ahead in zip(items, given.get("ahead", []), strict=False):
        if ahead is not None:
            option = next(o for o in item["options"] if o["ahead"] == ahead)
            answers[item["id"]] = option["id"]
    if "all" in given:
        answers |= {item["id"]: given["all"] for item in items if item["kind"] == "agree"}
    return answers
