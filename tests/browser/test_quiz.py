"""The assessments as readers use them: keyboard, phone, bad input, lost worker, no JavaScript."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from assessments.banks import IDS
from tests.browser.quiz_keys import open_quiz, result, take_by_keyboard

PAGES = Path(__file__).parents[2] / "docs" / "quizzes"
CONVERSATIONS = Path(__file__).parents[1] / "cases" / "conversations"
PROMISE = {
    "How many months were you told it would take?": "18",
    "How many months have gone by since then?": "108",
}
RUNTIME = "**/generated/runtime/**"


FORGET = """() => new Promise((done) => {
  const gone = indexedDB.deleteDatabase('mile-markers');
  gone.onsuccess = gone.onerror = done;
})"""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """One reader's phone: what was loaded once stays in its cache, as it does for readers."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield context
    context.close()


@pytest.fixture
def tab(reader: BrowserContext, server: str) -> Iterator[Page]:
    """A tab of a reader who has answered nothing yet."""
    page = reader.new_page()
    yield page
    for left in reader.pages:
        left.close()
    page = reader.new_page()
    page.goto(f"{server}/404.html")
    page.evaluate(FORGET)
    page.close()


@pytest.fixture
def quiet(tab: Page) -> Iterator[Page]:
    """A tab that must stay free of errors and of requests to other hosts."""
    page = tab
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    yield page
    assert said == []
    assert len(hosts) == 1, hosts


def fill(page: Page, answers: dict[str, str]) -> None:
    """Type into fields by their labels."""
    for label, text in answers.items():
        page.get_by_label(label).fill(text)


def hand_in(page: Page) -> None:
    """Go to the last section by the overview, and ask for the result."""
    overview = page.get_by_role("button", name="Overview")
    if overview.is_visible():
        overview.click()
        page.locator(".quiz-overview button").last.click()
    page.locator("form button[type=submit]").click()


@pytest.mark.parametrize("name", [name for name in IDS if name != "career-map"])
def test_an_assessment_is_taken_to_its_result_by_keyboard_alone(
    quiet: Page, server: str, name: str
) -> None:
    open_quiz(quiet, server, name)
    found = take_by_keyboard(quiet)
    assert found["assessment"] == name
    assert len(found["moves"]) <= 3
    heading = quiet.get_by_role("heading", name="Your result")
    expect(heading).to_be_focused()
    if found["verdict"]:
        expect(quiet.locator(".quiz-verdict")).to_contain_text(found["verdict"])
    expect(quiet.locator(".quiz-next .quiz-move")).to_have_count(len(found["moves"]))
    for move in found["moves"]:
        cite = move["cite"]
        link = f'a.citation[href*="v={cite["video"]}"][data-seconds="{cite["second"]}"]'
        expect(quiet.locator(f'.quiz-next [data-move="{move["id"]}"] {link}')).to_be_visible()
    for chart in [chart for chart in found["charts"] if chart["rows"]]:
        expect(quiet.locator("figure", has_text=chart["title"]).locator("canvas")).to_be_visible()
    assert quiet.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_career_map_is_drawn_over_the_results_kept_here(quiet: Page, server: str) -> None:
    for _ in range(2):
        open_quiz(quiet, server, "promise-check")
        fill(quiet, PROMISE)
        hand_in(quiet)
        result(quiet)
    open_quiz(quiet, server, "career-map")
    found = take_by_keyboard(quiet)
    assert found["values"]["taken"] == 1
    row = quiet.get_by_role("row", name="Promise check")
    expect(row.first).to_contain_text("needs work")
    assert found["moves"]
    expect(quiet.locator(".quiz-next .quiz-move")).to_have_count(len(found["moves"]))


def test_the_seed_case_is_broken_and_says_where_it_is_told(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "promise-check")
    quiet.get_by_role("textbox", name="How many months were you told").focus()
    found = take_by_keyboard(quiet)
    assert (found["values"]["slip"], found["verdict"]) == (6, "broken")
    assert {move["cite"]["video"] for move in found["moves"]} >= {"q8S-685BZcY"}


