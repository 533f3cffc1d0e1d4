"""How long an author waits under `mkdocs serve`: from an edit until the new page is served."""

from __future__ import annotations

import re
import tempfile
import threading
import time
import urllib.request
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from scripts.bench.rows import Row
from scripts.bench.serve import Served, serving

PATIENCE = 20  # seconds, after which an edit counts as not served
ASK = 0.02  # seconds between two requests
SENTENCE = "\n\nThe word {mark} stands at the end.\n"
ARTICLE = "wiki/alifeafterlayoff/bad_bosses/"
LETTER = "newsletter/2026-11-22-the-first-day-after"


class Edit(NamedTuple):
    """An edit: what is edited, where it is served, the target in seconds, and how often.

    `written` goes behind the first match of `after`, or to the end of the file where it is empty.
    """

    what: str
    path: str
    address: str
    most: float
    times: int = 3
    written: str = SENTENCE
    after: str = ""

    def make(self, project: Path, mark: str) -> None:
        """Write the edit, with a word that is nowhere else."""
        path, written = project / self.path, self.written.format(mark=mark)
        text = path.read_text(encoding="utf-8")
        at = found.end() if self.after and (found := re.search(self.after, text)) else len(text)
        path.write_text(text[:at] + written + text[at:], encoding="utf-8")


EDITS = (
    Edit("an article", "docs/articles/alifeafterlayoff/bad_bosses.md", ARTICLE, 1, times=5),
    Edit("a hand-written page", "docs/pages/about/index.md", "about/", 3),
    Edit("a letter", f"docs/{LETTER}.md", f"{LETTER}/", 3),
    Edit(
        "a check",
        "docs/articles/alifeafterlayoff/bad_bosses.toml",
        ARTICLE,
        3,
        written="{mark} ",
        after='\ntext = "',
    ),
    Edit(
        "a style sheet",
        "macros/theme/assets/css/site.css",
        "assets/css/site.css",
        3,
        written="\n:root {{ --{mark}: 1 }}\n",
    ),
)


def rows(patience: float = 1) -> Iterator[Row]:
    """Return the median seconds of each kind of edit on `docs/`, without the first of each.

    `patience` is a factor of PATIENCE.
    """
    most = patience * PATIENCE
    with tempfile.TemporaryDirectory() as place, serving(Path(place)) as server:
        # A pipe that nobody reads is full after 64 kB, and the server waits.
        threading.Thread(target=deque, args=(server.lines, 0), daemon=True).start()
        for edit in EDITS:
            try:
                waits = [_wait(server, edit, turn, most) for turn in range(edit.times + 1)]
            except TimeoutError as error:
                print(f"  {error}", flush=True)
                continue
            name = f"mkdocs serve, {edit.what}: edit to the new page"
            yield Row(name, "s", median(waits[1:]), None, edit.most)


def _wait(server: Served, edit: Edit, turn: int, most: float) -> float:
    """Return the seconds until an edit is served; raise TimeoutError after `most`."""
    time.sleep(turn / 10)  # a server looks at intervals: each edit meets it at another moment
    mark = f"zebra{EDITS.index(edit)}x{turn}y"  # two kinds of edits are seen on the same page
    began = time.perf_counter()
    edit.make(server.project, mark)
    while (took := time.perf_counter() - began) < most:
        if mark in _page(f"{server.address}/{edit.address}"):
            return time.perf_counter() - began
        time.sleep(ASK)
    raise TimeoutError(f"{edit.what}: {edit.path} was edited and not served within {took:.0f} s")


def _page(address: str) -> str:
    """Return a page as it is served; empty where there is none at this moment."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310
            return str(answer.read().decode())
    except OSError:
        return ""
