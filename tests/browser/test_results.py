"""Results that speak first, and moves that become plans."""

from __future__ import annotations

import re
from pathlib import Path

from icalendar import Calendar
from playwright.sync_api import Page, expect

from scripts.bench.waiting import until
from tests.browser.quiz_keys import PROMISE, fill, hand_in, open_quiz, result

SVG_BYTES = 4096
SCREEN = 844  # pixels of a phone's height
CHOOSE = "for (const r of document.querySelectorAll('input[value=\"{}\"]')) r.click()"
ENTER = """(entry, text) => {
  entry.value = text;
  entry.dispatchEvent(new Event('input', { bubbles: true }));
}"""
MAP = "() => Boolean(document.querySelector('mile-assessment').result)"


def take_promise(page: Page, server: str, day: str) -> None:
    page.clock.set_fixed_time(f"{day}T09:00:00Z")
    open_quiz(page, server, "promise-check")
    fill(page, PROMISE)
    hand_in(page)
    result(page)


def printed(page: Page, button: str) -> int:
    """Press a button that prints: how many pages come out."""
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name=button).click()
    page.wait_for_selector("[data-print]")
    pdf = page.pdf(format="A4")
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ")


def test_the_road_has_nine_posts_and_says_the_same_in_words(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "mile-markers")
    quiet.evaluate(CHOOSE.format(4))
    hand_in(quiet)
    found = result(quiet)
    road = quiet.locator("svg.quiz-road")
    assert len(road.evaluate("svg => svg.outerHTML").encode()) <= SVG_BYTES
    expect(road.locator(".quiz-post")).to_have_count(9)
    tones = {"act": "0", "watch": "1", "lesson": "3", "clear": "2"}
    drawn = {
        post.locator("text").text_content(): post.get_attribute("data-tone")
        for post in road.locator(".quiz-post").all()
    }
    markers = found["detail"]["markers"]
    assert drawn == {str(n): tones[m["state"]] for n, m in enumerate(markers, 1)}
    lines = quiet.locator(".quiz-posts > li").all_inner_texts()
    for line, marker in zip(lines, markers, strict=True):
        assert marker["title"] in line
        assert marker["state"].capitalize() in line


def test_on_a_retake_what_changed_and_the_first_move_fit_two_screens(
    quiet: Page, server: str
) -> None:
    quiet.set_viewport_size({"width": 390, "height": SCREEN})
    for value, day in ((2, "2026-11-01"), (4, "2026-11-24")):
        quiet.clock.set_fixed_time(f"{day}T09:00:00Z")
        open_quiz(quiet, server, "mile-markers")
        quiet.evaluate(CHOOSE.format(value))
        hand_in(quiet)
        result(quiet)
    expect(quiet.locator(".quiz-bells")).to_be_visible()
    top, bells, move, road = (
        quiet.locator(one).first.bounding_box() or {"y": 0.0, "height": 0.0}
        for one in (".quiz-result", ".quiz-bells", ".quiz-next li", "svg.quiz-road")
    )
    assert bells["y"] < move["y"] < road["y"]
    assert move["y"] + move["height"] - top["y"] < 2 * SCREEN


def test_the_verdict_is_a_sentence_with_the_number_of_months(quiet: Page, server: str) -> None:
    take_promise(quiet, server, "2026-11-30")
    expect(quiet.locator(".quiz-sentence")).to_have_text("Your promise is 90 months late.")
    expect(quiet.locator(".quiz-big")).to_have_text("6 times as long as promised")
    expect(quiet.get_by_role("table", name="Numbers")).to_have_count(0)  # folded
    quiet.get_by_text("All numbers").click()
    expect(quiet.get_by_role("table", name="Numbers")).to_be_visible()
    expect(quiet.get_by_role("heading", name="What would change the word")).to_be_visible()


def test_the_pay_gap_is_two_named_lines_and_a_rounded_sum(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "pay-gap")
    numbers = {"own_pay": "65000", "own_raise": "2", "market_pay": "75000"}
    numbers |= {"market_growth": "3", "years_stayed": "9", "years_ahead": "10"}
    for name, text in numbers.items():
        quiet.locator(f"#q-{name}").evaluate(
            ENTER,
            text,
        )
    hand_in(quiet)
    ahead = result(quiet)["values"]["lost_ahead"]
    about = f"${float(f'{ahead:.3g}'):,.0f}"
    expect(quiet.locator(".quiz-big strong")).to_have_text(f"about {about}")
    expect(quiet.locator(".quiz-big")).to_contain_text("with a point less or more")
    words = quiet.locator("svg.quiz-gap text").all_text_contents()
    assert {"You", "Market", "today", "−9 y", "+9 y"} <= set(words)
    quiet.get_by_text("The numbers as a table").first.click()
    expect(quiet.get_by_role("table", name="Your pay and the market")).to_be_visible()


