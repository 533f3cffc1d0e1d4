"""What the pages below docs/about tell of the articles, from data: statements of law, ideas."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from macros.assessment_form import PageContext
from macros.pages import render

Row = dict[str, Any]
CHANNEL = "alifeafterlayoff"  # whose articles the tables of docs/about name by their slugs
VERDICTS = {
    "confirmed": "Confirmed",
    "corrected": "Corrected",
    "reworded": "Said more carefully",
    "dropped": "Dropped",
}
READ = {"text": "official text read", "citation": "cited from the statute"}


def statements(docs: Path) -> list[Row]:
    """Return the statements of law in the articles, each with its source."""
    return list(tomllib.loads((docs / "about/law.toml").read_text("utf-8"))["statement"])


def idea_rows(docs: Path) -> list[Row]:
    """Return the ideas that the site began with, each with what carries it."""
    return list(tomllib.loads((docs / "about/ideas.toml").read_text("utf-8"))["idea"])


def ideas(docs: Path, titles: Mapping[str, str], context: PageContext) -> str:
    """Return a table of those ideas; `titles` are the assessments' by id."""
    rows = idea_rows(docs)
    return render("ideas.html", context, ideas=rows, titles=titles, channel=CHANNEL)


def law(docs: Path, context: PageContext) -> str:
    """Return a table of those statements."""
    values = {"verdicts": VERDICTS, "read": READ, "channel": CHANNEL}
    return render("law.html", context, statements=statements(docs), **values)
