"""Search: from any page to a section, by keyboard, with real links."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.reading import ARTICLE, Reader

WORDS = "severance agreement"
FIELD = "Search articles, videos and pages"


def find(page: Page, words: str) -> None:
    page.keyboard.press("/")
    expect(page.get_by_label(FIELD)).to_be_focused()
    page.keyboard.type(words)
    expect(page.locator(".mm-search-results a").first).to_be_visible()


def test_nothing_of_the_engine_is_loaded_before_a_reader_searches(
    desktop: BrowserContext, server: str
) -> None:
    reader = Reader(desktop, server)
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    page = reader.goto(ARTICLE)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/search/" in url or "search.js" in url]
    find(page, WORDS)
    assert [url for url in asked if "/search/" in url]
    assert reader.complaints == []
    assert reader.strangers == []


def test_from_a_slash_to_a_section_by_keyboard(desktop: BrowserContext, server: str) -> None:
    reader = Reader(desktop, server)
    page = reader.goto("")
    find(page, WORDS)
    expect(page.locator(".mm-search-status")).to_have_text(re.compile(r"\d+ pages? for"))
    page.keyboard.press("ArrowDown")
    expect(page.locator(".mm-search-page").first).to_be_focused()
    section = page.locator(".mm-search-part > a").first
    for _ in range(12):
        if section.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    heading = section.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/wiki/**#*")
    ident = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    expect(page.locator(f'[id="{ident}"]')).to_contain_text(heading)
    expect(page.locator(f'[id="{ident}"]')).to_be_in_viewport()
    assert reader.complaints == []


def test_results_name_a_second_of_the_video(desktop: BrowserContext, server: str) -> None:
    page = Reader(desktop, server).goto("")
    find(page, WORDS)
    time = page.locator(".mm-search-time").first
    label = time.inner_text()
    assert re.fullmatch(r"(\d+:)?\d+:\d\d", label)
    time.click()
    expect(page.locator("a.citation:target")).to_have_text(label)
    expect(page.locator("a.citation:target")).to_be_in_viewport()


def test_hand_written_pages_and_videos_are_found_too(desktop: BrowserContext, server: str) -> None:
    page = Reader(desktop, server).goto("")
    find(page, "privacy")
    expect(page.locator(".mm-search-page[href*='/quizzes/']").first).to_be_visible()
    page.get_by_label(FIELD).fill("Red Flags In A Job Interview Signs of a Bad Employer")
    expect(page.locator(".mm-search-page[href*='/video/']").first).to_be_visible()


def test_what_is_typed_while_it_loads_is_not_lost(desktop: BrowserContext, server: str) -> None:
    page = Reader(desktop, server).goto(ARTICLE)
    page.keyboard.press("/")
    page.keyboard.type("salary")
    expect(page.get_by_label(FIELD)).to_have_value("salary")
    expect(page.locator(".mm-search-page").first).to_be_visible()


def test_control_k_and_the_button_open_it_and_escape_closes(
    desktop: BrowserContext, server: str
) -> None:
    page = Reader(desktop, server).goto(ARTICLE)
    dialog = page.get_by_role("dialog", name="Search")
    page.keyboard.press("Control+k")
    expect(dialog).to_be_visible()
    page.keyboard.type("salary")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator(".mm-search-link").click()
    expect(dialog).to_be_visible()
    page.mouse.click(4, 4)
    expect(dialog).to_be_hidden()


def test_a_slash_in_a_field_is_a_slash(desktop: BrowserContext, server: str) -> None:
    page = Reader(desktop, server).goto(ARTICLE)
    find(page, "pay")
    page.keyboard.press("/")
    expect(page.get_by_label(FIELD)).to_have_value("pay/")


def test_nothing_found_says_so(desktop: BrowserContext, server: str) -> None:
    page = Reader(desktop, server).goto(ARTICLE)
    page.keyboard.press("/")
    page.keyboard.type("xyzzyplugh")
    expect(page.locator(".mm-search-status")).to_contain_text("Nothing found")


def test_furniture_is_not_searched(desktop: BrowserContext, server: str) -> None:
    page = Reader(desktop, server).goto(ARTICLE)
    page.keyboard.press("/")
    page.keyboard.type("what links here")
    expect(page.locator(".mm-search-status")).not_to_have_text("")
    expect(page.locator(".mm-search-part > a", has_text="What links here")).to_have_count(0)


def test_on_a_phone(phone: BrowserContext, server: str) -> None:
    reader = Reader(phone, server, touch=True)
    page = reader.goto(ARTICLE)
    page.locator(".mm-search-link").tap()
    page.get_by_label(FIELD).fill("resume")
    page.locator(".mm-search-page").first.tap()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert reader.complaints == []
