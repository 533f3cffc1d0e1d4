"""How a reader brings a page to each state of `kinds.toml`, by the ways that readers have."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from assessments.validate.quiz import built
from macros.assessment_form import ask
from tests.browser.checking import KEY, LONG, answer, hand_in, item, leave_out, put, start
from tests.browser.kinds import STATES
from tests.browser.quiz_keys import PROMISE, fill, open_quiz, result
from tests.browser.quiz_keys import hand_in as hand_in_quiz
from tests.conftest import ROOT

CASES = built((ROOT / "tests/cases/questions.toml").read_text("utf-8"), KEY)
NOW = "2026-11-24T09:00:00Z"
BOSSES = "alifeafterlayoff/bad_bosses"
WAYS: dict[str, Callable[[Page, str], None]] = {}


def way(function: Callable[[Page, str], None]) -> Callable[[Page, str], None]:
    """Note a way under the name of its state."""
    WAYS[function.__name__.replace("_", "-")] = function
    return function


@way
def search(page: Page, _: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type("salary")
    expect(page.locator(".mm-search-results a").first).to_be_visible()


@way
def preview(page: Page, _: str) -> None:
    page.keyboard.press("Tab")
    page.locator(".mm-body a[data-preview]").first.focus()
    expect(page.locator(".mm-peek")).to_be_visible()


@way
def sheet(page: Page, _: str) -> None:
    page.locator(".mm-body a[data-preview]").first.tap()
    expect(page.get_by_role("dialog")).to_be_visible()


@way
def player(page: Page, _: str) -> None:
    page.locator(".mm-body a.citation").first.press("Enter")
    expect(page.locator(".mm-play")).to_be_visible()


@way
def playing(page: Page, server: str) -> None:
    player(page, server)
    page.locator(".mm-play").click()
    expect(page.locator(".lyt-activated iframe")).to_be_visible()


@way
def transcript_line(page: Page, server: str) -> None:
    page.locator(".mm-citing summary").first.press("Enter")
    playing(page, server)
    expect(page.locator(".mm-transcript .mm-now")).to_be_visible()


@way
def words_said(page: Page, _: str) -> None:
    page.keyboard.press("Tab")
    page.locator(".mm-body a.citation").first.focus()
    expect(page.locator(".mm-peek-said")).to_be_visible()


@way
def map(page: Page, _: str) -> None:  # noqa: A001
    page.locator(".mm-graph > summary").press("Enter")
    expect(page.locator("svg.mm-drawn")).to_be_attached()
    page.locator(".mm-map-list > summary").press("Enter")


@way
def place(page: Page, _: str) -> None:
    page.locator(".mm-body h2").nth(2).evaluate("heading => heading.scrollIntoView()")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".mm-place a")).to_be_visible()


@way
def quiz_rows(page: Page, server: str) -> None:
    open_quiz(page, server, "smart-work")
    page.get_by_role("button", name="Add a project").click()


@way
def quiz_choice(page: Page, server: str) -> None:
    open_quiz(page, server, "promise-check")
    page.get_by_role("button", name="Skip for now").click()


@way
def quiz_scale(page: Page, server: str) -> None:
    open_quiz(page, server, "stagnation")
    page.locator(".quiz-current input[type=radio]").first.press("2")
    page.get_by_role("button", name="Overview").click()


@way
def quiz_text(page: Page, server: str) -> None:
    open_quiz(page, server, "future-self")


@way
def quiz_errors(page: Page, server: str) -> None:
    open_quiz(page, server, "promise-check")
    fill(page, dict.fromkeys(PROMISE, "99999"))
    hand_in_quiz(page)
    expect(page.locator(".quiz-error").first).to_be_visible(timeout=LONG)


@way
def quiz_result(page: Page, server: str) -> None:
    open_quiz(page, server, "promise-check")
    fill(page, PROMISE)
    hand_in_quiz(page)
    result(page)
    expect(page.locator("canvas").first).to_be_visible()
    page.get_by_text("All numbers").click()
    page.get_by_role("button", name="Share as a link").click()
    page.get_by_text("How it is scored, by hand on paper").click()


@way
def quiz_road(page: Page, server: str) -> None:
    for value, day in ((2, "2026-11-01"), (4, "2026-11-24")):
        page.clock.set_fixed_time(f"{day}T09:00:00Z")
        open_quiz(page, server, "mile-markers")
        page.evaluate(
            f"for (const r of document.querySelectorAll('[value=\"{value}\"]')) r.click()"
        )
        hand_in_quiz(page)
        result(page)
    page.get_by_role("button", name="Keep this plan").click()
    expect(page.locator(".quiz-bells")).to_be_visible()


@way
def quiz_letter(page: Page, server: str) -> None:
    open_quiz(page, server, "future-self")
    page.locator("textarea").first.fill("Dear me, keep a copy of what you were told.")
    hand_in_quiz(page)
    result(page)


@way
def quiz_wages(page: Page, server: str) -> None:
    open_quiz(page, server, "pay-gap")
    page.get_by_label("What do you earn in a year now?").fill("95,000")
    page.get_by_role("button", name="Next").click()
    page.get_by_text("Look your occupation up").click()
    page.get_by_label("Occupation").fill("software dev")
    page.get_by_role("button", name="Software Developers").click()
    page.get_by_label("Occupation").fill("nurse")
    expect(page.get_by_role("button", name="Registered Nurses")).to_be_visible()


@way
def quiz_map(page: Page, server: str) -> None:
    quiz_result(page, server)
    open_quiz(page, server, "career-map")
    expect(page.locator(".quiz-next .quiz-move").first).to_be_visible(timeout=LONG)
    page.get_by_text("All numbers").click()


def to_question(page: Page, kind: str) -> None:
    """Ask one question of each type, and go to the one of a type."""

    def replace(route: Route) -> None:
        view = ask("describe", questions=CASES, seed="cases")
        route.fulfill(json={**route.fetch().json(), "questions": CASES, "view": view})

    page.route("**/check.json", replace)
    start(page)
    views = ask("describe", questions=CASES, seed="cases")["questions"]
    for _ in range([view["type"] for view in views].index(kind)):
        page.get_by_role("button", name="Skip").click()
    expect(page.locator("h3.check-text")).to_be_focused()


def _asks(kind: str) -> Callable[[Page, str], None]:
    def reach(page: Page, _: str) -> None:
        to_question(page, kind)
        hint = page.get_by_role("button", name="A hint")
        if hint.count():
            hint.click()

    return reach


# A type whose widgets another type shows needs no state of its own.
WAYS |= {
    f"check-{question['type']}": _asks(question["type"])
    for question in CASES
    if f"check-{question['type']}" in {state.name for state in STATES}
}


@way
def check_wrong(page: Page, _: str) -> None:
    to_question(page, "single")
    page.get_by_label("There were no jobs outside.").check()
    page.get_by_label("Sure", exact=True).check()
    hand_in(page)


@way
def check_end(page: Page, server: str) -> None:
    check_wrong(page, server)
    leave_out(page)


@way
def check_channel(page: Page, _: str) -> None:
    page.locator("#check").get_by_role("button", name="Start").click()
    expect(page.locator(".check-where")).to_contain_text("Question 1 of", timeout=LONG)


@way
def review_due(page: Page, server: str) -> None:
    single = f"{BOSSES}/shine-more"
    answers = [answer(single, n, confidence=1 + n % 3) for n in range(21)]
    retired = item(f"{BOSSES}/which-type", "2026-11-24T20:00:00Z")
    retired[1]["card"]["retired"] = True
    put(page, server, item(single, "2026-11-24T20:00:00Z"), retired, *answers)
    page.clock.set_fixed_time(NOW)
    page.goto(f"{server}/review/")
    page.get_by_role("img", name="How often you were right").wait_for(timeout=LONG)


@way
def review_rating(page: Page, server: str) -> None:
    review_due(page, server)
    page.get_by_role("button", name="Start").click(timeout=LONG)
    page.get_by_label("She will praise you in time").check()
    hand_in(page)


@way
def review_end(page: Page, server: str) -> None:
    review_rating(page, server)
    page.get_by_role("button", name="Count it, and finish").click()
    expect(page.locator(".check-end")).to_be_visible()
