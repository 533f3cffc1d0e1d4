"""Writes CSV for spreadsheets, and JSON with everything."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from assessments.questions import parts
from scripts.export import question_text
from scripts.export.sheet import Asked, Question, Sheet, watch

COLUMNS = (
    "id", "article", "title", "version", "type", "question", "task", "choices", "answer",
    "explanation", "remarks", "hints", "section", "video", "second", "watch", "address",
)  # fmt: skip
# What a spreadsheet may take for a formula, also behind signs that it drops, and in the wide forms
# of East Asian keyboards.
_FORMULA = re.compile(r"[\s\u200b\ufeff]*(?:[=+@＝＋＠－]|-(?![\d.]+$))|[\t\r\n]")


def csv_losses(question: Question, article: str) -> Iterator[str]:
    """What a row can't hold of a question, in plain words."""
    if parts(question) or question.get("accept"):
        yield "which of its choices belongs to which remark by more than its words"
    if any("cite" in part for part in parts(question)):
        yield "the seconds of single parts; the question's own stands there"
    if any(key in question for key in ("credit", "tolerance", "units", "accept")):
        yield "how an answer is graded"
    if question_text.widgets(question) & {"order", "match"}:
        yield "the ids of its parts"


def write_csv(sheet: Sheet) -> bytes:
    """One row a question, as UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for asked in sheet.asked:
        writer.writerow([_cell(cell) for cell in _row(asked)])
    return out.getvalue().encode("utf-8-sig")


def _row(asked: Asked) -> Iterator[object]:
    question, cite = asked.question, asked.question["cite"]
    yield from (asked.name, asked.article, asked.title, question.get("version", 1))
    yield from (question["type"], question_text.asked(question), question_text.task(question))
    yield "\n".join([*question_text.lefts(question), *question_text.choices(question)])
    yield "\n".join(question_text.answer(question))
    yield question["explain"]
    yield "\n".join(f"{label}: {text}" for label, text, _ in question_text.remarks(question))
    yield "\n".join(question.get("hints", ()))
    yield question.get("section", "")
    yield from (cite["video"], cite["second"], watch(cite), asked.address)


def _cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def write_json(sheet: Sheet) -> bytes:
    """Every question whole, as the core grades it, with its article."""
    questions = [
        {"article": a.article, "title": a.title, "address": a.address, "question": a.question}
        for a in sheet.asked
    ]
    data = {"name": sheet.name, "title": sheet.title, "questions": questions}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
