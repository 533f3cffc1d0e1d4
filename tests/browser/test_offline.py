"""A folder on a stick: the site as files, without any server and without any network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.core.csp import ON_A_STICK, meta
from scripts.publish.link_check import check_site
from scripts.publish.offline.pages import explicit, offline_page
from tests.browser.quiz_keys import LISTEN, PROMISE, fill, hand_in, result
from tests.browser.reading import Reader
from tests.conftest import build_site

ARTICLE = "wiki/alifeafterlayoff/career_management_and_planning/index.html"
LONG = 60_000  # for the first answer, which waits for the program that grades
LARGEST = 40_000_000  # bytes of the folder with the project's own articles
FOLDER = re.compile(r'<a\b[^>]* href="(?![a-z]+:)([^"#?]*/)[#?"]')
DARK = "document.body.dataset.mdColorScheme === 'slate'"


@pytest.fixture(scope="session")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site as `make site OFFLINE=1` makes it, in a folder of an odd name."""
    made = build_site(Path("docs/articles"), tmp_path_factory.mktemp("stick"), "--offline")
    return made.rename(made.with_name("on a stick, 100% é#1"))


@pytest.fixture(scope="module")
def cable_out(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without network."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    yield context
    context.close()


@pytest.fixture
def reader(cable_out: BrowserContext, stick: Path) -> Iterator[Reader]:
    """A reader who opened the folder: nothing is asked for outside it, nothing complained of."""
    found = Reader(cable_out, stick.as_uri())
    yield found
    found.page.close()
    assert found.strangers == []
    assert found.complaints == []


def test_reading_and_following_links(reader: Reader) -> None:
    page = reader.goto("index.html")
    page.get_by_role("link", name="Browse").first.click()
    page.wait_for_url("**/browse/index.html")
    reader.goto(ARTICLE)
    page.locator(".mm-body a[data-preview]").first.click()
    page.wait_for_url("**/wiki/**/index.html*")
    assert page.url != f"{reader.server}/{ARTICLE}"
    page.get_by_role("link", name="Mile Markers").first.click()
    page.wait_for_url(f"{reader.server}/index.html")
    page.get_by_role("button", name="Dark mode").click()
    reader.goto(ARTICLE)
    assert page.evaluate(DARK)


def test_a_permanent_address_leads_on(reader: Reader, stick: Path) -> None:
    short = next((stick / "a").iterdir()).name
    page = reader.goto(f"a/{short}/index.html")
    page.wait_for_url(re.compile(r"/(wiki|video|quizzes)/.*/index\.html"))


def test_search_to_a_section(reader: Reader) -> None:
    page = reader.goto("index.html")
    page.keyboard.press("/")
    page.keyboard.type("severance agreement")
    section = page.locator(".mm-search-part > a").first
    expect(section).to_be_visible()
    heading = section.inner_text()
    section.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html#*")
    ident = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    expect(page.locator(f'[id="{ident}"]')).to_contain_text(heading)


def test_previews_of_articles_and_claims(reader: Reader) -> None:
    page = reader.goto(ARTICLE)
    page.locator(".mm-body a[data-preview]").first.hover()
    expect(page.locator(".mm-peek")).to_contain_text("min read")
    page.locator(".mm-body a.citation").nth(1).hover()
    expect(page.locator(".mm-peek li[aria-current]")).to_be_visible()


def test_the_map_of_the_neighbourhood(reader: Reader) -> None:
    page = reader.goto(ARTICLE)
    page.locator("details[data-graph] > summary").click()
    expect(page.locator("svg.mm-drawn")).to_be_visible()


def test_a_check_is_answered(reader: Reader) -> None:
    page = reader.goto(ARTICLE)
    page.get_by_role("button", name="Start").click()
    expect(page.locator("h3.check-text")).to_be_focused()
    page.locator(".check-form .check-option").first.click()
    page.get_by_role("button", name="Check the answer").click()
    expect(page.locator(".check-verdict")).to_be_visible(timeout=LONG)


def test_an_assessment_is_taken_to_its_result(reader: Reader) -> None:
    page = reader.goto("quizzes/promise-check/index.html")
    page.locator("mile-assessment.quiz-ready").wait_for()
    page.evaluate(LISTEN)
    fill(page, PROMISE)
    hand_in(page)
    assert result(page)["assessment"] == "promise-check"
    expect(page.locator("figure canvas").first).to_be_visible()
    linked_result(page, reader)


def linked_result(page: Page, reader: Reader) -> None:
    """The reader's own link to the result leads back into the folder."""
    page.locator("button[aria-expanded]", has_text=re.compile("link", re.IGNORECASE)).click()
    address = page.locator("#quiz-share-link").input_value()
    assert address.startswith(f"{reader.server}/quizzes/promise-check/index.html#result=")


def test_every_page_carries_a_policy_of_its_own(stick: Path) -> None:
    pages = {page: page.read_text("utf-8") for page in stick.rglob("*.html")}
    without = [page for page, html in pages.items() if html.count(meta(ON_A_STICK)) != 1]
    assert without == []


def test_every_link_names_a_file_that_is_there(stick: Path) -> None:
    assert check_site(stick) == []
    pages = (page.read_text("utf-8") for page in stick.rglob("*.html"))
    assert [link for page in pages for link in FOLDER.findall(page)] == []
    size = sum(path.stat().st_size for path in stick.rglob("*") if path.is_file())
    assert size < LARGEST


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("../x/", "../x/index.html"),
        ("../x/#t-1", "../x/index.html#t-1"),
        ("../x/?a=b/#t", "../x/index.html?a=b/#t"),
        ("", "index.html"),
        ("..", "../index.html"),
        (".", "./index.html"),
        ("#t-1", "#t-1"),
        ("index.md", "index.md"),
        ("https://example.org/x/", "https://example.org/x/"),
        ("//example.org/", "//example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_a_folder_is_named_by_its_file(address: str, named: str) -> None:
    assert explicit(address) == named


def test_only_tags_are_changed() -> None:
    text = 'write href="x/" &lt;a href="x/"&gt; <!-- <a href="x/"> -->'
    code = '<script type="application/ld+json">{"a": "<a href=\\"x/\\">"}</script>'
    page = f'<link rel="manifest" href="m"><p title="a > b"><a href="y/">{text}</a>{code}'
    module = '<script type="module" src="../assets/js/a.js"></script>'
    assert offline_page(page + module, "a/index.html") == (
        f'<p title="a > b"><a href="y/index.html">{text}</a>{code}'
        '<script defer src="../assets/offline/program.js"></script>\n'
        '<script type="text/plain" data-module="assets/js/a.js"></script>'
    )
