"""Every kind of page, in every state: axe, and what axe can't see (`audits.py`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy, copytree
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize

from macros.assessment_form import ask
from scripts.bench.server import serve_folder
from scripts.core.files import walk
from tests.browser.audits import ANYWHERE, FRAMED, ONCE, SETTLED, Audit, missing, prepare
from tests.browser.conftest import forget
from tests.browser.kinds import KINDS, STATES, Kind
from tests.browser.reading import PAGE, PLAYER
from tests.browser.states import CASES, WAYS
from tests.conftest import ROOT, build_site

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
BY_NAME = {kind.name: kind for kind in (*KINDS, *STATES)}
LIBRARY = ("dangling-link", "unverified-time")  # what our own articles have no example of
OF_OURS = "articles/alifeafterlayoff"
# Checks that have every type of question between them: all of ours make a booklet of 130 pages.
CHECKS = ("interviewing_every_two_years", "aligning_job_opportunities_with_career_goals")
DRAFT = "---\ntitle: A draft\nvideoId: ourOwnTalk1\nstatus: draft\n---\n\n## Rest\n\nRest well.\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server for a library with captions, a wanted topic, a time not verified and a booklet."""
    folder = tmp_path_factory.mktemp("library")
    copytree(ROOT / "tests/talks", folder / "talks")
    for name in LIBRARY:
        copytree(ROOT / "tests/broken" / name / "channel", folder / "talks" / "articles" / name)
    (folder / "talks" / OF_OURS).mkdir()
    for name in CHECKS:
        for ending in ("md", "toml"):
            copy(ROOT / "docs" / OF_OURS / f"{name}.{ending}", folder / "talks" / OF_OURS)
    (folder / "talks/articles/workshop/a_draft.md").write_text(DRAFT, encoding="utf-8")
    with serve_folder(build_site(folder / "talks" / "articles", folder, "--drafts")) as address:
        yield address


@pytest.fixture(scope="module")
def readers(browser: Browser) -> Iterator[dict[bool, BrowserContext]]:
    """A reader with a mouse and one with fingers; what was loaded once stays in their caches."""
    contexts = {
        touch: browser.new_context(viewport=PHONE, has_touch=touch, reduced_motion="reduce")
        for touch in (False, True)
    }
    yield contexts
    for context in contexts.values():
        context.close()


def _play(route: Route) -> None:
    route.fulfill(body=PAGE, content_type="text/html")


# What some kinds need in place of a file; on all of them routes would turn off the readers' caches.
ROUTES: dict[str, tuple[str, Callable[[Route], None]]] = {
    "playing": (f"{PLAYER}/**", _play),
    "transcript-line": (f"{PLAYER}/**", _play),
    "permalink": ("**/assets/js/permalink.js", lambda route: route.abort()),
}


class Visit(NamedTuple):
    """A page of one kind, or in one state; the server that it came from."""

    kind: Kind
    page: Page
    server: str

    def bring(self) -> None:
        """Bring the page to its state where it is not in it: a preview goes with the focus."""
        if self.kind.name in WAYS and missing(self.page):
            WAYS[self.kind.name](self.page, self.server)
            prepare(self.page, self.kind.part)  # a way may load the page anew

    def lines(self, audit: Audit) -> list[str]:
        """What an audit finds on the page in its state."""
        self.bring()
        assert not missing(self.page), f"{self.kind.part} is not seen"
        return audit(self.page)


@pytest.fixture
def visit(readers: dict[bool, BrowserContext], request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit to what the parameter names, by a reader of whom nothing was kept before."""
    kind = BY_NAME[request.param]
    server = request.getfixturevalue("library" if kind.library else "server")
    page = readers[kind.touch].new_page()
    forget(page, server)
    if kind.name in ROUTES:
        page.route(*ROUTES[kind.name])
    page.goto(f"{server}/{kind.address}", wait_until="load")
    if kind.name in WAYS:
        WAYS[kind.name](page, server)
    prepare(page, kind.part)
    yield Visit(kind, page, server)
    page.close()


@pytest.mark.parametrize("visit", list(BY_NAME), indirect=True)
def test_a_page_is_for_every_reader(visit: Visit) -> None:
    found = list(_found(visit, ANYWHERE))
    visit.page.set_viewport_size(DESKTOP)
    visit.page.evaluate(SETTLED)
    found += _found(visit, ANYWHERE | ONCE)
    assert not found, "\n".join(found)


def _found(visit: Visit, audits: dict[str, Audit]) -> Iterator[str]:
    wide = visit.page.evaluate("innerWidth")
    for name in [name for name in audits if not (visit.kind.plain and name in FRAMED)]:
        yield from (f"{wide} px, {name}: {line}" for line in _lasting(visit, audits[name]))


def _lasting(visit: Visit, audit: Audit) -> list[str]:
    """What is found twice: what a busy machine has not drawn yet is no fault of the page."""
    found = visit.lines(audit)
    return [line for line in visit.lines(audit) if line in found] if found else []


def test_each_state_has_its_way_and_each_way_its_state() -> None:
    assert sorted(WAYS) == sorted(state.name for state in STATES)


def test_each_widget_of_a_check_has_a_state() -> None:
    views = ask("describe", questions=CASES, seed="")["questions"]
    drawn = {v["type"]: {(f["widget"], "before" in f) for f in v["fields"]} for v in views}
    shown = [fields for kind, fields in drawn.items() if f"check-{kind}" in WAYS]
    assert set().union(*shown) == set().union(*drawn.values())


def test_every_page_of_the_site_is_of_one_kind(site: Path) -> None:
    pages = [name for name in walk(site) if name.endswith(".html")]
    of = {
        page: [kind.name for kind in KINDS if kind.pages and re.fullmatch(kind.pages, page)]
        for page in pages
    }
    assert {page: kinds for page, kinds in of.items() if len(kinds) != 1} == {}
    assert {name for names in of.values() for name in names} == {k.name for k in KINDS if k.pages}
