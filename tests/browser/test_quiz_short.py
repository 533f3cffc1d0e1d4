"""The way through an assessment on a phone: short, one step back at any time, never for nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from assessments.banks import IDS
from macros.assessment_form import ask
from tests.browser.quiz_keys import hand_in, open_quiz, result

ASKED = sum(len(s["fields"]) for s in ask("describe", assessment="stagnation")["sections"])
FORMS = [name for name in IDS if name != "career-map"]
FIRST = "() => document.querySelector('[data-field] :is(legend, label)').getBoundingClientRect()"
TOPS = """() => [...document.querySelectorAll('.quiz-current .quiz-scale .quiz-options')].map(
  (row) => new Set([...row.children].map((one) => one.getBoundingClientRect().top)).size)"""


@pytest.mark.parametrize("name", FORMS)
def test_the_first_question_is_on_the_first_screen_of_a_phone(
    quiet: Page, server: str, name: str
) -> None:
    open_quiz(quiet, server, name)
    assert quiet.evaluate(FIRST)["bottom"] <= 844
    quiet.get_by_role("button", name="Start", exact=True).click()
    expect(quiet.locator(".quiz-about")).to_be_hidden()
    expect(quiet.locator(".quiz-current .quiz-section-title")).to_be_focused()
    assert quiet.evaluate(FIRST)["bottom"] <= 600
    quiet.get_by_text("About this assessment").click()
    expect(quiet.locator(".quiz-about")).to_be_visible()


def test_a_scale_is_one_row(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "stagnation")
    rows = quiet.evaluate(TOPS)
    assert len(rows) > 1
    assert set(rows) == {1}


def test_one_question_at_a_time_goes_on_by_itself_and_is_remembered(
    quiet: Page, server: str
) -> None:
    open_quiz(quiet, server, "stagnation")
    quiet.get_by_role("button", name="One at a time").click()
    asked = quiet.locator(".quiz-current .quiz-field:visible")
    expect(asked).to_have_count(1)
    first = asked.inner_text()
    quiet.locator(".quiz-now label").nth(1).tap()
    expect(quiet.get_by_text(f"Question 2, 1 of {ASKED} answered")).to_be_visible()
    assert asked.inner_text() != first
    quiet.keyboard.press("3")  # by keyboard one looks before going on
    expect(quiet.get_by_text(f"Question 2, 2 of {ASKED} answered")).to_be_visible()
    quiet.keyboard.press("Enter")
    expect(quiet.locator(".quiz-now input").first).to_be_focused()
    quiet.get_by_role("button", name="Back").click()
    expect(quiet.get_by_text(f"Question 2, 2 of {ASKED} answered")).to_be_visible()
    open_quiz(quiet, server, "ceo-of-your-career")
    expect(asked).to_have_count(1)
    quiet.get_by_role("button", name="One at a time").click()
    expect(asked.nth(1)).to_be_visible()


def test_a_choice_can_be_taken_back(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "stagnation")
    field = quiet.locator(".quiz-current .quiz-field").first
    two = field.locator("label").nth(1)
    two.tap()
    expect(field.locator(":checked")).to_have_count(1)
    two.tap()
    expect(field.locator(":checked")).to_have_count(0)
    two.tap()
    field.get_by_role("button", name="Clear the answer").press("Enter")
    expect(field.locator(":checked")).to_have_count(0)
    expect(field.locator("input").first).to_be_focused()
    quiet.keyboard.press("4")
    expect(quiet.get_by_text(f"1 of {ASKED} answered").first).to_be_visible()
    quiet.keyboard.press("Delete")
    expect(quiet.get_by_text(f"0 of {ASKED} answered").first).to_be_visible()


def test_what_does_not_apply_is_answered_and_left_out(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "stagnation")
    quiet.evaluate("for (const r of document.querySelectorAll('input[value=\"2\"]')) r.click()")
    quiet.locator(".quiz-current input").first.press("0")
    expect(quiet.get_by_text(f"21 of {ASKED} answered").first).to_be_visible()
    open_quiz(quiet, server, "stagnation")
    expect(quiet.get_by_label("Does not apply").first).to_be_checked()
    hand_in(quiet)
    scales = result(quiet)["scales"].values()
    assert sum(scale["answered"] for scale in scales) == 20
    assert sum(scale["of"] for scale in scales) == 21


def test_too_few_answers_are_no_result_but_a_word_on_what_is_missing(
    quiet: Page, server: str
) -> None:
    open_quiz(quiet, server, "ceo-of-your-career")
    quiet.locator(".quiz-current input").first.press("2")
    hand_in(quiet)
    said = quiet.locator(".quiz-error")
    expect(said).to_contain_text("too few for a score: answer 1 more", timeout=60_000)
    expect(quiet.locator(".quiz-result")).to_have_count(0)
    assert quiet.evaluate("window.results.length") == 0
    quiet.evaluate("for (const r of document.querySelectorAll('input:checked')) r.checked = false")
    quiet.get_by_label("Does not apply").first.check(force=True)
    hand_in(quiet)
    expect(said).to_contain_text("answer 2 more in any section")
