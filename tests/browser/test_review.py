"""The review as readers use it: what is due, rated before it counts, undone, put off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.bench.server import serve_folder
from tests.browser.checking import KEY, LONG, answer, hand_in, item, miss, put, stored, tab_to

NOW = "2026-11-24T09:00:00Z"
BOSSES = "alifeafterlayoff/bad_bosses"
SINGLE = f"{BOSSES}/shine-more"  # one choice: that she may feel outshone
CHECKS = f"{BOSSES}/which-type"


@pytest.fixture(scope="module")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """A phone of its own: once told the time, a context's clock stands still for good."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield context
    context.close()


def review(page: Page, server: str, *records: tuple[str, dict[str, Any]]) -> None:
    """Open the review with records of earlier visits, at a fixed time."""
    put(page, server, *records)
    page.clock.set_fixed_time(NOW)
    page.goto(f"{server}/review/")


def begin(page: Page) -> None:
    """Start with today's questions."""
    page.get_by_role("button", name="Start").click(timeout=LONG)
    expect(page.locator("h3.check-text")).to_be_focused()


def card_of(page: Page, name: str) -> dict[str, Any]:
    """The card that is kept of a question."""
    (known,) = [known for known in stored(page, "items") if known["item"] == name]
    return dict(known["card"])


def due(name: str, day: int = 24) -> tuple[str, dict[str, Any]]:
    """A question that comes back on a day of November, later than now."""
    return item(name, f"2026-11-{day}T20:00:00Z")


def test_links_stay_on_a_site_below_a_path(page: Page, site: Path, tmp_path: Path) -> None:
    """As on a host that gives every project a folder."""
    (tmp_path / "project").symlink_to(site)
    with serve_folder(tmp_path) as host:
        page.goto(f"{host}/project/review/")
        page.locator("a.check-read", has_text="All articles").click(timeout=LONG)
        page.wait_for_url(f"{host}/project/browse/a-z/")


def test_a_missed_question_is_kept_and_comes_back(quiet: Page, server: str) -> None:
    quiet.clock.set_fixed_time(NOW)
    miss(quiet, server)
    quiet.locator(".check-said").get_by_role("button", name="Next").or_(
        quiet.get_by_role("button", name="Summary")
    ).click()
    while not quiet.locator(".check-end").count():
        quiet.get_by_role("button", name="Skip").click()
    expect(quiet.locator(".check-end")).to_contain_text("one question comes back to you")
    (kept,) = stored(quiet, "answers")
    assert kept["item"].startswith(f"{KEY}/")
    told = {key: kept[key] for key in ("version", "credit", "right", "hints", "confidence")}
    assert told == {"version": 1, "credit": 0, "right": False, "hints": 1, "confidence": 3}
    assert kept["entry"]["rating"] == "again"
    (known,) = stored(quiet, "items")
    assert known["item"] == kept["item"]
    assert known["card"]["due"] == "2026-11-25T09:00:00Z"
    quiet.get_by_role("link", name="Your review").click()
    expect(quiet.get_by_role("heading", name="Nothing is due today")).to_be_visible(timeout=LONG)
    expect(quiet.get_by_text("comes back on Wednesday, November 25")).to_be_visible()
    kept_here = quiet.locator("mile-records")
    expect(kept_here).to_contain_text(re.compile("1 answer to checks(,| and) 1 question in review"))


def test_a_due_question_is_rated_before_it_counts(quiet: Page, server: str) -> None:
    review(quiet, server, due(SINGLE), due(CHECKS, 25))
    expect(quiet.get_by_role("heading", name="One question for today")).to_be_visible(timeout=LONG)
    begin(quiet)
    expect(quiet.locator(".check-where")).to_contain_text("1 of 1 for today, from Bad bosses")
    quiet.get_by_label("She may feel outshone").check()
    quiet.get_by_label("Sure", exact=True).click()  # which hands it in
    expect(quiet.locator(".check-rating legend")).to_contain_text("counts as \u201cEasy\u201d")
    before = card_of(quiet, SINGLE)
    assert before["due"] == "2026-11-24T20:00:00Z"
    expect(quiet.get_by_label("Good in")).not_to_be_checked()
    expect(quiet.get_by_label("Easy in")).to_be_checked()
    quiet.get_by_label("Hard in").check()
    quiet.get_by_role("button", name="Count it, and finish").click()
    expect(quiet.get_by_role("heading", name="One question reviewed")).to_be_focused()
    after = card_of(quiet, SINGLE)
    assert after["last_review"] == NOW
    assert after["due"] > "2026-11-25"
    (kept,) = stored(quiet, "answers")
    assert (kept["entry"]["rating"], kept["confidence"]) == ("hard", 3)
    expect(quiet.get_by_text("You remembered 1 of the 1 that came back")).to_be_visible()
    expect(quiet.get_by_text("One thing to read:")).to_be_visible()
    expect(quiet.locator(".check-coming li").first).to_be_visible()
    expect(quiet.locator("mile-records")).to_contain_text("1 answer to checks")

    quiet.get_by_role("button", name="Undo the last one").click()
    expect(quiet.locator("h3.check-text")).to_be_focused()
    assert card_of(quiet, SINGLE) == before
    assert stored(quiet, "answers") == []


