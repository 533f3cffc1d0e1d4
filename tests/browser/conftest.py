"""One reader, whose browser keeps what it loaded, and a tab of it without any answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

FORGET = """() => new Promise((done) => {
  const gone = indexedDB.deleteDatabase('mile-markers');
  gone.onsuccess = gone.onerror = done;
})"""


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """One reader's phone: what was loaded once stays in its cache, as it does for readers."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield context
    context.close()


@pytest.fixture
def tab(profile: BrowserContext, server: str) -> Iterator[Page]:
    """A tab of a reader who has answered nothing yet."""
    page = profile.new_page()
    yield page
    for left in profile.pages:
        left.close()
    page = profile.new_page()
    page.goto(f"{server}/404.html")
    page.evaluate(FORGET)
    page.close()


@pytest.fixture
def quiet(tab: Page) -> Iterator[Page]:
    """A tab that must stay free of errors and of requests to other hosts."""
    page = tab
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    yield page
    assert said == []
    assert len(hosts) == 1, hosts


@pytest.fixture
def reader(browser: Browser, server: str) -> Iterator[Page]:
    """A phone; afterwards nothing may have left it but plain requests to the site."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))
    yield page
    assert all(request.url.startswith((server, "data:", "blob:")) for request in sent)
    assert {request.method for request in sent} == {"GET"}
    assert all(request.post_data is None for request in sent)
    context.close()
