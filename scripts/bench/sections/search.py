"""What the first result of a search costs a reader in bytes, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.bench.browser import QUIET, chromium
from scripts.bench.rows import Row
from scripts.bench.sections.build import Workshop
from scripts.bench.server import serve_folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORDS = ("career", "counter offer")
MOST, GROWTH = 300, 1.5  # kB for the first result, and how much more at any size


def rows(works: Sequence[Workshop]) -> Iterator[Row]:
    """Return the kilobytes of a first result in each library, and how they grow."""
    sizes = []
    for work in works:
        site = work.ready()
        sizes.append(max(_kilobytes(site, words) for words in WORDS))
        yield Row(f"search, {work.library.name}: first result", "kB", sizes[-1], None, MOST)
    if len(sizes) > 1:
        span = f"{works[0].library.articles:,} to {works[-1].library.name}"
        growth = sizes[-1] / sizes[0]
        yield Row(f"search, {span}: growth of first result", "times", growth, None, GROWTH)


def _kilobytes(site: Path, words: str) -> float:
    """Return what a page is sent between the key that opens the search and its first result."""
    from playwright.sync_api import sync_playwright  # comes with the tests

    with serve_folder(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        page = browser.new_page()
        page.goto(f"{address}/browse/", wait_until="networkidle")
        total = _search(page, words)
        browser.close()
    return total / 1000


def _search(page: Page, words: str) -> int:
    sent: list[int] = []
    page.on("response", lambda a: sent.append(int(a.headers.get("content-length", 0))))
    page.keyboard.press("/")
    page.keyboard.type(words, delay=30)
    page.locator(".mm-search-results a").first.wait_for()
    page.wait_for_load_state("networkidle")
    return sum(sent)