def test_a_move_becomes_a_plan_is_asked_about_and_stands_on_the_map(
    quiet: Page, server: str
) -> None:
    take_promise(quiet, server, "2026-11-30")
    move = quiet.locator(".quiz-next h4").first.inner_text()
    expect(quiet.get_by_label("On which day?")).to_have_value("2026-12-01")
    quiet.get_by_label("On which day?").fill("2026-11-01")
    quiet.get_by_role("button", name="Keep this plan").press("Enter")
    expect(quiet.get_by_text("Choose today or a later day.")).to_be_visible()
    quiet.get_by_label("On which day?").fill("2026-12-03")
    quiet.get_by_label("If…").fill("I close my laptop, on Thursday")
    quiet.get_by_label("…then I").fill("write the three lines")
    quiet.get_by_role("button", name="Keep this plan").press("Enter")
    heading = quiet.get_by_role("heading", name="Your plan", exact=True)
    expect(heading).to_be_focused()
    with quiet.expect_download() as download:
        quiet.get_by_role("button", name="Save to your calendar").click()
    (event,) = Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    assert str(event.decoded("DTSTART")) == "2026-12-03"
    assert str(event["SUMMARY"]) == move
    line = "If I close my laptop, on Thursday, then I write the three lines"
    assert str(event["DESCRIPTION"]) == line
    assert str(event["URL"]).endswith("/quizzes/promise-check/")

    quiet.clock.set_fixed_time("2026-12-02T09:00:00Z")
    quiet.goto(f"{server}/quizzes/career-map/")
    until(quiet, MAP)
    expect(quiet.get_by_text(line).first).to_be_visible()
    expect(quiet.get_by_text("Did you do it?")).to_have_count(0)  # its day has not come
    assert printed(quiet, "Print your plan") == 1

    quiet.clock.set_fixed_time("2026-12-04T09:00:00Z")
    open_quiz(quiet, server, "promise-check")
    expect(quiet.get_by_text("Did you do it?")).to_be_visible()
    quiet.get_by_role("button", name="Not yet").click()
    expect(quiet.get_by_label("New day")).to_be_focused()
    quiet.get_by_role("button", name="Move it there").click()
    expect(quiet.get_by_text("Moved to Friday, December 11.")).to_be_visible()
    quiet.clock.set_fixed_time("2026-12-12T09:00:00Z")
    open_quiz(quiet, server, "promise-check")
    quiet.get_by_role("button", name="Yes, done").click()
    open_quiz(quiet, server, "promise-check")
    expect(quiet.locator(".quiz-last-result")).to_be_visible()
    expect(quiet.get_by_text("Did you do it?")).to_have_count(0)
    quiet.goto(f"{server}/quizzes/")
    expect(quiet.get_by_text(re.compile(r"1 result, .*1 plan"))).to_be_visible()


def test_a_letter_is_typeset_and_prints_on_one_page(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "future-self")
    entries = quiet.locator("textarea")
    for entry in entries.all():
        entry.evaluate(
            ENTER,
            "Keep a copy.\n\nYou were told this twice, " + "and once more " * 20,
        )
    hand_in(quiet)
    letter = result(quiet)["detail"]["letter"]
    paper = quiet.locator("article.quiz-letter")
    shown = paper.evaluate("article => article.textContent")
    for line in re.sub(r"\n-+\n", "\n", letter).splitlines():
        assert line in shown or re.fullmatch(r"\d{4}-\d\d-\d\d", line)
    expect(paper.get_by_role("heading").first).to_have_text(letter.splitlines()[0])
    assert printed(quiet, "Print the letter") == 1


def test_an_empty_map_shows_every_place_and_loads_no_program(quiet: Page, server: str) -> None:
    asked: list[str] = []
    quiet.on("request", lambda request: asked.append(request.url))
    quiet.goto(f"{server}/quizzes/career-map/")
    until(quiet, MAP)
    places = quiet.locator(".quiz-dashboard a")
    expect(places.first).to_be_visible()
    assert all(a.get_attribute("href") for a in places.all())
    expect(quiet.get_by_text("Your map is empty")).to_be_visible()
    assert not [url for url in asked if "/runtime/core-" in url]
