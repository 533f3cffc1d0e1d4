"""Checks the bank of an article's knowledge check, and builds its questions for the page.

The bank of `docs/articles/<channel>/<slug>.md` stands beside it as `<slug>.toml`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from assessments.questions import faults, part_names
from assessments.validate import BankCite, load_toml
from assessments.validate.locate import Lines, Problem
from assessments.validate.tables import Fault, Key, cite_faults, key_faults

FEWEST, MOST = 3, 7
BANK = {
    "version": Key("version", "major.minor", required=True),
    "questions": Key("tables", f"{FEWEST} to {MOST} questions", required=True),
}
# The lists inside a question: their entries may cite a second of their own.
PARTS = part_names()


def check_quiz(text: str) -> list[Problem]:
    """Return the problems of a knowledge check's bank, by line."""
    document, problems = load_toml(text)
    if problems:
        return problems
    lines = Lines(text)
    found = [(lines.key(f.key), f) for f in key_faults(document, BANK, "the bank")]
    if not found:
        found = [*_bank_faults(document["questions"], lines)]
    return sorted(Problem(line, fault.code, fault.message) for line, fault in found)


def _bank_faults(questions: list[dict[str, Any]], lines: Lines) -> Iterator[tuple[int, Fault]]:
    if not FEWEST <= len(questions) <= MOST:
        message = f"a check has {FEWEST} to {MOST} questions, and this one {len(questions)}."
        yield 1, Fault("questions", "question-count", message)
    seen: Counter[str] = Counter()
    for index, question in enumerate(questions):
        head = lines.table("questions", index)
        for fault in faults(question):
            yield lines.key(fault.key, head), fault
        seen[str(question.get("id"))] += 1
        if seen[str(question.get("id"))] == 2:
            message = f'two questions are called "{question.get("id")}": every id is used once.'
            yield lines.key("id", head), Fault("id", "duplicate-id", message)


def built(text: str, article: str) -> list[dict[str, Any]]:
    """Return the questions of a bank without problems, every cite with its article."""
    document, _ = load_toml(text)
    questions: list[dict[str, Any]] = deepcopy(document.get("questions", []))
    for thing in _citing(questions):
        if "cite" in thing:
            thing["cite"] = {"article": article, **thing["cite"]}
    return questions


def quiz_cites(text: str, article: str) -> list[BankCite]:
    """Return every well-formed cite of a knowledge check, those of options included."""
    document, _ = load_toml(text)
    lines, found = Lines(text), []
    questions = document.get("questions", [])
    for index, question in enumerate(questions if isinstance(questions, list) else []):
        line = lines.key("cite", lines.table("questions", index))
        for thing in _citing([question]):
            cite = thing.get("cite")
            if isinstance(cite, dict) and not cite_faults(cite, own=True):
                place = (cite.get("article", article), cite["video"], cite["second"])
                found.append(BankCite(line, str(question.get("id", "")), *place))
    return found


def _citing(questions: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each question and each of its parts."""
    for question in questions:
        yield question
        for name in PARTS:
            parts = question.get(name, [])
            yield from (p for p in parts if isinstance(p, dict)) if isinstance(parts, list) else ()
