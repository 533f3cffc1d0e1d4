"""What becomes of answers to checks: kept, brought into review, edited and removed questions."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.assessment_form import ask
from scripts.bench.server import serve_folder
from tests.browser.checking import (
    ARTICLE,
    KEY,
    LONG,
    answer,
    hand_in,
    item,
    miss,
    put,
    start,
    stored,
)
from tests.conftest import ROOT, build_site


def test_only_the_first_try_counts(quiet: Page, server: str) -> None:
    miss(quiet, server)
    quiet.get_by_role("button", name="Try again").click()
    expect(quiet.locator(".check-sure")).to_have_count(0)
    quiet.locator(".check-form .check-option").nth(1).click()
    hand_in(quiet)
    quiet.locator(".check-said").wait_for()
    first, second = sorted(stored(quiet, "answers"), key=lambda kept: kept["time"])
    assert first["entry"]
    assert second["entry"] is None
    assert second["confidence"] is None


def test_a_section_asks_its_own_questions(quiet: Page, server: str) -> None:
    quiet.goto(f"{server}/wiki/alifeafterlayoff/bad_bosses/")
    section = quiet.locator(".check-section").nth(1)
    expect(section).to_contain_text("1 question")
    link = section.get_by_role("link")
    fragment = str(link.get_attribute("href"))
    link.focus()
    quiet.keyboard.press("Enter")
    expect(quiet.locator("h3.check-text")).to_contain_text("You work for a narcissist")
    expect(quiet.locator("h3.check-text")).to_be_focused()
    expect(quiet.locator(".check-where")).to_have_text("Question 1 of 1")
    assert quiet.url.endswith(fragment)
    quiet.get_by_role("button", name="Skip").click()
    quiet.get_by_role("button", name="The whole check").click()
    expect(quiet.locator(".check-where")).not_to_have_text("Question 1 of 1", timeout=LONG)


def test_a_channel_draws_by_the_seed_in_its_link(quiet: Page, server: str, site: Path) -> None:
    channel = "wiki/alifeafterlayoff/"
    quiet.goto(f"{server}/{channel}#check=mile")
    expect(quiet.get_by_role("button", name="Start")).to_be_enabled()
    quiet.get_by_role("button", name="Start").press("Enter")
    expect(quiet.locator(".check-where")).to_have_text("Question 1 of 10", timeout=LONG)
    file = quiet.evaluate("fetch('check.json').then((reply) => reply.json())")
    items = [f"alifeafterlayoff/{s}/{i}" for s, ids in file["articles"].items() for i in ids]
    drawn = ask("describe", ids=items, draw=10, seed="mile")["ids"]
    for name in drawn[:3]:
        article, _, ident = name.rpartition("/")
        check = quiet.evaluate("a => fetch(a).then((r) => r.json())", f"/wiki/{article}/check.json")
        (asked,) = [question for question in check["view"]["questions"] if question["id"] == ident]
        if asked["type"] != "cloze":
            expect(quiet.locator("h3.check-text")).to_have_text(asked["text"])
        quiet.get_by_role("button", name="Skip").click()
    while not quiet.locator(".check-end").count():
        quiet.get_by_role("button", name="Skip").click()
    link = quiet.get_by_role("link", name="A link to the questions in this order")
    expect(link).to_have_attribute("href", "#check=mile")
    # what was left out leads to its article from here
    expect(quiet.get_by_role("link", name="Read it in its article").first).to_be_visible()


def test_a_draw_that_fails_can_be_tried_again(tab: Page, server: str) -> None:
    tab.route("**/generated/runtime/**", lambda route: route.abort())
    tab.goto(f"{server}/wiki/alifeafterlayoff/")
    tab.get_by_role("button", name="Start").click()
    expect(tab.get_by_role("alert")).to_contain_text("The questions did not come.", timeout=LONG)
    tab.unroute("**/generated/runtime/**")
    tab.get_by_role("button", name="Start").click()
    expect(tab.locator(".check-where")).to_have_text("Question 1 of 10", timeout=LONG)
    expect(tab.get_by_role("alert")).to_be_empty()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A source of one article with its check."""
    folder = tmp_path / "source" / "alifeafterlayoff"
    folder.mkdir(parents=True)
    for end in (".md", ".toml"):
        shutil.copy(ROOT / f"docs/articles/{KEY}{end}", folder)
    return folder.parent


def test_an_edited_question_keeps_its_history(
    browser: Browser, source: Path, tmp_path: Path
) -> None:
    bank = source / f"{KEY}.toml"
    text = bank.read_text("utf-8")
    context = browser.new_context()
    site = build_site(source, tmp_path)
    with serve_folder(site) as address:
        page = context.new_page()
        miss(page, address)
        page.close()
        (before,) = [q for q in ask_built(text) if "chess move" in q["text"]]
        edited = text.replace(before["text"], "Which of these four is a chess move, would you say?")
        ident = f'id = "{before["id"]}"\n'
        bank.write_text(edited.replace(ident, ident + "version = 2\n", 1), "utf-8")
        build_site(source, tmp_path)
        page = context.new_page()
        page.goto(f"{address}/{ARTICLE}")
        start(page)
        expect(page.locator(".check-note")).to_have_text(
            "Since you answered, one question has changed; what you kept of it stays."
        )
        (known,), (kept,) = stored(page, "items"), stored(page, "answers")
        assert (known["version"], kept["version"]) == (2, 1)
        assert known["text"].startswith("Which of these four")
        assert known["card"]["last_review"] == kept["entry"]["time"]
        page.goto(f"{address}/{ARTICLE}")
        start(page)
        expect(page.locator(".check-note")).to_have_count(0)
    context.close()


def ask_built(text: str) -> list[dict[str, Any]]:
    """The questions of a check's TOML."""
    from assessments.validate.quiz import built

    return list(built(text, KEY))


def test_a_question_that_is_gone_is_put_away(quiet: Page, server: str) -> None:
    gone = f"{KEY}/no-longer-here"
    put(quiet, server, item(gone, "2026-11-22T09:00:00Z"), answer(gone, 1))
    quiet.goto(f"{server}/{ARTICLE}")
    start(quiet)
    expect(quiet.locator(".check-note")).to_have_text(
        "Since you answered, one is no longer asked; what you kept of it stays."
    )
    assert stored(quiet, "items")[0]["archived"] is True
    assert len(stored(quiet, "answers")) == 1
