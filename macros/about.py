"""What pages tell of the articles from data beside them: the statements of law."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from macros.assessment_form import PageContext
from macros.pages import render

Row = dict[str, Any]
LAW = "pages/about/law.toml"  # below a content folder
VERDICTS = {
    "confirmed": "Confirmed",
    "corrected": "Corrected",
    "reworded": "Said more carefully",
    "dropped": "Dropped",
}
READ = {"text": "official text read", "citation": "cited from the statute"}


def document(folder: Path) -> Row:
    """Return the table of the statements of law in a content folder, with their sources."""
    return tomllib.loads((folder / LAW).read_text("utf-8"))


def law(folder: Path, context: PageContext) -> str:
    """Return a table of those statements."""
    read = document(folder)
    values = {"verdicts": VERDICTS, "read": READ, "channel": read["channel"]}
    return render("law.html", context, statements=read["statement"], **values)
