"""The formats that questions leave in: how each is written, and what it loses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from scripts.export import apkg, booklet, tables
from scripts.export.gift.subset import held
from scripts.export.gift.write import write_gift
from scripts.export.sheet import Asked, Question, Sheet

Losses = Callable[[Question, str], Iterable[str]]


class Format(NamedTuple):
    """One format: the ending of its file, what it is called, its writer and its losses."""

    ending: str
    title: str
    write: Callable[[Sheet], bytes]
    losses: Losses


FORMATS = {
    "apkg": Format("apkg", "Cards for Anki", apkg.write_apkg, apkg.losses),
    "gift": Format("gift", "GIFT, for Moodle and others", write_gift, lambda q, a: held(q, a)[1]),
    "csv": Format("csv", "CSV, for spreadsheets", tables.write_csv, tables.csv_losses),
    "json": Format("json", "JSON, with everything", tables.write_json, lambda q, a: ()),
    "booklet": Format("html", "A booklet to print", booklet.write_booklet, booklet.losses),
}


def lost(made: Format, asked: Asked) -> list[str]:
    """What a format can't hold of a question, in plain words."""
    return list(made.losses(asked.question, asked.article))


def loss_lines(made: Format, sheet: Sheet) -> Iterator[str]:
    """The loss report of a format, question by question."""
    for asked in sheet.asked:
        for words in lost(made, asked):
            yield f"{asked.name}: lost: {words}"


def loss_summary(made: Format, sheet: Sheet) -> Iterator[str]:
    """How many questions lose what, the most first."""
    counts = Counter(words for asked in sheet.asked for words in lost(made, asked))
    of = len(sheet.asked)
    for words, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"{count} of {of}: {words}"
