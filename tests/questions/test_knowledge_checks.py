"""The knowledge check at the end of every article that has one, as the build writes it."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assessments.validate.quiz import PARTS, built
from macros.assessment_form import ask
from scripts.commands.options import SOURCE
from scripts.questions.banks import Bank
from scripts.questions.knowledge_check import answer, remarks, sound_checks
from tests.conftest import ROOT

CASES = (ROOT / "tests/cases/questions.toml").read_text("utf-8")
BANKS = sorted((ROOT / SOURCE).glob("*/*.toml"))
KEY = "alifeafterlayoff/career_management_and_planning"


def page_of(site: Path, bank: Path) -> str:
    """The page of the article that a bank stands beside."""
    return (site / "wiki" / bank.parent.name / bank.stem / "index.html").read_text("utf-8")


def plain(html: str) -> str:
    """The words of a page."""
    words = re.sub(r"<[^<>]*>", "", html)
    for entity, sign in (("&#39;", "'"), ("&#34;", '"'), ("&lt;", "<"), ("&gt;", ">")):
        words = words.replace(entity, sign)
    return words.replace("&amp;", "&")


def section_of(page: str) -> str:
    """The check's section of a page; nothing where it has none."""
    found = re.search(r'<section class="mm-check".*?</section>', page, re.DOTALL)
    return found.group() if found else ""


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: str(bank.stem))
def test_without_a_script_questions_answers_and_cites_are_there(site: Path, bank: Path) -> None:
    page, questions = page_of(site, bank), tomllib.loads(bank.read_text("utf-8"))["questions"]
    section = section_of(page)
    words = plain(section)
    assert f"{len(questions)} questions" in words
    assert section.count("<details>") == len(questions)
    for question in questions:
        assert question["type"] == "cloze" or question["text"] in words
        assert question["explain"] in words
        assert all(line in words for line in answer(question))
        for part in (part for name in PARTS for part in question.get(name, ())):
            assert part.get("feedback", "") in words
    ids = Counter(re.findall(r'\sid="([^"]*)"', page))
    assert {name for name, times in ids.items() if times > 1} == set()
    assert page.index("</section>", page.index("mm-check")) < page.index('class="mm-next"')


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: str(bank.stem))
def test_every_cite_leads_to_a_paragraph_and_a_second(site: Path, bank: Path) -> None:
    page = page_of(site, bank)
    section, ids = section_of(page), set(re.findall(r'\sid="([^"]*)"', page))
    data = json.loads((site / "wiki" / bank.parent.name / bank.stem / "check.json").read_bytes())
    for cite in cites(data["questions"]):
        where = data["paragraphs"][f"{cite['article']} {cite['video']} {cite['second']}"]
        assert f'href="{where}"' in section
        assert not where.startswith("#") or where[1:] in ids
        assert f"v={cite['video']}&amp;t={cite['second']}s" in section


def cites(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every cite of built questions."""
    parts = [part for q in questions for name in PARTS for part in q.get(name, ())]
    return [thing["cite"] for thing in [*questions, *parts] if "cite" in thing]


def test_the_table_of_contents_lists_the_check(site: Path) -> None:
    page = page_of(site, BANKS[0])
    assert len(re.findall(r'<a href="#check">Check yourself</a>', page)) == 2


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: str(bank.stem))
def test_each_section_offers_the_questions_that_it_settles(site: Path, bank: Path) -> None:
    page = page_of(site, bank)
    found = re.search(r'data-sections="([^"]*)"', page)
    asked = json.loads(found.group(1).replace("&#34;", '"')) if found else {}
    links = re.findall(r'check-section-link" href="#check=/([^"]*)"', page)
    assert links == list(asked)
    known = {q["id"] for q in tomllib.loads(bank.read_text("utf-8"))["questions"]}
    named = [name for questions in asked.values() for name in questions]
    assert set(named) <= known
    assert len(named) == len(set(named))


def test_a_channel_names_all_its_questions(site: Path) -> None:
    folder = BANKS[0].parent.name
    told = json.loads((site / "wiki" / folder / "check.json").read_bytes())
    banks = [bank for bank in BANKS if bank.parent.name == folder]
    assert told["articles"] == {
        bank.stem: [q["id"] for q in tomllib.loads(bank.read_text("utf-8"))["questions"]]
        for bank in banks
    }
    page = (site / "wiki" / folder / "index.html").read_text("utf-8")
    assert f"10 questions drawn from the checks of {len(banks)} articles" in page


def test_a_page_without_a_check_carries_none_of_it(site: Path) -> None:
    page = (site / "browse" / "index.html").read_text("utf-8")
    assert "check.css" not in page
    assert section_of(page) == ""


def test_a_bank_with_a_problem_makes_no_check() -> None:
    sound, broken = CASES.partition("# One")[2], 'version = "1.0"'
    few = "[[questions]]".join(f"#{sound}".split("[[questions]]")[:4])
    banks = [Bank("a.toml", few, KEY, True), Bank("b.toml", broken, "ch/b", True)]
    assert list(sound_checks(banks)) == [KEY]


@pytest.mark.parametrize("question", built(CASES, KEY), ids=lambda q: str(q["type"]))
def test_the_answer_told_is_the_one_that_the_core_takes(question: dict[str, Any]) -> None:
    lines = answer(question)
    assert lines
    right = ask("grade", question=question, response={})["answer"]
    view = ask("describe", questions=[question], seed="x")["questions"][0]
    labels = {o["value"]: o["label"] for f in view["fields"] for o in f.get("options", ())}
    told = " ".join(lines)
    for value in right.values():
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, dict):
                assert str(labels.get(one, one)) in told
    assert all(text for _, text, _ in remarks(question))
