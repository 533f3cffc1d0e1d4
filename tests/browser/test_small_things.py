"""Small things that readers met once: each of them stays mended."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from scripts.bench.waiting import until
from tests.browser.reading import ARTICLE, PLAYER, Reader


def test_what_moves_under_a_resting_pointer_opens_no_preview(
    desktop: BrowserContext, server: str
) -> None:
    reader = Reader(desktop, server)
    page = reader.page
    page.clock.install()
    reader.goto(ARTICLE)
    link = page.locator(".mm-body a.citation").nth(6)
    link.scroll_into_view_if_needed()
    box = link.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y - 60)
    page.evaluate("scrollBy(0, 60)")  # now the citation lies under the pointer
    card = page.locator(".mm-peek:popover-open")
    for _ in range(3):
        page.clock.run_for(1_000)
        page.wait_for_load_state("networkidle")
    expect(card).to_have_count(0)
    page.mouse.move(x + 2, y - 60)
    page.mouse.move(x + 2, y - 90)
    page.mouse.move(x, y - 60)  # the same place, but the pointer came there
    expect(page.locator(".mm-peek")).to_have_count(1)  # its module is here
    page.clock.run_for(1_000)
    expect(card).to_have_count(1)


def test_a_pressed_citation_opens_the_player_and_no_preview(
    desktop: BrowserContext, server: str
) -> None:
    page = Reader(desktop, server).goto(ARTICLE)
    link = page.locator(".mm-body a.citation").nth(2)
    link.focus()
    link.press("Enter")
    expect(page.locator(".mm-player")).to_be_visible()
    page.clock.install()
    page.clock.run_for(2_000)
    expect(page.locator(".mm-peek:popover-open")).to_have_count(0)


def test_screen_readers_hear_a_citation_as_a_time(desktop: BrowserContext, server: str) -> None:
    page = Reader(desktop, server).goto(ARTICLE)
    first = page.locator(".mm-body a.citation").first
    expect(first).to_have_accessible_name(re.compile(r"^video at .*\d+, \d+:\d\d$"))


def test_a_host_that_does_not_answer_is_told(desktop: BrowserContext, server: str) -> None:
    reader = Reader(desktop, server)
    silent = "<!doctype html><title>silent</title>"
    desktop.route(
        f"{PLAYER}/**", lambda route: route.fulfill(body=silent, content_type="text/html")
    )
    page = reader.goto(ARTICLE)
    page.clock.install()
    page.locator(".mm-body a.citation").nth(2).click()
    page.locator(".mm-play").click()
    expect(page.locator(".lyt-activated iframe")).to_have_count(1)
    page.clock.run_for(7_000)
    note = page.locator(".mm-player-note")
    expect(note).to_contain_text("YouTube does not answer.")
    expect(note.get_by_role("link")).to_have_attribute("href", re.compile(r"youtube\.com/watch"))


def test_a_damaged_link_to_a_result_is_told(desktop: BrowserContext, server: str) -> None:
    page = Reader(desktop, server).goto("quizzes/pay-gap/#result=eyJ2IjoxLCJhIjoi")
    expect(page.get_by_role("alert").first).to_contain_text("cannot be read")


def test_a_wrong_address_has_a_search_box_and_no_far_fetched_suggestion(
    desktop: BrowserContext, server: str
) -> None:
    page = Reader(desktop, server).goto("wiki/alifeafterlayoff/zebra_counting")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
    box = page.get_by_label("Search for")
    expect(box).to_have_value("zebra counting")
    expect(page.locator("#mm-nearest a")).to_have_count(0)
    box.fill("lowball offer")
    box.press("Enter")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    expect(page.locator(".mm-search-page").first).to_have_text("Handling a lowball offer")


def test_phones_are_told_no_keys(phone: BrowserContext, server: str) -> None:
    page = Reader(phone, server).goto("quizzes/skills-portfolio/")
    expect(page.locator(".quiz-by-key").first).to_be_hidden()


SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({ type: 'layout-shift', buffered: true });"""
LATE = {
    "quizzes/career-map/": ".quiz-dashboard li",
    "review/": "mile-review .check-card",
    "notes/": "mile-notes > div:last-child p",
    "": ".mm-cards",
    ARTICLE: ".mm-own [aria-pressed]",
}


@pytest.mark.parametrize("address", LATE)
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_nothing_moves(
    address: str, size: str, request: pytest.FixtureRequest, server: str
) -> None:
    context: BrowserContext = request.getfixturevalue(size)
    page = context.new_page()
    page.add_init_script(SHIFTS)
    page.goto(f"{server}/{address}")
    expect(page.locator(LATE[address]).first).to_be_visible(timeout=60_000)
    page.wait_for_load_state("networkidle")
    until(page, "() => new Promise((done) => requestAnimationFrame(() => done(true)))")
    assert page.evaluate("window.shifted") < 0.001
