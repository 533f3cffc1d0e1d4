"""Keeping the served site for offline: one switch, what it keeps, and updates that never mix."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.bench.waiting import until
from scripts.publish.service_worker import LIST, version_of
from tests.browser.keeping import (
    NEW,
    OLD,
    Host,
    caches,
    frames,
    half_deployed,
    hosting,
    next_version,
    turn,
)
from tests.browser.quiz_keys import LISTEN, PROMISE, fill, hand_in, result

READ = "wiki/alifeafterlayoff/career_management_and_planning/"
ALSO_READ = "wiki/alifeafterlayoff/work_life_balance/"
UNREAD = "wiki/alifeafterlayoff/toxic_work_environment/"
QUIZ = "quizzes/promise-check/"
WORKERS = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
KEPT_BYTES = """async () => {
  let sum = 0;
  for (const name of await caches.keys()) {
    if (!name.includes(' frame ')) continue;
    const store = await caches.open(name);
    for (const asked of await store.keys()) sum += (await (await store.match(asked)).blob()).size;
  }
  return sum;
}"""
FRAMES_ARE = """async (wanted) => {
  const state = (await caches.keys()).find((name) => name.endsWith(' state'));
  const marks = (await (await caches.open(state)).keys()).map(({ url }) => url);
  const whole = marks.filter((url) => url.includes('/whole/')).map((url) => url.split('/').at(-1));
  return JSON.stringify(whole.sort()) === JSON.stringify(wanted);
}"""
KEPT_ARE = """async (wanted) => {
  const ours = /^mile-markers .* (pages|parts)$/;
  const names = (await caches.keys()).filter((name) => ours.test(name));
  const found = await Promise.all(names.sort()
    .map(async (name) => (await (await caches.open(name)).keys()).length));
  return JSON.stringify(found) === JSON.stringify(wanted);
}"""
UPDATED = """async () => (await (await navigator.serviceWorker.getRegistrations())[0].update()
  .catch(() => {}), true)"""
SETTLED = """async () => (await navigator.serviceWorker.getRegistrations())
  .every(({ installing, waiting }) => !installing && !waiting)"""
# The program is asked for when the reader reaches for the form, and not before.
ON_INTENT = "IntersectionObserver.prototype.observe = () => {}"


@pytest.fixture(scope="module")
def next_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site after an edit of a bank."""
    return next_version(site, tmp_path_factory.mktemp("next") / "site")


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    """A host that serves the site below a path."""
    with hosting(tmp_path) as made:
        made.deploy(site)
        yield made


@pytest.fixture
def tab(whole: Browser) -> Iterator[Page]:
    """A tab of a fresh browser that keeps nothing yet."""
    context: BrowserContext = whole.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(ON_INTENT)
    yield context.new_page()
    context.close()


def cable_out(host: Host, page: Page) -> None:
    """Without any network: the host answers nobody, and the browser knows."""
    host.pull_out()
    page.context.set_offline(True)


def cable_in(host: Host, page: Page) -> None:
    """With a network again."""
    host.plug_in()
    page.context.set_offline(False)


def open_quiz(page: Page, host: Host) -> None:
    """Open the assessment."""
    page.goto(f"{host.site}{QUIZ}")
    page.locator("mile-assessment.quiz-ready").wait_for()
    page.evaluate(LISTEN)


def pair(page: Page) -> tuple[str, str]:
    """Take the assessment to its result: the versions of the page's bank and of the core's."""
    fill(page, PROMISE)
    hand_in(page)
    told = page.locator("mile-assessment").get_attribute("data-version")
    return str(told), str(result(page)["version"])


def test_nothing_is_kept_before_the_switch(tab: Page, host: Host) -> None:
    tab.goto(f"{host.site}{READ}")
    tab.goto(f"{host.site}about/offline/")
    expect(tab.get_by_role("switch")).to_have_attribute("aria-checked", "false")
    assert tab.evaluate(WORKERS) == 0
    assert [name for name in caches(tab) if name.startswith("mile-markers ")] == []
    assert not [path for path in host.asked() if path.endswith("sw.js")]


def test_what_was_read_opens_without_a_network(tab: Page, host: Host, site: Path) -> None:
    tab.goto(f"{host.site}about/offline/")
    stated = tab.locator("#keep-size")
    expect(stated).to_contain_text("MB")
    offered = sum(part["bytes"] for part in json.loads((site / LIST).read_text())["parts"])
    assert f"{offered / 1e6:.1f} MB" in stated.inner_text()
    assert f"{offered / 1e6:.1f} MB" in turn(tab, host, "Space", "Kept")
    assert abs(tab.evaluate(KEPT_BYTES) - offered) < 1000  # the sums themselves are kept as well
    for page in (READ, ALSO_READ):
        tab.goto(f"{host.site}{page}")
    open_quiz(tab, host)
    tab.get_by_label(next(iter(PROMISE))).fill("18")
    until(tab, KEPT_ARE, [2, 2])  # the pages read, and the checks of them
    cable_out(host, tab)
    tab.reload()
    tab.locator("mile-assessment.quiz-ready").wait_for()
    tab.evaluate(LISTEN)
    assert pair(tab) == (OLD, OLD)
    reads_on(tab, host)
    turns_it_off(tab, host)


