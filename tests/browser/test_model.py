"""The browser against a plain model: whatever a reader does, in whatever order, nothing is lost.

Random sequences of answers, reloads, ways back and forward, a second tab, a clock that goes on and
a link that is down. The model is what a reader should have: each answer that was handed in, once,
and the last words of each field. `make test LONG=1` takes many more sequences.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.bench.waiting import until
from tests.browser.checking import ARTICLE, BEGIN, LONG, put, stored
from tests.browser.test_review import SINGLE, due
from tests.conftest import LONG as MANY

FIELDS = {
    "promised_months": "How many months were you told it would take?",
    "elapsed_months": "How many months have gone by since then?",
}
QUIZ = "quizzes/promise-check/"
START = datetime(2026, 11, 24, 9, tzinfo=UTC)
SEEDS, STEPS = (range(60), 60) if MANY else (range(1), 24)
OPTION = ".check-option input"  # those of how sure one is stand elsewhere
OPERATIONS = (
    "type",
    "type",
    "answer",
    "answer",
    "reload",
    "back",
    "forward",
    "other",
    "clock",
    "cut",
)


class Reader:
    """A browser with two tabs, and the model of what it should keep."""

    def __init__(self, context: BrowserContext, server: str, draw: random.Random) -> None:
        self.context, self.server, self.draw = context, server, draw
        self.now = START
        context.clock.set_fixed_time(START)
        self.tabs = [context.new_page(), context.new_page()]
        for tab in self.tabs:
            tab.goto(f"{server}/{QUIZ}")
            tab.locator("mile-assessment.quiz-ready").wait_for(timeout=LONG)
        self.at = 0
        self.answers = 0
        self.fields: dict[str, str] = {}
        self.done: list[str] = []

    @property
    def tab(self) -> Page:
        """The tab that the reader looks at."""
        return self.tabs[self.at]

    def step(self) -> None:
        """Do one thing, then compare."""
        operation = self.draw.choice(OPERATIONS)
        self.done.append(operation)
        getattr(self, f"_{operation}")()
        self.compare()

    def _type(self) -> None:
        self._open(QUIZ)
        self.tab.locator("mile-assessment.quiz-ready").wait_for(timeout=LONG)
        name, label = self.draw.choice(list(FIELDS.items()))
        text = str(self.draw.randint(1, 400))
        self.tab.get_by_label(label).fill(text)
        self.tab.get_by_label(label).blur()  # here a tab that is not looked at has the focus too
        self.fields[name] = text

    def _answer(self) -> None:
        self._open(ARTICLE)
        self.tab.get_by_role("button", name=BEGIN).click(timeout=LONG)
        form = self.tab.locator(".check-form")
        skips = self.draw.randint(0, 2)
        while skips or not form.locator(OPTION).count():
            self.tab.get_by_role("button", name="Skip").click()
            skips = max(0, skips - 1)
            if self.tab.locator(".check-end").count():
                return
        form.locator(OPTION).first.check(force=True)
        self.tab.get_by_role("button", name="Check the answer").click()
        expect(self.tab.locator(".check-said")).to_be_visible(timeout=LONG)
        if not self.tab.get_by_role("button", name="Check the answer").is_visible():
            self.answers += 1

    def _reload(self) -> None:
        self.tab.reload()

    def _back(self) -> None:
        self.tab.go_back()

    def _forward(self) -> None:
        self.tab.go_forward()

    def _other(self) -> None:
        self.at = 1 - self.at
        self.tab.bring_to_front()

    def _clock(self) -> None:
        self.now += timedelta(hours=self.draw.choice([-30, 1, 26, 24 * 40]))
        self.context.clock.set_fixed_time(self.now)

    def _cut(self) -> None:
        """The link breaks off for one page."""
        self.context.set_offline(True)
        self.tab.evaluate("fetch('check.json').catch(() => null)")
        self.context.set_offline(False)

    def _open(self, page: str) -> None:
        if not self.tab.url.startswith(f"{self.server}/{page}") or page == ARTICLE:
            self.tab.goto(f"{self.server}/{page}")

    def compare(self) -> None:
        """Hold what the browser keeps, and shows, against the model."""
        if not self.tab.url.startswith(self.server):
            self.tab.goto(f"{self.server}/{QUIZ}")
        until(self.tab, COUNT, self.answers)
        kept = stored(self.tab, "answers")
        assert len({one["id"] for one in kept}) == len(kept) == self.answers, self.done
        drafts = [one for one in stored(self.tab, "drafts") if one["assessment"] == "promise-check"]
        items = drafts[0]["items"] if drafts else {}
        assert {name: items[name]["raw"] for name in self.fields} == self.fields, self.done
        if self.tab.url.startswith(f"{self.server}/{QUIZ}") and self.fields:
            self.tab.locator("mile-assessment.quiz-ready").wait_for(timeout=LONG)
            for name, text in self.fields.items():
                expect(self.tab.get_by_label(FIELDS[name])).to_have_value(text)


# The answers are kept within a turn or two of the verdict.
COUNT = """(number) => new Promise((done) => { const open = indexedDB.open('mile-markers');
  open.onsuccess = () => {
    const asked = open.result.transaction('answers').objectStore('answers').count();
    asked.onsuccess = () => { open.result.close(); done(asked.result === number); }; }; })"""


pytestmark = pytest.mark.flaky(reruns=0)  # a failure is a failure


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's profile of its own."""
    made = browser.new_context(viewport={"width": 1000, "height": 800})
    yield made
    made.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_a_reader_does_nothing_is_lost(
    seed: int,
    context: BrowserContext,
    server: str,
    record_property: Callable[[str, object], None],
) -> None:
    reader = Reader(context, server, random.Random(seed))
    for _ in range(STEPS):
        reader.step()
    record_property("tried: steps of a reader in two tabs", STEPS)
    record_property("tried: answers of that reader", reader.answers)


def test_a_review_that_two_tabs_count_is_counted_once(context: BrowserContext, server: str) -> None:
    context.clock.set_fixed_time(START)
    first, second = context.new_page(), context.new_page()
    put(first, server, due(SINGLE))
    for tab in (first, second):
        tab.goto(f"{server}/review/")
        tab.get_by_role("button", name=BEGIN).click(timeout=LONG)
        tab.locator(".check-form input[type=radio]").first.check(force=True)
        tab.get_by_role("button", name="Check the answer").click()
        tab.get_by_role("button", name="Count it").wait_for(timeout=LONG)
    for tab in (first, second):
        tab.get_by_role("button", name="Count it").click()
        expect(tab.locator(".check-form")).to_have_count(0)
    expect(second.get_by_text("Another tab has counted that question already")).to_be_visible()
    assert len(stored(first, "answers")) == 1
