"""Lighthouse on the kinds of page that readers meet, with its own mobile settings."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from scripts.bench.browser import QUIET, chromium
from scripts.bench.rows import Row
from scripts.bench.server import serve_folder
from scripts.core.node import node
from scripts.runtime.archive import ROOT

PROGRAM = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
CITATIONS = 80  # of the article that is measured
QUIZ = "quizzes/promise-check/"
VIEW = 150  # kB of a page that is read
WHY = "its program loads while one reads"  # what costs the quiz points and bytes


def rows(ready: Callable[[], Path]) -> Iterator[Row]:
    """Return rows of each page and category; print which audits cost points."""
    site = ready()
    with serve_folder(site) as address:
        for name, path in pages(site).items():
            yield from _rows(name, measure(f"{address}/{path}"))


def _rows(name: str, report: dict[str, Any]) -> Iterator[Row]:
    """Return the rows of one page."""
    page = f"lighthouse, {name}"
    told = {"quiz": f" ({WHY})"}.get(name, "")
    for category in report["categories"].values():
        score = 100 * (category["score"] or 0)
        reason = told if category["id"] == "performance" else ""
        yield Row(f"{page}: {category['id']}{reason}", "", score, None, 100, at_least=True)
        for line in lost(report, category):
            print(f"  {page}: {category['id']}: {line}", flush=True)
    transferred = report["audits"]["total-byte-weight"]["numericValue"] / 1000
    shift = report["audits"]["cumulative-layout-shift"]["numericValue"]
    yield Row(f"{page}: transferred{told}", "kB", transferred, None, None if told else VIEW)
    yield Row(f"{page}: layout shift", "", shift, None, 0)


def pages(site: Path) -> dict[str, str]:
    """Return the addresses of home, an article with about CITATIONS, its video, and a quiz."""
    article = min(sorted(site.glob("wiki/*/*/index.html")), key=_distance)
    video = re.search(r'data-video="([^"]+)"', article.read_text("utf-8"))
    found = {"home": "", "article": f"{article.parent.relative_to(site)}/", "quiz": QUIZ}
    if video:
        folder = next(site.glob(f"**/{video[1]}/index.html")).parent
        found["video page"] = f"{folder.relative_to(site)}/"
    return found


def _distance(page: Path) -> int:
    return abs(page.read_text("utf-8").count('class="citation"') - CITATIONS)


def measure(address: str) -> dict[str, Any]:
    """Return Lighthouse's report on a page."""
    with tempfile.TemporaryDirectory() as place:
        output = Path(place) / "report.json"
        flags = " ".join(["--headless=new", *QUIET])
        options = ["--output=json", f"--output-path={output}", "--quiet", f"--chrome-flags={flags}"]
        subprocess.run(
            [node(), str(PROGRAM), address, *options],
            check=True,
            capture_output=True,
            env={**os.environ, "CHROME_PATH": chromium()},
        )
        return dict(json.loads(output.read_text("utf-8")))


def lost(report: dict[str, Any], category: dict[str, Any]) -> Iterator[str]:
    """Return the audits that took points from a category."""
    for reference in category["auditRefs"]:
        audit = report["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
            yield f"{audit['id']} {audit['score']:g} {audit.get('displayValue', '')}".rstrip()
