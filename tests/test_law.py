"""The articles' statements of law: each listed with its source, each listed article as listed."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest

from macros.about import READ, VERDICTS, document
from scripts.commands.options import SOURCE
from tests.conftest import ROOT
from tests.wording import read

LAW = document(ROOT / "docs", "law")
ARTICLES = ROOT / SOURCE / LAW["channel"]
STATEMENTS = LAW["statement"]
# Words with which a text says what law is. An article that has one is listed, or named below.
LEGAL = re.compile(
    r"\b(laws?|lawful|unlawful|illegal|illegally|legally|statute|COBRA|U\.S\.C\.|C\.F\.R\."
    r"|unemployment (?:pay|benefits?)|severance|vest(?:ed|ing)|discriminat\w+|slander|1099)\b"
)
# Articles in which such a word says nothing about the law, with the reason.
ALONE = {
    "alifeafterlayoff": "the title of a video",
    "aligning_job_opportunities_with_career_goals": "being asked to break the law",
    "career_change_after_40": "a vesting date to look up",
    "importance_of_career_strategy_and_planning": "vesting in a story",
    "writing_a_resume_recruiters_read": "a bad employer's grounds to discriminate",
}
BOX = re.compile(r"^> \[!note\] (?:The video says otherwise|US law)", re.MULTILINE)


def test_each_statement_is_listed_once() -> None:
    names = [one["id"] for one in STATEMENTS]
    assert len(names) == len(set(names)) >= 30


@pytest.mark.parametrize("one", STATEMENTS, ids=lambda one: one["id"])
def test_a_statement_has_its_source_and_its_day(one: dict[str, Any]) -> None:
    assert one["verdict"] in VERDICTS
    assert one["read"] in READ
    assert isinstance(one["checked"], datetime.date)
    assert one["says"].endswith(".")
    assert one["holds"].endswith(".")
    assert one["source"]
    assert re.search(r"\d", one["citation"]), "a section, a year or a part"
    assert [slug for slug in one["articles"] if not (ARTICLES / f"{slug}.md").is_file()] == []


def test_where_a_video_is_wrong_an_article_says_so() -> None:
    silent = [
        one["id"]
        for one in STATEMENTS
        if one["verdict"] == "corrected" and not any(map(_says_law, one["articles"]))
    ]
    assert silent == []


def test_every_article_that_speaks_of_law_is_listed() -> None:
    listed = {slug for one in STATEMENTS for slug in one["articles"]} | ALONE.keys()
    speaking = {path.stem for path in ARTICLES.glob("*.md") if LEGAL.search(read(path))}
    assert speaking - listed == set()


def test_the_page_holds_the_list(site: Any) -> None:
    page = (site / "about/law/index.html").read_text("utf-8")
    assert [one["id"] for one in STATEMENTS if f'id="{one["id"]}"' not in page] == []


def _says_law(slug: str) -> bool:
    text = read(ARTICLES / f"{slug}.md")
    return bool(BOX.search(text)) or "US law" in text or "Tennessee has since" in text
