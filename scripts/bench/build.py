"""The cost of building, beside plain Material with roamlinks on the same input.

Each build runs in a process of its own, so that its CPU seconds and its peak memory are its own.
Search is left out on both sides: ours runs as a step of its own, theirs is the plugin's.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scripts.bench.rows import Row

CHANNEL = "alifeafterlayoff"
PEER = """
site_name: Peer
site_url: https://example.org/
docs_dir: {docs}
site_dir: {site}
theme: {{name: material}}
plugins: [search, roamlinks]
"""


class Cost(NamedTuple):
    """What one build took and gave: CPU seconds, peak MB, pages and their bytes."""

    cpu: float
    peak: float
    pages: int
    html: int

    @property
    def ms_a_page(self) -> float:
        """CPU milliseconds a page."""
        return 1000 * self.cpu / self.pages

    @property
    def kb_a_page(self) -> float:
        """Kilobytes of HTML a page."""
        return self.html / self.pages / 1000


def run(command: list[str], **environment: str) -> tuple[float, float]:
    """Run a command to its end: CPU seconds and peak MB of it and its children."""
    code = (
        "import json,resource,subprocess,sys;"
        "done=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps([done.returncode,u.ru_utime+u.ru_stime,u.ru_maxrss/1024]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
    )
    status, cpu, peak = json.loads(done.stdout)
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {status}")
    return float(cpu), float(peak)


def ours(source: Path, folder: Path) -> Cost:
    """Build a source with our steps, all but the search."""
    pages, frame, site = folder / "wiki", folder / "frame", folder / "site"
    python = [sys.executable, "-m"]
    steps = [
        [
            *python,
            "scripts.build",
            "--source",
            str(source),
            "--output",
            str(pages),
            "--report",
            str(folder / "report.json"),
        ],
        [*python, "mkdocs", "build", "--site-dir", str(frame)],
        [
            *python,
            "scripts.weave",
            "--pages",
            str(pages),
            "--frame",
            str(frame),
            "--site",
            str(site),
        ],
    ]
    costs = [run(step, MILE_MARKERS_FRAME="1", MILE_MARKERS_BUILD=str(folder)) for step in steps]
    return _cost(site, sum(cpu for cpu, _ in costs), max(peak for _, peak in costs))


def theirs(source: Path, folder: Path) -> Cost:
    """Build the same source with MkDocs, Material and the roamlinks plugin, as one would."""
    docs, site = folder / "docs", folder / "site"
    shutil.copytree(source, docs)
    (docs / "index.md").write_text("# Peer\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(PEER.format(docs=docs, site=site), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]
    return _cost(site, *run(command))


def _cost(site: Path, cpu: float, peak: float) -> Cost:
    sizes = [path.stat().st_size for path in site.rglob("*.html")]
    return Cost(cpu, peak, len(sizes), sum(sizes))


def rows(corpus: Path) -> Iterator[Row]:
    """The build's figures, on one channel beside the peer and on all channels."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        one = folder / "one"
        shutil.copytree(corpus / CHANNEL, one / CHANNEL)
        mine, peer = ours(one, folder / "ours"), theirs(one, folder / "theirs")
        full = ours(corpus, folder / "full")
    count = "1,420 articles"
    yield Row(f"build, {count}: CPU a page", "ms", mine.ms_a_page, peer.ms_a_page, 12)
    yield Row(f"build, {count}: HTML a page", "kB", mine.kb_a_page, peer.kb_a_page, 60)
    yield Row(f"build, {count}: peak memory", "MB", mine.peak, peer.peak, 1500)
    yield Row("build, 3,345 articles: CPU a page", "ms", full.ms_a_page, None, 12)
    yield Row("build, 3,345 articles: HTML a page", "kB", full.kb_a_page, None, 60)
    yield Row("build, 3,345 articles: peak memory", "MB", full.peak, None, 1500)
    growth = full.ms_a_page / mine.ms_a_page
    yield Row("build, growth of CPU a page, 1,420 to 3,345", "times", growth, None, 1.1)
