"""Where answers to checks are kept: older versions, two tabs, backups, and storage that fails."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.checking import KEY, LONG, answer, item, miss, put, stored
from tests.browser.quiz_keys import PROMISE, fill, open_quiz

VERSION_1 = """() => new Promise((done) => { const open = indexedDB.open('mile-markers', 1);
  open.onupgradeneeded = () => {
    open.result.createObjectStore('drafts');
    open.result.createObjectStore('damaged', { autoIncrement: true });
    const results = open.result.createObjectStore('results', { autoIncrement: true });
    results.createIndex('assessment', 'assessment'); };
  open.onsuccess = () => {
    const t = open.result.transaction(['drafts', 'results'], 'readwrite');
    t.objectStore('drafts').put({ assessment: 'runway', section: 0, seconds: {},
      items: { age: { version: 1, raw: '41' } } }, 'runway');
    t.objectStore('results').add({ assessment: 'runway', taken: '2026-11-01T09:00:00Z', result: {
      assessment: 'runway', version: '1.0', taken: '2026-11-01T09:00:00Z', scales: {},
      values: {}, verdict: 'clear', moves: [], remarks: [] } });
    t.oncomplete = () => { open.result.close(); done(); }; }; })"""


def test_what_an_earlier_version_kept_stays(quiet: Page, server: str) -> None:
    quiet.goto(f"{server}/404.html")
    quiet.evaluate(VERSION_1)
    quiet.goto(f"{server}/quizzes/")
    count = "1 result and the answers to 1 assessment, on this device only."
    expect(quiet.get_by_text(count)).to_be_visible()
    quiet.goto(f"{server}/quizzes/runway/")
    expect(quiet.get_by_role("button", name="See your result of")).to_be_visible()
    put(quiet, server, item(f"{KEY}/x", None))
    assert [kept["item"] for kept in stored(quiet, "items")] == [f"{KEY}/x"]


def test_two_tabs_see_each_other(tab: Page, profile: BrowserContext, server: str) -> None:
    tab.goto(f"{server}/quizzes/")
    expect(tab.get_by_text("Nothing yet.")).to_be_visible()
    other = profile.new_page()
    miss(other, server)
    expect(
        tab.get_by_text(re.compile("1 answer to checks(,| and) 1 question in review"))
    ).to_be_visible()
    open_quiz(other, server, "promise-check")
    fill(other, PROMISE)
    expect(tab.get_by_text("the answers to 1 assessment")).to_be_visible()


def test_a_tab_of_an_older_version_is_told_of(
    tab: Page, profile: BrowserContext, server: str
) -> None:
    old = profile.new_page()
    old.goto(f"{server}/404.html")
    hold = VERSION_1.replace("open.result.close(); ", "window.held = open.result; ")
    old.evaluate(hold)
    tab.goto(f"{server}/quizzes/")
    expect(tab.get_by_text("Close it, then reload this page")).to_be_visible()
    old.close()
    expect(tab.get_by_text("Close it, then reload this page")).to_be_hidden()
    tab.reload()
    expect(tab.get_by_text("1 result and the answers to 1 assessment")).to_be_visible()


def test_a_backup_is_brought_back_in_another_profile(
    quiet: Page, browser: Browser, server: str, tmp_path: Path
) -> None:
    miss(quiet, server)
    quiet.goto(f"{server}/review/")
    with quiet.expect_download() as download:
        quiet.get_by_role("button", name="Save a backup file").click()
    saved = tmp_path / "backup.json"
    download.value.save_as(saved)
    context = browser.new_context()
    page = context.new_page()
    known = stored(quiet, "items")[0]
    earlier = {**known, "changed": "2026-01-01T09:00:00Z", "card": None}
    put(page, server, ("items", earlier), answer(f"{KEY}/other", 1))
    page.goto(f"{server}/review/")
    page.locator("mile-records input[type=file]").set_input_files(saved)
    told = "It adds 1 answer to checks. It replaces 1 question of the review. Nothing that is only"
    expect(page.get_by_text(told)).to_be_visible()
    assert stored(page, "items") == [earlier]
    page.get_by_role("button", name="Bring it back").click()
    expect(
        page.get_by_text(re.compile("2 answers to checks(,| and) 1 question in review"))
    ).to_be_visible()
    assert stored(page, "items") == [known]
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("button", name="Delete them").click()
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    assert [stored(page, name) for name in ("items", "answers", "drafts", "results")] == [[]] * 4
    context.close()


def test_storage_that_hangs_holds_no_verdict_up(tab: Page, server: str) -> None:
    tab.add_init_script("IDBFactory.prototype.open = () => new EventTarget()")
    miss(tab, server)
    expect(tab.locator(".check-said")).to_contain_text("Not yet.")


def test_a_full_disk_is_told_and_the_check_goes_on(browser: Browser, server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server}/404.html")
    devtools = context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": server, "quotaSize": 1})
    miss(page, server)
    expect(page.get_by_text("This browser has no room left")).to_be_visible()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator(".check-explain")).to_be_visible()
    context.close()


def test_a_browser_that_keeps_nothing_still_checks(tab: Page, server: str) -> None:
    tab.add_init_script("indexedDB.open = () => { throw new DOMException('denied'); }")
    miss(tab, server)
    expect(tab.get_by_text("does not let the page keep anything")).to_be_visible()
    tab.goto(f"{server}/review/")
    expect(tab.get_by_role("heading", name="Nothing to review yet")).to_be_visible()


def test_a_damaged_record_is_set_aside(tab: Page, server: str) -> None:
    due = item(f"{KEY}/sound", "2026-11-22T09:00:00Z")
    put(tab, server, due, ("items", {"item": f"{KEY}/spoilt", "version": "?"}))
    tab.goto(f"{server}/review/")
    expect(tab.get_by_text("was set aside; the rest works")).to_be_visible()
    expect(tab.get_by_role("heading", name="One question for today")).to_be_visible(timeout=LONG)
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Download that part").click()
    assert "spoilt" in Path(download.value.path()).read_text("utf-8")


def test_the_browser_is_asked_to_keep_it(tab: Page, server: str) -> None:
    put(tab, server, answer(f"{KEY}/x", 1))
    tab.goto(f"{server}/review/")
    tab.get_by_role("button", name="Ask it to keep this").click()
    expect(
        tab.get_by_text("makes no such promise").or_(tab.get_by_text("has promised"))
    ).to_be_visible()
