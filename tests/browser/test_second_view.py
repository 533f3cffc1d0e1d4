"""A second view: asked for by a link, answered in another browser, laid beside one's own."""

from __future__ import annotations

import base64
import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.quiz_keys import choose_all, hand_in, open_quiz, result

NAME = "ceo-of-your-career"
CHOOSE = "for (const r of document.querySelectorAll('input[value=\"{}\"]')) r.click()"
ANSWERS = """() => Object.fromEntries([...document.querySelectorAll('[data-field]')].flatMap(
  (field) => { const one = field.querySelector(':checked'); return one ? [[field.dataset.field,
  [Number(field.dataset.version), one.dataset.type === 'str' ? one.value : JSON.parse(one.value)]]]
  : []; }))"""


def take(page: Page, server: str, value: int) -> None:
    open_quiz(page, server, NAME)
    choose_all(page, NAME, value)
    hand_in(page)
    result(page)


def link_of(page: Page, label: str) -> str:
    return str(page.get_by_label(label).input_value())


def test_two_links_bring_a_second_view_and_nothing_else_leaves(
    reader: Page, profile: BrowserContext, server: str
) -> None:
    take(reader, server, 2)
    reader.get_by_role("button", name="Ask for a second view").press("Enter")
    asking = link_of(reader, "Link to send")
    assert asking == f"{server}/quizzes/{NAME}/#second-view"

    other = profile.new_page()
    sent: list[str] = []
    other.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    other.goto(asking)
    expect(other.get_by_text("You answer about the person who sent you this link.")).to_be_visible()
    expect(other.locator("input:checked")).to_have_count(0)  # what is kept here is one's own
    choose_all(other, NAME, 5)
    hand_in(other)
    expect(other.get_by_role("heading", name="Your answers are in this link")).to_be_focused()
    answer = link_of(other, "Link to send back")
    assert not [url for url in sent if "view=" in url]

    reader.goto("about:blank")
    reader.goto(answer)
    heading = reader.get_by_role("heading", name="You and your second view")
    expect(heading).to_be_visible(timeout=60_000)
    gaps = reader.locator(".quiz-gaps")
    expect(gaps.locator(".quiz-bells > li").first).to_contain_text("They score higher")
    table = gaps.get_by_role("table", name="Where you differ most")
    assert table.get_by_role("row").count() > 10


def test_whoever_has_not_answered_is_asked_to_first(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, NAME)
    quiet.evaluate(CHOOSE.format(5))
    items = quiet.evaluate(ANSWERS)
    quiet.get_by_role("button", name="Overview").click()
    quiet.evaluate("indexedDB.deleteDatabase('mile-markers')")
    quiet.goto("about:blank")
    quiet.goto(f"{server}/quizzes/{NAME}/#view={packed({'v': 1, 'a': NAME, 'i': items})}")
    expect(quiet.locator(".quiz-gaps")).to_be_visible()


FORGED = [
    {"v": 1, "a": NAME, "i": {"<b>x</b>": [1, 5]}},
    {"v": 1, "a": NAME, "i": None},
    {"v": 1, "a": "promise-check", "i": {}},
    {"v": 1, "a": NAME, "i": {"own-decide": [1, "Win a prize"], "own-wait": 7}},
]


@pytest.mark.parametrize("forged", [*FORGED, "A" * 30_000, "%%%"], ids=range(6))
def test_a_forged_link_is_no_second_view(quiet: Page, server: str, forged: object) -> None:
    text = forged if isinstance(forged, str) else packed(forged)
    quiet.goto(f"{server}/quizzes/{NAME}/#view={text}")
    quiet.locator("mile-assessment.quiz-ready").wait_for()
    quiet.evaluate("document.querySelector('mile-assessment').restored")
    expect(quiet.locator(".quiz-gaps")).to_have_count(0)
    expect(quiet.get_by_text("Win a prize")).to_have_count(0)


def packed(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
