"""The whole site from a source: the story of a build on one screen.

Each step is a memo in the cache below the build folder. The last one, checkout, is the only one
that changes the published site, in one exchange of two folders.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from macros import content
from scripts.build.cache import Cache, DamagedCacheError, Digest
from scripts.build.executors import FEW, executor, run_all
from scripts.build.page_memos import PageValue
from scripts.build.pipeline import CATALOGUE, FatalProblemsError, Pages, build_pages
from scripts.build.stored import TEMPLATE
from scripts.core.diagnostics import LENIENT, Care
from scripts.core.digest import ProgramChangedError, unchanged_program
from scripts.core.files import write_if_changed
from scripts.core.report import Report
from scripts.core.urls import site_url
from scripts.publish.checkout import Trees, checkout, forget
from scripts.publish.handwritten import handwritten
from scripts.publish.layout import Layout, lay_out, lay_out_task
from scripts.publish.machines import machines
from scripts.publish.service_worker import service_worker
from scripts.runtime.own import generate_own
from scripts.search.index import search
from scripts.search.synonyms import Synonyms, read_synonyms
from scripts.transcripts.scan import SourceChangedError

CACHE, REPORT = "cache", "report.json"  # below the build folder
TRIES = 3  # for a source that is edited while it is built, or a cache that is damaged


class Build(NamedTuple):
    """What to build from what: the source, the build folder, and where the work runs."""

    source: Path
    folder: Path
    care: Care = LENIENT
    workers: int = 0
    cluster: str = ""
    drafts: bool = False

    @property
    def cache(self) -> Cache:
        """Return the cache of this build folder."""
        return Cache(self.folder / CACHE)


def build_site(build: Build, site: Path, report: Report) -> Pages:
    """Build the site of a source and publish it; the pages that it consists of.

    Raises FatalProblemsError, HandwrittenError, SearchError, ForeignDirectoryError, and
    SourceChangedError or ProgramChangedError, with the published site as it was.
    """
    cache = build.cache
    content.use(content.content_of(build.source), build.folder)
    shared = (cache.folder, build.source)
    with cache.alone(), executor(build.workers, build.cluster, shared) as run:
        for left in reversed(range(TRIES)):
            try:
                cache.check()
                pages, trees = site_trees(cache, run, build, report)
                unchanged_program()
                with report.phase("publish"):
                    done = checkout(cache, trees, site)
                break
            except (DamagedCacheError, ProgramChangedError) as error:
                cache.clear()  # what refers to a damaged file is not known
                forget(site)  # its files are those of the cache
                if not left or isinstance(error, ProgramChangedError):
                    raise
                print(f"{error}; everything is made anew", file=sys.stderr)
            except SourceChangedError:
                if not left:
                    raise
        cache.sweep()
        cache.seal()
    report.written, report.removed = done.written, done.removed
    return pages


def site_trees(cache: Cache, run: Executor, build: Build, report: Report) -> tuple[Pages, Trees]:
    """Return the pages of a source, and the trees of its site."""
    pages = build_pages(cache, build.source, run, report, build.care, drafts=build.drafts)
    pages, synonyms = with_synonyms(pages, build, report)
    with report.phase("mkdocs"):
        write_if_changed(build.folder / CATALOGUE, cache.read(pages.catalogue))
        generate_own(cache, build.folder)
        frame = handwritten(cache, pages.catalogue, build.folder)
    with report.phase("search"):
        indexes = search(
            cache, run, (s for one in pages.groups for s in one.searched), frame, synonyms
        )
    with report.phase("layout"):
        trees = generated_trees(cache, run, pages, frame, indexes)
    return pages, (without_template(cache, frame), *trees)


def with_synonyms(pages: Pages, build: Build, report: Report) -> tuple[Pages, Synonyms]:
    """Return the table of synonyms, and the pages with its problems. Raises FatalProblemsError."""
    synonyms, problems = read_synonyms(build.source)
    whole = [*pages.problems, *problems]
    report.take(whole)
    if build.care.stops(problems):
        raise FatalProblemsError(whole)
    return pages._replace(problems=whole), synonyms


def generated_trees(
    cache: Cache, run: Executor, pages: Pages, frame: Digest, indexes: Trees
) -> Trees:
    """Return the trees of all that stands beside the hand-written pages, whose tree is `frame`."""
    infos = [one.infos for one in pages.groups]
    return (
        *laid_out(cache, run, pages, frame),
        *pages.files,
        *indexes,
        machines(cache, infos, frame, site_url(), content.settings().name),
        service_worker(cache, frame, indexes),
    )


def laid_out(cache: Cache, run: Executor, pages: Pages, frame: Digest) -> Trees:
    """Return the trees of all generated pages in the layout that MkDocs made, and of cards."""
    template = cache.value(frame)[TEMPLATE]
    base, spoken = site_url(), content.settings().language
    layouts = {one: Layout(one.name, one.pages, template, base, spoken) for one in pages.groups}
    new = [one for one, layout in layouts.items() if cache.known("layout", layout) is None]
    if sum(number for one in new for _, number in one.kinds) >= FEW:
        run_all(run, lay_out_task, [(cache.folder, layouts[one]) for one in new], "layout")
    cards = {path: one for group in pages.groups for path, one in cache.value(group.cards).items()}
    trees = (lay_out(cache, layout) for layout in layouts.values())
    return (*trees, cache.add_value(dict(sorted(cards.items()))))


def without_template(cache: Cache, frame: Digest) -> Digest:
    """Return what MkDocs built as part of the site: without the layout template and its sitemap."""
    tree: dict[str, Digest] = dict(cache.value(frame))
    stay = {n: d for n, d in tree.items() if n != TEMPLATE and not n.startswith("sitemap.xml")}
    return cache.add_value(stay)


def explain(cache: Cache, pages: Pages, path: str) -> Iterator[str]:
    """Return, in lines, what a page was made from and why it was last made.

    `path` is the page's in the site: `wiki/channel/slug`, with or without `index.html`.
    """
    address = path.strip("/").removesuffix("index.html").rstrip("/").removeprefix("site/")
    for group in pages.groups:
        for record in cache.pack(group.name).values():
            value: PageValue = record.value
            if value.page.address == address:
                yield from value.told()
                return
    yield f"{address}: not a page of a channel; shared pages are made anew when a summary changes"
