"""The check at the end of an article as readers use it: by keyboard, to the second, and failing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from assessments.validate.quiz import built
from macros.assessment_form import ask
from tests.browser.checking import ARTICLE, KEY, LONG, answer_by_keyboard, start, tab_to
from tests.browser.reading import Reader
from tests.conftest import ROOT

CASES = built((ROOT / "tests/cases/questions.toml").read_text("utf-8"), KEY)
RUNTIME = "**/generated/runtime/**"


@pytest.fixture(scope="module")
def pocket(browser: Browser) -> Iterator[BrowserContext]:
    """One reader's phone: what was loaded once stays in its cache, as it does for readers."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context
    context.close()


@pytest.fixture
def reader(pocket: BrowserContext, server: str) -> Iterator[Reader]:
    """A reader at a page that must ask no other host and complain of nothing."""
    found = Reader(pocket, server)
    yield found
    found.page.evaluate("localStorage.removeItem('mm-checks')")  # the next test starts anew
    found.page.close()
    pocket.unroute_all()
    assert found.strangers == []
    assert found.complaints == []


def ask_the_cases(context: BrowserContext) -> None:
    """Let the article ask one question of each type."""

    def answer(route: Route) -> None:
        file = route.fetch().json()
        view = ask("describe", questions=CASES, seed="cases")
        route.fulfill(json={**file, "questions": CASES, "view": view})

    context.route("**/check.json", answer)


def test_start_can_be_pressed_once_its_program_is_there(reader: Reader) -> None:
    held: list[Route] = []
    reader.context.route("**/js/knowledge-check/element.js", lambda route: held.append(route))
    with reader.page.expect_request("**/js/knowledge-check/element.js"):
        reader.page.goto(f"{reader.server}/{ARTICLE}", wait_until="commit")
    button = reader.page.locator(".check-begin button")
    expect(button).to_be_disabled()
    held[0].continue_()
    expect(button).to_be_enabled()
    start(reader.page)


def test_every_type_is_answered_by_keyboard_alone(reader: Reader) -> None:
    ask_the_cases(reader.context)
    page = reader.goto(ARTICLE)
    start(page)
    views = ask("describe", questions=CASES, seed="cases")["questions"]
    for question, view in zip(CASES, views, strict=True):
        right = ask("grade", question=question, response={})["answer"]
        answer_by_keyboard(page, view, right)
        tab_to(page, "Check the answer")
        page.keyboard.press("Enter")
        expect(page.locator(".check-said")).to_be_focused(timeout=LONG)
        expect(page.locator(".check-verdict")).to_have_text("Right.")
        expect(page.locator(".check-explain")).to_contain_text(question["explain"])
        tab_to(page, "Next question" if question is not CASES[-1] else "Summary")
        page.keyboard.press("Enter")
    expect(page.locator("h3.check-text")).to_have_text("8 of 8 right at the first try")


def test_nothing_is_loaded_before_a_reader_reaches_for_it(reader: Reader) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    page = reader.goto(ARTICLE)
    page.locator("#check").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    late = ("generated/runtime", "check.json", "knowledge-check/run.js", "assessment/client.js")
    assert [url for url in asked if any(name in url for name in late)] == []
    with page.expect_request(RUNTIME):
        page.get_by_role("button", name="Start").hover()
    assert any("check.json" in url for url in asked)


def to_question(page: Page, words: str) -> None:
    """Skip until this question is asked."""
    start(page)
    while words not in page.locator("h3.check-text").inner_text():
        page.get_by_role("button", name="Skip").click()


def senior_post(page: Page) -> Locator:
    """A wrong option that another second settles than the question's."""
    return page.locator(".check-form").get_by_label("Wait until the senior post is free")


@pytest.mark.parametrize("query", ["", "?utm_source=mail"])
def test_a_wrong_answer_leads_to_its_paragraph_and_second(reader: Reader, query: str) -> None:
    page = reader.goto(ARTICLE + query)
    to_question(page, "chess move")
    senior_post(page).check()
    page.get_by_role("button", name="Check the answer").click()
    expect(page.locator(".check-verdict")).to_have_text("Not yet.", timeout=LONG)
    expect(page.locator(".check-explain")).to_have_count(0)
    page.get_by_role("link", name="Read the paragraph").click()
    assert page.url.endswith("#t-788")
    block = page.locator(".check-settles")
    expect(block.locator("#t-788")).to_have_text("13:08")
    expect(block).to_be_in_viewport()
    page.get_by_role("button", name="Back to the check").click()
    expect(page.get_by_role("link", name="Read the paragraph")).to_be_focused()
    expect(block).to_have_count(0)
    page.get_by_role("link", name="Hear it at 13:08").click()
    expect(page.get_by_role("button", name="Play from 13:08")).to_be_visible()


