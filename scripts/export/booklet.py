"""Writes a booklet to print: the questions, and behind them the key."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from scripts.core.csp import meta
from scripts.core.templates import template
from scripts.export import question_text
from scripts.export.sheet import Question, Sheet, watch

# What stands before a choice; where none of these does, there is room for a number or a letter.
SIGNS = {"choice": "○", "choices": "□"}
ROOM = "____"


def losses(question: Question, article: str) -> Iterator[str]:
    """What paper can't hold of a question, in plain words."""
    yield "grading: the key stands at the end"
    if question.get("hints"):
        yield "its hints"
    if "credit" in question:
        yield "credit for a part of the answer"
    if "section" in question:
        yield "the section that it belongs to"


def sign(question: Question) -> str:
    """Return the sign before each of a question's choices."""
    widgets = question_text.widgets(question)
    return next((SIGNS[name] for name in SIGNS if name in widgets), ROOM)


def write_booklet(sheet: Sheet) -> bytes:
    """One HTML page that needs no other file."""
    numbered = list(enumerate(sheet.asked, 1))
    articles = [
        (title, address, list(group))
        for (title, address), group in groupby(numbered, key=lambda n: (n[1].title, n[1].address))
    ]
    html = template(
        "booklet.html",
        policy=Markup(meta()),  # noqa: S704
        sheet=sheet,
        articles=articles,
        numbered=numbered,
        told=question_text,
        sign=sign,
        watch=watch,
    )
    return html.encode()
