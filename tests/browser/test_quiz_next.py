"""What a start does for the next one, in real Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from scripts.bench.waiting import until
from tests.browser.quiz_keys import worker_begins_with
from tests.browser.starting import STARTED, start, turns

NEW = """async () => {
  const { isNew } = await import('/assets/js/assessment/prewarm.js');
  const answers = [];
  for (const core of ['/a.bin', '/a.bin', '/b.bin']) answers.push(await isNew({ core }));
  const marks = await (await caches.open('quiz-runtime-prepared')).keys();
  return [answers, marks.map((request) => new URL(request.url).pathname)];
}"""
PRACTICE = """async () => {
  const { practise } = await import('/assets/js/assessment/prewarm.js');
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
REHEARSED = "() => noted.filter((note) => note.endsWith('/code_cache.js')).length"


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