def test_hints_another_try_and_the_answer(reader: Reader) -> None:
    ask_the_cases(reader.context)
    page = reader.goto(ARTICLE)
    start(page)
    page.get_by_role("button", name="Check the answer").click()
    expect(page.get_by_role("alert")).to_have_text("Answer first; a guess is fine.")
    for hint in CASES[0]["hints"]:
        page.get_by_role("button", name="hint").click()
        expect(page.locator(".check-hints")).to_contain_text(hint)
    expect(page.get_by_role("button", name="Check the answer")).to_be_focused()
    page.get_by_label("There were no jobs outside.").check()
    page.get_by_role("button", name="Check the answer").click()
    expect(page.locator(".check-parts")).to_contain_text("Colleagues left and rose.", timeout=LONG)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".check-said")).to_have_count(0)
    page.get_by_role("button", name="Check the answer").click()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.get_by_label("The people above gained by staying.")).to_be_checked()
    expect(page.locator(".check-explain")).to_contain_text(CASES[0]["explain"])


def test_partial_credit_is_told_in_words(reader: Reader) -> None:
    ask_the_cases(reader.context)
    page = reader.goto(ARTICLE)
    to_question(page, "promise is slipping")
    page.get_by_label("The date passes without a word.").check()
    page.get_by_role("button", name="Check the answer").click()
    told = "Partly right. 1 of 2 parts is right. That counts as half of it."
    expect(page.locator(".check-verdict")).to_have_text(told, timeout=LONG)


@pytest.mark.parametrize("seed", ["mile", "two"])
def test_a_link_brings_its_order(reader: Reader, seed: str) -> None:
    ask_the_cases(reader.context)
    page = reader.goto(f"{ARTICLE}#check={seed}")
    expect(page.get_by_role("button", name="Start")).to_be_focused()
    page.keyboard.press("Enter")
    wanted = ask("describe", questions=CASES, seed=seed, shuffle=True)["questions"]
    for question in wanted[:2]:
        expect(page.locator("h3.check-text")).to_have_text(question["text"], timeout=LONG)
        page.get_by_role("button", name="Skip").click()


def test_what_was_missed_is_asked_again(reader: Reader) -> None:
    ask_the_cases(reader.context)
    page = reader.goto(ARTICLE)
    start(page)
    page.get_by_label("The people above gained by staying.").check()
    page.get_by_role("button", name="Check the answer").click()
    page.get_by_role("button", name="Next question").click(timeout=LONG)
    for _ in CASES[1:]:
        page.get_by_role("button", name="Skip").click()
    expect(page.locator("h3.check-text")).to_have_text("1 of 8 right at the first try")
    page.get_by_role("button", name="Only what I missed").click()
    expect(page.locator(".check-where")).to_have_text("Question 1 of 7")


def test_without_the_program_the_answers_stand_on_paper(phone: BrowserContext, server: str) -> None:
    phone.route(RUNTIME, lambda route: route.abort())
    page = phone.new_page()
    page.goto(f"{server}/{ARTICLE}")
    to_question(page, "chess move")
    senior_post(page).check()
    page.get_by_role("button", name="Check the answer").click()
    expect(page.get_by_role("alert")).to_contain_text("stand below", timeout=LONG)
    expect(senior_post(page)).to_be_checked()
    expect(page.locator(".check-paper")).to_be_visible()


def test_without_javascript_questions_and_answers_can_be_read(
    browser: Browser, server: str, site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/{ARTICLE}#check")
    questions = json.loads((site / ARTICLE / "check.json").read_bytes())["questions"]
    expect(page.get_by_role("button", name="Start")).to_be_hidden()
    for number, question in enumerate(questions):
        item = page.locator(".check-paper-question").nth(number)
        item.locator("summary").click()
        expect(item.get_by_text(question["explain"])).to_be_visible()
    context.close()
