"""A question in words, for formats that show it and grade nothing: cards, tables and paper.

Nothing here knows a type by its name: its module and the widgets of its fields say all.
"""

from __future__ import annotations

from typing import Any

from assessments.questions import load
from scripts.export.sheet import Question
from scripts.questions.knowledge_check import answer, remarks

__all__ = [
    "answer",
    "asked",
    "asks_verdict",
    "choices",
    "is_written",
    "lefts",
    "remarks",
    "task",
    "widgets",
]

BLANK = "________"


def fields(question: Question) -> list[dict[str, Any]]:
    """Return the fields of a question's form."""
    return load(question["type"]).view(question, question["id"])


def widgets(question: Question) -> set[str]:
    """Return the widgets of a question's form; a field inside a sentence is a gap."""
    return {"gap" if "before" in field else field["widget"] for field in fields(question)}


def asked(question: Question) -> str:
    """Return the text of a question, its gaps as blanks."""
    if "gap" not in widgets(question):
        return str(question["text"])
    return "".join(f"{field['before']}{BLANK}{field['after']}" for field in fields(question))


def asks_verdict(question: Question) -> bool:
    """Return whether a question asks for true or false."""
    options = (option for field in fields(question) for option in field.get("options", ()))
    return any(isinstance(option["value"], bool) for option in options)


def is_written(question: Question) -> bool:
    """Return whether an answer is written outside of a sentence."""
    return bool(widgets(question) & {"number", "text"})


def task(question: Question) -> str:
    """Return what the reader is to do, with the unit where there is one."""
    words, unit = load(question["type"]).TASK, question.get("unit")
    return f"{words.rstrip('.')} ({unit})." if unit else words


def lefts(question: Question) -> list[str]:
    """Return what the choices of a matching are to be found for; nothing for other questions."""
    return [row["label"] for field in fields(question) for row in field.get("rows", ())]


def choices(question: Question) -> list[str]:
    """Return what there is to choose from, a line each; mixed where the order would tell."""
    return load(question["type"]).choices(question)
