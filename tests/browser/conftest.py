"""One reader, whose browser keeps what it loaded, and a tab of it without any answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.browser.starting import QUIZ
from tests.conftest import BROWSERS, Launch

BAD = ("error", "warning")


def forget(page: Page, server: str) -> None:
    """Empty what a site keeps in the browser, but for its cache; no page of it may be open."""
    session = page.context.new_cdp_session(page)
    kept = {"origin": server, "storageTypes": "indexeddb,local_storage"}
    session.send("Storage.clearDataForOrigin", kept)
    session.detach()


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
    forget(page, server)
    yield page
    profile.unroute_all()
    for left in profile.pages:
        left.close()


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
def reader(tab: Page, server: str) -> Iterator[Page]:
    """A tab from which, looked at afterwards, nothing left but plain requests to the site."""
    sent: list[Request] = []
    tab.on("request", lambda request: sent.append(request))
    yield tab
    assert all(request.url.startswith((server, "data:", "blob:")) for request in sent)
    assert {request.method for request in sent} == {"GET"}
    assert all(request.post_data is None for request in sent)


@pytest.fixture
def whole(launch: Launch) -> Iterator[Browser]:
    """All of Chromium, for what its shell does at times or never: tabs beside, kept sites."""
    browser = launch(*BROWSERS)
    yield browser
    browser.close()


@pytest.fixture
def fresh(browser: Browser) -> Iterator[Page]:
    """A page in a profile that keeps nothing of other tests."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


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
