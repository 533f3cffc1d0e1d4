"""The cost of building, beside plain Material with roamlinks on the same input.

Each step runs in a process of its own, so that its CPU seconds and its peak memory are its own.
Search is left out on both sides: ours runs as a step of its own, theirs is the plugin's.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from macros import BUILD
from scripts.bench.inputs import Library
from scripts.bench.rows import Row
from scripts.core.files import walk
from scripts.serve.hook import ALONE
from scripts.site import SECONDS

HOURS = 600.0  # minutes
EDITS = 5  # of which the middle one counts
WHOLE = "whole"
STEPS = ("build", "frame", "search", "weave")
PEER = """
site_name: Peer
site_url: https://example.org/
docs_dir: {docs}
site_dir: {site}
theme: {{name: material}}
plugins: [roamlinks]
"""
MEASURED = (
    "import json,resource,subprocess as s,sys,time;start=time.perf_counter();"
    "done=s.run(sys.argv[2:],stdout=s.DEVNULL,stderr=s.DEVNULL,timeout=float(sys.argv[1]));"
    "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
    "print(json.dumps([done.returncode,u.ru_utime+u.ru_stime,"
    "time.perf_counter()-start,u.ru_maxrss/1024]))"
)


class Cost(NamedTuple):
    """What a command took: CPU seconds, seconds by the clock, and peak MB of its processes."""

    cpu: float
    seconds: float
    peak: float


class Built(NamedTuple):
    """A built site with what its steps took, and the seconds of each after an edit."""

    library: Library
    site: Path
    costs: dict[str, Cost]
    edit: dict[str, float]

    @property
    def sizes(self) -> list[int]:
        """The bytes of every page."""
        return [(self.site / name).stat().st_size for name in pages(self.site)]

    @property
    def beyond_search(self) -> list[Cost]:
        """What every step but the search took."""
        return [cost for step, cost in self.costs.items() if step != "search"]

    @property
    def ms_a_page(self) -> float:
        """CPU milliseconds a page, beyond search."""
        return 1000 * sum(cost.cpu for cost in self.beyond_search) / len(self.sizes)

    @property
    def kb_a_page(self) -> float:
        """Kilobytes of HTML a page."""
        return sum(self.sizes) / len(self.sizes) / 1000


def pages(site: Path) -> list[str]:
    """The names of a site's pages."""
    return [name for name in walk(site) if name.endswith(".html")]


def run(command: list[str], minutes: float = HOURS, **environment: str) -> Cost:
    """Run a command to its end; raises TimeoutError where it takes longer than `minutes`."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(60 * minutes), *command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
    )
    if "TimeoutExpired" in done.stderr:
        raise TimeoutError
    status, *cost = json.loads(done.stdout)
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {status}")
    return Cost(*cost)


def ours(library: Library, folder: Path) -> Built:
    """Build a library with our steps, then again after each of some edits of one article.

    What the edit in the middle took is told: the first also lays out the spare folder.
    """
    source = folder / "source"
    shutil.copytree(library.folder, source)
    costs = build_once(source, folder)
    edits = sorted((edit_once(source, folder) for _ in range(EDITS)), key=_whole)
    return Built(library, folder / "site", costs, edits[EDITS // 2])


def edit_once(source: Path, folder: Path) -> dict[str, float]:
    """Add a sentence to an article and make the site again: seconds of each step, and of all."""
    edited = next(path for path in sorted(source.rglob("*.md")) if path.stem != path.parent.name)
    with edited.open("a", encoding="utf-8") as file:
        file.write("\nOne more sentence stands at the end.\n")
    places = [f"--source={source}", f"--build={folder}", f"--site={folder / 'site'}"]
    whole = run([sys.executable, "-m", "scripts.site", *places]).seconds
    return {**json.loads((folder / SECONDS).read_bytes()), WHOLE: whole}


def _whole(edit: dict[str, float]) -> float:
    return edit[WHOLE]


def build_once(source: Path, folder: Path) -> dict[str, Cost]:
    """Run every step of `scripts.site` on a source."""
    wiki, frame = f"--pages={folder / 'wiki'}", f"--frame={folder / 'frame'}"
    report, output = f"--report={folder / 'report.json'}", f"--output={folder / 'wiki'}"
    commands = {
        "build": ["scripts.build.pipeline", "--source", str(source), output, report],
        "frame": ["mkdocs", "-q", "build", "--site-dir", str(folder / "frame")],
        "search": ["scripts.search", wiki, frame, f"--output={folder / 'search'}"],
        "weave": ["scripts.publish.layout", wiki, frame, f"--site={folder / 'site'}"],
    }
    own = {ALONE: "1", BUILD: str(folder)}
    return {step: run([sys.executable, "-m", *commands[step]], HOURS, **own) for step in STEPS}


def theirs(library: Library, folder: Path, minutes: float) -> tuple[Cost, float, int] | None:
    """Build the library with MkDocs, Material and roamlinks: the cost, kB a page, and pages.

    None where that takes longer than `minutes`.
    """
    docs, site = folder / "docs", folder / "site"
    shutil.copytree(library.folder, docs)
    (docs / "index.md").write_text("# Peer\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(PEER.format(docs=docs, site=site), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "-q", "build", "-f", str(folder / "mkdocs.yml")]
    try:
        cost = run(command, minutes)
    except TimeoutError:
        print(f"the peer did not build {library.name} in {minutes:g} minutes")
        return None
    sizes = [(site / name).stat().st_size for name in pages(site)]
    return cost, sum(sizes) / len(sizes) / 1000, len(sizes)


def rows(built: list[Built], peers: dict[str, tuple[Cost, float, int] | None]) -> Iterator[Row]:
    """The figures of each library, and how they grow from the first to the last."""
    for mine in built:
        yield from _rows(mine, peers.get(mine.library.name))
    first, last = built[0], built[-1]
    if first is not last:
        span = f"{first.library.name} to {last.library.articles:,}"
        growth = last.ms_a_page / first.ms_a_page
        yield Row(f"build, {span}: growth of CPU a page", "times", growth, None, 1.1)
        growth = last.kb_a_page / first.kb_a_page
        yield Row(f"build, {span}: growth of HTML a page", "times", growth, None, 1)


def _rows(mine: Built, peer: tuple[Cost, float, int] | None) -> Iterator[Row]:
    cost, size, count = peer or (None, None, 1)
    what = f"build, {mine.library.name}"
    cpu = 1000 * cost.cpu / count if cost else None
    yield Row(f"{what}: CPU a page", "ms", mine.ms_a_page, cpu, 12)
    peak = max(step.peak for step in mine.beyond_search)
    yield Row(f"{what}: peak memory", "MB", peak, cost.peak if cost else None, 1500)
    seconds = sum(step.seconds for step in mine.costs.values())
    yield Row(f"{what}: seconds, search too", "s", seconds, cost.seconds if cost else None)
    yield Row(f"{what}: HTML a page", "kB", mine.kb_a_page, size, 60)
    own = mine.edit["build"] + mine.edit["weave"]
    yield Row(f"{what}: one article edited, seconds", "s", mine.edit[WHOLE], None, 10)
    yield Row(f"{what}: one article edited, pages and weaving", "s", own, None, 3)
