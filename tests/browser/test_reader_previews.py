"""Previews of articles and of claims: by pointer, by keyboard, by finger."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.reading import ARTICLE, Reader

CARD = ".mm-peek"


def linked(page: Page) -> Locator:
    return page.locator(".mm-body a[data-preview]").first


def preview_of(site: Path, link: Locator) -> dict[str, object]:
    key = link.get_attribute("data-preview")
    read: dict[str, object] = json.loads((site / f"wiki/{key}/preview.json").read_text("utf-8"))
    return read


def test_hover_shows_the_article_and_the_pointer_may_enter(
    desktop: BrowserContext, server: str, site: Path
) -> None:
    reader = Reader(desktop, server)
    page = reader.goto(ARTICLE)
    linked(page).scroll_into_view_if_needed()
    linked(page).hover()
    expect(page.locator(CARD)).to_contain_text(str(preview_of(site, linked(page))["title"]))
    page.locator(CARD).hover()
    expect(page.locator(CARD)).to_be_visible()
    page.mouse.move(2, 2)
    expect(page.locator(CARD)).to_be_hidden()
    assert reader.complaints == []
    assert reader.strangers == []


def test_hover_on_a_citation_shows_the_claims_around_it(
    desktop: BrowserContext, server: str
) -> None:
    reader = Reader(desktop, server)
    page = reader.goto(ARTICLE)
    citation = page.locator(".mm-body a.citation").nth(3)
    citation.scroll_into_view_if_needed()
    citation.hover()
    own = page.locator(f"{CARD} li[aria-current]")
    expect(own.locator(".citation")).to_have_text(citation.inner_text())
    seconds = page.locator(f"{CARD} .citation").evaluate_all(
        "all => all.map(a => +a.dataset.seconds)"
    )
    assert len(seconds) >= 3
    assert seconds == sorted(seconds)
    page.locator(f"{CARD} .citation").first.click()
    expect(page.locator(".mm-play")).to_be_visible()
    assert reader.complaints == []


def test_focus_shows_it_described_and_tab_goes_through_it(
    desktop: BrowserContext, server: str
) -> None:
    reader = Reader(desktop, server)
    page = reader.goto(ARTICLE)
    page.keyboard.press("Tab")
    linked(page).focus()
    expect(page.locator(CARD)).to_be_visible()
    expect(linked(page)).to_have_attribute("aria-describedby", "mm-peek")
    page.keyboard.press("Tab")
    expect(page.locator(CARD).get_by_role("button")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(linked(page)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(CARD)).to_be_hidden()
    after = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert after >= linked(page).evaluate("link => link.getBoundingClientRect().top") - 4
    assert reader.complaints == []


def test_escape_closes_and_leaves_the_focus(desktop: BrowserContext, server: str) -> None:
    page = Reader(desktop, server).goto(ARTICLE)
    page.keyboard.press("Tab")
    linked(page).focus()
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    expect(linked(page)).to_be_focused()


def test_one_click_turns_them_off_and_it_sticks(desktop: BrowserContext, server: str) -> None:
    reader = Reader(desktop, server)
    page = reader.goto(ARTICLE)
    linked(page).scroll_into_view_if_needed()
    linked(page).hover()
    page.locator(CARD).get_by_role("button", name="Turn previews off").click()
    expect(page.locator(CARD)).to_be_hidden()

    page = reader.goto(ARTICLE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    linked(page).scroll_into_view_if_needed()
    linked(page).hover()
    switch = page.get_by_role("button", name="Turn previews on")
    switch.scroll_into_view_if_needed()
    assert not any("preview" in url.rsplit("/", 1)[-1] for url in asked)
    switch.click()
    expect(page.get_by_role("button", name="Turn previews off")).to_be_visible()
    linked(page).scroll_into_view_if_needed()
    linked(page).hover()
    expect(page.locator(CARD)).to_be_visible()


def test_a_tap_opens_a_sheet_from_below(phone: BrowserContext, server: str, site: Path) -> None:
    reader = Reader(phone, server, touch=True)
    page = reader.goto(ARTICLE)
    linked(page).tap()
    sheet = page.get_by_role("dialog")
    title = str(preview_of(site, linked(page))["title"])
    expect(sheet).to_contain_text(title)
    box = sheet.bounding_box()
    assert box
    assert box["y"] + box["height"] > 840
    sheet.get_by_role("link", name="Read the article").tap()
    expect(page.locator("h1")).to_have_text(title)
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert reader.complaints == []
    assert reader.strangers == []


def test_a_tap_on_a_card_of_read_next_just_goes_there(phone: BrowserContext, server: str) -> None:
    page = Reader(phone, server, touch=True).goto(ARTICLE)
    onward = page.locator(".mm-next a").first
    name = onward.inner_text()
    onward.tap()
    expect(page.locator("h1")).to_have_text(name)


def test_the_claims_near_a_second_on_a_phone(phone: BrowserContext, server: str) -> None:
    reader = Reader(phone, server, touch=True)
    page = reader.goto(ARTICLE)
    citation = page.locator(".mm-body a.citation").nth(3)
    label = citation.inner_text()
    citation.tap()
    page.get_by_role("button", name="Claims near it").tap()
    own = page.locator("dialog li[aria-current]")
    expect(own).to_contain_text(label)
    page.locator("dialog .citation").first.tap()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".mm-play")).to_contain_text(re.compile(r"Play from \d+:\d\d"))
    assert reader.complaints == []
