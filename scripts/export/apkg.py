"""Writes Anki decks by genanki: one deck an article, one note a question.

A note's GUID comes from the question's id: an edited question keeps its card's history. Anki takes
an edit only from a newer note, so notes carry `Sheet.changed`: in a site's decks the newest day in
the front matter of their articles.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

import genanki

from assessments.questions import parts
from macros.content import settings
from scripts.core.text import clock_label
from scripts.export import question_text
from scripts.export.sheet import Asked, Question, Sheet, watch

MODEL = 1_607_392_319  # never changed: Anki knows the note type by it
FIELDS = ("Question", "Task", "Choices", "Hints", "Answer", "Why", "Remarks", "Source", "Name")
FRONT = """\
<div class="question">{{Question}}</div><div class="task">{{Task}}</div>
{{#Choices}}<div class="choices">{{Choices}}</div>{{/Choices}}
{{#Hints}}<div class="hints">{{hint:Hints}}</div>{{/Hints}}
"""
BACK = """\
<div class="question">{{Question}}</div>
<hr id="answer">
<div class="answer">{{Answer}}</div>
<p>{{Why}}</p>
{{#Remarks}}<div class="remarks">{{Remarks}}</div>{{/Remarks}}
<p class="source">{{Source}}</p>
"""
STYLE = """\
.card { font: 1.1rem/1.5 Georgia, serif; max-width: 34rem; margin: 0 auto; padding: 1rem; color: #1d2327; background: #fff; }
.question { font-size: 1.25em; } .task, .source { color: #5a6570; font-size: .9em; }
.answer { font-weight: bold; } li { margin: .3em 0; }
.nightMode.card { color: #e4e7ea; background: #14181c; } .nightMode .task, .nightMode .source { color: #a3adb6; }
.nightMode a { color: #8ab8f0; }
"""  # noqa: E501
_THEN = (1980, 1, 1, 0, 0, 0)  # the day of every file in the archive, so that bytes stay the same


def losses(question: Question, article: str) -> Iterator[str]:
    """What a card can't hold of a question, in plain words."""
    yield "grading: Anki asks how well you knew it"
    if "credit" in question:
        yield "credit for a part of the answer"
    widgets = question_text.widgets(question)
    if widgets & {"text", "number", "gap"}:
        yield "typing: the answer is said or written, then compared by eye"
    if widgets & {"choice", "choices", "match", "order"} and question_text.choices(question):
        yield "a new order each time: the choices stand still"
    if any("cite" in part for part in parts(question)):
        yield "the seconds of single parts; the question's own is linked"
    if "section" in question:
        yield "the section that it belongs to"


def write_apkg(sheet: Sheet) -> bytes:
    """Return the questions of a sheet as an Anki package: the same bytes for the same sheet."""
    decks: dict[str, genanki.Deck] = {}
    model = _model()
    for asked in sheet.asked:
        if asked.article not in decks:
            channel = asked.article.partition("/")[0]
            name = f"{settings().name}::{channel}::{asked.title.replace('::', ': ')}"
            decks[asked.article] = genanki.Deck(_number(asked.article), name)
        decks[asked.article].add_note(_note(model, asked))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.apkg"
        genanki.Package(list(decks.values())).write_to_file(path, timestamp=sheet.changed)
        return _dated(path.read_bytes())


def _dated(data: bytes) -> bytes:
    """The archive with fixed dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, _THEN), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _number(name: str) -> int:
    """A deck's number, for ever the same for a name; Anki takes 31 bits and more."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) | 1 << 31


def _model() -> genanki.Model:
    return genanki.Model(
        MODEL,
        settings().name,
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Question", "qfmt": FRONT, "afmt": BACK}],
        css=STYLE,
    )


def guid(name: str) -> str:
    """The GUID of a question's note, from its lasting name."""
    return str(genanki.guid_for("mile-markers", name))


def _note(model: genanki.Model, asked: Asked) -> genanki.Note:
    question = asked.question
    remarks = [f"{label}: {text}" for label, text, _ in question_text.remarks(question)]
    cite = question["cite"]
    second = f'<a href="{escape(watch(cite))}">{clock_label(cite["second"])} of the video</a>'
    fields = [
        escape(question_text.asked(question)),
        escape(question_text.task(question)),
        _list(question_text.lefts(question)) + _list(question_text.choices(question)),
        _list(question.get("hints", [])),
        "<br>".join(map(escape, question_text.answer(question))),
        escape(question["explain"]),
        _list(remarks),
        f'{second}, <a href="{escape(asked.address)}">{escape(asked.title)}</a>',
        escape(asked.name),
    ]
    tags = [
        f"{settings().name.replace(' ', '')}::{asked.article.replace('/', '::')}",
        question["type"],
    ]
    return genanki.Note(model=model, fields=fields, tags=tags, guid=guid(asked.name))


def _list(lines: list[str]) -> str:
    rows = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{rows}</ul>" if rows else ""
