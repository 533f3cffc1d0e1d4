"""Highlights, notes, saved articles: made, found again, exported and backed up."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from scripts.bench.waiting import until
from tests.browser.reading import ARTICLE, Reader

SELECT = """words => {
  const walker = document.createTreeWalker(
    document.querySelector('.mm-body'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    node.parentElement.scrollIntoView({ block: 'center' });
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.dispatchEvent(new PointerEvent('pointerup'));
    return true;
  }
  return false;
}"""
PAINTED = "() => [...(CSS.highlights.get('mm-mine') ?? [])].map(String)"


@pytest.fixture
def article(desktop: BrowserContext, server: str) -> Iterator[Reader]:
    """A reader at an article, in whose console nothing may be said."""
    reader = Reader(desktop, server)
    reader.goto(ARTICLE)
    yield reader
    assert reader.complaints == []
    assert reader.strangers == []


def words_of(page: Page) -> str:
    """Some words of the article that stand in one piece of its text."""
    found: str = page.evaluate(
        """() => {
          const walker = document.createTreeWalker(
            document.querySelector('.mm-body p'), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (node.data.trim().length > 30) return node.data.trim().slice(0, 30).trim();
          }
          return '';
        }"""
    )
    assert found
    return found


def select(page: Page, words: str) -> None:
    assert page.evaluate(SELECT, words)
    expect(page.locator(".mm-select")).to_be_visible()


def test_a_highlight_is_painted_and_comes_back(article: Reader) -> None:
    page = article.page
    words = words_of(page)
    select(page, words)
    page.get_by_role("button", name="Highlight").click()
    until(page, "() => CSS.highlights.has('mm-mine')")
    expect(page.locator(".mm-select")).to_be_hidden()
    assert page.evaluate(PAINTED) == [words]
    page.reload()
    until(page, "() => CSS.highlights.has('mm-mine')")
    assert page.evaluate(PAINTED) == [words]


def test_a_note_is_written_listed_changed_exported_and_deleted(article: Reader) -> None:
    page = article.page
    words = words_of(page)
    select(page, words)
    page.get_by_role("button", name="Note", exact=True).click()
    page.get_by_label("Your note").fill("=Ask about the dates\nand the papers")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("dialog")).to_have_count(0)
    page.goto(page.url.split("/wiki/")[0] + "/notes/")
    expect(page.locator(".mm-noted blockquote")).to_contain_text(words)
    expect(page.locator(".mm-note-words")).to_contain_text("=Ask about the dates")
    files = {name: exported(page, name) for name in ("Markdown", "Readwise", "Web Annotations")}
    assert f"> {words}" in files["Markdown"]
    assert "https://www.youtube.com/watch?v=" in files["Markdown"]
    (row,) = csv.DictReader(io.StringIO(files["Readwise"]))
    assert row["Highlight"] == words
    assert row["Note"].startswith("'=Ask")  # no spreadsheet runs it
    assert row["URL"].endswith(ARTICLE)
    (item,) = json.loads(files["Web Annotations"])["items"]
    assert item["motivation"] == "commenting"
    assert item["target"]["selector"]["exact"] == words
    page.get_by_role("button", name="Change the note").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".mm-noted")).to_have_count(0)


def exported(page: Page, name: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def test_an_article_is_saved_and_marked_and_the_backup_has_both(article: Reader) -> None:
    page = article.page
    save = page.get_by_role("button", name="Save for later")
    save.click()
    expect(save).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Mark as read").click()
    select(page, words_of(page))
    page.get_by_role("button", name="Highlight").click()
    until(page, "() => CSS.highlights.has('mm-mine')")
    page.goto(page.url.split("/wiki/")[0] + "/notes/")
    expect(page.get_by_role("link", name="What to do when you are laid off").first).to_be_visible()
    expect(page.locator("mile-records")).to_contain_text("1 note and 1 article read or saved")
    saved: dict[str, Any] = json.loads(exported(page, "Save a backup file"))
    assert list(saved["reading"]["read"]) == ["alifeafterlayoff/what_to_do_when_laid_off"]
    assert len(saved["notes"]) == 1
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()
    page.get_by_role("button", name="Delete them").click()
    expect(page.locator(".mm-noted")).to_have_count(0)
    content = json.dumps(saved).encode()
    file = FilePayload(name="backup.json", mimeType="application/json", buffer=content)
    page.get_by_label("Backup file").set_input_files(file)
    expect(page.locator("mile-records")).to_contain_text("It adds 1 note.")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator(".mm-noted")).to_have_count(1)
    expect(page.get_by_role("heading", name="Saved for later")).to_be_visible()


def test_a_selection_by_keyboard_opens_the_same_bar(article: Reader) -> None:
    page = article.page
    page.locator(".mm-body p").first.click(position={"x": 5, "y": 5})
    page.evaluate(
        "() => { const p = document.querySelector('.mm-body p').firstChild;"
        " getSelection().collapse(p, 0); }"
    )
    for _ in range(6):
        page.evaluate("() => getSelection().modify('extend', 'forward', 'word')")
    page.keyboard.press("Shift")
    bar = page.get_by_role("toolbar", name="Selected words")
    expect(bar).to_be_visible()
    page.get_by_role("button", name="Highlight").focus()
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()


def test_an_article_without_notes_loads_nothing_of_them(article: Reader) -> None:
    asked: list[str] = []
    article.page.on("request", lambda request: asked.append(request.url))
    article.page.reload()
    article.page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/notes/marks.js" in url or "idb.js" in url]


def test_an_article_is_cited_in_three_forms_that_programs_read(article: Reader) -> None:
    page = article.page
    page.get_by_text("Cite this").click()
    title = page.locator("h1").inner_text()
    (entry,) = parse_string(exported(page, "BibTeX")).entries
    assert entry["title"].strip("{}") == title
    assert entry["year"] == "2026"
    assert entry["url"].endswith(ARTICLE)
    (row,) = rispy.loads(exported(page, "RIS"))
    assert row["title"] == title
    assert row["urls"] == [entry["url"]]
    (item,) = json.loads(exported(page, "CSL JSON"))
    assert item["title"] == title
    assert item["URL"] == entry["url"]
