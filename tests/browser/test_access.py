"""Every kind of page, in every state: axe, and what axe can't see (`audits.py`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from scripts.bench.server import serve_folder
from scripts.write import walk
from tests.browser.audits import ANYWHERE, FRAMED, ONCE, prepare
from tests.browser.conftest import FORGET
from tests.browser.kinds import KINDS, STATES, Kind
from tests.browser.reading import PAGE, PLAYER
from tests.browser.states import WAYS
from tests.conftest import ROOT, build_site

SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
BY_NAME = {kind.name: kind for kind in (*KINDS, *STATES)}
LIBRARY = ("dangling-link", "unverified-time")  # what our own articles have no example of


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server for a library in which a topic is wanted and a time is not verified."""
    folder = tmp_path_factory.mktemp("library")
    for name in LIBRARY:
        copytree(ROOT / "tests/broken" / name / "channel", folder / "source" / name)
    with serve_folder(build_site(folder / "source", folder)) as address:
        yield address


@pytest.fixture(scope="module", params=list(SIZES))
def size(request: pytest.FixtureRequest) -> Any:
    """The name of a size."""
    return request.param


@pytest.fixture(scope="module")
def readers(browser: Browser, size: str) -> Iterator[dict[bool, BrowserContext]]:
    """A reader with a mouse and one with fingers; what was loaded once stays in their caches."""
    width, height = SIZES[size]
    window: Any = {"width": width, "height": height}
    contexts = {
        touch: browser.new_context(viewport=window, has_touch=touch, reduced_motion="reduce")
        for touch in (False, True)
    }
    for context in contexts.values():
        context.route(f"{PLAYER}/**", _play)
        context.route("**/assets/js/permalink.js", lambda route: route.abort())
    yield contexts
    for context in contexts.values():
        context.close()


def _play(route: Route) -> None:
    route.fulfill(body=PAGE, content_type="text/html")


@pytest.fixture
def visit(
    readers: dict[bool, BrowserContext], request: pytest.FixtureRequest
) -> Iterator[tuple[Kind, Page]]:
    """A page of one kind, in the state that its name says, and nothing kept from before."""
    kind = BY_NAME[request.param]
    server = request.getfixturevalue("library" if kind.library else "server")
    page = readers[kind.touch].new_page()
    page.goto(f"{server}/404.html")
    page.evaluate(FORGET)
    page.evaluate("localStorage.clear()")
    page.goto(f"{server}/{kind.address}", wait_until="load")
    if kind.name in WAYS:
        WAYS[kind.name](page, server)
    yield kind, page
    page.close()


@pytest.mark.parametrize("visit", list(BY_NAME), indirect=True)
def test_a_page_is_for_every_reader(visit: tuple[Kind, Page], size: str) -> None:
    kind, page = visit
    prepare(page, kind.part)
    audits = ANYWHERE | (ONCE if size == "desktop" else {})
    names = [name for name in audits if not (kind.plain and name in FRAMED)]
    found = [f"{name}: {line}" for name in names for line in audits[name](page)]
    assert not found, "\n".join(found)


def test_each_state_has_its_way_and_each_way_its_state() -> None:
    assert sorted(WAYS) == sorted(state.name for state in STATES)


def test_every_page_of_the_site_is_of_one_kind(site: Path) -> None:
    pages = [name for name in walk(site) if name.endswith(".html")]
    of = {
        page: [kind.name for kind in KINDS if kind.pages and re.fullmatch(kind.pages, page)]
        for page in pages
    }
    assert {page: kinds for page, kinds in of.items() if len(kinds) != 1} == {}
    assert {name for names in of.values() for name in names} == {k.name for k in KINDS if k.pages}
