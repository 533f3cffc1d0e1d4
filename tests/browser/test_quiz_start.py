"""How the scoring program starts: two ways, one answer, and no fault of the quick one is seen."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from scripts.bench.waiting import until
from tests.browser.quiz_keys import PROMISE, fill, hand_in, open_quiz, result, worker_begins_with
from tests.browser.starting import QUIZ, STARTED, start, turns

DIGEST = (
    20  # where it begins in the file: macros/theme/assets/js/assessment/snapshot.js tells its form
)
SNAPSHOT = "**/generated/runtime/fast-*.bin"
READY = "() => document.querySelector('mile-assessment').client.state === 'ready'"
KEPT = """async () => {
  const store = await caches.open('quiz-runtime');
  return (await store.keys()).map((request) => request.url);
}"""

DAMAGE = """async () => {
  const store = await caches.open('quiz-runtime');
  for (const asked of await store.keys()) await store.put(asked, new Response('x'.repeat(9999)));
}"""
WHOLE = """async () => {
  const store = await caches.open('quiz-runtime');
  const [found] = await store.matchAll();
  return found && (await found.arrayBuffer()).byteLength > 1e6;
}"""


@pytest.mark.parametrize("way", ["base", "fast"])
def test_both_ways_answer_every_recorded_message_alike(clean: Page, way: str) -> None:
    found = start(clean, way, turns())
    assert (found["way"], found["reason"]) == (way, "")
    assert found["memory"] == 31_457_280


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("missing", "404"),
        ("other", "this is no snapshot"),
        ("cut", "cut off"),
        ("damaged", "made with another program"),
        ("not gzip", ""),
    ],
)
def test_whatever_is_wrong_with_the_snapshot_the_base_follows_and_nobody_notices(
    browser: Browser, server: str, fault: str, said: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    context.route(SNAPSHOT, lambda route: spoil(route, fault))
    page.goto(server + QUIZ)
    found = start(page, "fast", turns()[:3])
    assert found["way"] == "base"
    assert said in found["reason"]
    assert found["reason"]
    open_quiz(page, server, "promise-check")
    fill(page, PROMISE)
    hand_in(page)
    assert result(page)["values"]["slip"] == 6
    expect(page.get_by_role("alert")).to_have_count(0)
    context.close()


def spoil(route: Route, fault: str) -> None:
    """Answer with a file that is wrong in one way."""
    if fault == "missing":
        route.fulfill(status=404)
        return
    held = bytearray(gzip.decompress(route.fetch().body()))
    if fault == "other":
        held[:4] = b"none"
    elif fault == "cut":
        del held[-100:]
    elif fault == "damaged":
        held[DIGEST] ^= 255
    route.fulfill(body=bytes(held) if fault == "not gzip" else gzip.compress(bytes(held), 1))


def test_a_snapshot_that_stops_half_way_is_left_for_the_base(browser: Browser, server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    context.route(SNAPSHOT, lambda route: route.abort())
    page.goto(server + QUIZ)
    assert start(page, "fast", turns()[:1])["way"] == "base"
    context.close()


def link(megabits: float) -> str:
    """Code after which the first file of a boot seems to have come at such a pace."""
    took = 260_000 * 8 / 1000 / megabits
    timing = f"{{ transferSize: 260000, responseStart: 0, responseEnd: {took} }}"
    return f"performance.getEntriesByName = () => [{timing}];"


def test_without_storage_the_program_starts_all_the_same(browser: Browser, server: str) -> None:
    page = browser.new_page()
    worker_begins_with(page, "self.caches.open = () => Promise.reject(new Error('denied'));")
    page.goto(server + QUIZ)
    for way in ("base", "fast", "chosen"):
        assert start(page, way, turns()[:1])["reason"] == ""
    page.context.close()


def test_a_slow_link_takes_the_base_and_the_next_visit_the_snapshot_without_a_byte(
    browser: Browser, server: str
) -> None:
    page = browser.new_page()
    worker_begins_with(page, link(10))
    page.goto(server + QUIZ)
    assert start(page, "chosen", turns()[:1])["way"] == "base"
    until(page, f"() => ({KEPT})().then((kept) => kept.length === 1)")
    page.evaluate(STARTED)  # the page's own start, which may still have been on its way
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    assert start(page, "chosen", turns()[:1])["way"] == "fast"
    # The banks are asked for as well: the browser's own cache has them, whatever their age.
    assert [url for url in asked if url.endswith(".bin") and "/banks-" not in url] == []
    page.context.close()


def carried(route: Route) -> None:
    """Answer by way of this program: 9 MB that take longer than any small file."""
    route.fulfill(body=route.fetch().body(), content_type="application/wasm")


def test_on_a_slow_link_the_archive_lets_the_wasm_go_first(browser: Browser, server: str) -> None:
    page = browser.new_page()
    worker_begins_with(page, link(10))
    seen: list[str] = []
    page.context.on("request", lambda request: seen.append(f"asked {request.url}"))
    page.context.on("requestfinished", lambda request: seen.append(f"came {request.url}"))
    page.context.route("**/pyodide.asm.wasm", carried)
    page.goto(server + QUIZ)
    page.evaluate(STARTED)
    wasm = next(at for at, told in enumerate(seen) if re.match("came .*wasm$", told))
    archive = next(at for at, told in enumerate(seen) if re.match("asked .*/core-.*bin$", told))
    assert wasm < archive
    page.context.close()


def test_a_quick_link_takes_the_snapshot_and_keeps_none_but_it(
    browser: Browser, server: str
) -> None:
    page = browser.new_page()
    worker_begins_with(page, link(100))
    page.goto(server + QUIZ)
    page.evaluate("caches.open('quiz-runtime').then((s) => s.put('/old.bin', new Response('')))")
    assert start(page, "chosen", turns()[:1])["way"] == "fast"
    until(page, f"() => ({KEPT})().then((k) => k.length === 1 && k[0].includes('/fast-'))")
    page.context.close()


def test_a_kept_snapshot_that_is_damaged_is_left_and_fetched_anew(
    browser: Browser, server: str
) -> None:
    page = browser.new_page()
    worker_begins_with(page, link(10))
    page.goto(server + QUIZ)
    page.evaluate(STARTED)
    until(page, f"() => ({KEPT})().then((kept) => kept.length === 1)")
    page.evaluate(DAMAGE)
    found = start(page, "chosen", turns()[:1])
    assert (found["way"], found["reason"]) == ("base", "this is no snapshot")
    until(page, f"() => ({WHOLE})()")
    assert start(page, "chosen", turns()[:1])["way"] == "fast"
    page.context.close()


@pytest.mark.parametrize(
    "spared",
    [link(2), "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"],
)
def test_nothing_is_fetched_ahead_on_a_very_slow_link_or_where_bytes_are_dear(
    browser: Browser, server: str, spared: str
) -> None:
    page = browser.new_page()
    page.goto(f"{server}/quizzes/")
    page.evaluate(f"() => {{ {spared} }}")
    page.evaluate("""async () => {
      const { keep } = await import('/assets/js/assessment/boot_strategy.js');
      await keep({ folder: '/p/', core: '/c.bin', fast: '/fast.bin', lock: {} }, false);
    }""")
    assert page.evaluate(KEPT) == []
    page.context.close()


def test_the_program_loads_while_the_reader_answers_not_when_the_answers_are_in(
    browser: Browser, server: str
) -> None:
    """By the order of what happens: every file is asked for before the form is handed in."""
    page = browser.new_page()
    seen: list[str] = []
    page.context.on("request", lambda request: seen.append(request.url))
    open_quiz(page, server, "promise-check")
    first = next(iter(PROMISE))
    page.get_by_label(first).focus()
    until(page, READY)
    fill(page, PROMISE)
    until(page, f"() => ({KEPT})().then((kept) => kept.length === 1)")
    before = len([url for url in seen if "/generated/runtime/" in url])
    hand_in(page)
    assert result(page)["values"]["slip"] == 6
    assert before >= 4
    assert len([url for url in seen if "/generated/runtime/" in url]) == before
    page.context.close()


def test_an_article_asks_for_nothing_of_a_quiz_until_its_reader_means_to_take_the_check(
    browser: Browser, server: str
) -> None:
    page = browser.new_page()
    seen: list[str] = []
    page.context.on("request", lambda request: seen.append(request.url))
    article = "/wiki/alifeafterlayoff/career_management_and_planning/"
    page.goto(server + article, wait_until="networkidle")
    page.mouse.wheel(0, 20_000)
    page.wait_for_load_state("networkidle")
    modules = ("/js/assessment/client.js", "/js/knowledge-check/run.js")
    of_quiz = ("/generated/runtime/", *modules, "check.json")
    assert not [url for url in seen if any(part in url for part in of_quiz)]
    start_button = page.locator("mile-check .check-begin button")
    with page.context.expect_event("request", lambda r: r.url.endswith("pyodide.asm.wasm")):
        start_button.hover()
    page.context.close()
