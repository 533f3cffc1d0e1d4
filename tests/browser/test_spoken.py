"""What is told without the focus moving, where the focus goes back to, ways without dragging."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.quiz_keys import open_quiz
from tests.browser.reading import ARTICLE
from tests.browser.states import quiz_rows, search, to_question

LIVE = "[role=status], [role=alert], [aria-live]"
MARK = """live => { for (const one of document.querySelectorAll(live)) one.dataset.was = ''; }"""
CHECKED = "wiki/alifeafterlayoff/career_management_and_planning/"
FOCUSED = "it => it === document.activeElement"


class Told(NamedTuple):
    """Something that happens on a page, and what must then be said of it."""

    address: str
    before: Callable[[Page, str], None]
    act: Callable[[Page], None]
    said: str


def _type(words: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.locator(".mm-search-input").fill(words)

    return act


def _press(name: str, key: str = "Enter") -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name).first.press(key)


def _move_row(page: Page) -> None:
    page.get_by_label("Project", exact=True).last.press("Alt+ArrowUp")


def _order(page: Page, _: str) -> None:
    to_question(page, "ordering")


def _promise(page: Page, server: str) -> None:
    open_quiz(page, server, "promise-check")


TOLD = {
    "count": Told("browse/", search, _type("severance agreement"), r"\d+ pages? for"),
    "nothing": Told("browse/", search, _type("xyzzyplugh"), "Nothing found"),
    "row": Told("", quiz_rows, _move_row, "Moved: now Project 1"),
    "row-gone": Told("", quiz_rows, _press("Remove Project 2"), "Project 2 removed"),
    "step": Told(CHECKED, _order, _press("Move down"), r"now 2 of \d"),
}


@pytest.mark.parametrize("name", TOLD)
def test_it_is_told(page: Page, server: str, name: str) -> None:
    told = TOLD[name]
    page.goto(f"{server}/{told.address}")
    told.before(page, server)
    page.evaluate(MARK, LIVE)  # a region that is drawn with its words is not heard
    told.act(page)
    region = page.locator("[data-was]").filter(has_text=re.compile(told.said))
    expect(region).not_to_have_count(0)


def test_a_wrong_address_tells_its_suggestions(page: Page, server: str) -> None:
    page.goto(f"{server}/wiki/alifeafterlayoff/handling_lowbal_offers")
    near = page.locator("[aria-live=polite]")
    expect(near).to_contain_text("Handling a lowball offer")


def test_a_verdict_has_the_focus_and_begins_with_the_verdict(page: Page, server: str) -> None:
    page.goto(f"{server}/{CHECKED}")
    to_question(page, "single")
    page.get_by_label("The people above gained by staying.").press("Space")
    page.get_by_role("button", name="Check the answer").press("Enter")
    said = page.locator(".check-said")
    expect(said).to_be_focused(timeout=60_000)
    assert said.inner_text().startswith("Right.")


def test_the_search_gives_the_focus_back(page: Page, server: str) -> None:
    page.goto(f"{server}/{ARTICLE}")
    link = page.locator(".mm-search-link")
    link.press("Enter")
    expect(page.locator(".mm-search-input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_a_sheet_gives_the_focus_back(phone: BrowserContext, server: str) -> None:
    page = phone.new_page()
    page.goto(f"{server}/{ARTICLE}")
    link = page.locator(".mm-body a[data-preview]").first
    link.focus()
    link.tap()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    sheet.get_by_role("button", name="Close").press("Enter")
    expect(sheet).to_have_count(0)
    expect(link).to_be_focused()


def test_a_player_gives_the_focus_back(page: Page, server: str) -> None:
    page.goto(f"{server}/{ARTICLE}")
    citation = page.locator(".mm-body a.citation").nth(1)
    citation.press("Enter")
    player = page.locator(".mm-player")
    expect(player).to_be_visible()
    player.get_by_role("button", name="Close").press("Enter")
    expect(player).to_be_hidden()
    expect(citation).to_be_focused()


def test_the_slash_can_be_turned_off(page: Page, server: str) -> None:
    page.goto(f"{server}/{ARTICLE}")
    page.get_by_role("button", name="Turn the / key for search off").click()
    page.reload()
    expect(page.get_by_role("button", name="Turn the / key for search on")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    expect(page.locator(".mm-search-input")).to_be_focused()
    expect(page.locator(".mm-search-input")).to_have_value("")


def test_a_map_is_moved_without_dragging(page: Page, server: str) -> None:
    page.goto(f"{server}/{ARTICLE}")
    page.locator(".mm-graph > summary").press("Enter")
    drawn = page.locator("svg.mm-drawn")
    expect(drawn).to_be_attached()
    expect(page.get_by_role("button", name="Look right")).to_be_hidden()
    page.get_by_role("button", name="Closer").click()
    before = drawn.evaluate("svg => svg.style.transform")
    page.get_by_role("button", name="Look right").click()
    expect(drawn).not_to_have_attribute("style", re.compile(re.escape(before)))
    moved = drawn.evaluate("svg => svg.style.transform")
    page.get_by_role("button", name="Look right").press("ArrowLeft")
    expect(drawn).not_to_have_attribute("style", re.compile(re.escape(moved)))
