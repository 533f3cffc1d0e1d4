"""The promise to readers: before Play nothing leaves the site, on no kind of page, in no state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.browser.kinds import KINDS

PLAYER = {"www.youtube-nocookie.com"}
SETTLED = """() => new Promise((done) => {
  scrollTo(0, document.documentElement.scrollHeight);
  requestIdleCallback(() => setTimeout(done, 50), { timeout: 2000 }); })"""


class Asked:
    """Every request of a reader's browser, and the page that it came from."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[tuple[str, Request]] = []
        context.on("request", self._note)

    def _note(self, request: Request) -> None:
        frame = request.frame if not request.service_worker else None
        self.requests.append((frame.url if frame else "worker", request))

    def hosts(self) -> set[str]:
        """The hosts that were asked; data and blobs ask none."""
        found = (urlsplit(request.url) for _, request in self.requests)
        return {parts.netloc for parts in found if parts.scheme not in ("data", "blob", "about")}


@pytest.fixture
def visit(browser: Browser) -> Iterator[tuple[Page, Asked]]:
    """A page of a new reader, whose every request is noted."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    context.route("https://**", lambda route: route.abort())  # asked is asked
    asked = Asked(context)
    yield context.new_page(), asked
    context.close()


def test_no_kind_of_page_asks_another_host(
    visit: tuple[Page, Asked], server: str, record_property: Callable[[str, object], None]
) -> None:
    page, asked = visit
    for kind in (kind for kind in KINDS if not kind.library):
        page.goto(f"{server}/{kind.address}", wait_until="load")
        page.evaluate(SETTLED)
    assert asked.hosts() == {urlsplit(server).netloc}
    assert {request.method for _, request in asked.requests} == {"GET"}
    assert [url for url, request in asked.requests if request.post_data] == []
    record_property("tried: requests of every kind of page, all to the site", len(asked.requests))


def test_with_play_only_the_players_host_is_asked(visit: tuple[Page, Asked], server: str) -> None:
    page, asked = visit
    page.goto(f"{server}/wiki/alifeafterlayoff/bad_bosses/", wait_until="load")
    page.locator(".mm-body a.citation").first.click()
    page.locator(".mm-play").first.click()
    page.evaluate(SETTLED)
    assert asked.hosts() - {urlsplit(server).netloc} == PLAYER
