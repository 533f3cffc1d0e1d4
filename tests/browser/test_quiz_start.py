"""How the scoring program starts: two ways, one answer, and no fault of the quick one is seen."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from scripts.bench.waiting import until
from tests.browser.quiz_keys import PROMISE, fill, hand_in, open_quiz, result, worker_begins_with

CONVERSATIONS = Path(__file__).parents[1] / "cases" / "conversations"
QUIZ = "/quizzes/promise-check/"
DIGEST = 20  # where it begins in the file: docs/assets/js/quiz/snapshot.js tells its form
SNAPSHOT = "**/generated/runtime/fast-*.bin"
# A client of its own beside the page's: starts in a way and answers messages.
START = """async ([way, messages]) => {
  const { Client } = await import('/assets/js/quiz/client.js');
  const runtime = JSON.parse(document.querySelector('mile-assessment').dataset.runtime);
  const client = new Client(way === 'chosen' ? runtime : { ...runtime, way });
  const answers = [];
  for (const message of messages) answers.push(await client.send(message));
  return { answers, ...client.measured };
}"""
STARTED = "() => document.querySelector('mile-assessment').client.start()"
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


def turns() -> list[dict[str, Any]]:
    """Every recorded turn."""
    files = sorted(CONVERSATIONS.glob("*.json"))
    return [turn for path in files for turn in json.loads(path.read_text("utf-8"))]


def sent(turn: dict[str, Any]) -> str:
    """The message of a turn as it goes over the wire."""
    return turn["send"] if isinstance(turn["send"], str) else json.dumps(turn["send"])


def start(page: Page, way: str, recorded: list[dict[str, Any]]) -> dict[str, Any]:
    """Start in one way; the answers to the recorded turns are right."""
    found: dict[str, Any] = page.evaluate(START, [way, [sent(turn) for turn in recorded]])
    for turn, answer in zip(recorded, found["answers"], strict=True):
        assert json.loads(answer) == turn["expect"], sent(turn)
    return found


@pytest.fixture
def clean(browser: Browser, server: str) -> Iterator[Page]:
    """A quiz's page in a fresh profile that says nothing wrong from first to last."""
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in BAD else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(server + QUIZ)
    yield page
    context.close()
    assert said == []


BAD = ("error", "warning")


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
    assert not [url for url in asked if url.endswith(".bin")]
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
      const { keep } = await import('/assets/js/quiz/way.js');
      await keep({ folder: '/p/', core: '/c.bin', fast: '/fast.bin', lock: {} }, false);
    }""")
    assert page.evaluate(KEPT) == []
    page.context.close()


NEW = """async () => {
  const { isNew } = await import('/assets/js/quiz/next.js');
  const answers = [];
  for (const core of ['/a.bin', '/a.bin', '/b.bin']) answers.push(await isNew({ core }));
  const marks = await (await caches.open('quiz-runtime-prepared')).keys();
  return [answers, marks.map((request) => new URL(request.url).pathname)];
}"""
PRACTICE = """async () => {
  const { practise } = await import('/assets/js/quiz/next.js');
  let [done, passed] = [0, 0];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { passed += 1; };
  await practise(() => { port2.postMessage(done += 1); });
  return [done > 0, passed > 0];
}"""


def test_a_version_is_new_once(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(f"{server}/quizzes/")
    assert page.evaluate(NEW) == [[True, False, True], ["/b.bin"]]
    page.context.close()


def test_practice_lets_messages_pass(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(f"{server}/quizzes/")
    assert page.evaluate(PRACTICE) == [True, True]
    page.context.close()


# The worker tells of each worker that it makes, and of each slice of practice.
NOTES = """{
  const notes = new BroadcastChannel('notes');
  const [Plain, later] = [self.Worker, self.setTimeout.bind(self)];
  self.Worker = class extends Plain {
    constructor(address, options) { super(address, options); notes.postMessage(String(address)); }
  };
  self.setTimeout = (act, ...when) => {
    if (!when.length) notes.postMessage('slice');
    return later(act, ...when);
  };
}
"""
LISTEN = """() => {
  window.noted = [];
  new BroadcastChannel('notes').onmessage = ({ data }) => window.noted.push(data);
}"""
PREPARED = """async () => {
  const store = await caches.open('quiz-runtime-prepared');
  return (await store.keys()).some((request) => request.url.includes('/core-'));
}"""
REHEARSED = "() => noted.filter((note) => note.endsWith('/rehearsal.js')).length"


@pytest.mark.parametrize(("way", "slices"), [("base", 9), ("fast", 0)])
def test_the_first_start_of_a_version_is_rehearsed_and_practised_where_no_snapshot_stays(
    clean: Page, way: str, slices: int
) -> None:
    clean.evaluate(STARTED)  # the page's own start
    until(clean, f"() => ({PREPARED})()")
    clean.evaluate("caches.delete('quiz-runtime-prepared')")
    worker_begins_with(clean, NOTES)
    clean.evaluate(LISTEN)
    for _ in range(3):
        assert start(clean, way, turns()[:1])["way"] == way
        until(clean, f"() => ({REHEARSED})() === 1")
    until(clean, f"() => noted.filter((note) => note === 'slice').length >= {slices}")
    assert slices or "slice" not in clean.evaluate("noted")


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
    of_quiz = ("/generated/runtime/", "/js/quiz/client.js", "/js/check/run.js", "check.json")
    assert not [url for url in seen if any(part in url for part in of_quiz)]
    start_button = page.locator("mile-check .check-begin button")
    with page.context.expect_event("request", lambda r: r.url.endswith("pyodide.asm.wasm")):
        start_button.hover()
    page.context.close()
