"""Hypothesis strategies for whole and partial answers to any bank."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor
from typing import Any

from hypothesis import strategies as st

from assessments import banks

# Assessments that are filled in on a form; career-map takes results instead.
FORMS = tuple(name for name in banks.IDS if name != "career-map")


def value_of(item: Any) -> st.SearchStrategy[Any]:
    """Return valid answers to one item or column."""
    kind = item["kind"]
    if kind == "agree":
        return st.integers(1, 5)
    if kind == "number":
        whole = st.integers(ceil(item["min"]), floor(item["max"]))
        return whole if item.get("whole") else whole | st.floats(item["min"], item["max"])
    if kind == "scale":
        return st.integers(item["min"], item["max"])
    if kind == "yes-no":
        return st.booleans()
    if kind == "choice":
        return st.sampled_from([option["id"] for option in item["options"]])
    if kind == "text":
        return st.text(max_size=min(20, item.get("max_length", 20)))
    return st.lists(fields_of(item["columns"]), max_size=item.get("max_rows", 12))


def fields_of(items: Any, *, skip: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    """Return valid answers to some items: the required ones always, the others at will."""
    must = {i["id"]: value_of(i) for i in items if i.get("required") or not skip}
    may = {i["id"]: value_of(i) for i in items if i["id"] not in must}
    return st.fixed_dictionaries(must, optional=may)


def answers_to(assessment: str, *, skip: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    """Return valid answers to an assessment, numbers that must agree with each other included."""
    return fields_of(banks.load(assessment).get("items", []), skip=skip).map(agreeing)


def agreeing(answers: dict[str, Any]) -> dict[str, Any]:
    """Put right what is only wrong together: the group's numbers, and the age to stop."""
    if "group_size" in answers:
        answers["promoted"] = min(answers.get("promoted", 0), answers["group_size"])
        room = answers["group_size"] - answers["promoted"]
        answers["left"] = min(answers.get("left", 0), room)
    for before, after in pairwise(("applications", "replies", "interviews", "offers")):
        if after in answers:
            answers[after] = min(answers[after], answers[before])
    if "stop_age" in answers:
        answers["stop_age"] = max(answers["stop_age"], answers["age"])
    return answers