def test_answers_survive_closing_the_page_at_any_moment(
    tab: Page, reader: BrowserContext, server: str
) -> None:
    page = tab
    open_quiz(page, server, "smart-work")
    page.get_by_label("Project", exact=True).fill("Migration")
    page.get_by_label("Hours a week").fill("12")
    page.get_by_role("button", name="Add a project").click()
    page.get_by_role("group", name="Project 2").get_by_label("Hours a week").fill("8")
    page.get_by_role("button", name="Next").click()
    page.locator(".quiz-current input").first.check(force=True)
    page.close()

    page = reader.new_page()
    open_quiz(page, server, "smart-work")
    expect(page.locator(".quiz-current input").first).to_be_checked()
    expect(page.get_by_text("Section 2 of 3, 2 of 7 answered")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Project", exact=True).first).to_have_value("Migration")
    expect(page.get_by_role("group", name="Project 2").get_by_label("Hours a week")).to_have_value(
        "8"
    )


def test_a_worker_killed_mid_score_is_replaced_and_the_result_comes(
    quiet: Page, server: str
) -> None:
    open_quiz(quiet, server, "promise-check")
    fill(quiet, PROMISE)
    expect(quiet.get_by_role("heading", name="So far")).to_be_visible(timeout=60_000)
    worker = quiet.workers[0]
    # From now on the worker swallows what it is asked, and dies of the next question.
    worker.evaluate("self.onmessage = () => self.close()")
    hand_in(quiet)
    assert result(quiet)["values"]["slip"] == 6
    assert quiet.workers[-1] is not worker


def test_the_form_answers_before_the_runtime_is_there(quiet: Page, server: str) -> None:
    held: list[Route] = []
    gate = {"open": False}
    quiet.route(RUNTIME, lambda r: r.continue_() if gate["open"] else held.append(r))
    open_quiz(quiet, server, "promise-check")
    fill(quiet, PROMISE)
    expect(quiet.get_by_text("2 of 9 answered")).to_be_visible()
    hand_in(quiet)
    expect(
        quiet.get_by_text("Your answers are in. The scoring program is still loading (")
    ).to_be_visible()
    assert quiet.evaluate("window.results.length") == 0
    gate["open"] = True
    for route in held:
        route.continue_()
    assert result(quiet)["verdict"] == "broken"


def test_a_runtime_that_fails_twice_ends_in_a_sheet_and_loses_nothing(
    tab: Page, server: str
) -> None:
    page = tab
    tried: list[str] = []

    def cut(route: Route) -> None:
        tried.append(route.request.url)
        route.abort()

    page.route("**/*.wasm", cut)
    open_quiz(page, server, "promise-check")
    fill(page, PROMISE)
    hand_in(page)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("could not be worked out here", timeout=60_000)
    expect(alert).to_contain_text("kept in this browser")
    expect(alert.get_by_role("button", name="Print the self-scoring sheet")).to_be_visible()
    assert len(tried) >= 2
    expect(page.locator("#q-elapsed_months")).to_have_value("108")

    page.unroute("**/*.wasm")
    alert.get_by_role("button", name="Try again").click()
    assert result(page)["verdict"] == "broken"


@pytest.mark.parametrize("missing", ["WebAssembly", "Worker", "DecompressionStream"])
def test_a_browser_that_lacks_something_says_so(tab: Page, server: str, missing: str) -> None:
    page = tab
    page.add_init_script(f"delete globalThis.{missing}")
    open_quiz(page, server, "promise-check")
    fill(page, PROMISE)
    hand_in(page)
    expect(page.get_by_role("alert")).to_contain_text("score it by hand")


@pytest.mark.parametrize("text", ["-3", "abc", "1e999", "99999"])
def test_bad_input_is_named_beside_its_field_and_nothing_is_lost(
    quiet: Page, server: str, text: str
) -> None:
    open_quiz(quiet, server, "promise-check")
    fill(quiet, {**PROMISE, "How many months were you told it would take?": text})
    hand_in(quiet)
    entry = quiet.locator("#q-promised_months")
    expect(entry).to_be_focused(timeout=60_000)
    expect(entry).to_have_attribute("aria-invalid", "true")
    expect(entry).to_have_value(text)
    said = quiet.locator(".quiz-error")
    expect(said).to_contain_text("1 to 600")
    assert said.get_attribute("id") in (entry.get_attribute("aria-describedby") or "").split()
    expect(quiet.locator("#q-elapsed_months")).to_have_value("108")
    entry.fill("18")
    expect(said).to_have_count(0)
    hand_in(quiet)
    assert result(quiet)["values"]["slip"] == 6


def test_rows_are_added_moved_and_removed_by_keyboard(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "smart-work")
    quiet.get_by_label("Project", exact=True).focus()
    quiet.keyboard.type("First")
    quiet.get_by_role("button", name="Add a project").focus()
    quiet.keyboard.press("Enter")
    expect(
        quiet.get_by_role("group", name="Project 2").get_by_label("Project", exact=True)
    ).to_be_focused()
    quiet.keyboard.type("Second")
    quiet.keyboard.press("Alt+ArrowUp")
    names = quiet.get_by_label("Project", exact=True)
    expect(names.first).to_have_value("Second")
    expect(names.first).to_be_focused()
    expect(quiet.get_by_role("status")).to_contain_text("Moved: now Project 1")
    quiet.get_by_role("button", name="Remove Project 1").focus()
    quiet.keyboard.press("Enter")
    expect(names).to_have_count(1)
    expect(names.first).to_have_value("First")
    expect(names.first).to_be_focused()


def test_an_error_in_a_row_stands_in_that_row(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "smart-work")
    quiet.get_by_role("button", name="Add a project").click()
    second = quiet.get_by_role("group", name="Project 2")
    second.get_by_label("Hours a week").fill("500")
    hand_in(quiet)
    expect(second.locator(".quiz-error").first).to_contain_text("168", timeout=60_000)
    expect(quiet.get_by_role("group", name="Project 1").locator(".quiz-error")).to_have_count(0)


def test_a_section_can_be_skipped_and_found_again(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "promise-check")
    quiet.get_by_role("button", name="Skip for now").click()
    heading = quiet.get_by_role("heading", name="What has been done about it")
    expect(heading).to_be_focused()
    expect(quiet.get_by_role("heading", name="The promise", exact=True)).to_be_hidden()
    quiet.get_by_role("button", name="Overview").click()
    entry = quiet.get_by_role("button", name="1. The promise: 0 of 3 answered")
    expect(entry).to_be_visible()
    quiet.keyboard.press("Escape")
    expect(quiet.get_by_role("button", name="Overview")).to_be_focused()
    expect(entry).to_be_hidden()
    quiet.keyboard.press("Enter")
    entry.press("Enter")
    expect(quiet.get_by_role("heading", name="The promise", exact=True)).to_be_focused()


def test_a_calculator_answers_as_one_types(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "promise-check")
    fill(quiet, {**PROMISE, "How many months have gone by since then?": "9"})
    verdict = quiet.locator(".quiz-verdict-word")
    expect(verdict).to_contain_text("kept", timeout=60_000)
    fill(quiet, {"How many months have gone by since then?": "30"})
    expect(verdict).to_contain_text("slipping")
    expect(quiet.locator("#q-elapsed_months")).to_be_focused()
    quiet.keyboard.press("ArrowUp")
    expect(quiet.locator("#q-elapsed_months")).to_have_value("31")


def test_a_retake_is_compared_with_the_time_before(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "ceo-of-your-career")
    quiet.evaluate("for (const r of document.querySelectorAll('input[value=\"2\"]')) r.click()")
    hand_in(quiet)
    result(quiet)
    quiet.get_by_role("button", name="Change answers").click()
    quiet.locator(".quiz-current input[value='5']").first.check(force=True)
    hand_in(quiet)
    quiet.wait_for_function("window.results.length === 2")
    then_and_now = quiet.get_by_role("table", name="Then and now")
    expect(then_and_now).to_contain_text("changed")
    expect(then_and_now).to_contain_text("within one answer's step")


def test_a_shared_link_carries_the_result_in_its_fragment_only(
    quiet: Page, reader: BrowserContext, server: str
) -> None:
    open_quiz(quiet, server, "ceo-of-your-career")
    found = take_by_keyboard(quiet)
    quiet.get_by_role("button", name="Share as a link").click()
    expect(quiet.get_by_text("It holds none of your single answers")).to_be_visible()
    link = quiet.get_by_label("Link to this result").input_value()
    assert link.partition("#")[0] == f"{server}/quizzes/ceo-of-your-career/"

    other = reader.new_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(link)
    expect(other.get_by_role("heading", name="A shared result")).to_be_visible()
    for scale in found["scales"].values():
        expect(other.locator(".quiz-scores")).to_contain_text(f"{scale['score']:.4g}")
    expect(other.locator(".quiz-next .quiz-move")).to_have_count(len(found["moves"]))
    assert not [url for url in asked if "#" in url or "result=" in url]


@pytest.mark.parametrize(
    "fragment", ["#result=", "#result=%00", "#result=e30", "#result=" + "A" * 30_000]
)
def test_a_spoilt_link_shows_the_form(quiet: Page, server: str, fragment: str) -> None:
    quiet.goto(f"{server}/quizzes/promise-check/{fragment}")
    expect(quiet.get_by_label("How many months were you told it would take?")).to_be_visible()


def test_the_result_can_be_downloaded_as_it_was_on_the_wire(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "promise-check")
    fill(quiet, PROMISE)
    hand_in(quiet)
    found = result(quiet)
    with quiet.expect_download() as download:
        quiet.get_by_role("button", name="Download as JSON").click()
    assert json.loads(Path(download.value.path()).read_text("utf-8")) == found
    assert download.value.suggested_filename.startswith("promise-check-2")


@pytest.mark.parametrize("name", ["ceo-of-your-career", "mile-markers", "career-chess"])
def test_the_report_prints_on_two_pages(tab: Page, server: str, name: str) -> None:
    page = tab
    open_quiz(page, server, name)
    take_by_keyboard(page)
    page.wait_for_function("document.querySelector('canvas')?.width > 0")
    page.evaluate("document.querySelector('mile-assessment').dataset.print = 'report'")
    assert pages_of(page.pdf(format="A4")) <= 2


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF by Chromium has."""
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ")


def test_without_javascript_the_questions_and_the_rule_can_be_read(
    browser: Any, server: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/quizzes/promise-check/")
    for label in PROMISE:
        expect(page.get_by_label(label)).to_be_visible()
    expect(page.get_by_text("Scoring here needs JavaScript.")).to_be_visible()
    page.get_by_text("How it is scored, by hand on paper").click()
    expect(
        page.get_by_text("Slip is the months gone by, divided by the months promised.")
    ).to_be_visible()
    page.get_by_label(next(iter(PROMISE))).press("Enter")
    assert "?" not in page.url
    context.close()


def test_a_backup_is_saved_and_brought_back_and_everything_can_be_deleted(
    quiet: Page, server: str, tmp_path: Path
) -> None:
    open_quiz(quiet, server, "promise-check")
    fill(quiet, PROMISE)
    hand_in(quiet)
    result(quiet)
    quiet.goto(f"{server}/quizzes/")
    expect(quiet.get_by_text("1 result and the answers to 1 assessment")).to_be_visible()
    with quiet.expect_download() as download:
        quiet.get_by_role("button", name="Save a backup file").click()
    saved = tmp_path / "backup.json"
    download.value.save_as(saved)

    quiet.get_by_role("button", name="Delete everything").click()
    quiet.get_by_role("button", name="Delete them").click()
    expect(quiet.get_by_text("Nothing yet.")).to_be_visible()

    quiet.locator("mile-records input[type=file]").set_input_files(saved)
    expect(quiet.get_by_text("The file adds 1 result; 0 of its results")).to_be_visible()
    quiet.get_by_role("button", name="Bring it back").click()
    expect(quiet.get_by_text("1 result and the answers to 1 assessment")).to_be_visible()

    saved.write_text('{"format": "something else"}')
    quiet.locator("mile-records input[type=file]").set_input_files(saved)
    expect(quiet.get_by_text("Nothing was changed.")).to_be_visible()
    quiet.goto(f"{server}/quizzes/promise-check/")
    quiet.get_by_role("button", name="See your result of").click()
    expect(quiet.locator(".quiz-verdict")).to_contain_text("broken")


def test_a_damaged_store_is_set_aside_and_the_rest_works(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "promise-check")
    quiet.evaluate("""() => new Promise((done) => { const open = indexedDB.open('mile-markers');
      open.onsuccess = () => {
        const t = open.result.transaction(['drafts', 'results'], 'readwrite');
        t.objectStore('drafts').put({ items: 7 }, 'promise-check');
        t.objectStore('results').add({ assessment: 'runway', result: null });
        t.oncomplete = () => { open.result.close(); done(); }; }; })""")
    open_quiz(quiet, server, "promise-check")
    expect(quiet.get_by_text("was set aside; the rest works")).to_be_visible()
    with quiet.expect_download() as download:
        quiet.get_by_role("button", name="Download that part").click()
    assert '"items": 7' in Path(download.value.path()).read_text("utf-8")
    fill(quiet, PROMISE)
    hand_in(quiet)
    assert result(quiet)["verdict"] == "broken"


def test_a_browser_that_keeps_nothing_still_scores(tab: Page, server: str) -> None:
    page = tab
    page.add_init_script("indexedDB.open = () => { throw new DOMException('denied'); }")
    open_quiz(page, server, "promise-check")
    fill(page, PROMISE)
    hand_in(page)
    assert result(page)["verdict"] == "broken"
    expect(page.get_by_text("does not let the page keep results")).to_be_visible()


def test_recorded_conversations_hold_in_the_real_worker(page: Page, server: str) -> None:
    open_quiz(page, server, "promise-check")
    for path in sorted(CONVERSATIONS.glob("*.json")):
        for turn in json.loads(path.read_text("utf-8")):
            sent = turn["send"] if isinstance(turn["send"], str) else json.dumps(turn["send"])
            assert json.loads(page.evaluate(SEND, sent)) == turn["expect"], (path.name, sent)


SEND = "(message) => document.querySelector('mile-assessment').client.send(message)"


@pytest.mark.parametrize(
    "address", ["/", "/quizzes/", "/wiki/alifeafterlayoff/career_management_and_planning/"]
)
def test_no_page_but_a_quiz_asks_for_the_runtime(page: Page, server: str, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server + address, wait_until="networkidle")
    assert asked
    assert not [url for url in asked if "/generated/runtime/" in url]


def test_the_list_names_every_assessment_and_remembers(quiet: Page, server: str) -> None:
    open_quiz(quiet, server, "promise-check")
    fill(quiet, PROMISE)
    quiet.goto(f"{server}/quizzes/")
    entries = quiet.locator(".quiz-catalogue > li")
    expect(entries).to_have_count(len(IDS))
    expect(entries.filter(has_text="Promise check")).to_contain_text("your answers are kept")
    for name in IDS:
        assert (PAGES / f"{name}.md").exists()
        expect(quiet.locator(f'.quiz-catalogue a[href$="/quizzes/{name}/"]')).to_have_count(1)
