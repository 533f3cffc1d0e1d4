"""What readers bring: numbers of their country, days of their zone, files of other versions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assessments.validate.quiz import built
from macros.assessment_form import ask
from scripts.bench.server import serve_folder
from tests.browser.checking import LONG, item, put, start, stored
from tests.browser.quiz_keys import fill, open_quiz
from tests.conftest import ROOT

KEY = "alifeafterlayoff/career_management_and_planning"
CASES = {q["id"]: q for q in built((ROOT / "tests/cases/questions.toml").read_text("utf-8"), KEY)}
SLIP = CASES["slip"] | {"answer": 2.5, "tolerance": 0, "units": {}, "traps": []}


def ask_for_a_number(context: BrowserContext) -> None:
    """Let the article ask one question, whose answer is two and a half months."""
    view = ask("describe", questions=[SLIP], seed="x")
    context.route(
        "**/check.json",
        lambda route: route.fulfill(
            json={**route.fetch().json(), "questions": [SLIP], "view": view}
        ),
    )


@pytest.mark.parametrize("typed", ["2,5", "2.5", " 2,50 ", "٢٫٥", "2,5 months"])
def test_a_check_reads_a_number_as_its_country_writes_it(
    tab: Page, server: str, typed: str
) -> None:
    ask_for_a_number(tab.context)
    tab.goto(f"{server}/wiki/{KEY}/")
    start(tab)
    tab.locator(".check-entry input").fill(typed)
    tab.get_by_role("button", name="Check the answer").click()
    expect(tab.locator(".check-verdict")).to_have_text("Right.", timeout=LONG)


def test_a_doubtful_number_is_asked_back_and_not_graded(tab: Page, server: str) -> None:
    ask_for_a_number(tab.context)
    tab.goto(f"{server}/wiki/{KEY}/")
    start(tab)
    check = tab.get_by_role("button", name="Check the answer")
    for typed, asked in (("2.500", "may be 2500 or 2.5"), ("two", "is no number"), ("", "Write a")):
        tab.locator(".check-entry input").fill(typed)
        check.click()
        expect(tab.locator(".check-problem")).to_contain_text(asked)
        expect(tab.locator(".check-said")).to_have_count(0)
    assert stored(tab, "answers") == []
    tab.locator(".check-entry input").fill("3")
    check.click()
    expect(tab.locator(".check-verdict")).to_contain_text("Not yet", timeout=LONG)
    tab.get_by_role("button", name="Show the answer").click()
    expect(tab.locator(".check-entry input")).to_have_value("2.5")


@pytest.mark.parametrize("typed", ["65.000,50 €", "65,000", "65 000"])
def test_an_assessment_reads_the_same_numbers(tab: Page, server: str, typed: str) -> None:
    open_quiz(tab, server, "pay-gap")
    own, raised = "What do you earn in a year now?", "By how much does your pay grow"
    doubt = tab.get_by_text("may be 65000 or 65: write it without a sign for thousands")
    fill(tab, {own: "65.000", raised: "2,5 %"})
    tab.get_by_role("button", name="Next").click()
    expect(doubt.first).to_be_visible()
    fill(tab, {own: typed})
    tab.get_by_role("button", name="Next").click()
    expect(tab.get_by_label(own)).to_be_hidden()


NIGHTS = [
    ("America/Los_Angeles", "2026-03-07T23:40:00-08:00", "2026-03-08T06:30:00-07:00"),
    ("Europe/Berlin", "2026-10-24T23:40:00+02:00", "2026-10-25T06:30:00+01:00"),
    ("Asia/Tokyo", "2026-05-05T00:20:00+09:00", "2026-05-06T06:30:00+09:00"),
]


@pytest.mark.parametrize(("zone", "evening", "morning"), NIGHTS)
def test_what_is_missed_in_the_evening_is_due_in_the_morning(
    browser: Browser, server: str, zone: str, evening: str, morning: str
) -> None:
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.clock.set_fixed_time(evening)
    ask_for_a_number(context)
    page.goto(f"{server}/wiki/{KEY}/")
    start(page)
    page.locator(".check-entry input").fill("3")
    page.get_by_role("button", name="Check the answer").click()
    expect(page.locator(".check-verdict")).to_contain_text("Not yet", timeout=LONG)
    page.goto(f"{server}/review/")
    expect(page.get_by_role("heading", name="Nothing is due today")).to_be_visible(timeout=LONG)
    day = page.evaluate(
        "time => new Date(time).toLocaleDateString('en', { month: 'long', day: 'numeric' })",
        morning,
    )
    expect(page.get_by_text("The next question comes back on")).to_contain_text(day)
    page.clock.set_fixed_time(morning)
    page.reload()
    expect(page.get_by_role("heading", name="One question for today")).to_be_visible(timeout=LONG)
    context.close()


def test_a_backup_of_a_newer_version_says_so(tab: Page, server: str, tmp_path: Path) -> None:
    known = item(f"{KEY}/x", None)
    put(tab, server, known)
    tab.goto(f"{server}/review/")
    empty: dict[str, list[object]] = {n: [] for n in ("drafts", "results", "answers", "items")}
    chooser = tab.locator("mile-records input[type=file]")
    for name, version, said in (
        ("newer.json", 5, "was saved by a newer version of this site"),
        ("newest.json", "12", "was saved by a newer version of this site"),
        ("other.json", "two", "is not a backup of Mile Markers"),
        ("none.json", None, "is not a backup of Mile Markers"),
    ):
        file = tmp_path / name
        head = {"format": "mile-markers-backup", "version": version, "saved": "2027-01-01"}
        file.write_text(json.dumps({**head, **empty}), encoding="utf-8")
        chooser.set_input_files(file)
        expect(tab.get_by_text(f"{name} {said}")).to_be_visible()
        expect(tab.get_by_role("button", name="Bring it back")).to_have_count(0)
    assert stored(tab, "items") == [known[1]]


def test_a_store_of_a_newer_version_says_so(tab: Page, server: str) -> None:
    tab.goto(f"{server}/404.html")
    tab.evaluate(
        """() => new Promise((done) => { const open = indexedDB.open('mile-markers', 9);
          open.onsuccess = () => { open.result.close(); done(); }; })"""
    )
    tab.goto(f"{server}/quizzes/")
    expect(tab.get_by_text("saved by a newer version of this site").first).to_be_visible()
    assert tab.get_by_text("does not let the page keep anything").count() == 0


SHEETS = "[...document.styleSheets].map((sheet) => sheet.cssRules.length > 0)"
WRONG = ["wiki/alifeafterlayoff/handling_lowbal_offers/", "nothing", "a/b/c/d/e/", "wiki/x/?q=1"]


@pytest.mark.parametrize("below", ["some/path", "project", "a/b/c/d"])
def test_a_wrong_address_below_a_path_is_styled_and_leads_into_the_site(
    browser: Browser, site: Path, tmp_path: Path, below: str
) -> None:
    place = tmp_path / below
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(site)
    (tmp_path / "404.html").symlink_to(site / "404.html")  # as hosts of projects do
    context = browser.new_context()
    page = context.new_page()
    with serve_folder(tmp_path) as host:
        for address in WRONG:
            page.goto(f"{host}/{below}/{address}")
            expect(page.locator("h1")).to_have_text("There is no page at this address")
            page.locator("html.js").wait_for()  # scheme.js comes behind the styles
            assert page.evaluate(SHEETS) == [True] * 3
            links = page.evaluate("[...document.links].map((link) => link.pathname)")
            assert len(links) > 10
            assert [path for path in links if not path.startswith(f"/{below}/")] == []
        page.goto(f"{host}/{below}/{WRONG[0]}")
        page.get_by_role("link", name="Handling a lowball offer").click()
        page.wait_for_url(f"{host}/{below}/wiki/alifeafterlayoff/*lowball*/")
        expect(page.locator("h1")).to_have_text("Handling a lowball offer")
        page.goto(f"{host}/{below}/{WRONG[1]}")
        page.get_by_role("link", name="look through all").click()
        page.wait_for_url(f"{host}/{below}/browse/")
    context.close()


def test_a_site_asks_its_host_to_leave_folders_with_underscores(site: Path) -> None:
    assert (site / ".nojekyll").read_bytes() == b""
