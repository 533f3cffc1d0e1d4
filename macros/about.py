"""What the pages below docs/about tell of the articles: the statements of law, from data."""

from __future__ import annotations

import tomllib
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


def law(docs: Path, context: PageContext) -> str:
    """Return a table of those statements."""
    values = {"verdicts": VERDICTS, "read": READ, "channel": CHANNEL}
    return render("law.html", context, statements=statements(docs), **values)