def test_a_wrong_answer_comes_back_the_day_after(quiet: Page, server: str) -> None:
    review(quiet, server, due(SINGLE))
    begin(quiet)
    quiet.get_by_label("She will praise you in time").check()
    hand_in(quiet)
    expect(quiet.locator(".check-rating legend")).to_contain_text("counts as \u201cAgain\u201d")
    read = quiet.get_by_role("link", name="Read it in its article").first
    expect(read).to_have_attribute("href", f"{server}/wiki/{BOSSES}/#t-124")
    expect(quiet.get_by_role("link", name="Hear it at 2:04")).to_be_visible()
    quiet.get_by_role("button", name="Show the answer").click()
    expect(quiet.get_by_label("She may feel outshone")).to_be_checked()
    quiet.get_by_role("button", name="Count it, and finish").click()
    expect(quiet.get_by_text("comes back on Wednesday, November 25")).to_be_visible()


def test_by_keyboard_alone(quiet: Page, server: str) -> None:
    review(quiet, server, due(SINGLE))
    quiet.get_by_role("button", name="Start").wait_for(timeout=LONG)
    tab_to(quiet, "Start")
    quiet.keyboard.press("Enter")
    expect(quiet.locator("h3.check-text")).to_be_focused()
    quiet.keyboard.press("Tab")
    quiet.keyboard.press("Space")
    tab_to(quiet, "Check the answer")
    quiet.keyboard.press("Enter")
    expect(quiet.locator(".check-said")).to_be_focused(timeout=LONG)
    tab_to(quiet, "Count it, and finish")
    quiet.keyboard.press("Enter")
    expect(quiet.get_by_role("heading", name="One question reviewed")).to_be_focused()


def test_skip_and_retire_and_the_way_back(quiet: Page, server: str) -> None:
    review(quiet, server, due(SINGLE), due(CHECKS))
    begin(quiet)
    quiet.get_by_role("button", name="Skip until tomorrow").click()
    expect(quiet.locator(".check-where")).to_contain_text("2 of 2")
    quiet.get_by_role("button", name="Never again").click()
    expect(quiet.get_by_role("heading", name="That was it for today")).to_be_visible()
    cards = {known["item"]: known["card"] for known in stored(quiet, "items")}
    assert sorted(bool(card.get("retired")) for card in cards.values()) == [False, True]
    assert "2026-11-25T20:00:00Z" in [card["due"] for card in cards.values()]
    quiet.reload()
    quiet.get_by_text("One question that you asked not to see again").click(timeout=LONG)
    quiet.get_by_role("button", name="Bring it back").click()
    expect(quiet.get_by_role("heading", name="One question for today")).to_be_visible()


def test_another_tab_has_done_it_meanwhile(quiet: Page, server: str) -> None:
    review(quiet, server, due(SINGLE), due(CHECKS))
    begin(quiet)
    other = quiet.context.new_page()
    gone = [due(name, 30) for name in (SINGLE, CHECKS)]
    put(other, server, *gone)
    quiet.get_by_role("button", name="Never again").click()
    expect(quiet.get_by_role("heading", name="That was it for today")).to_be_visible()
    other.close()


def test_a_question_that_is_gone_is_not_asked(quiet: Page, server: str) -> None:
    review(quiet, server, due(f"{BOSSES}/no-longer-here"), due(SINGLE))
    begin(quiet)
    while "narcissist" not in quiet.locator("h3.check-text").inner_text():
        quiet.get_by_role("button", name="Skip").click()
    expect(quiet.locator(".check-note")).to_contain_text("one is no longer asked")
    archived = {known["item"]: known["archived"] for known in stored(quiet, "items")}
    assert archived[f"{BOSSES}/no-longer-here"]


def test_after_five_minutes_the_reader_may_stop(quiet: Page, server: str) -> None:
    review(quiet, server, due(SINGLE), due(CHECKS))
    begin(quiet)
    quiet.clock.set_fixed_time("2026-11-24T09:06:00Z")
    quiet.get_by_role("button", name="Skip until tomorrow").click()
    expect(quiet.get_by_role("heading", name="Five minutes are up")).to_be_focused()
    quiet.get_by_role("button", name="Go on").click()
    expect(quiet.locator(".check-where")).to_contain_text("2 of 2")


def test_a_reminder_for_the_calendar(quiet: Page, server: str) -> None:
    review(quiet, server, due(SINGLE, 30))
    quiet.get_by_text("A daily reminder").click(timeout=LONG)
    quiet.get_by_label("Time of the reminder").fill("07:30")
    with quiet.expect_download() as download:
        quiet.get_by_role("button", name="Save the calendar file").click()
    read: Any = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes())
    (event,) = read.events
    assert (event.start.hour, event.start.minute) == (7, 30)
    assert event["URL"] == f"{server}/review/"


def test_calibration_is_drawn_with_its_table(quiet: Page, server: str) -> None:
    answers = [
        answer(SINGLE, n, confidence=1 + n % 3, right=n % 3 == 2 or n < 6) for n in range(21)
    ]
    review(quiet, server, due(SINGLE, 30), *answers)
    picture = quiet.get_by_role("img", name="How often you were right")
    expect(picture).to_be_visible(timeout=LONG)
    quiet.get_by_text("The numbers as a table").click()
    table = quiet.get_by_role("table", name="How often you were right")
    expect(table).to_contain_text("sure")
    expect(table).to_contain_text("100%")
    expect(quiet.get_by_text("sure: 7 of 7 right")).to_be_visible()
