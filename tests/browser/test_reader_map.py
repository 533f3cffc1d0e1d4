"""The map of articles and its list; what a page keeps when its reader goes on and comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.bench.waiting import until
from tests.browser.reading import ARTICLE, Reader

CHANNEL = "wiki/alifeafterlayoff/"


def open_map(page: Page) -> None:
    page.locator(".mm-graph > summary").click()
    expect(page.locator(".mm-map svg.mm-drawn")).to_be_attached()


@pytest.mark.parametrize("address", [ARTICLE, CHANNEL])
def test_the_map_shows_what_its_list_says(
    desktop: BrowserContext, server: str, site: Path, address: str
) -> None:
    reader = Reader(desktop, server)
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    page = reader.goto(address)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "graph" in url or "d3" in url]
    open_map(page)
    data = json.loads((site / address / "graph.json").read_text("utf-8"))
    expect(page.locator(".mm-map-node")).to_have_count(len(data["nodes"]))
    expect(page.locator(".mm-map-lines line")).to_have_count(len(data["edges"]))
    page.locator(".mm-map-list > summary").click()
    expect(page.locator(".mm-map-list li")).to_have_count(len(data["nodes"]))
    titles = page.locator(".mm-map-list li > a").all_inner_texts()
    assert titles == [title for _, title, _ in data["nodes"]]
    assert reader.complaints == []
    assert reader.strangers == []


def test_the_map_is_laid_out_once_and_then_rests(desktop: BrowserContext, server: str) -> None:
    page = Reader(desktop, server).goto(ARTICLE)
    open_map(page)
    places = "[...document.querySelectorAll('.mm-map-node')].map(n => n.getAttribute('transform'))"
    first = page.evaluate(places)
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate(places) == first
    page.reload()
    open_map(page)
    assert page.evaluate(places) == first


def test_the_map_by_keyboard(desktop: BrowserContext, server: str) -> None:
    page = Reader(desktop, server).goto(ARTICLE)
    page.locator(".mm-graph > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".mm-map svg.mm-drawn")).to_be_attached()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    focused = page.locator(".mm-map-node:focus")
    name = focused.get_attribute("aria-label")
    expect(focused.locator("text")).to_be_visible()
    assert page.locator(".mm-map-lines .mm-lit").count() > 0
    page.keyboard.press("+")
    until(
        page, "() => getComputedStyle(document.querySelector('.mm-map svg')).transform !== 'none'"
    )
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(str(name))


def test_going_on_and_back_keeps_place_and_colours(desktop: BrowserContext, server: str) -> None:
    reader = Reader(desktop, server)
    page = reader.goto(ARTICLE)
    page.locator(".mm-scheme").click()
    scheme = page.locator("body").get_attribute("data-md-color-scheme")
    onward = page.locator(".mm-next a").first
    onward.scroll_into_view_if_needed()
    height = page.evaluate("scrollY")
    name = onward.inner_text()
    onward.click()
    expect(page.locator("h1")).to_have_text(name)
    assert page.locator("body").get_attribute("data-md-color-scheme") == scheme
    page.go_back()
    until(page, "height => Math.abs(scrollY - height) < 3", height)
    assert page.locator("body").get_attribute("data-md-color-scheme") == scheme
    assert reader.complaints == []
    assert reader.strangers == []


def test_a_page_is_asked_for_while_the_pointer_is_on_its_link(
    desktop: BrowserContext, server: str
) -> None:
    page = Reader(desktop, server).goto(ARTICLE)
    page.wait_for_load_state("networkidle")
    onward = page.locator(".mm-next a").first
    onward.scroll_into_view_if_needed()
    address = onward.evaluate("link => link.href")
    with page.expect_request(address):
        onward.hover()


def test_without_javascript_everything_still_leads_somewhere(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/{ARTICLE}")
    page.locator(".mm-search-link").click()
    expect(page.locator("h1")).to_have_text("Browse everything")
    page.go_back()
    page.locator(".mm-graph > summary").click()
    expect(page.locator(".mm-graph")).to_contain_text("needs JavaScript")
    link = page.locator(".mm-body a[data-preview]").first
    address = link.evaluate("link => link.href")
    link.click()
    assert page.url == address
    context.close()
