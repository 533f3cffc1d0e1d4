"""Every kind of page as its readers meet it: two sizes, two colour schemes, keyboard, paper."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from selectolax.lexbor import LexborHTMLParser

from tests.browser import kinds
from tests.browser.conftest import forget

ARTICLE = "wiki/alifeafterlayoff/what_to_do_when_laid_off/"
KINDS = {kind.name: kind.address for kind in kinds.KINDS if not (kind.plain or kind.library)}
MOVES = "landing"  # it goes to the question that its link names
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
FIRST_VIEW = 150_000  # bytes transferred for an article's first view, issue 9

# Layout shifts that no input of the reader's caused, added up as Chromium reports them.
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
}).observe({ type: 'layout-shift', buffered: true });
"""

# What would run without a file of its own, the handlers that scripts added too.
INLINE = """[
  ...[...document.querySelectorAll('script:not([src], [type="application/ld+json"])')].map(String),
  ...[...document.querySelectorAll('*')].flatMap((element) => element.getAttributeNames())
    .filter((name) => name.startsWith('on')),
]"""

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A function that answers with the reader of some settings, whose cache stays."""
    made: dict[str, BrowserContext] = {}

    def of(**settings: Any) -> BrowserContext:
        name = repr(settings)
        if name not in made:
            made[name] = browser.new_context(**settings)
        return made[name]

    yield of
    for context in made.values():
        context.close()


@pytest.fixture
def opened(contexts: Callable[..., BrowserContext], server: str) -> Iterator[Open]:
    """A function that opens an address; at the end, no page may have complained or gone astray."""
    said: list[str] = []
    pages = []

    def _at_home(url: str) -> None:
        if not url.startswith((server, "data:", "blob:")):
            said.append(f"asked another host: {url}")

    def listen(page: Page) -> None:
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        page.on("request", lambda asked: _at_home(asked.url))

    def open_page(address: str, size: str = "desktop", **settings: Any) -> Page:
        width, height = SIZES[size]
        page = contexts(viewport={"width": width, "height": height}, **settings).new_page()
        pages.append(page)
        forget(page, server)
        listen(page)
        page.add_init_script(SHIFTS)
        page.goto(f"{server}/{address}", wait_until="load")
        return page

    yield open_page
    said += [f"inline: {found}" for page in pages for found in page.evaluate(INLINE)]
    complaints = [line for line in said if "404 (Not Found)" not in line]
    for page in pages:  # closing one in the middle of a view transition makes it complain
        page.close()
    assert complaints == []


def see(page: Page, selector: str) -> None:
    """Wait until something is there to be seen."""
    expect(page.locator(selector).first).to_be_visible()


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != MOVES])
def test_a_page_fits_and_nothing_jumps(opened: Open, kind: str, size: str) -> None:
    page = opened(KINDS[kind], size, color_scheme="dark")
    see(page, "h1")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert page.evaluate("shifts.reduce((sum, shift) => sum + shift, 0)") < 0.01


def test_nothing_runs_inline(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = LexborHTMLParser(path.read_bytes())
        assert not page.css("script:not([src], [type='application/ld+json'])"), path
        handlers = {name for node in page.css("*") for name in node.attributes if name[:2] == "on"}
        assert not handlers, path


def test_first_view_is_light(opened: Open, browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    sizes: dict[str, int] = {}

    def count(answer: Any) -> None:
        sizes[answer.url] = answer.request.sizes()["responseBodySize"]

    page.on("requestfinished", lambda asked: count(asked.response()))
    page.goto(f"{server}/{ARTICLE}", wait_until="networkidle")
    context.close()
    assert not [url for url in sizes if "sitemap" in url or "404/" in url]
    print(f"first view of an article: {sum(sizes.values()):,} bytes in {len(sizes)} requests")
    assert sum(sizes.values()) < FIRST_VIEW, sizes


def test_keyboard_reaches_the_text_and_the_header(opened: Open) -> None:
    page = opened(ARTICLE)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the text"
    assert page.locator(":focus").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.mm-crumbs') !== null")


def test_focus_order_follows_the_page(opened: Open) -> None:
    page = opened(ARTICLE, "phone")
    names = []
    for _ in range(8):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert names[:2] == ["Skip to the text", "Mile Markers"]
    assert names.index("Browse") < names.index("Quizzes") < names.index("Paths")


def test_the_colour_scheme_is_chosen_and_kept(opened: Open) -> None:
    page = opened(ARTICLE, color_scheme="light")
    button = page.get_by_role("button", name="Dark mode")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    page.get_by_role("link", name="Browse", exact=True).click()
    see(page, ".mm-browse")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.go_back()
    page.get_by_role("button", name="Dark mode").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"


def test_the_table_of_contents_follows(opened: Open) -> None:
    page = opened(ARTICLE)
    entries = page.locator(".mm-aside .mm-toc a")
    current = page.locator(".mm-aside .mm-toc a[aria-current='location']")
    assert current.inner_text() == entries.first.inner_text()
    heading = page.locator(".mm-body h2").last
    heading.scroll_into_view_if_needed()
    heading.evaluate("heading => heading.scrollIntoView()")
    expect(current).to_have_attribute("href", f"#{heading.get_attribute('id')}")
    assert entries.last.inner_text() == "Check yourself"


def test_the_place_is_kept(opened: Open) -> None:
    page = opened(ARTICLE)
    assert page.locator(".mm-place").count() == 0
    heading = page.locator(".mm-body h2").nth(2)
    name = heading.inner_text()
    heading.evaluate("heading => heading.scrollIntoView()")
    page.goto(page.url.replace(ARTICLE, "browse/"))
    page.goto(page.url.replace("browse/", ARTICLE))
    offer = page.locator(".mm-place a")
    expect(offer).to_contain_text(name)
    offer.click()
    expect(page.locator(".mm-place")).to_have_count(0)
    top = page.locator(".mm-body h2").nth(2).bounding_box()["y"]  # type: ignore[index]
    assert 0 <= top < 200


def test_a_wrong_address_suggests(opened: Open) -> None:
    page = opened("wiki/alifeafterlayoff/handling_lowbal_offers")
    link = page.get_by_role("link", name="Handling a lowball offer")
    expect(link).to_be_visible()
    link.click()
    expect(page.locator("h1")).to_have_text("Handling a lowball offer")


def test_a_wrong_address_without_a_likeness_keeps_its_links(opened: Open) -> None:
    page = opened("zzzz/qqqq")
    expect(page.locator("h1")).to_have_text("There is no page at this address")
    assert page.locator("#mm-nearest a").count() == 0
    see(page, "main a[href$='browse/']")


def test_without_javascript(opened: Open) -> None:
    page = opened(ARTICLE, "phone", java_script_enabled=False)
    see(page, ".mm-body .citation")
    expect(page.locator(".mm-scheme")).to_be_hidden()
    page.get_by_role("link", name="Paths").click()
    see(page, ".mm-cards")


def test_on_paper(opened: Open) -> None:
    page = opened(ARTICLE, color_scheme="dark")
    page.emulate_media(media="print")
    for part in (".mm-header .mm-logo", ".mm-aside", ".mm-footer", ".mm-next"):
        expect(page.locator(part)).to_be_hidden()
    see(page, ".mm-body")
    style = "(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(it))"
    colours = page.locator("body").evaluate(f"it => {style}")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_pages_tell_machines_what_they_are(opened: Open) -> None:
    page = opened(KINDS["video"])
    data = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    video, crumbs = data["@graph"]
    assert video["@type"] == "VideoObject" and len(video["hasPart"]) > 20
    seconds = [clip["startOffset"] for clip in video["hasPart"]]
    assert seconds == sorted(seconds)
    assert crumbs["itemListElement"][-1]["name"] == page.locator("h1").inner_text()
    page.goto(page.url.replace(KINDS["video"], ARTICLE))
    article = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    assert article["@graph"][0]["headline"] == page.locator("h1").inner_text()
