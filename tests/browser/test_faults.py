"""Faults that are no failed request: versions, clocks, storage, links. All are in faults.toml."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from scripts.bench.server import serve
from scripts.bench.waiting import until
from tests.browser.checking import ARTICLE, KEY, LONG, item, put, start, stored
from tests.browser.quiz_keys import PROMISE, fill, hand_in, open_quiz, result

TABLE = tomllib.loads(Path(__file__).with_name("faults.toml").read_text("utf-8"))
CORE = "**/generated/runtime/core-*"
RUNTIME = "**/generated/runtime/**"
FIRST, SECOND = PROMISE
MEGABITS = 2  # at this pace a start takes longer than SHORT
SHORT = 10_000  # milliseconds


def test_each_fault_has_its_test() -> None:
    text = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    named = [fault["test"] for fault in TABLE["fault"]]
    assert set(named) <= set(re.findall(r"^def (test_\w+)", text, re.MULTILINE))
    assert len(set(named)) == len(named)
    print(f"{len(named)} faults, and {len(TABLE['step'])} kinds of failing requests")


def test_a_page_that_outlived_its_program_says_that_a_reload_helps(
    fresh: Page, server: str
) -> None:
    fresh.route(RUNTIME, lambda route: route.fulfill(status=404, body="gone"))
    open_quiz(fresh, server, "promise-check")
    fill(fresh, PROMISE)
    hand_in(fresh)
    alert = fresh.get_by_role("alert")
    expect(alert).to_contain_text("The site has a newer version", timeout=LONG)
    expect(alert).to_contain_text("Your answers are kept in this browser. Reload the page")
    fresh.unroute(RUNTIME)
    alert.get_by_role("button", name="Reload the page").click()
    expect(fresh.get_by_label(SECOND)).to_have_value(PROMISE[SECOND])
    expect(fresh.get_by_label(FIRST)).to_have_value(PROMISE[FIRST])


def test_a_check_that_outlived_its_program_says_that_a_reload_helps(
    fresh: Page, server: str
) -> None:
    fresh.route(RUNTIME, lambda route: route.fulfill(status=404, body="gone"))
    fresh.goto(f"{server}/{ARTICLE}")
    start(fresh)
    fresh.locator(".check-form .check-option").first.click()
    fresh.get_by_role("button", name="Check the answer").click()
    alert = fresh.locator(".check-form .check-problem")
    expect(alert).to_contain_text("The site has a newer version", timeout=LONG)
    expect(alert).to_contain_text("what was checked is kept")
    expect(fresh.locator(".check-paper")).to_be_visible()
    alert.get_by_role("button", name="Reload the page").click()
    expect(fresh.get_by_role("button", name="Start")).to_be_visible()


def test_no_connection_is_named(fresh: Page, server: str) -> None:
    fresh.route(RUNTIME, lambda route: route.abort())  # before the page begins to load it
    open_quiz(fresh, server, "promise-check")
    fill(fresh, PROMISE)
    hand_in(fresh)
    alert = fresh.get_by_role("alert")
    expect(alert).to_contain_text("there seems to be no connection", timeout=LONG)
    fresh.unroute(RUNTIME)
    alert.get_by_role("button", name="Try again").click()
    assert result(fresh)["verdict"] == "broken"


def addresses(site: Path) -> dict[str, Any]:
    """Where the page of an assessment finds its program."""
    quiz = (site / "quizzes/promise-check/index.html").read_text("utf-8")
    found = re.search(r'data-runtime="([^"]*)"', quiz)
    assert found
    return dict(json.loads(unescape(found[1])))


def test_a_slow_link_is_waited_for(browser: Browser, site: Path) -> None:
    """The limit of a start grows with what the first file says of the link."""
    page = browser.new_page()
    with serve(site, MEGABITS) as slow:
        page.goto(f"{slow.address}/about/")  # whose page loads nothing of it ahead
        took = page.evaluate(
            """async ([startLimit, runtime]) => {
              const { Client } = await import('/assets/js/assessment/client.js');
              const client = new Client({ ...runtime, way: 'base' }, { startLimit });
              await client.start();
              return client.measured.milliseconds;
            }""",
            [SHORT, addresses(site)],
        )
    assert took > SHORT
    page.context.close()


def test_a_bank_of_another_version_gives_back_what_still_means_the_same(
    fresh: Page, server: str
) -> None:
    items = {
        "promised_months": {"version": 1, "raw": "18"},
        "elapsed_months": {"version": 99, "raw": "7"},
    }
    draft = {"assessment": "promise-check", "section": 0, "seconds": {}, "items": items}
    put(fresh, server, ("drafts", draft))
    open_quiz(fresh, server, "promise-check")
    expect(fresh.get_by_text("One question has changed since you answered it")).to_be_visible()
    expect(fresh.get_by_label(FIRST)).to_have_value("18")
    expect(fresh.get_by_label(SECOND)).to_have_value("")
    fresh.get_by_label(FIRST).fill("12")
    assert stored(fresh, "drafts")[0]["items"]["elapsed_months"] == items["elapsed_months"]
    fresh.get_by_label(SECOND).fill("24")
    hand_in(fresh)
    assert result(fresh)["values"]["slip"] == 2
    assert stored(fresh, "drafts")[0]["items"]["elapsed_months"]["raw"] == "24"


def test_a_full_disk_is_told_and_the_assessment_goes_on(browser: Browser, server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server}/404.html")
    devtools = context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": server, "quotaSize": 1})
    open_quiz(page, server, "promise-check")
    fill(page, PROMISE)
    expect(page.get_by_text("This browser has no room left")).to_be_visible()
    hand_in(page)
    assert result(page)["verdict"] == "broken"
    context.close()


def test_a_clock_set_back_loses_no_result(fresh: Page, server: str) -> None:
    fresh.clock.set_fixed_time(datetime(2026, 11, 22, 9, tzinfo=UTC))
    open_quiz(fresh, server, "promise-check")
    fill(fresh, PROMISE)
    hand_in(fresh)
    result(fresh)
    fresh.clock.set_fixed_time(datetime(2024, 1, 5, 9, tzinfo=UTC))
    fresh.get_by_role("button", name="Change answers").click()
    fresh.get_by_label(SECOND).fill("54")
    hand_in(fresh)
    until(fresh, "() => window.results.length > 1")
    kept = [record["result"]["values"]["slip"] for record in stored(fresh, "results")]
    assert kept == [6, 3]


def test_a_clock_set_back_loses_no_review(fresh: Page, server: str) -> None:
    name = "alifeafterlayoff/bad_bosses/shine-more"
    before = "2026-11-24T20:00:00Z"
    put(fresh, server, item(name, before), item(f"{KEY}/x", None))
    fresh.clock.set_fixed_time(datetime(2026, 11, 24, 21, tzinfo=UTC))
    fresh.goto(f"{server}/review/")
    fresh.get_by_role("button", name="Start").click(timeout=LONG)
    chosen = fresh.get_by_label("She may feel outshone")
    expect(chosen).to_be_visible(timeout=LONG)
    fresh.clock.set_fixed_time(datetime(2026, 11, 1, 9, tzinfo=UTC))
    chosen.check()
    fresh.get_by_role("button", name="Check the answer").click()
    fresh.get_by_role("button", name="Count it").click(timeout=LONG)
    expect(fresh.locator(".check-end h3")).to_contain_text("reviewed", timeout=LONG)
    card = next(card_of(known) for known in stored(fresh, "items") if known["item"] == name)
    assert card["due"] != before
    assert datetime.fromisoformat(card["due"]) > datetime(2026, 11, 1, 9, tzinfo=UTC)
    fresh.goto(f"{server}/review/")
    expect(fresh.get_by_role("alert")).to_have_count(0)


def card_of(known: dict[str, Any]) -> dict[str, Any]:
    """The memory that is kept of a question."""
    return dict(known["card"])
