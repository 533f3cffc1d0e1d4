"""What a reader keeps of checks: answers, edited and removed questions, tabs, failing storage."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from macros.quiz import ask
from scripts.bench.server import serve_folder
from tests.browser.checking import ARTICLE, KEY, LONG, answer, hand_in, item, put, start, stored
from tests.browser.quiz_keys import PROMISE, fill, open_quiz
from tests.conftest import ROOT, build_site

NOW = "2026-11-22T09:00:00Z"
CHESS = f"{KEY}/"
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


def miss(page: Page, server: str) -> None:
    """Answer the chess question wrongly, after a hint, and sure of it."""
    page.goto(f"{server}/{ARTICLE}")
    start(page)
    while "chess move" not in page.locator("h3.check-text").inner_text():
        page.get_by_role("button", name="Skip").click()
    form = page.locator(".check-form")
    form.get_by_role("button", name="A hint").click()
    form.get_by_label("Wait until the senior post is free").check()
    form.get_by_label("Sure", exact=True).check()
    hand_in(page)


def test_a_missed_question_is_kept_and_comes_back(quiet: Page, server: str) -> None:
    quiet.clock.set_fixed_time(NOW)
    miss(quiet, server)
    quiet.locator(".check-said").get_by_role("button", name="Next").or_(
        quiet.get_by_role("button", name="Summary")
    ).click()
    while not quiet.locator(".check-end").count():
        quiet.get_by_role("button", name="Skip").click()
    expect(quiet.locator(".check-end")).to_contain_text("one question comes back to you")
    (kept,) = stored(quiet, "answers")
    assert kept["item"].startswith(CHESS)
    told = {key: kept[key] for key in ("version", "credit", "right", "hints", "confidence")}
    assert told == {"version": 1, "credit": 0, "right": False, "hints": 1, "confidence": 3}
    assert kept["entry"]["rating"] == "again"
    (known,) = stored(quiet, "items")
    assert known["item"] == kept["item"]
    assert known["card"]["due"] == "2026-11-23T09:00:00Z"
    quiet.get_by_role("link", name="Your review").click()
    expect(quiet.get_by_role("heading", name="Nothing is due today")).to_be_visible(timeout=LONG)
    expect(quiet.get_by_text("comes back on Monday, November 23")).to_be_visible()
    expect(quiet.get_by_text("1 answer to checks and 1 question in review")).to_be_visible()


def test_only_the_first_try_counts(quiet: Page, server: str) -> None:
    miss(quiet, server)
    quiet.get_by_role("button", name="Try again").click()
    expect(quiet.locator(".check-sure")).to_have_count(0)
    quiet.locator(".check-form .check-option").nth(1).click()
    hand_in(quiet)
    quiet.wait_for_function("name => document.querySelector('.check-said')", arg="answers")
    first, second = sorted(stored(quiet, "answers"), key=lambda kept: kept["time"])
    assert first["entry"]
    assert second["entry"] is None
    assert second["confidence"] is None


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


def test_a_section_asks_its_own_questions(quiet: Page, server: str) -> None:
    quiet.goto(f"{server}/wiki/alifeafterlayoff/bad_bosses/")
    section = quiet.locator(".check-section").nth(1)
    expect(section).to_contain_text("1 question")
    link = section.get_by_role("link")
    fragment = str(link.get_attribute("href"))
    link.focus()
    quiet.keyboard.press("Enter")
    expect(quiet.locator("h3.check-text")).to_contain_text("You work for a narcissist")
    expect(quiet.locator("h3.check-text")).to_be_focused()
    expect(quiet.locator(".check-where")).to_have_text("Question 1 of 1")
    assert quiet.url.endswith(fragment)
    quiet.get_by_role("button", name="Skip").click()
    quiet.get_by_role("button", name="The whole check").click()
    expect(quiet.locator(".check-where")).not_to_have_text("Question 1 of 1", timeout=LONG)


def test_a_channel_draws_by_the_seed_in_its_link(quiet: Page, server: str, site: Path) -> None:
    channel = "wiki/alifeafterlayoff/"
    quiet.goto(f"{server}/{channel}#check=mile")
    quiet.get_by_role("button", name="Start").press("Enter")
    expect(quiet.locator(".check-where")).to_have_text("Question 1 of 10", timeout=LONG)
    file = quiet.evaluate("fetch('check.json').then((reply) => reply.json())")
    items = [f"alifeafterlayoff/{s}/{i}" for s, ids in file["articles"].items() for i in ids]
    drawn = ask("describe", ids=items, draw=10, seed="mile")["ids"]
    for name in drawn[:3]:
        article, _, ident = name.rpartition("/")
        check = quiet.evaluate("a => fetch(a).then((r) => r.json())", f"/wiki/{article}/check.json")
        (asked,) = [question for question in check["view"]["questions"] if question["id"] == ident]
        if asked["type"] != "cloze":
            expect(quiet.locator("h3.check-text")).to_have_text(asked["text"])
        quiet.get_by_role("button", name="Skip").click()
    while not quiet.locator(".check-end").count():
        quiet.get_by_role("button", name="Skip").click()
    link = quiet.get_by_role("link", name="A link to the questions in this order")
    expect(link).to_have_attribute("href", "#check=mile")
    # what was left out leads to its article from here
    expect(quiet.get_by_role("link", name="Read it in its article").first).to_be_visible()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A source of one article with its check."""
    folder = tmp_path / "source" / "alifeafterlayoff"
    folder.mkdir(parents=True)
    for end in (".md", ".toml"):
        shutil.copy(ROOT / f"docs/articles/{KEY}{end}", folder)
    return folder.parent


