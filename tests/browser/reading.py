"""What the reader's tests share: a page that watches what is asked and said, a stand-in player."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Frame, Locator, Page, Route, expect

from scripts.bench.waiting import until

expect.set_options(timeout=20_000)  # a machine may be busy; a test that passes waits no longer

PLAYER = "https://www.youtube-nocookie.com"
ARTICLE = "wiki/alifeafterlayoff/what_to_do_when_laid_off/"
PAGE = (Path(__file__).parent / "player.html").read_text(encoding="utf-8")


@dataclass
class Reader:
    """A reader at a page: what was asked of other hosts, and what the console complained of."""

    context: BrowserContext
    server: str
    touch: bool = False
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.route(f"{PLAYER}/**", self._play)
        self.page = self.context.new_page()
        self.page.on("request", lambda asked: self._asked(asked.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda line: self._said(line.type, line.text))

    def _play(self, route: Route) -> None:
        route.fulfill(body=PAGE, content_type="text/html")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.server, "data:", "blob:")):
            self.strangers.append(url)

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def goto(self, address: str) -> Page:
        """Open a page of the site."""
        self.page.goto(f"{self.server}/{address}", wait_until="load")
        return self.page

    def act(self, place: Locator) -> None:
        """Tap or click, as the reader's device has it."""
        if self.touch:
            place.tap()
        else:
            place.click()

    @property
    def frame(self) -> Frame:
        """The player's own page, once it is there."""
        found = self.page.wait_for_selector(".lyt-activated iframe")
        frame = found.content_frame() if found else None
        assert frame
        frame.wait_for_url(f"{PLAYER}/**")
        return frame

    def told(self) -> list[list[Any]]:
        """The commands that the player was given."""
        title = self.frame.evaluate("document.title")
        return list(json.loads(title)) if title.startswith("[") else []

    def until_told(self, *command: Any) -> None:
        """Wait until the player has been given a command."""
        wanted = json.dumps(list(command), separators=(",", ":"))[1:-1]
        until(self.frame, "wanted => document.title.includes(wanted)", wanted)

    def marked(self) -> str:
        """The words that are marked as being said."""
        found: str = self.page.evaluate(
            "[...(CSS.highlights.get('mm-now') ?? [])].map(String).join(' ')"
        )
        return found
