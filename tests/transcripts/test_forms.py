"""The table of forms that docs/pages/authoring shows: each is read as it says."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from macros.authoring import forms
from scripts.wiki.references_html import fill
from tests.conftest import ROOT
from tests.vaults import read_source, write_source

FORMS: list[dict[str, Any]] = tomllib.loads((ROOT / "tests/cases/forms.toml").read_text("utf-8"))[
    "form"
]
BESIDE = "=== c/My vault/Salary talks.md\n## When to ask\n\nIn spring. ^claim\n\n=== c/here.md\n"
FRONT = "---\ntitle: Here\nvideoId: abcdefghijk\n---\n"


def came_of(form: dict[str, Any], folder: Path) -> str:
    """What a form becomes: HTML, or the facts of the front matter."""
    video = "" if "video" in form["shows"] else "\nvideoId: abcdefghijk"
    title = "" if "title" in form["written"] else "\ntitle: Here"
    front = f"---\n{form['written']}{title}{video}\n---\nText.\n"
    body = front if form.get("front") else f"{FRONT}{form['written']}\n\n## Here\n"
    linked, problems = read_source(write_source(folder, BESIDE + body))
    found = linked.articles.get("c/here")
    if not found:
        return f"left out {[one.code for one in problems]}"
    article = found.article
    if not form.get("front"):
        return fill(article.html, found, "wiki/c/here")
    names = " / ".join(article.aliases)
    facts = [f"title {article.title}", f"video {article.video}", f"day {article.published}"]
    return "\n".join([*facts, f"aliases {names}"])


@pytest.mark.parametrize("form", FORMS, ids=[form["written"][:30] for form in FORMS])
def test_each_form_is_read_as_the_page_says(form: dict[str, Any], tmp_path: Path) -> None:
    assert form["shows"] in came_of(form, tmp_path)


def test_the_page_shows_every_form() -> None:
    page = (ROOT / "docs/pages/authoring/index.md").read_text(encoding="utf-8")
    assert "{{ forms() }}" in page
    assert forms().count("\n") == len(FORMS) + 1
    assert all(form["read"] in forms() for form in FORMS)
