"""A question in words, for formats that show it and grade nothing: cards, tables and paper."""

from __future__ import annotations

from assessments.questions.cloze import HOLE
from assessments.questions.common import shuffled
from scripts.export.sheet import Question
from scripts.questions.knowledge_check import answer, remarks

__all__ = ["answer", "asked", "choices", "lefts", "remarks", "task"]

BLANK = "________"
TASKS = {
    "single": "Choose one.",
    "multiple": "Choose all that are right.",
    "true-false": "True or false, and why?",
    "ordering": "Put these in order.",
    "matching": "Find what belongs together.",
    "numeric": "Give a number.",
    "short": "Answer in a word or two.",
    "cloze": "Fill in the gaps.",
}


def asked(question: Question) -> str:
    """The text of a question, its gaps as blanks."""
    if question["type"] != "cloze":
        return str(question["text"])
    return HOLE.sub(BLANK, question["text"])


def task(question: Question) -> str:
    """What the reader is to do, with the unit where there is one."""
    unit = question.get("unit")
    return f"Give a number ({unit})." if unit else TASKS[question["type"]]


def lefts(question: Question) -> list[str]:
    """What the choices of a matching are to be found for; nothing for other types."""
    return [pair["left"] for pair in question.get("pairs", ())]


def choices(question: Question) -> list[str]:
    """What there is to choose from, one line each; mixed where the order would be the answer."""
    kind = question["type"]
    if kind == "matching":
        rights = [pair["right"] for pair in question["pairs"]] + list(question.get("extra", ()))
        return shuffled(rights, question["id"])
    if kind == "ordering":
        return _disordered([step["text"] for step in question["steps"]], question["id"])
    if kind == "cloze":
        return [_gap(n, gap) for n, gap in enumerate(question["gaps"], 1) if "wrong" in gap]
    options = question.get("options") or question.get("reasons") or []
    return [option["text"] for option in options]


def _disordered(texts: list[str], seed: str) -> list[str]:
    mixed = shuffled(texts, seed)
    return mixed if mixed != texts else mixed[1:] + mixed[:1]


def _gap(number: int, gap: Question) -> str:
    words = shuffled([gap["accept"][0], *gap["wrong"]], gap["id"])
    return f"Gap {number}: {' / '.join(words)}"