def reads_on(tab: Page, host: Host) -> None:
    """Without a network: kept articles, their checks, search, and what is said of the others."""
    tab.goto(f"{host.site}{READ}?utm=mail")
    expect(tab.locator("h1")).to_contain_text("Career management")
    tab.get_by_role("button", name="Start").click()
    tab.locator(".check-form .check-option").first.click()
    tab.get_by_role("button", name="Check the answer").click()
    expect(tab.locator(".check-verdict")).to_be_visible(timeout=60_000)
    tab.goto(f"{host.site}{ALSO_READ}")
    tab.keyboard.press("/")
    tab.keyboard.type("severance agreement")
    expect(tab.locator(".mm-search-part > a").first).to_be_visible()
    tab.goto(f"{host.site}{UNREAD}")
    expect(tab).to_have_url(re.compile(r"/project/offline/#"))
    expect(tab.locator("h1")).to_contain_text("not kept")
    expect(tab.locator("mile-away li")).to_have_count(2)
    tab.locator("mile-away li a", has_text="Career management").click()
    expect(tab).to_have_url(f"{host.site}{READ}")
    tab.go_back()
    cable_in(host, tab)
    tab.locator("mile-away p a").click()
    expect(tab).to_have_url(f"{host.site}{UNREAD}")


def turns_it_off(tab: Page, host: Host) -> None:
    """The worker and its caches go, and nothing else does."""
    others = [name for name in caches(tab) if not name.startswith("mile-markers ")]
    turn(tab, host, "Enter", "Nothing is kept")
    tab.goto(f"{host.site}review/")
    expect(tab.locator("mile-records")).to_contain_text("1 result")
    assert tab.evaluate(WORKERS) == 0
    assert [*caches(tab)] == others
    databases = "indexedDB.databases().then((all) => all.map(({ name }) => name))"
    assert tab.evaluate(databases) == ["mile-markers"]


def test_an_update_never_mixes_core_and_bank(
    tab: Page, host: Host, site: Path, next_site: Path, tmp_path: Path
) -> None:
    turn(tab, host, "Space", "Kept")
    waiting = tab.context.new_page()
    open_quiz(waiting, host)  # of the old version, its program not asked for yet
    found = {"in the middle of a deploy, no network": between(tab, host, site, next_site, tmp_path)}
    host.deploy(next_site)
    open_quiz(tab, host)
    found["new page, perhaps before its frame is here"] = pair(tab)
    expect_frames(
        tab, [version_of({"assets": site / "assets"}), version_of({"assets": next_site / "assets"})]
    )
    cable_out(host, tab)
    found["old page, site and worker new, no network"] = pair(waiting)
    open_quiz(tab, host)
    found["new page, no network"] = pair(tab)
    open_quiz(waiting, host)
    found["old page opened anew, no network"] = pair(waiting)
    print(*(f"{when}: page {page}, core {core}" for when, (page, core) in found.items()), sep="\n")
    both_old, both_new = (OLD, OLD), (NEW, NEW)
    assert [*found.values()] == [both_old, both_new, both_old, both_new, both_new]
    cable_in(host, tab)
    tab.goto(f"{host.site}{READ}")
    expect_frames(tab, [version_of({"assets": next_site / "assets"})])


def between(tab: Page, host: Host, site: Path, next_site: Path, folder: Path) -> tuple[str, str]:
    """A site caught while it changes is not kept: the versions of a page without a network."""
    host.deploy(half_deployed(site, next_site, folder / "half"))
    tab.goto(f"{host.site}{READ}")
    tab.evaluate(UPDATED)
    until(tab, SETTLED)
    assert tab.evaluate(FRAMES_ARE, [version_of({"assets": site / "assets"})])
    cable_out(host, tab)
    open_quiz(tab, host)
    versions = pair(tab)
    cable_in(host, tab)
    return versions


def expect_frames(tab: Page, wanted: list[str]) -> None:
    """Wait until the frames of these versions are here, and no others."""
    until(tab, FRAMES_ARE, sorted(wanted))
    assert frames(tab) == sorted(wanted)


def test_the_app_can_be_installed(tab: Page, host: Host) -> None:
    tab.goto(host.site)
    chromium = tab.context.new_cdp_session(tab)
    told = chromium.send("Page.getAppManifest")
    assert told["errors"] == []
    assert told["manifest"]["startUrl"] == told["manifest"]["scope"] == host.site
    errors = chromium.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A profile of tests is a private one, and Chromium installs nothing from those.
    assert [error["errorId"] for error in errors] == ["in-incognito"]


def test_the_page_of_what_is_away_links_into_the_site_only(tab: Page, host: Host) -> None:
    tab.goto(f"{host.site}offline/#https%3A%2F%2Fexample.org%2F")
    expect(tab.locator("mile-away")).to_be_attached()
    assert tab.locator("mile-away a").count() == 0
