"""The cost of building a library: from nothing, with nothing changed, and after an edit.

Each build is one command whose whole process tree is measured. What it spent on each phase comes
from the build's own report; search is listed apart, since Pagefind's share is not ours.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from scripts.bench.cost import Cost, measure
from scripts.bench.inputs import FULL, Library
from scripts.bench.rows import Row, Store
from scripts.core.files import walk

PROGRAM = (sys.executable, "-m", "scripts", "build")
REPORT = "report.json"
EDITS = 3  # of which the middle one counts
CPU, HTML, MEMORY = 9, 60, 400  # ms and kB a page, MB
AGAIN, EDIT, OURS = 0.06, 0.12, 3  # of the first build's CPU; seconds
CPU_A_PAGE, HTML_A_PAGE = "CPU a page, without search", "HTML a page"
SECONDS, PEAK = "seconds, search too", "largest process"
GROWTH = {CPU_A_PAGE: 1.1, HTML_A_PAGE: 1.1}  # from the smallest library
MKDOCS, SEARCH = "mkdocs", "search"  # phases that other programs do


class Workshop(NamedTuple):
    """A library and the folder in which its site is built, by `program`."""

    library: Library
    folder: Path
    program: Sequence[str] = PROGRAM

    @property
    def site(self) -> Path:
        """Return the folder of the site."""
        return self.folder / "site"

    @property
    def built(self) -> bool:
        """Return whether a build has ended here."""
        return (self.folder / "build" / REPORT).is_file() and (self.site / "index.html").is_file()

    def build(self) -> tuple[Cost, dict[str, float]]:
        """Return what one build costs, and the seconds of its phases."""
        places = [f"--source={self.library.source}", f"--site={self.site}"]
        cost = measure([*self.program, *places, f"--build={self.folder / 'build'}"])
        return cost, phases(self.folder / "build")

    def ready(self) -> Path:
        """Return the folder of the site, built where it has not been."""
        if not self.built:
            self.build()
        return self.site


def phases(build: Path) -> dict[str, float]:
    """Return the CPU seconds of each phase of a build."""
    return dict(json.loads((build / REPORT).read_bytes())["cpu"])


def page_sizes(site: Path) -> list[int]:
    """Return the bytes of every page of a site."""
    return [(site / name).stat().st_size for name in walk(site) if name.endswith(".html")]


def row_name(library: Library, what: str) -> str:
    """Return the name of a row of this section."""
    return f"build, {library.name}: {what}"


def rows(work: Workshop, smallest: Library, store: Store) -> Iterator[Row]:
    """Return the figures of one library, and how they grow from those of the smallest."""
    first, parts = work.build()
    before = {row.name: row for row in store.new}  # of this run: an older one had another input
    for row in _first(work, first, parts):
        yield row
        small = before.get(row.name.replace(work.library.name, smallest.name))
        if small is not None:
            yield from growth(small, row, smallest, work.library)
    again, _ = work.build()
    yield _row(work, "nothing changed, CPU", "of the first", again.cpu / first.cpu, AGAIN)
    yield _row(work, "nothing changed, seconds", "s", again.seconds)
    yield from _edited(work, first)


def _row(work: Workshop, what: str, unit: str, ours: float, limit: float | None = None) -> Row:
    return Row(row_name(work.library, what), unit, ours, None, limit)


def _first(work: Workshop, first: Cost, parts: Mapping[str, float]) -> Iterator[Row]:
    """Return the figures of a build from an empty folder."""
    sizes, search = page_sizes(work.site), parts[SEARCH]
    yield _row(work, CPU_A_PAGE, "ms", 1000 * (first.cpu - search) / len(sizes), CPU)
    yield _row(work, HTML_A_PAGE, "kB", sum(sizes) / len(sizes) / 1000, HTML)
    yield _row(work, "CPU of search, a page", "ms", 1000 * search / len(sizes))
    yield _row(work, "CPU, search too", "s", first.cpu)
    yield _row(work, SECONDS, "s", first.seconds)
    yield _row(work, PEAK, "MB", first.peak, MEMORY)
    if first.together:
        yield _row(work, "all processes at one time", "MB", first.together)


def growth(small: Row, row: Row, smallest: Library, library: Library) -> Iterator[Row]:
    """Return how a figure for each page grows from one library to a larger one."""
    what = row.name.rpartition(": ")[2]
    if what in GROWTH and smallest.name != library.name:
        name = f"build, {smallest.articles:,} to {library.name}: growth of {what}"
        yield Row(name, "times", row.ours / small.ours, None, GROWTH[what])


def _edited(work: Workshop, first: Cost) -> Iterator[Row]:
    """Return the middle one of the builds after edits of one article."""
    found = [_edit(work) for _ in range(EDITS)]
    cpu, seconds = (median(cost[n] for cost, _ in found) for n in (0, 1))
    most = OURS if work.library.articles >= FULL else None
    ours = median(cost.cpu - parts[MKDOCS] - parts[SEARCH] for cost, parts in found)
    yield _row(work, "one article edited, CPU", "of the first", cpu / first.cpu, EDIT)
    yield _row(work, "one article edited, CPU without MkDocs and Pagefind", "s", ours, most)
    yield _row(work, "one article edited, seconds", "s", seconds)


def _edit(work: Workshop) -> tuple[Cost, dict[str, float]]:
    """Append a sentence to an article and build again."""
    with work.library.edited.open("a", encoding="utf-8") as file:
        file.write("\nOne more sentence stands at the end.\n")
    return work.build()
