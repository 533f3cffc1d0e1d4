"""What pages tell of the articles from data beside them: statements of law, and ideas."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from macros.assessment_form import PageContext
from macros.pages import render

Row = dict[str, Any]
VERDICTS = {
    "confirmed": "Confirmed",
    "corrected": "Corrected",
    "reworded": "Said more carefully",
    "dropped": "Dropped",
}
READ = {"text": "official text read", "citation": "cited from the statute"}


def document(folder: Path, name: str) -> Row:
    """Return a table beside the pages about a content folder: `law`, `ideas`."""
    return tomllib.loads((folder / f"pages/about/{name}.toml").read_text("utf-8"))


def ideas(folder: Path, titles: Mapping[str, str], context: PageContext) -> str:
    """Return a table of the ideas the site began with; `titles` are the assessments' by id."""
    read = document(folder, "ideas")
    values = {"titles": titles, "channel": read["channel"]}
    return render("ideas.html", context, ideas=read["idea"], **values)


def law(folder: Path, context: PageContext) -> str:
    """Return a table of the statements of law, each with its source."""
    read = document(folder, "law")
    values = {"verdicts": VERDICTS, "read": READ, "channel": read["channel"]}
    return render("law.html", context, statements=read["statement"], **values)
