"""The assessments as readers take them: by keyboard, on a phone, without JavaScript."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assessments.banks import IDS
from tests.browser.quiz_keys import PROMISE, fill, hand_in, open_quiz, result, take_by_keyboard

CONVERSATIONS = Path(__file__).parents[1] / "cases" / "conversations"


@pytest.mark.parametrize("name", [name for name in IDS if name != "career-map"])
def test_an_assessment_is_taken_to_its_result_by_keyboard_alone(
    quiet: Page, server: str, name: str
) -> None:
    open_quiz(quiet, server, name)
    found = take_by_keyboard(quiet)
    assert found["assessment"] == name
    assert len(found["moves"]) <= 3
    heading = quiet.get_by_role("heading", name="Your result")
    expect(heading).to_be_focused()
    if found["verdict"]:
        expect(quiet.locator(".quiz-verdict")).to_contain_text(found["verdict"])
    expect(quiet.locator(".quiz-next .quiz-move")).to_have_count(len(found["moves"]))
    for move in found["moves"]:
        cite = move["cite"]
        link = f'a.citation[href*="v={cite["video"]}"][data-seconds="{cite["second"]}"]'
        expect(quiet.locator(f'.quiz-next [data-move="{move["id"]}"] {link}')).to_be_visible()
    for chart in [chart for chart in found["charts"] if chart["rows"]]:
        expect(quiet.locator("figure", has_text=chart["title"]).locator("canvas")).to_be_visible()
    assert quiet.evaluate("document.documentElement.scrollWidth") <= 390
    assert pages_of_report(quiet) <= 2


def pages_of_report(page: Page) -> int:
    """How many pages the report of the result takes on paper."""
    page.evaluate("document.querySelector('mile-assessment').dataset.print = 'report'")
    pdf = page.pdf(format="A4")
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ")


def test_no_win_at_all_is_an_answer_too(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "last-win")
    none = quiet.get_by_label("Nothing comes to mind")
    none.focus()
    quiet.keyboard.press("Space")
    open_quiz(quiet, server, "last-win")
    expect(none).to_be_checked()
    quiet.get_by_label("Win", exact=True).fill("Closed the books early")
    none.uncheck()
    none.click()
    expect(none).not_to_be_checked()  # a row that is filled in says more
    quiet.get_by_label("Win", exact=True).fill("")
    none.check()
    hand_in(quiet)
    assert result(quiet)["values"] == {"momentum": 0, "freshest_months": None}


def test_the_career_map_is_drawn_over_the_results_kept_here(quiet: Page, server: str) -> None:
    for _ in range(2):
        open_quiz(quiet, server, "promise-check")
        fill(quiet, PROMISE)
        hand_in(quiet)
        result(quiet)
    open_quiz(quiet, server, "career-map")
    found = take_by_keyboard(quiet)
    assert found["values"]["taken"] == 1
    row = quiet.get_by_role("row", name="Promise check")
    expect(row.first).to_contain_text("needs work")
    assert found["moves"]
    expect(quiet.locator(".quiz-next .quiz-move")).to_have_count(len(found["moves"]))


def test_the_seed_case_is_broken_and_says_where_it_is_told(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "promise-check")
    quiet.get_by_role("textbox", name="How many months were you told").focus()
    found = take_by_keyboard(quiet)
    assert (found["values"]["slip"], found["verdict"]) == (6, "broken")
    assert {move["cite"]["video"] for move in found["moves"]} >= {"q8S-685BZcY"}


@pytest.mark.parametrize("text", ["-3", "abc", "1e999", "99999"])
def test_bad_input_is_named_beside_its_field_and_nothing_is_lost(
    quiet: Page, server: str, text: str
) -> None:
    open_quiz(quiet, server, "promise-check")
    fill(quiet, {**PROMISE, "How many months were you told it would take?": text})
    hand_in(quiet)
    entry = quiet.locator("#q-promised_months")
    expect(entry).to_be_focused(timeout=60_000)
    expect(entry).to_have_attribute("aria-invalid", "true")
    expect(entry).to_have_value(text)
    said = quiet.locator(".quiz-error")
    expect(said).to_contain_text("1 to 600")
    assert said.get_attribute("id") in (entry.get_attribute("aria-describedby") or "").split()
    expect(quiet.locator("#q-elapsed_months")).to_have_value("108")
    entry.fill("18")
    expect(said).to_have_count(0)
    hand_in(quiet)
    assert result(quiet)["values"]["slip"] == 6


def test_rows_are_added_moved_and_removed_by_keyboard(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "smart-work")
    quiet.get_by_label("Project", exact=True).focus()
    quiet.keyboard.type("First")
    quiet.get_by_role("button", name="Add a project").focus()
    quiet.keyboard.press("Enter")
    expect(
        quiet.get_by_role("group", name="Project 2").get_by_label("Project", exact=True)
    ).to_be_focused()
    quiet.keyboard.type("Second")
    quiet.keyboard.press("Alt+ArrowUp")
    names = quiet.get_by_label("Project", exact=True)
    expect(names.first).to_have_value("Second")
    expect(names.first).to_be_focused()
    expect(quiet.get_by_role("status")).to_contain_text("Moved: now Project 1")
    quiet.get_by_role("button", name="Remove Project 1").focus()
    quiet.keyboard.press("Enter")
    expect(names).to_have_count(1)
    expect(names.first).to_have_value("First")
    expect(names.first).to_be_focused()


def test_an_error_in_a_row_stands_in_that_row(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "smart-work")
    quiet.get_by_role("button", name="Add a project").click()
    second = quiet.get_by_role("group", name="Project 2")
    second.get_by_label("Hours a week").fill("500")
    hand_in(quiet)
    expect(second.locator(".quiz-error").first).to_contain_text("168", timeout=60_000)
    expect(quiet.get_by_role("group", name="Project 1").locator(".quiz-error")).to_have_count(0)


def test_a_section_can_be_skipped_and_found_again(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "promise-check")
    quiet.get_by_role("button", name="Skip for now").click()
    heading = quiet.get_by_role("heading", name="What has been done about it")
    expect(heading).to_be_focused()
    expect(quiet.get_by_role("heading", name="The promise", exact=True)).to_be_hidden()
    quiet.get_by_role("button", name="Overview").click()
    entry = quiet.get_by_role("button", name="1. The promise: 0 of 4 answered")
    expect(entry).to_be_visible()
    quiet.keyboard.press("Escape")
    expect(quiet.get_by_role("button", name="Overview")).to_be_focused()
    expect(entry).to_be_hidden()
    quiet.keyboard.press("Enter")
    entry.press("Enter")
    expect(quiet.get_by_role("heading", name="The promise", exact=True)).to_be_focused()


def test_a_calculator_answers_as_one_types(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "promise-check")
    fill(quiet, {**PROMISE, "How many months have gone by since then?": "9"})
    verdict = quiet.locator(".quiz-verdict-word")
    expect(verdict).to_contain_text("not due", timeout=60_000)
    fill(quiet, {"How many months have gone by since then?": "30"})
    expect(verdict).to_contain_text("slipping")
    expect(quiet.locator("#q-elapsed_months")).to_be_focused()
    quiet.keyboard.press("ArrowUp")
    expect(quiet.locator("#q-elapsed_months")).to_have_value("31")


def test_without_javascript_the_questions_and_the_rule_can_be_read(
    browser: Any, server: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/quizzes/promise-check/")
    for label in PROMISE:
        expect(page.get_by_label(label)).to_be_visible()
    expect(page.get_by_text("Scoring here needs JavaScript.")).to_be_visible()
    expect(
        page.get_by_text("Slip is the months gone by, divided by the months promised.")
    ).to_be_visible()
    page.get_by_label(next(iter(PROMISE))).press("Enter")
    assert "?" not in page.url
    context.close()


SEND = "(message) => document.querySelector('mile-assessment').client.send(message)"


def test_recorded_conversations_hold_in_the_real_worker(page: Page, server: str) -> None:
    open_quiz(page, server, "promise-check")
    for path in sorted(CONVERSATIONS.glob("*.json")):
        for turn in json.loads(path.read_text("utf-8")):
            sent = turn["send"] if isinstance(turn["send"], str) else json.dumps(turn["send"])
            assert json.loads(page.evaluate(SEND, sent)) == turn["expect"], (path.name, sent)


@pytest.mark.parametrize(
    "address", ["/", "/quizzes/", "/wiki/alifeafterlayoff/career_management_and_planning/"]
)
def test_no_page_but_a_quiz_asks_for_the_runtime(page: Page, server: str, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server + address, wait_until="networkidle")
    assert asked
    assert not [url for url in asked if "/generated/runtime/" in url]


def test_the_list_names_every_assessment_and_remembers(
    quiet: Page, server: str, site: Path
) -> None:
    open_quiz(quiet, server, "promise-check")
    fill(quiet, PROMISE)
    quiet.goto(f"{server}/quizzes/")
    entries = quiet.locator(".quiz-catalogue > li")
    expect(entries).to_have_count(len(IDS))
    expect(entries.filter(has_text="Promise check")).to_contain_text("your answers are kept")
    for name in IDS:
        assert (site / "quizzes" / name / "index.html").exists()
        expect(quiet.locator(f'.quiz-catalogue a[href$="/quizzes/{name}/"]')).to_have_count(1)
