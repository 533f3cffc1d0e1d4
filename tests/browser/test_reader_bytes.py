"""What a reader's first steps cost in bytes, with all of ../shared/corpus built."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect

from scripts.bench.server import serve_folder
from tests.browser.reading import Reader

PREVIEW, SEARCH, ARTICLE = 3_000, 300_000, 150_000  # bytes transferred at most, headers apart


@pytest.fixture(scope="module")
def corpus_server(corpus_site: Path) -> Iterator[str]:
    with serve_folder(corpus_site) as address:
        yield address


class Meter:
    """Adds up what a page is sent."""

    def __init__(self, page: Page) -> None:
        self.answers: list[Response] = []
        page.on("response", lambda answer: self.answers.append(answer))

    def bytes(self) -> int:
        return sum(int(answer.headers.get("content-length", 0)) for answer in self.answers)


def wire(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


def test_every_preview_is_under_3_kb(corpus_site: Path) -> None:
    articles = [wire(path) for path in corpus_site.glob("wiki/*/*/preview.json")]
    assert len(articles) > 3_000
    assert max(articles) < PREVIEW
    parts = list(corpus_site.glob("video/*/claims/[0-9]*.json"))
    assert parts
    assert max(wire(part) + wire(part.parent / "index.json") for part in parts) < PREVIEW


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("wiki/alifeafterlayoff/", "career"),
        ("wiki/alifeafterlayoff/", "counter offer"),
        ("", "derivative integral"),
        ("", "ai agents"),
        ("browse/", "bowling average"),
    ],
)
def test_a_first_result_costs_under_300_kb(
    desktop: BrowserContext, corpus_server: str, address: str, words: str
) -> None:
    reader = Reader(desktop, corpus_server)
    page = reader.goto(address)
    page.wait_for_load_state("networkidle")
    meter = Meter(page)
    page.keyboard.press("/")
    page.keyboard.type(words, delay=30)
    expect(page.locator(".mm-search-results a").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    print(f"{words}: {meter.bytes():,} bytes to the first results")
    assert 80_000 < meter.bytes() < SEARCH
    expect(page.locator(".mm-search-results")).to_contain_text(
        re.compile(words.split()[0][:5], re.IGNORECASE)
    )
    assert reader.complaints == []


def test_the_heaviest_article_is_under_150_kb(
    desktop: BrowserContext, corpus_server: str, corpus_site: Path
) -> None:
    longest = max(corpus_site.glob("wiki/*/*/index.html"), key=lambda path: path.stat().st_size)
    reader = Reader(desktop, corpus_server)
    meter = Meter(reader.page)
    page = reader.goto(f"{longest.parent.relative_to(corpus_site).as_posix()}/")
    page.wait_for_load_state("networkidle")
    print(f"{longest.parent.name}: {meter.bytes():,} bytes")
    assert 10_000 < meter.bytes() < ARTICLE
    assert reader.strangers == []
