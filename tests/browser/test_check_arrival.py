"""Links of a mail into the check of an article: the question is open, the answer chosen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.ledger.entries import new_id

KEY = "alifeafterlayoff/handling_a_lowball_offer"
ITEM = "weak-case"
PAGE = f"wiki/{KEY}/"


@pytest.fixture(scope="module")
def choices(server: str, browser: Browser) -> dict[str, str]:
    """The answers of the question as the page without scripts has them, by their ids."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{server}/{PAGE}")
    labels = page.locator(f'li[id="i={ITEM}"] label').all()
    found = {
        str(label.get_attribute("id")).partition("&a=")[2]: label.inner_text().strip()
        for label in labels
    }
    page.close()
    return found


def arrive(page: Page, server: str, fragment: str) -> None:
    """Open a link anew: the same page with another fragment would not be loaded."""
    page.goto("about:blank")
    page.goto(f"{server}/{PAGE}#{fragment}")


def test_a_tap_in_a_mail_is_judged_at_once(
    reader: Page, server: str, choices: dict[str, str]
) -> None:
    answer, words = list(choices.items())[1]
    reader.goto(f"{server}/a/{new_id('question', f'{KEY}/{ITEM}')}/?utm_source=mail#a={answer}")
    reader.wait_for_url(f"{server}/{PAGE}?utm_source=mail#i={ITEM}&a={answer}")
    expect(reader.locator(".check-arrival")).to_contain_text("is the one you chose in the mail")
    chosen = reader.locator(".check-run input:checked")
    expect(chosen).to_have_count(1)
    expect(reader.locator(".check-option:has(input:checked)")).to_have_text(words)
    said = reader.locator(".check-said")
    expect(said).to_be_visible(timeout=60_000)
    expect(said).to_be_in_viewport()
    expect(said.get_by_role("link", name=re.compile("paragraph")).first).to_be_visible()
    expect(said.get_by_role("link", name=re.compile(r"Hear it at \d")).first).to_be_visible()
    expect(
        reader.get_by_role("button", name="Next question")
        .or_(reader.get_by_role("button", name="Try again"))
        .first
    ).to_be_visible()


@pytest.mark.parametrize(
    ("fragment", "said"),
    [
        (f"i={ITEM}", "Nothing is chosen yet"),
        (f"i={ITEM}&a=no-such-answer", "an answer that this question does not have"),
        (f"i={ITEM}&a=slow-firm&v=7", "was reworded after the link was made"),
        ("i=five-moves&a=react", "an answer that this question does not have"),
        ("i=no-such-question&a=x", "not part of this check"),
        ("i=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E&a=x", "not part of this check"),
    ],
)
def test_what_a_link_gets_wrong_is_said_and_nothing_is_chosen(
    reader: Page, server: str, fragment: str, said: str
) -> None:
    arrive(reader, server, fragment)
    expect(reader.locator(".check-arrival")).to_contain_text(said)
    expect(reader.locator(".check-run input:checked")).to_have_count(0)
    expect(reader.locator(".check-card")).to_be_in_viewport()


def test_another_link_on_the_same_page_opens_its_question(reader: Page, server: str) -> None:
    arrive(reader, server, f"i={ITEM}&a=slow-firm")
    expect(reader.locator(".check-run input:checked")).to_have_count(1)
    reader.evaluate("location.hash = '#i=mend-later'")
    expect(reader.locator(".check-where")).to_have_text(re.compile("Question 3 of"))
    expect(reader.locator(".check-run input:checked")).to_have_count(0)


def test_without_scripts_the_browser_goes_to_the_answer(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{server}/{PAGE}#i={ITEM}&a=slow-firm")
    label = page.locator(f'label[id="i={ITEM}&a=slow-firm"]')
    expect(label).to_be_in_viewport()
    expect(label).to_have_css("outline-style", "solid")
    page.goto(f"{server}/a/{new_id('question', f'{KEY}/{ITEM}')}/")
    page.wait_for_url(f"{server}/{PAGE}#i={ITEM}")
    expect(page.locator(f'li[id="i={ITEM}"]')).to_be_in_viewport()
    context.close()
