"""Taking an assessment by keyboard alone, as a reader with a phone's keyboard would."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, Route

from macros.assessment_form import ask
from scripts.bench.waiting import until

# What is typed into number fields; everywhere else 3 is a legal answer.
NUMBERS = {
    "promised_months": "18",
    "elapsed_months": "108",
    "development_actions": "0",
    "group_size": "9",
    "promoted": "2",
    "own_pay": "65,000",
    "market_pay": "$75,000",
    "years_stayed": "9",
    "years_ahead": "10",
    "age": "41",
    "stop_age": "65",
    "hours": "20",
    "year": "2016",
}
# The key of an option where the result is about it: a promise that was not kept.
OPTIONS = {"fulfilled": "2"}
FOCUSED = """() => {
  const e = document.activeElement;
  const field = e.closest('[data-column]') ?? e.closest('[data-field]');
  return { tag: e.tagName, type: e.type ?? '', classes: e.className, value: e.value ?? '',
    widget: field?.dataset.widget ?? '', options: field?.querySelectorAll('[type="radio"]').length,
    name: field?.dataset.column ?? field?.dataset.field ?? '',
    inForm: Boolean(e.closest('mile-assessment form')) };
}"""
HANDED_IN = """() => window.results.length > 0
  || document.querySelector('mile-assessment').ariaBusy === 'true'"""
PROMISE = {
    "How many months were you told it would take?": "18",
    "How many months have gone by since then?": "108",
}
LISTEN = """() => { window.results = [];
  document.addEventListener('assessment:result', (event) => window.results.push(event.detail)); }"""


def open_quiz(page: Page, server: str, name: str) -> None:
    """Open an assessment's page and wait until its element has taken over the form."""
    page.goto(f"{server}/quizzes/{name}/")
    page.locator("mile-assessment.quiz-ready").wait_for()
    page.evaluate(LISTEN)


def take_by_keyboard(page: Page, most: int = 200) -> dict[str, Any]:
    """Tab to the form, answer everything, hand it in: the result as the event carries it."""
    for answered in range(most):
        if page.evaluate("window.results.length") or press(page, answered):
            break
    return result(page)


def result(page: Page) -> dict[str, Any]:
    """The newest result that the page announced."""
    until(page, "() => window.results.length > 0")
    return dict(json.loads(page.evaluate("JSON.stringify(window.results.at(-1))")))


def press(page: Page, answered: int) -> bool:
    """Do what the focused element calls for; true when that handed the answers in."""
    focused = page.evaluate(FOCUSED)
    if not focused["inForm"]:
        page.keyboard.press("Tab")
    elif focused["type"] == "radio":
        some = str(1 + answered % min(4, focused["options"]))
        page.keyboard.press(OPTIONS.get(focused["name"], some))
        return enter(page)
    elif focused["widget"] in ("number", "text") and focused["tag"] == "INPUT":
        if not focused["value"]:
            page.keyboard.type(NUMBERS.get(focused["name"], "3"))
        return enter(page)
    elif focused["tag"] == "TEXTAREA":
        page.keyboard.type("Dear me, keep a copy of what you were told.")
        page.keyboard.press("Tab")
    elif "quiz-primary" in focused["classes"]:
        return enter(page)
    else:
        page.keyboard.press("Tab")
    return False


def enter(page: Page) -> bool:
    """Press Enter; true when the answers are on their way to the core or have come back."""
    page.keyboard.press("Enter")
    return bool(page.evaluate(HANDED_IN))


def fill(page: Page, answers: dict[str, str]) -> None:
    """Type into fields by their labels."""
    for label, text in answers.items():
        page.get_by_label(label).fill(text)


def choose_all(page: Page, name: str, level: int) -> None:
    """Answer every statement of an assessment at one level, reversed ones turned round."""
    for section in ask("describe", assessment=name)["sections"]:
        for field in [field for field in section["fields"] if field["widget"] == "scale"]:
            value = 6 - level if field.get("reverse") else level
            radio = f"[data-field={field['id']}] input[value='{value}']"
            page.locator(radio).evaluate("radio => radio.click()")


def hand_in(page: Page) -> None:
    """Go to the last section by the overview, and ask for the result."""
    overview = page.get_by_role("button", name="Overview")
    if overview.is_visible():
        overview.click()
        page.locator(".quiz-overview button").last.click()
    page.locator("form button[type=submit]").click()


def worker_begins_with(page: Page, code: str) -> None:
    """Run code in the quiz's worker before anything of ours."""

    def begun(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, body=code + reply.text())

    page.context.route("**/assessment/worker.js", begun)
