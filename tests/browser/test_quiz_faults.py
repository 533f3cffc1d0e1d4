"""What goes wrong under an assessment, and that the reader keeps every answer all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.quiz_keys import PROMISE, fill, hand_in, open_quiz, result

RUNTIME = "**/generated/runtime/**"


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
    expect(quiet.get_by_text("2 of 10 answered")).to_be_visible()
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


HOLD = """() => new Promise((begun) => {
  const opening = indexedDB.open('mile-markers', 1);
  opening.onupgradeneeded = () => {
    const database = opening.result;
    database.createObjectStore('damaged', { autoIncrement: true });
    const results = database.createObjectStore('results', { autoIncrement: true });
    results.createIndex('assessment', 'assessment');
    const drafts = database.createObjectStore('drafts');
    const goOn = () => { if (!window.letGo) drafts.count().onsuccess = goOn; };
    goOn();
    begun();
  };
  opening.onsuccess = () => opening.result.close();
})"""


def test_a_database_that_does_not_open_is_told_and_has_everything_when_it_does(
    quiet: Page, server: str
) -> None:
    other = quiet.context.new_page()
    other.goto(f"{server}/about/")
    other.evaluate(HOLD)  # as WebKit does where the page that makes it is left
    open_quiz(quiet, server, "promise-check")
    fill(quiet, PROMISE)
    hand_in(quiet)
    assert result(quiet)["verdict"] == "broken"
    notice = quiet.get_by_text("does not open what it keeps")
    expect(notice).to_be_visible()
    other.evaluate("window.letGo = true")
    expect(notice).to_be_hidden()
    open_quiz(quiet, server, "promise-check")
    expect(quiet.get_by_role("button", name="See your result of")).to_be_visible()


CLIENT = """async ([limits, message]) => {
  const address = new URL('../../assets/js/assessment/client.js', location.href);
  const { Client } = await import(address.href);
  const client = new Client(document.querySelector('mile-assessment').client.runtime, limits);
  try { return await client.send(message); }
  catch (error) { return `${client.state}: ${error.message}`; }
}"""


def test_a_start_that_takes_too_long_is_tried_twice_and_given_up(tab: Page, server: str) -> None:
    asked: list[Route] = []
    tab.route("**/*.wasm", lambda route: asked.append(route))
    open_quiz(tab, server, "stagnation")
    said = tab.evaluate(CLIENT, [{"startLimit": 4000}, "{}"])
    assert said.startswith("failed: ")
    assert "did not start in time" in said
    assert len(asked) >= 2


def test_a_worker_that_goes_silent_is_replaced(tab: Page, server: str) -> None:
    tab.add_init_script("delete Navigator.prototype.locks")  # so that only the time-out can tell
    open_quiz(tab, server, "promise-check")
    fill(tab, PROMISE)
    expect(tab.get_by_role("heading", name="So far")).to_be_visible(timeout=60_000)
    tab.evaluate("document.querySelector('mile-assessment').client.limits.callLimit = 1500")
    tab.workers[0].evaluate("self.onmessage = () => {}")
    hand_in(tab)
    assert result(tab)["values"]["slip"] == 6
