"""The US table of wages in `pay-gap`: looked up, placed, taken over, and missing."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.quiz_keys import open_quiz

DEVELOPERS = "Software Developers"


def look_up(page: Page, server: str, typed: str) -> None:
    open_quiz(page, server, "pay-gap")
    page.get_by_label("What do you earn in a year now?").fill("95,000")
    page.get_by_role("button", name="Next").click()
    page.get_by_text("Look your occupation up").click()
    expect(page.get_by_label("Occupation")).to_be_focused(timeout=20_000)
    page.keyboard.type(typed)


def test_an_occupation_is_found_by_keyboard_and_its_middle_taken(
    quiet: Page, server: str, site: Path
) -> None:
    look_up(quiet, server, "software dev")
    expect(quiet.get_by_role("button", name=DEVELOPERS)).to_be_visible()
    quiet.keyboard.press("Enter")
    heading = quiet.get_by_role("heading", name=f"{DEVELOPERS}, United States")
    expect(heading).to_be_focused()
    table = quiet.get_by_role("table", name="A year’s pay, May 2025")
    nation = json.loads((site / "assets/generated/wages/us.json").read_text("utf-8"))
    row = nation["wages"][nation["titles"].index(DEVELOPERS)]
    for tens in row:
        expect(table).to_contain_text(f"${tens * 10:,}")
    low, high = row[0] * 10, row[1] * 10
    about = round(10 + (95_000 - low) / (high - low) * 15)
    expect(quiet.locator(".quiz-wages")).to_contain_text(f"about percentile {about}:")
    expect(quiet.locator(".quiz-wages")).to_contain_text("May 2025, published May 15, 2026")
    quiet.get_by_role("button", name="Use the middle").press("Enter")
    expect(quiet.locator("#q-market_pay")).to_be_focused()
    expect(quiet.locator("#q-market_pay")).to_have_value(str(row[2] * 10))


def test_a_state_is_loaded_when_it_is_chosen(quiet: Page, server: str) -> None:
    asked: list[str] = []
    quiet.on("request", lambda request: asked.append(request.url))
    look_up(quiet, server, "registered nurses")
    quiet.keyboard.press("Enter")
    expect(quiet.get_by_role("heading", name="Registered Nurses, United States")).to_be_visible()
    assert len([url for url in asked if "/wages/" in url and url.endswith(".json")]) == 1
    quiet.get_by_label("Place").select_option("California")
    expect(quiet.get_by_role("heading", name="Registered Nurses, California")).to_be_visible()
    assert [url for url in asked if url.endswith("/wages/06.json")]


def test_what_is_not_published_or_not_found_is_said(quiet: Page, server: str) -> None:
    look_up(quiet, server, "wizards")
    expect(quiet.get_by_text("No title has this word.")).to_be_visible()
    quiet.get_by_label("Occupation").fill("actors")
    quiet.get_by_role("button", name="Actors").click()
    expect(quiet.get_by_text("No yearly wages are published for this occupation")).to_be_visible()
    quiet.get_by_label("Occupation").fill("a")
    expect(quiet.get_by_text("More than these fit")).to_be_visible()


def test_without_the_table_market_pay_is_typed(tab: Page, server: str) -> None:
    tab.context.route(re.compile(r"/wages/us\.json"), lambda route: route.abort())
    open_quiz(tab, server, "pay-gap")
    tab.get_by_role("button", name="Next").click()
    tab.get_by_text("Look your occupation up").click()
    expect(tab.get_by_text("The table of wages could not be loaded.")).to_be_visible()
    tab.context.unroute_all()
    tab.get_by_role("button", name="Try again").click()
    expect(tab.get_by_label("Occupation")).to_be_focused(timeout=20_000)
