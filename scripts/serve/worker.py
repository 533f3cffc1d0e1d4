"""The build worker of `mkdocs serve`: the same engine, with the cache's values in memory.

Each line on standard input asks for one step, as JSON; the answer is one line: `failed`, and the
lines `said`. `pages` makes the pages of today and the catalogue for MkDocs; `publish` puts them
into the folder that MkDocs built, in its layout; `update` does both while MkDocs has nothing to do.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from scripts.build.cache import Cache, Digest
from scripts.build.executors import executor
from scripts.build.pipeline import CATALOGUE, FatalProblemsError, Pages, build_pages
from scripts.build.stored import TEMPLATE
from scripts.core.diagnostics import Care, shown_lines
from scripts.core.files import walk, write_if_changed
from scripts.core.report import Report
from scripts.publish.checkout import Trees, apply, difference
from scripts.runtime.generated import generate
from scripts.search.index import search
from scripts.search.synonyms import read_synonyms
from scripts.site import CACHE, REPORT, generated_trees

SOURCE, FOLDER = Path("docs/articles"), Path("build")
PUBLISHED = FOLDER / "published.json"  # the trees of the last good pages
WHOLE = Care(whole=True)  # a file that is left out keeps its last good page


class Worker:
    """A build that stays: its cache in memory, and what it put into MkDocs' folder."""

    def __init__(self) -> None:
        self._cache = Cache(FOLDER / CACHE, resident=True)
        self._pages: Pages | None = None
        self._frame: Digest = ""
        self._indexes: Trees = ()
        self._published: Trees = ()

    def pages(self, site: Path) -> list[str]:
        """Make the pages of today, and what MkDocs needs; what to tell."""
        report = Report()
        generate()
        with executor() as run:
            self._pages = build_pages(self._cache, SOURCE, run, report, WHOLE, drafts=True)
        write_if_changed(FOLDER / CATALOGUE, self._cache.read(self._pages.catalogue))
        report.save(FOLDER / REPORT)
        lines = shown_lines(self._pages.problems, str(FOLDER / REPORT))
        return [*lines, report.last_line()]

    def publish(self, site: Path) -> list[str]:
        """Put the pages into the folder that MkDocs built."""
        files = {name: self._cache.add((site / name).read_bytes()) for name in walk(site)}
        self._frame, self._published = self._cache.add_value(files), ()
        first = not self._indexes
        with executor() as run:
            searched = (one for group in self._made.groups for one in group.searched)
            if first:  # while serving, search finds what it found at the start
                synonyms, _ = read_synonyms(SOURCE)
                self._indexes = search(self._cache, run, searched, self._frame, synonyms)
        (site / "sitemap.xml.gz").unlink(missing_ok=True)  # MkDocs' own, without the wiki
        return self._put(site)

    def update(self, site: Path) -> list[str]:
        """Bring the pages in MkDocs' folder up to date."""
        *lines, counts = self.pages(site)
        return [*lines, f"{counts}; {self._put(site)[-1]}"]

    @property
    def _made(self) -> Pages:
        assert self._pages is not None, "pages come first"
        return self._pages

    def _put(self, site: Path) -> list[str]:
        cache, pages = self._cache, self._made
        with executor() as run:
            now = generated_trees(cache, run, pages, self._frame, self._indexes)
        changes = difference(cache, self._published, now)
        apply(cache, changes, site)
        (site / TEMPLATE).unlink(missing_ok=True)
        self._published = now
        write_if_changed(PUBLISHED, json.dumps(now).encode())
        return [f"{len(changes.written)} files written, {len(changes.removed)} removed"]


def put_back(site: Path) -> None:
    """Put the last good pages into the folder that MkDocs built, where no worker could."""
    if PUBLISHED.is_file():
        cache, trees = Cache(FOLDER / CACHE), tuple(json.loads(PUBLISHED.read_bytes()))
        apply(cache, difference(cache, (), trees), site)


def answer(worker: Worker, asked: Mapping[str, str]) -> dict[str, object]:
    """Return the answer to one line."""
    steps = {"pages": worker.pages, "publish": worker.publish, "update": worker.update}
    try:
        said = steps[asked["step"]](Path(asked["site"]))
    except FatalProblemsError as error:
        lines = [*shown_lines(error.problems, str(FOLDER / REPORT)), str(error)]
        return {"failed": True, "said": lines}
    except Exception as error:  # the last good pages stay, and the reason is shown
        return {"failed": True, "said": [f"{type(error).__name__}: {error}"]}
    gc.collect()
    return {"failed": False, "said": said}


def main() -> int:
    """Answer line by line until the input ends."""
    gc.disable()
    worker = Worker()
    for line in sys.stdin:
        print(json.dumps(answer(worker, json.loads(line))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
