"""A transcript in the browser: its lines play, have addresses, and are followed and found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.bench.server import serve_folder
from scripts.bench.waiting import until
from scripts.publish.link_check import check_site
from tests.browser.reading import PLAYER, Reader
from tests.conftest import ROOT, build_site

pytestmark = pytest.mark.slow

TALK = "transcript/ourOwnTalk1/"
ARTICLE = "wiki/workshop/keeping_a_work_log/"
SAID = "said => [...(CSS.highlights.get('mm-now') ?? [])].join(' ').includes(said)"
SEEN = """(id) => {
  const box = document.getElementById(id).getBoundingClientRect();
  return box.top > 0 && box.bottom < innerHeight;
}"""
# Records how the page is scrolled to a line, in place of the browser's own way.
SPY = """
window.scrolled = [];
const own = Element.prototype.scrollIntoView;
Element.prototype.scrollIntoView = function (how) {
  if (this.matches('.mm-line')) scrolled.push(how.behavior);
  own.call(this, how);
};
"""


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the talks that the tests have, in words of our own."""
    return build_site(ROOT / "tests/talks/articles", tmp_path_factory.mktemp("talks"))


@pytest.fixture(scope="module")
def hall(talks: Path) -> Iterator[str]:
    """The address of a server for them."""
    with serve_folder(talks) as address:
        yield address


@pytest.fixture(params=["desktop", "phone"])
def reader(request: pytest.FixtureRequest, hall: str) -> Iterator[Reader]:
    """A reader at a desktop, and one with a phone; neither console may complain."""
    context: BrowserContext = request.getfixturevalue(request.param)
    made = Reader(context, hall, touch=request.param == "phone")
    yield made
    assert made.complaints == []
    assert all(url.startswith(f"{PLAYER}/embed/") for url in made.strangers)


def test_machines_are_told_and_no_link_is_dead(talks: Path) -> None:
    assert check_site(talks) == []
    sitemap, llms = ((talks / n).read_text("utf-8") for n in ("sitemap.xml", "llms.txt"))
    for address in (TALK, f"{TALK}de/", "transcript/ourOwnTalk2/"):
        assert f"<loc>https://talks.example/{address}</loc>" in sitemap
        assert f"(https://talks.example/{address}index.md)" in llms.split("## Transcripts")[1]
        assert (talks / address / "index.md").is_file()


def play(reader: Reader, second: int) -> None:
    """Play a line, from before the first play on."""
    reader.act(reader.page.locator(f"#t-{second}"))
    reader.act(reader.page.locator(".mm-play"))
    reader.until_told("playVideo")


def test_a_line_plays_from_its_second_and_the_mark_follows(reader: Reader) -> None:
    page = reader.goto(TALK)
    play(reader, 9)
    assert "start=9&" in reader.strangers[0]
    until(page, SAID, "A work log is a file")
    assert "0:09" not in reader.marked()
    reader.frame.evaluate("comeTo(25.1)")
    until(page, SAID, "You remember the last three weeks")
    assert "A work log is a file" not in reader.marked()
    expect(page.locator(".mm-player-title")).to_have_text("A line a day")


def test_the_line_being_played_stays_in_sight(reader: Reader) -> None:
    page = reader.goto(TALK)
    play(reader, 0)
    reader.frame.evaluate("comeTo(153)")
    until(page, SEEN, "t-152")
    expect(page.locator("#t-152")).to_have_class(re.compile("mm-now"))


def test_a_reader_who_scrolls_away_is_left_alone(desktop: BrowserContext, hall: str) -> None:
    desktop.add_init_script(SPY)
    reader = Reader(desktop, hall)
    page = reader.goto(TALK)
    play(reader, 0)
    page.set_viewport_size({"width": 1440, "height": 420})
    page.mouse.move(400, 200)
    page.mouse.wheel(0, 600)
    until(page, "() => scrollY > 200")
    page.evaluate("scrolled.length = 0")
    reader.frame.evaluate("comeTo(2.6)")
    until(page, SAID, "Today is about a habit")
    assert page.evaluate("scrolled") == []
    page.evaluate("scrollTo(0, 0)")  # the line is in sight again, and followed from there
    reader.frame.evaluate("comeTo(6.4)")
    until(page, SAID, "It is called a work log")
    reader.frame.evaluate("comeTo(153)")
    until(page, SEEN, "t-152")
    assert page.evaluate("scrolled") == ["smooth"]


