"""Search in scripts without spaces: words are found within a sentence, where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.bench.server import serve_folder
from tests.conftest import build_site

FIELD = "Search articles, videos and pages"
ARTICLES = {
    "zh/leave": ("体面地离职", "提前一个月告诉你的上司，iPhone价格不重要。2024年很好。"),
    "zh/apart": ("职业与上班", "公司的离岸团队，上周有司机。"),
    "ja/change": ("転職の進め方", "## 面接の準備\n\nガベージコレクションと新幹線。がんばって。"),
    "th/pay": ("วิธีต่อรองเงินเดือน", "ก่อนต่อรองเงินเดือน ควรรู้ราคาตลาด น้ำใจ"),
    "km/work": ("ការងារថ្មី", "ខ្ញុំកំពុងស្វែងរកការងារ។"),
    "en/plain": ("Plain words", "A salary talk about the boss and the market."),
}
FOUND = {
    "离职": "zh/leave",
    "上司": "zh/leave",
    "提前一个月": "zh/leave",
    "一个月告诉": "zh/leave",
    "价格": "zh/leave",
    "iPhone 价格": "zh/leave",
    "iphone价格": "zh/leave",
    "2024年": "zh/leave",
    "离岸": "zh/apart",
    "司机": "zh/apart",
    "転職": "ja/change",
    "新幹線": "ja/change",
    "ガベージ": "ja/change",
    "コレクション": "ja/change",
    "面接": "ja/change",
    "がんばって": "ja/change",
    "เงินเดือน": "th/pay",
    "ราคาตลาด": "th/pay",
    "ต่อรอง": "th/pay",
    "น้ำใจ": "th/pay",
    "ការងារ": "km/work",
    "ស្វែងរក": "km/work",
    "salary talk": "en/plain",
    "market bo": "en/plain",
}
NOWHERE = ["职离", "离司", "司上", "日本語", "เดือนเงิน", "がぎぐ"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of articles in six languages, each channel with one of them."""
    folder = tmp_path_factory.mktemp("scripts")
    for name, (title, text) in ARTICLES.items():
        file = folder / "articles" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        cited = '<a class="yt-timestamp" data-t="00:01:13">[00:01:13]</a>'
        head = f"---\ntitle: {title}\nvideoId: abcdefghij{len(name)}\n---\n\n"
        file.write_text(f"{head}{text} {cited}\n", encoding="utf-8")
    with serve_folder(build_site(folder / "articles", folder)) as host:
        yield host


@pytest.fixture(scope="module")
def reader(browser: Browser, library: str) -> Iterator[BrowserContext]:
    """One reader of that site."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(reader: BrowserContext, library: str) -> Iterator[Page]:
    """The first page, the search field in focus."""
    page = reader.new_page()
    page.goto(library)
    page.keyboard.press("/")
    expect(page.get_by_label(FIELD)).to_be_focused()
    yield page
    page.close()


def test_a_word_is_found_within_a_run_of_letters(page: Page) -> None:
    for words, name in FOUND.items():
        page.get_by_label(FIELD).fill(words)
        found = page.locator(f'.mm-search-page[href="/wiki/{name}/"]')
        expect(found).to_have_text(ARTICLES[name][0], timeout=20_000)
        if not words.isascii():
            expect(page.locator('.mm-search-page[href^="/wiki/"]')).to_have_count(1)


def test_what_stands_nowhere_together_is_not_found(page: Page) -> None:
    for words in NOWHERE:
        page.get_by_label(FIELD).fill(words)
        expect(page.locator(".mm-search-status")).to_have_text(
            f"Nothing found for “{words}”.", timeout=20_000
        )
        expect(page.locator(".mm-search-page")).to_have_count(0)


def test_excerpts_and_titles_read_as_they_were_written(page: Page) -> None:
    for words, marked, text in (
        ("上司", "上司", "告诉你的上司，iPhone价格"),
        ("เงินเดือน", "เงินเดือน", "ก่อนต่อรองเงินเดือน ควรรู้ราคาตลาด"),
        ("面接", "面接", "面接の準備"),
        ("น้ำใจ", "น้ำใจ", "ราคาตลาด น้ำใจ"),
        ("iPhone 价格", "价格", "iPhone价格不重要"),
        ("iphone 价格", "iPhone", "iPhone价格不重要"),
    ):
        page.get_by_label(FIELD).fill(words)
        results = page.locator(".mm-search-results")
        expect(results.locator("mark", has_text=marked).first).to_have_text(marked)
        expect(results).to_contain_text(text)
        expect(page.locator(".mm-search-status")).to_have_text(re.compile(r"^\d pages? for"))
        assert "\u2060" not in results.inner_text()


def test_the_page_itself_is_left_as_it_was(library: str, page: Page) -> None:
    page.goto(f"{library}/wiki/zh/leave/")
    assert "\u2060" not in page.content()
    assert page.locator("h1").inner_text() == "体面地离职"
