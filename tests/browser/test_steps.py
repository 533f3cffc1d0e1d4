"""Each request of a quiz and a check fails in turn: answers are kept, and there is a way on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.checking import ARTICLE, start
from tests.browser.quiz_keys import PROMISE, fill, hand_in, open_quiz, result

TABLE = tomllib.loads(Path(__file__).with_name("faults.toml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = TABLE["step"]
LONG = 60_000  # for what waits for the program that scores
PAGES = {"quiz": "quizzes/promise-check/", "check": ARTICLE}

Asked = dict[str, list[str]]


def take_quiz(page: Page, server: str) -> None:
    """Take an assessment to its result."""
    open_quiz(page, server, "promise-check")
    fill(page, PROMISE)
    hand_in(page)
    assert result(page)["verdict"] == "broken"


def take_check(page: Page, server: str) -> None:
    """Answer the first question of a check."""
    page.goto(f"{server}/{ARTICLE}")
    start(page)
    answer_first(page)


def answer_first(page: Page) -> None:
    """Answer the question that is open and have it checked."""
    page.locator(".check-form .check-option").first.click()
    page.get_by_role("button", name="Check the answer").click()
    expect(page.locator(".check-said")).to_be_visible(timeout=LONG)


TAKE: dict[str, Callable[[Page, str], None]] = {"quiz": take_quiz, "check": take_check}


@pytest.fixture(scope="module")
def asked(browser: Browser, server: str) -> Asked:
    """The paths that a good run asks for after its page, in their order."""
    found: Asked = {}
    for name, take in TAKE.items():
        context = browser.new_context(viewport={"width": 390, "height": 844})
        paths: dict[str, None] = {}

        def note(request: Request, paths: dict[str, None] = paths) -> None:
            if request.url.startswith("http") and not request.is_navigation_request():
                paths[urlsplit(request.url).path] = None

        context.on("request", note)
        take(context.new_page(), server)
        context.close()
        found[name] = list(paths)
    return found


def row_of(on: str, path: str) -> dict[str, Any] | None:
    """The row of the table that says what comes of a request's failure."""
    rows = (row for row in STEPS if row["on"] == on)
    return next((row for row in rows if any(fnmatch(path, at) for at in row["at"])), None)


def paths_of(asked: Asked, on: str, sees: str, how: str = "once") -> list[str]:
    """The requests that fail in such a way and with such an outcome."""
    rows = ((path, row_of(on, path)) for path in asked[on])
    return [path for path, row in rows if row and row["sees"] == sees and how in row["how"]]


def of_program(path: str) -> bool:
    """Whether a request brings the program that scores, which is started twice and not oftener."""
    return path.startswith(("/assets/js/assessment/", "/assets/generated/runtime/"))


def break_once(page: Page, path: str, how: str = "once") -> None:
    """Let the next request for a path fail: its connection breaks, or half of it comes."""

    def fail(route: Route) -> None:
        if how == "once":
            route.abort()
            return
        reply = route.fetch()
        body = reply.body()
        route.fulfill(response=reply, body=body[: len(body) // 2])

    page.route(lambda url: urlsplit(url).path == path, fail, times=1)


def test_the_table_names_every_request(asked: Asked) -> None:
    unnamed = {path for on in asked for path in asked[on] if row_of(on, path) is None}
    assert unnamed == set()
    used = [row_of(on, path) for on in asked for path in asked[on]]
    assert [row["what"] for row in STEPS if row not in used] == []
    print({on: len(paths) for on, paths in asked.items()}, "requests that fail in turn")


@pytest.mark.parametrize("on", PAGES)
def test_a_program_that_did_not_arrive_is_told_and_a_reload_brings_it(
    fresh: Page, server: str, asked: Asked, on: str
) -> None:
    paths = paths_of(asked, on, "reload")
    for path in paths:
        break_once(fresh, path)
        fresh.goto(f"{server}/{PAGES[on]}")
        alert = fresh.get_by_role("alert").filter(has_text="A part of this page did not arrive")
        expect(alert, path).to_contain_text("what you answered before is kept")
        if on == "check":
            expect(fresh.locator(".check-paper")).to_be_visible()
    alert.get_by_role("button", name="Reload the page").click()
    fresh.locator("mile-assessment.quiz-ready, .check-begin button").wait_for()
    expect(alert).to_have_count(0)
    assert paths


def test_questions_that_do_not_come_stand_on_paper(
    browser: Browser, server: str, asked: Asked
) -> None:
    paths = paths_of(asked, "check", "paper", "down")
    for path in paths:
        page = browser.new_page()  # whose cache has nothing of what is to fail
        page.route(re.compile(rf"{re.escape(path)}(\?.*)?$"), lambda route: route.abort())
        page.goto(f"{server}/{ARTICLE}")
        page.get_by_role("button", name="Start").click()
        alert = page.get_by_role("alert").filter(has_text="The questions did not come")
        expect(alert, path).to_contain_text("What you answered before is kept")
        expect(page.locator(".check-paper")).to_be_visible()
        page.unroute_all()
        with page.expect_navigation():  # which ends when the programs of the page have come
            alert.get_by_role("button", name="Reload the page").click()
        start(page)
        page.context.close()
    assert paths


@pytest.mark.parametrize("on", PAGES)
def test_what_a_page_can_do_without_is_not_missed(
    fresh: Page, server: str, asked: Asked, on: str
) -> None:
    paths = [path for path in paths_of(asked, on, "unharmed") if not of_program(path)]
    once = set(paths)

    def fail(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path in once:
            once.remove(path)
            route.abort()
        else:
            route.continue_()

    fresh.route("**/*", fail)
    while once:  # what a part would have asked for fails when the part itself has come
        before = len(once)
        TAKE[on](fresh, server)
        assert len(once) < before, once


@pytest.mark.parametrize("how", ["once", "cut"])
@pytest.mark.parametrize("on", PAGES)
def test_a_program_that_breaks_off_is_started_again(
    browser: Browser, server: str, asked: Asked, on: str, how: str
) -> None:
    for path in filter(of_program, paths_of(asked, on, "unharmed", how)):
        page = browser.new_page(viewport={"width": 390, "height": 844})
        break_once(page, path, how)
        TAKE[on](page, server)
        page.context.close()
