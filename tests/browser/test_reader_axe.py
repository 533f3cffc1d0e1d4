"""What the reader's modules draw, as assistive technology meets it: axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.reading import ARTICLE, Reader

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def _player(reader: Reader) -> None:
    reader.act(reader.page.locator(".mm-body a.citation").nth(0))
    expect(reader.page.locator(".mm-play")).to_be_visible()


def _playing(reader: Reader) -> None:
    _player(reader)
    reader.act(reader.page.locator(".mm-play"))
    reader.until_told("playVideo")


def _card(reader: Reader) -> None:
    reader.page.keyboard.press("Tab")
    reader.page.locator(".mm-body a.citation").nth(2).focus()
    expect(reader.page.locator(".mm-peek")).to_be_visible()


def _search(reader: Reader) -> None:
    reader.page.keyboard.press("/")
    reader.page.keyboard.type("salary")
    expect(reader.page.locator(".mm-search-results a").first).to_be_visible()


def _map(reader: Reader) -> None:
    reader.act(reader.page.locator(".mm-graph > summary"))
    expect(reader.page.locator("svg.mm-drawn")).to_be_attached()
    reader.act(reader.page.locator(".mm-map-list > summary"))


STATES: dict[str, Callable[[Reader], None]] = {
    "player": _player,
    "playing": _playing,
    "card": _card,
    "search": _search,
    "map": _map,
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(
    browser: Browser, server: str, state: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    reader = Reader(context, server)
    page = reader.goto(ARTICLE)
    STATES[state](reader)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({ iframes: false })")
    lines = [
        f"{problem['id']}: {node['target']} {node['failureSummary']}"
        for problem in found["violations"]
        for node in problem["nodes"]
    ]
    assert lines == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
