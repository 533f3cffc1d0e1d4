"""Everyday searches through the built page: each finds first what the table says."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.bench.waiting import until
from tests.browser.reading import ARTICLE, Reader
from tests.conftest import ROOT

QUERIES: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests/search/queries.toml").read_text(encoding="utf-8")
)["query"]
FIELD = "Search articles, videos and pages"


def opened(context: BrowserContext, server: str, address: str = "") -> Page:
    """A page with the search open."""
    page = Reader(context, server).goto(address)
    page.keyboard.press("/")
    expect(page.get_by_label(FIELD)).to_be_focused()
    return page


def seek(page: Page, typed: str) -> None:
    """Type words and wait until the list answers them."""
    page.get_by_label(FIELD).fill("")
    expect(page.locator(".mm-search-offer").first).to_be_visible()
    page.get_by_label(FIELD).fill(typed)
    expect(page.locator(".mm-search-status")).to_have_text(re.compile(r"pages? |Nothing"))


def test_forty_everyday_searches_find_first_what_is_meant(
    desktop: BrowserContext, server: str
) -> None:
    assert len(QUERIES) >= 40
    page = opened(desktop, server)
    astray = []
    for query in QUERIES:
        seek(page, query["typed"])
        found = [link.get_attribute("href") or "" for link in page.locator(".mm-search-page").all()]
        meant = query["first"] if isinstance(query["first"], list) else [query["first"]]
        if not found or not found[0].startswith(tuple(f"/{one}" for one in meant)):
            astray.append((query["typed"], meant, found[:3]))
    assert astray == [], "\n".join(map(str, astray))


def test_a_correction_is_said(desktop: BrowserContext, server: str) -> None:
    page = opened(desktop, server)
    seek(page, "salery")
    status = page.locator(".mm-search-status")
    expect(status).to_contain_text("No page has “salery”; “salary” was looked for instead.")
    seek(page, "walrus salary")
    expect(status).to_contain_text("No page has “walrus”.")
    expect(status).to_contain_text("for “salary”")


def test_fewer_words_are_said(desktop: BrowserContext, server: str) -> None:
    page = opened(desktop, server)
    seek(page, "severance hopping ageism lowball")
    status = page.locator(".mm-search-status")
    expect(status).to_contain_text("No page has all of these words; these have most of them.")
    expect(page.locator(".mm-search-page").first).to_be_visible()


def test_a_phrase_is_found_as_it_stands(desktop: BrowserContext, server: str) -> None:
    page = opened(desktop, server)
    seek(page, '"free agent"')
    expect(page.locator(".mm-search-status")).to_contain_text("for “free agent”")
    phrase = page.locator(".mm-search-page").count()
    seek(page, '"agent free recruiter"')
    expect(page.locator(".mm-search-status")).to_contain_text("Nothing found")
    assert phrase > 0


def test_enter_opens_the_first_result(desktop: BrowserContext, server: str) -> None:
    page = opened(desktop, server)
    page.keyboard.type("trust HR")
    page.keyboard.press("Enter")
    page.wait_for_url("**/wiki/alifeafterlayoff/what_hr_is_for/**")


def test_the_arrows_go_from_result_to_result(desktop: BrowserContext, server: str) -> None:
    page = opened(desktop, server)
    seek(page, "severance agreement")
    results = page.locator(".mm-search-page")
    for place in (0, 1, 2):
        page.keyboard.press("ArrowDown")
        expect(results.nth(place)).to_be_focused()
    section = page.locator(".mm-search-results > li:has(.mm-search-part) .mm-search-part a").first
    section.focus()
    page.keyboard.press("ArrowUp")
    expect(section).not_to_be_focused()
    results.first.focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label(FIELD)).to_be_focused()


def test_the_empty_box_offers_what_was_sought_and_read(fresh: Page, server: str) -> None:
    page = fresh
    page.goto(f"{server}/{ARTICLE}")
    page.locator("h2[id]").nth(2).scroll_into_view_if_needed()
    page.mouse.wheel(0, 1200)
    until(page, "() => localStorage.getItem('mm-places') !== null")
    page.keyboard.press("/")
    seek(page, "lowball offer")
    page.locator(".mm-search-page").first.click()
    page.wait_for_url("**/handling_a_lowball_offer/**")
    page.keyboard.press("/")
    offers = page.locator(".mm-search-offer")
    expect(offers.filter(has_text="Recent searches").get_by_role("button").nth(1)).to_have_text(
        "lowball offer"
    )
    expect(offers.filter(has_text="Read lately").get_by_role("link")).to_have_text(
        ["What to do when you are laid off"]
    )
    assert offers.filter(has_text="Try").get_by_role("button").count() == 5
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="lowball offer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".mm-search-page").first).to_be_visible()
    page.get_by_label(FIELD).fill("")
    page.get_by_role("button", name="Forget these").click()
    expect(offers.filter(has_text="Recent searches")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('mm-searches')") is None


@pytest.mark.parametrize("word", ["vocabulary", "synonyms"])
def test_tables_of_search_are_json(server: str, desktop: BrowserContext, word: str) -> None:
    reply = desktop.request.get(f"{server}/search/{word}.json")
    assert json.loads(reply.text())
