"""What a reader keeps of an assessment: answers, results, comparisons, links, paper."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import BrowserContext, Page, expect

from scripts.bench.waiting import until
from tests.browser.quiz_keys import (
    PROMISE,
    choose_all,
    fill,
    hand_in,
    open_quiz,
    result,
    take_by_keyboard,
)


def test_answers_survive_closing_the_page_at_any_moment(
    tab: Page, profile: BrowserContext, server: str
) -> None:
    page = tab
    open_quiz(page, server, "smart-work")
    page.get_by_label("Project", exact=True).fill("Migration")
    page.get_by_label("Hours a week").fill("12")
    page.get_by_role("button", name="Add a project").click()
    page.get_by_role("group", name="Project 2").get_by_label("Hours a week").fill("8")
    page.get_by_role("button", name="Next").click()
    page.locator(".quiz-current input").first.check(force=True)
    page.close()

    page = profile.new_page()
    open_quiz(page, server, "smart-work")
    expect(page.locator(".quiz-current input").first).to_be_checked()
    expect(page.get_by_text("Section 2 of 3, 2 of 7 answered")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Project", exact=True).first).to_have_value("Migration")
    expect(page.get_by_role("group", name="Project 2").get_by_label("Hours a week")).to_have_value(
        "8"
    )


def test_a_retake_is_compared_with_the_time_before(quiet: Page, server: str) -> None:
    quiet.clock.set_fixed_time("2026-11-01T09:00:00Z")
    open_quiz(quiet, server, "stagnation")
    choose_all(quiet, "stagnation", 2)
    hand_in(quiet)
    result(quiet)
    quiet.get_by_role("button", name="Change answers").click()
    quiet.locator(".quiz-current input[value='5']").first.check(force=True)
    hand_in(quiet)
    until(quiet, "() => window.results.length === 2")
    expect(quiet.locator(".quiz-plan")).to_be_visible()  # which is added after a comparison
    expect(quiet.locator(".quiz-bells")).to_have_count(0)  # the same day is one result
    quiet.clock.set_fixed_time("2026-11-20T09:00:00Z")
    open_quiz(quiet, server, "stagnation")
    choose_all(quiet, "stagnation", 5)
    hand_in(quiet)
    result(quiet)
    expect(quiet.get_by_role("heading", name="Since Nov 1, 2026")).to_be_visible()
    rows = quiet.locator(".quiz-bells > li")
    expect(rows).to_have_count(7)
    expect(quiet.locator(".quiz-compared .quiz-key-sentence")).to_contain_text("worse")
    words = set(rows.locator(".quiz-bell-word").all_inner_texts())
    assert "Clearly worse" in words
    assert words <= {"Clearly worse", "Could be chance", "Same"}
    quiet.get_by_text("All numbers").click()
    expect(quiet.get_by_role("table", name="Then and now")).to_contain_text("Clearly moved")


def test_a_shared_link_carries_the_result_in_its_fragment_only(
    quiet: Page, profile: BrowserContext, server: str
) -> None:
    open_quiz(quiet, server, "ceo-of-your-career")
    found = take_by_keyboard(quiet)
    quiet.get_by_role("button", name="Share as a link").click()
    expect(quiet.get_by_text("It holds none of your single answers")).to_be_visible()
    link = quiet.get_by_label("Link to this result").input_value()
    assert link.partition("#")[0] == f"{server}/quizzes/ceo-of-your-career/"

    other = profile.new_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(link)
    expect(other.get_by_role("heading", name="A shared result")).to_be_visible()
    for scale in found["scales"].values():
        expect(other.locator(".quiz-scores")).to_contain_text(f"{scale['score']:.4g}")
    expect(other.locator(".quiz-next .quiz-move")).to_have_count(len(found["moves"]))
    assert not [url for url in asked if "#" in url or "result=" in url]


def test_words_of_others_in_a_link_are_not_shown(quiet: Page, server: str) -> None:
    forged = {
        "v": 1,
        "a": "promise-check",
        "r": "Call 555-0100",
        "t": "Win a prize",
        "n": {"slip": 6},
    }
    forged |= {
        "s": [["<b>x</b>", 50, 1, 1, "Send money", 1]],
        "w": "You are fired",
        "m": [],
        "c": "???",
    }
    text = base64.urlsafe_b64encode(json.dumps(forged).encode()).decode().rstrip("=")
    quiet.goto(f"{server}/quizzes/promise-check/#result={text}")
    expect(quiet.get_by_role("heading", name="A shared result")).to_be_visible()
    for words in ("555", "prize", "<b>", "money", "fired", "???"):
        expect(quiet.locator(".quiz-place")).not_to_contain_text(words)
    expect(quiet.locator(".quiz-sentence")).to_contain_text("6 times as long as promised")
    quiet.get_by_text("All numbers").click()
    expect(quiet.get_by_role("table", name="Numbers")).to_contain_text("6 times")


@pytest.mark.parametrize(
    "fragment", ["#result=", "#result=%00", "#result=e30", "#result=" + "A" * 30_000]
)
def test_a_spoilt_link_shows_the_form(quiet: Page, server: str, fragment: str) -> None:
    quiet.goto(f"{server}/quizzes/promise-check/{fragment}")
    expect(quiet.get_by_label("How many months were you told it would take?")).to_be_visible()


def test_the_result_can_be_downloaded_as_it_was_on_the_wire(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "promise-check")
    fill(quiet, PROMISE)
    hand_in(quiet)
    found = result(quiet)
    with quiet.expect_download() as download:
        quiet.get_by_role("button", name="Download as JSON").click()
    assert json.loads(Path(download.value.path()).read_text("utf-8")) == found
    assert download.value.suggested_filename.startswith("promise-check-2")


def test_a_backup_is_saved_and_brought_back_and_everything_can_be_deleted(
    quiet: Page, server: str, tmp_path: Path
) -> None:
    open_quiz(quiet, server, "promise-check")
    fill(quiet, PROMISE)
    hand_in(quiet)
    result(quiet)
    quiet.goto(f"{server}/quizzes/")
    expect(quiet.get_by_text("1 result and the answers to 1 assessment")).to_be_visible()
    with quiet.expect_download() as download:
        quiet.get_by_role("button", name="Save a backup file").click()
    saved = tmp_path / "backup.json"
    download.value.save_as(saved)

    quiet.get_by_role("button", name="Delete everything").click()
    quiet.get_by_role("button", name="Delete them").click()
    expect(quiet.get_by_text("Nothing yet.")).to_be_visible()

    quiet.locator("mile-records input[type=file]").set_input_files(saved)
    told = "It adds 1 result. It adds 1 begun assessment. Nothing that is only here goes away."
    expect(quiet.get_by_text(told)).to_be_visible()
    quiet.get_by_role("button", name="Bring it back").click()
    expect(quiet.get_by_text("1 result and the answers to 1 assessment")).to_be_visible()

    saved.write_text('{"format": "something else"}')
    quiet.locator("mile-records input[type=file]").set_input_files(saved)
    expect(quiet.get_by_text("Nothing was changed.")).to_be_visible()
    quiet.goto(f"{server}/quizzes/promise-check/")
    quiet.get_by_role("button", name="See your result of").click()
    expect(quiet.locator(".quiz-verdict")).to_contain_text("Broken")


def test_a_retake_without_a_change_gives_the_readers_own_noise(quiet: Page, server: str) -> None:
    for day, level in (("2026-11-01", 3), ("2026-11-16", 4)):
        quiet.clock.set_fixed_time(f"{day}T09:00:00Z")
        open_quiz(quiet, server, "values-and-confidence")
        choose_all(quiet, "values-and-confidence", level)
        hand_in(quiet)
        result(quiet)
    with quiet.expect_download() as download:
        quiet.get_by_role("button", name="Remind me to take it again").click()
    (event,) = Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    assert str(event.decoded("DTSTART")) == "2026-11-30"
    quiet.get_by_role("button", name="Nothing has changed").click()
    expect(quiet.get_by_text("Noted: from now on")).to_be_visible()
    open_quiz(quiet, server, "values-and-confidence")
    quiet.get_by_role("button", name="See your result of").click()
    expect(quiet.get_by_role("heading", name="Since Nov 1, 2026")).to_be_visible()
    expect(quiet.get_by_role("button", name="Nothing has changed")).to_have_count(0)
    quiet.get_by_text("All numbers").click()
    expect(quiet.get_by_text("held against the noise of your own answers")).to_be_visible()
