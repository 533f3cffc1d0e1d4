"""From an answer to its drawn result, in a quiz whose program has loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from scripts.bench.browser import QUIET, chromium
from scripts.bench.rows import Row
from scripts.bench.server import serve_folder
from scripts.bench.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Page

TIMES = 21
MOST = 100  # ms
# Types a number, or hands the form in, and waits until what comes of it has been painted.
DRAWN = """async ([what, value]) => {
  const quiz = document.querySelector('mile-assessment');
  const place = quiz.querySelector('.quiz-place');
  const drawn = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`${what}: nothing was drawn in 10 s`)), 10_000);
    const watch = new MutationObserver(() => { watch.disconnect(); resolve(); });
    watch.observe(place, { childList: true });
  });
  const entry = quiz.querySelector('#q-elapsed_months');
  while (quiz.hasAttribute('aria-busy')) await new Promise(requestAnimationFrame); // the one before
  const began = performance.now();
  if (what === 'typed') {
    entry.value = value;
    entry.dispatchEvent(new Event('input', { bubbles: true }));
  } else quiz.submit();
  await drawn;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - began;
}"""
READY = "() => document.querySelector('mile-assessment')?.client?.state === 'ready'"


def rows(ready: Callable[[], Path]) -> Iterator[Row]:
    """Return the medians of a calculator that answers as one types, and of a form handed in."""
    from playwright.sync_api import sync_playwright  # comes with the tests

    with serve_folder(ready()) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        page = browser.new_page()
        page.goto(f"{address}/quizzes/promise-check/")
        page.locator("#q-promised_months").fill("18")
        until(page, READY)
        typed = [_drawn(page, "typed", 20 + turn) for turn in range(TIMES)]
        handed = [_drawn(page, "handed in", 0) for _ in range(TIMES)]
        browser.close()
    yield Row("quiz, a typed answer to its drawn result", "ms", median(typed), None, MOST)
    yield Row("quiz, handed in to the drawn result", "ms", median(handed), None, MOST)


def _drawn(page: Page, what: str, value: int) -> float:
    return float(page.evaluate(DRAWN, [what, str(value)]))