def test_an_edited_question_keeps_its_history(
    browser: Browser, source: Path, tmp_path: Path
) -> None:
    bank = source / f"{KEY}.toml"
    text = bank.read_text("utf-8")
    context = browser.new_context()
    site = build_site(source, tmp_path)
    with serve_folder(site) as address:
        page = context.new_page()
        miss(page, address)
        page.close()
        (before,) = [q for q in ask_built(text) if "chess move" in q["text"]]
        edited = text.replace(before["text"], "Which of these four is a chess move, would you say?")
        ident = f'id = "{before["id"]}"\n'
        bank.write_text(edited.replace(ident, ident + "version = 2\n", 1), "utf-8")
        build_site(source, tmp_path)
        page = context.new_page()
        page.goto(f"{address}/{ARTICLE}")
        start(page)
        expect(page.locator(".check-note")).to_have_text(
            "Since you answered, one question has changed; what you kept of it stays."
        )
        (known,), (kept,) = stored(page, "items"), stored(page, "answers")
        assert (known["version"], kept["version"]) == (2, 1)
        assert known["text"].startswith("Which of these four")
        assert known["card"]["last_review"] == kept["entry"]["time"]
        page.goto(f"{address}/{ARTICLE}")
        start(page)
        expect(page.locator(".check-note")).to_have_count(0)
    context.close()


def ask_built(text: str) -> list[dict[str, Any]]:
    """The questions of a check's TOML."""
    from assessments.check.quiz import built

    return list(built(text, KEY))


def test_a_question_that_is_gone_is_put_away(quiet: Page, server: str) -> None:
    gone = f"{KEY}/no-longer-here"
    put(quiet, server, item(gone, "2026-11-22T09:00:00Z"), answer(gone, 1))
    quiet.goto(f"{server}/{ARTICLE}")
    start(quiet)
    expect(quiet.locator(".check-note")).to_have_text(
        "Since you answered, one is no longer asked; what you kept of it stays."
    )
    assert stored(quiet, "items")[0]["archived"] is True
    assert len(stored(quiet, "answers")) == 1


def test_two_tabs_see_each_other(tab: Page, profile: BrowserContext, server: str) -> None:
    tab.goto(f"{server}/quizzes/")
    expect(tab.get_by_text("Nothing yet.")).to_be_visible()
    other = profile.new_page()
    miss(other, server)
    expect(tab.get_by_text("1 answer to checks and 1 question in review")).to_be_visible()
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
    expect(page.get_by_text("2 answers to checks and 1 question in review")).to_be_visible()
    assert stored(page, "items") == [known]
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("button", name="Delete them").click()
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    assert [stored(page, name) for name in ("items", "answers", "drafts", "results")] == [[]] * 4
    context.close()


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
