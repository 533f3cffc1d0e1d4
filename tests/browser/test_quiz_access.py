"""axe-core on the quizzes: form, errors and result, light and dark, phone and desktop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.quiz_keys import open_quiz, result

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """() => axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(' | ')}`))"""
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Any:
    """The reader's colour scheme."""
    return request.param


@pytest.fixture(params=SIZES)
def reading(request: pytest.FixtureRequest, browser: Browser, scheme: Any) -> Iterator[Page]:
    """A page in one size and one colour scheme."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    return list(page.evaluate(RUN))


def test_a_quiz_has_no_violations_from_form_to_result(reading: Page, server: str) -> None:
    open_quiz(reading, server, "smart-work")
    assert violations(reading) == []
    reading.get_by_role("button", name="Overview").click()
    assert violations(reading) == []
    reading.get_by_role("button", name="Overview").click()
    reading.get_by_label("Hours a week").fill("500")
    reading.get_by_role("button", name="Overview").click()
    reading.locator(".quiz-overview button").last.click()
    reading.get_by_role("button", name="See the result").click()
    expect(reading.locator(".quiz-error").first).to_be_visible(timeout=60_000)
    assert violations(reading) == []
    reading.get_by_label("Hours a week").fill("30")
    for radio in reading.locator("input[type=radio][value='3']").all():
        radio.evaluate("radio => radio.click()")
    reading.locator("form").evaluate("form => form.requestSubmit()")
    result(reading)
    expect(reading.locator("canvas")).to_be_visible()
    reading.get_by_role("button", name="Share as a link").click()
    reading.get_by_text("How it is scored, by hand on paper").click()
    assert violations(reading) == []


@pytest.mark.parametrize("address", ["quizzes/", "quizzes/ceo-of-your-career/methodology/"])
def test_the_pages_around_a_quiz_have_no_violations(
    reading: Page, server: str, address: str
) -> None:
    reading.goto(f"{server}/{address}", wait_until="networkidle")
    assert violations(reading) == []
