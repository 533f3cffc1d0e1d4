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
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from macros import content
from scripts.build.cache import Cache, DamagedCacheError, Digest
from scripts.build.executors import executor
from scripts.build.pipeline import CATALOGUE, FatalProblemsError, Pages, build_pages
from scripts.build.stored import TEMPLATE
from scripts.core.diagnostics import Care, shown_lines
from scripts.core.files import walk, write_if_changed
from scripts.core.report import Report
from scripts.publish.checkout import Trees, apply, difference
from scripts.runtime.generated import generate
from scripts.runtime.own import generate_own
from scripts.search.index import search
from scripts.search.synonyms import read_synonyms
from scripts.site import CACHE, REPORT, generated_trees

PUBLISHED = "published.json"  # below the build folder: the trees of the last good pages


class Worker:
    """A build that stays: its cache in memory, and what it put into MkDocs' folder."""

    def __init__(self, source: Path, folder: Path) -> None:
        self._source, self._folder = source, folder
        self._cache = Cache(folder / CACHE, resident=True)
        self._pages: Pages | None = None
        self._frame: Digest = ""
        self._indexes: Trees = ()
        self._published: Trees = ()

    def pages(self, site: Path) -> list[str]:
        """Make the pages of today, and what MkDocs needs; what to tell."""
        report = Report()
        generate()
        if self._pages is None:
            self._cache.check()
        # A file that is left out keeps its last good page.
        care = Care(whole=True, strict=self._pages is None and content.is_strict())
        with executor() as run:
            self._pages = build_pages(self._cache, self._source, run, report, care, drafts=True)
        write_if_changed(self._folder / CATALOGUE, self._cache.read(self._pages.catalogue))
        generate_own(self._cache, self._folder)  # the banks that can be read are known by now
        report.save(self._folder / REPORT)
        lines = shown_lines(self._pages.problems, str(self._folder / REPORT))
        return [*lines, report.last_line()]

    def publish(self, site: Path) -> list[str]:
        """Put the pages into the folder that MkDocs built."""
        files = {name: self._cache.add((site / name).read_bytes()) for name in walk(site)}
        self._frame, self._published = self._cache.add_value(files), ()
        first = not self._indexes
        with executor() as run:
            searched = (one for group in self._made.groups for one in group.searched)
            if first:  # while serving, search finds what it found at the start
                synonyms, _ = read_synonyms(self._source)
                self._indexes = search(self._cache, run, searched, self._frame, synonyms)
        (site / "sitemap.xml.gz").unlink(missing_ok=True)  # MkDocs' own, without the wiki
        return self._put(site)

    def update(self, site: Path) -> list[str]:
        """Bring the pages in MkDocs' folder up to date."""
        *lines, counts = self.pages(site)
        return [*lines, f"{counts}; {self._put(site)[-1]}"]

    def clear(self) -> None:
        """Forget everything, and the catalogue, without which MkDocs builds its pages too."""
        self._cache.clear()
        self._indexes = ()
        write_if_changed(self._folder / CATALOGUE, b"{}")

    def alone(self) -> AbstractContextManager[None]:
        """Keep other builds from the cache meanwhile."""
        return self._cache.alone()

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
        write_if_changed(self._folder / PUBLISHED, json.dumps(now).encode())
        return [f"{len(changes.written)} files written, {len(changes.removed)} removed"]


def put_back(site: Path) -> None:
    """Put the last good pages into the folder that MkDocs built, where no worker could."""
    folder = content.build_folder()
    if (folder / PUBLISHED).is_file():
        cache = Cache(folder / CACHE)
        with suppress(ValueError, DamagedCacheError):
            trees = tuple(json.loads((folder / PUBLISHED).read_bytes()))
            apply(cache, difference(cache, (), trees), site)


def answer(worker: Worker, asked: Mapping[str, str]) -> dict[str, object]:
    """Return the answer to one line; no other build changes the cache meanwhile."""
    try:
        with worker.alone():
            said = _done(worker, asked["step"], Path(asked["site"]))
    except FatalProblemsError as error:
        report = content.build_folder() / REPORT
        lines = [*shown_lines(error.problems, str(report)), str(error)]
        return {"failed": True, "said": lines}
    except Exception as error:  # the last good pages stay, and the reason is shown
        return {"failed": True, "said": [f"{type(error).__name__}: {error}"]}
    gc.collect()
    return {"failed": False, "said": said}


def _done(worker: Worker, step: str, site: Path) -> list[str]:
    """Do a step; where the cache is damaged, or another build removed from it, all is made anew."""
    steps = {"pages": worker.pages, "publish": worker.publish, "update": worker.update}
    try:
        return steps[step](site)
    except DamagedCacheError as error:
        worker.clear()
        said = [f"{error}; everything is made anew"]
        if step == "update":  # MkDocs builds next, and asks for the other two
            return said
        return [*said, *worker.pages(site), *(worker.publish(site) if step == "publish" else ())]


def main() -> int:
    """Answer line by line until the input ends."""
    gc.disable()
    worker = Worker(content.source(), content.build_folder())
    for line in sys.stdin:
        print(json.dumps(answer(worker, json.loads(line))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
