"""Warnings about questions that can be answered without knowing: give-aways and missing lessons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assessments.questions import TYPES, load
from assessments.questions.wording import normal
from assessments.validate import load_toml
from assessments.validate.locate import Lines, Problem
from assessments.validate.tables import Fault

ABSOLUTE = re.compile(r"\b(always|never|all|none|every|only|nobody|everybody|impossible)\b", re.I)
WORD = re.compile(r"[a-z]{5,}")
# Words of five letters and more that say nothing about the subject.
COMMON = """
    about after again among because before being could different during every first might
    never other people person right should since still their there these thing things think
    those through under until usually where which while whose without would years your yours
"""
LONGER = 1.4  # times the longest wrong option
FEW = 3  # questions that it takes to speak of a pattern


def lint_quiz(text: str) -> list[Problem]:
    """Return the warnings about a knowledge check that has no problems, by line."""
    document, problems = load_toml(text)
    questions = [] if problems else document.get("questions", [])
    lines, found = Lines(text), []
    for index, question in enumerate(questions):
        head = lines.table("questions", index)
        found += [Problem(lines.key(f.key, head), f.code, f.message) for f in _faults(question)]
    found += [Problem(1, fault.code, fault.message) for fault in _pattern(questions)]
    return sorted(found)


def _faults(question: dict[str, Any]) -> Iterator[Fault]:
    for key in ("options", "reasons", "steps"):
        yield from _alike(question, key)
    for key in ("options", "reasons"):
        options = question.get(key, [])
        right = [o for o in options if o.get("right")]
        wrong = [o for o in options if not o.get("right")]
        if right and wrong:
            yield from _options(question, key, right, wrong)


def _alike(question: dict[str, Any], key: str) -> Iterator[Fault]:
    """Yield entries that a reader cannot tell apart: case and punctuation aside, they are one."""
    seen: dict[str, str] = {}
    for entry in question.get(key, []):
        first = seen.setdefault(normal(entry["text"]), entry["id"])
        if first != entry["id"]:
            message = f'"{first}" and "{entry["id"]}" of "{question["id"]}" read alike: drop one.'
            yield Fault(key, "alike-options", message)


def _options(
    question: dict[str, Any], key: str, right: list[dict[str, Any]], wrong: list[dict[str, Any]]
) -> Iterator[Fault]:
    name = question["id"]
    longest = max(len(o["text"]) for o in wrong)
    if min(len(o["text"]) for o in right) > LONGER * longest:
        message = f'what is right in "{name}" is much longer than what is wrong: even them out.'
        yield Fault(key, "right-is-longest", message)
    for option in wrong:
        match = ABSOLUTE.search(option["text"])
        if match:
            message = f'"{option["text"][:40]}" of "{name}" says "{match[0]}": few believe that.'
            yield Fault(key, "absolute-word", message)
    silent = [o["id"] for o in wrong if not o.get("feedback")]
    if silent:
        message = f'wrong options of "{name}" teach nothing: add feedback to {", ".join(silent)}.'
        yield Fault(key, "no-feedback", message)
    shared = _words(question["text"]) & _words(" ".join(o["text"] for o in right))
    given_away = shared - _words(" ".join(o["text"] for o in wrong))
    if given_away:
        told = ", ".join(sorted(given_away))
        message = f'in "{name}" only what is right repeats words of the question: {told}.'
        yield Fault(key, "word-match", message)


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.lower())) - set(COMMON.split())


def _pattern(questions: list[dict[str, Any]]) -> Iterator[Fault]:
    """Yield a key that mostly stands in one place, as readers without a script see it."""
    known = [question for question in questions if question.get("type") in TYPES]
    places = [place for question in known for place in _places(question)]
    often = max(set(places), key=places.count, default=0)
    if places.count(often) >= max(FEW, len(places) - len(places) // 4):
        times = "every time" if len(set(places)) == 1 else f"{places.count(often)} times"
        message = f"the right option is number {often + 1} {times}: move some of them."
        yield Fault("questions", "key-position", message)
    said = [verdict for question in known for verdict in _verdicts(question)]
    if len(said) >= FEW and len(set(said)) == 1:
        message = f"all {len(said)} statements are {'true' if said[0] else 'false'}: turn some."
        yield Fault("questions", "key-position", message)


def _places(question: dict[str, Any]) -> Iterator[int]:
    """Yield where the right option stands in a question that is one choice, of whatever type."""
    module = load(question["type"])
    fields = module.view(question, "")
    if [field["widget"] for field in fields] == ["choice"] and "before" not in fields[0]:
        right, options = module.solution(question), module.choices(question)
        yield from (options.index(one) for one in right if one in options)


def _verdicts(question: dict[str, Any]) -> Iterator[bool]:
    """Yield the right verdict of a question that asks for true or false."""
    module = load(question["type"])
    for field in module.view(question, ""):
        if any(isinstance(option["value"], bool) for option in field.get("options", ())):
            yield module.grade(question, module.read(question, {}))["answer"][field["id"]]