def test_with_less_motion_it_goes_there_at_once(desktop: BrowserContext, hall: str) -> None:
    desktop.add_init_script(SPY)
    reader = Reader(desktop, hall)
    reader.page.emulate_media(reduced_motion="reduce")
    page = reader.goto(TALK)
    play(reader, 0)
    reader.frame.evaluate("comeTo(153)")
    until(page, SEEN, "t-152")
    assert page.evaluate("scrolled") == ["instant"]


@pytest.mark.parametrize(
    ("asked", "line"), [("46", "46"), ("50", "46"), ("999", "166"), ("1", "0")]
)
def test_any_second_leads_to_its_line(asked: str, line: str, reader: Reader) -> None:
    page = reader.goto(f"{TALK}#t-{asked}")
    until(page, "line => document.querySelector(':target')?.id === line", f"t-{line}")
    expect(page.locator(f"#t-{line}")).to_be_in_viewport()


def test_by_keyboard(desktop: BrowserContext, hall: str) -> None:
    reader = Reader(desktop, hall)
    page = reader.goto(TALK)
    time = page.locator("#t-2")
    time.focus()
    page.keyboard.press("Tab")
    expect(page.locator("#t-6")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".mm-play")).to_be_focused()
    page.keyboard.press("Enter")
    reader.until_told("playVideo")
    page.keyboard.press("Escape")
    expect(page.locator(".mm-player")).to_be_hidden()
    expect(page.locator("#t-6")).to_be_focused()
    summary = page.locator(".mm-citing summary").first
    summary.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ARTICLE}#t-9")
    assert reader.complaints == []


def test_a_citation_shows_the_words_said_and_leads_to_them(
    desktop: BrowserContext, hall: str
) -> None:
    reader = Reader(desktop, hall)
    page = reader.goto(ARTICLE)
    page.locator("#t-25").hover()
    said = page.locator(".mm-peek-said")
    expect(said.locator("p")).to_contain_text("You remember the last three weeks")
    expect(said.locator("p")).to_have_attribute("lang", "en")
    said.get_by_role("link").click()
    page.wait_for_url(f"**/{TALK}#t-24")
    expect(page.locator("#t-24")).to_be_in_viewport()
    assert reader.complaints == []


def test_a_line_that_is_cited_shows_by_whom(desktop: BrowserContext, hall: str) -> None:
    page = Reader(desktop, hall).goto(TALK)
    page.locator("#t-46").hover()
    expect(page.locator(".mm-peek .mm-claim").first).to_be_visible()
    expect(page.locator(".mm-peek-said")).to_have_count(0)  # it is what is being read


def test_words_are_found_at_their_line(desktop: BrowserContext, hall: str) -> None:
    reader = Reader(desktop, hall)
    page = reader.goto("")
    page.keyboard.press("/")
    page.keyboard.type("forty tickets")
    found = page.locator(".mm-search-results > li", has_text="transcript").first
    time = found.locator(".mm-search-time").first
    expect(time).to_have_text("0:51")
    time.click()
    page.wait_for_url(f"**/{TALK}#t-51")
    expect(page.locator("#t-51")).to_be_in_viewport()
    assert reader.complaints == []


def test_another_language_is_a_link_away(reader: Reader) -> None:
    page = reader.goto(TALK)
    reader.act(page.get_by_role("link", name="Deutsch"))
    page.wait_for_url(f"**/{TALK}de/")
    expect(page.locator(".mm-body")).to_have_attribute("lang", "de")
    play(reader, 97)
    until(page, SAID, "Jeder hört einmal auf")


def test_without_javascript_it_is_text_with_links(browser: Browser, hall: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{hall}/{TALK}#t-46")
    expect(page.locator("#t-46")).to_be_in_viewport()
    expect(page.locator("#t-46")).to_have_attribute("href", re.compile(r"v=ourOwnTalk1&t=46s$"))
    page.locator(".mm-citing summary").first.click()
    expect(page.locator(".mm-citing li").first).to_be_visible()
    context.close()


def test_it_opens_as_a_file(browser: Browser, tmp_path: Path) -> None:
    stick = build_site(ROOT / "tests/talks/articles", tmp_path, "--offline")
    assert check_site(stick) == []
    context = browser.new_context(offline=True)
    reader = Reader(context, stick.as_uri())
    page: Page = reader.goto(f"{TALK}index.html#t-50")
    until(page, "() => document.querySelector(':target')?.id === 't-46'")
    page.get_by_role("link", name="Deutsch").click()
    page.wait_for_url("**/de/index.html")
    page = reader.goto(f"{ARTICLE}index.html")
    page.locator("#t-25").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".mm-peek-said p")).to_contain_text("You remember the last three weeks")
    assert (reader.complaints, reader.strangers) == ([], [])
    context.close()
