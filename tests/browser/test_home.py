"""The first page of a reader who comes back, paths that remember, the way from articles onward."""

from __future__ import annotations

import json

from playwright.sync_api import BrowserContext, expect

from scripts.bench.waiting import until
from tests.browser.reading import ARTICLE, Reader

KEY = "alifeafterlayoff/what_to_do_when_laid_off"
# In one step: an event that came before somebody listened would be waited for without an end.
SCROLLED = """(foot) => new Promise((done) => {
  addEventListener('scroll', () => done(true), { once: true });
  foot.scrollIntoView();
})"""
SHIFT = """new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shifted = (window.shifted ?? 0) + entry.value;
}).observe({ type: 'layout-shift', buffered: true })"""


def test_a_new_reader_sees_no_welcome_back(desktop: BrowserContext, server: str) -> None:
    page = Reader(desktop, server).goto("")
    expect(page.locator("#mm-back")).to_be_hidden()


def test_home_goes_on_where_the_reader_was(desktop: BrowserContext, server: str) -> None:
    reader = Reader(desktop, server)
    page = reader.goto("paths/laid-off/")
    until(page, "() => localStorage.getItem('mm-path')")
    reader.goto(ARTICLE)
    page.locator(".mm-body h2").nth(1).evaluate("heading => heading.scrollIntoView()")
    until(page, "() => localStorage.getItem('mm-places')")
    due = json.dumps(["2020-01-01T00:00:00.000Z", "2020-01-02T00:00:00.000Z", "2999-01-01"])
    page.evaluate("due => localStorage.setItem('mm-due', due)", due)
    page.add_init_script(SHIFT)
    reader.goto("")
    cards = page.locator("#mm-back .mm-card")
    expect(cards).to_have_count(3)
    expect(cards.nth(0)).to_contain_text("What to do when you are laid off")
    expect(cards.nth(1)).to_contain_text("2 questions are due")
    expect(cards.nth(2)).to_contain_text("Step 1 of 6")
    assert page.evaluate("window.shifted ?? 0") == 0
    expect(page.get_by_role("link", name="Review, 2 due")).to_be_visible()
    cards.nth(0).click()
    page.wait_for_url("**/what_to_do_when_laid_off/#*")
    assert reader.complaints == []


def test_a_path_ticks_what_was_read(desktop: BrowserContext, server: str) -> None:
    reader = Reader(desktop, server)
    page = reader.goto("paths/laid-off/")
    expect(page.get_by_role("link", name="Start with step 1")).to_be_visible()
    reader.goto(ARTICLE)
    page.get_by_role("button", name="Mark as read").click()
    reader.goto("paths/laid-off/")
    expect(page.locator(".mm-steps .mm-done")).to_have_count(1)
    go_on = page.get_by_role("link", name="Go on with step 2")
    go_on.click()
    page.wait_for_url("**/the_hidden_cost_of_layoffs/")


def test_an_article_shows_its_path_and_its_assessment(desktop: BrowserContext, server: str) -> None:
    page = Reader(desktop, server).goto(ARTICLE)
    places = page.locator(".mm-on-path")
    expect(places).to_have_count(2)
    expect(places.first).to_contain_text(
        "Just laid off: step 1 of 6, next: The hidden cost of layoffs"
    )
    page.get_by_role("link", name="Put your own numbers in: Cash runway").click()
    page.wait_for_url("**/quizzes/cash-runway/")


def test_text_grows_and_lines_widen_and_stay_so(desktop: BrowserContext, server: str) -> None:
    reader = Reader(desktop, server)
    page = reader.goto(ARTICLE)
    size = "parseFloat(getComputedStyle(document.querySelector('.mm-body p')).fontSize)"
    before = page.evaluate(size)
    page.get_by_role("button", name="Larger text").click()
    page.get_by_role("button", name="Wider lines").click()
    assert page.evaluate(size) > before
    page.add_init_script(SHIFT)
    page.reload()
    assert page.evaluate(size) > before
    expect(page.get_by_role("button", name="Wider lines")).to_have_attribute("aria-pressed", "true")
    for _ in range(2):
        page.get_by_role("button", name="Larger text").click()
    expect(page.get_by_role("button", name="Larger text")).to_be_disabled()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert reader.complaints == []


def test_reading_to_the_end_marks_an_article(desktop: BrowserContext, server: str) -> None:
    reader = Reader(desktop, server)
    reader.page.clock.install()
    page = reader.goto(ARTICLE)
    expect(page.locator("html.js")).to_be_attached()
    page.clock.run_for(30_000)  # the reader reads
    page.locator(".mm-foot").evaluate(SCROLLED)
    read = f"'{KEY}' in JSON.parse(localStorage.getItem('mm-read') ?? '{{}}')"
    for _ in range(20):
        page.clock.run_for(2_000)
        if page.evaluate(read):
            break
    expect(page.get_by_role("button", name="Mark as read")).to_have_attribute(
        "aria-pressed", "true"
    )
