"""The build step: transcripts become pages.

    python -m scripts.build [--source DIR] [--output DIR] [--strict] [--report FILE]

read_transcripts -> parse_files -> Library -> link -> render -> write_pages -> report. Only the
first and the last touch files; what stands between are pure functions over frozen values.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

from scripts.addresses import article_address
from scripts.banks import check_banks, check_things, read_banks
from scripts.checks import channel_check_files, check_files, sound_checks
from scripts.diagnostics import LENIENT, Care, Report, shown_lines
from scripts.export.downloads import question_files
from scripts.glossary import read_glossary
from scripts.graph import Graph, article_graph, channel_graph
from scripts.library import Library
from scripts.link import Linked, link
from scripts.model import Citation, Page, Problem, Target
from scripts.pages.article import article_page
from scripts.pages.channel import channel_page
from scripts.pages.common import Site, minutes
from scripts.pages.listings import listing_pages
from scripts.pages.topic import topic_page
from scripts.pages.video import all_videos, claims_by_video, moments, video_page
from scripts.parallel import parse_files
from scripts.previews import File, article_preview, claim_previews
from scripts.progress import progress
from scripts.read import read_transcripts
from scripts.surroundings import read_ledger, surroundings
from scripts.write import write_if_changed, write_pages

SOURCE, OUTPUT, REPORT = Path("docs/articles"), Path("build/wiki"), Path("build/report.json")


def build(source: Path, output: Path, report: Report, care: Care = LENIENT) -> list[Problem]:
    """Build every page of `source` below `output`, unless a problem is fatal under `care`."""
    with _phase(report, "read"):
        files, problems = read_transcripts(source)
        report.refused = len(problems)
    with _phase(report, "parse"):
        parsed, found = parse_files(files)
        problems += found
    with _phase(report, "link"):
        ledger, found = read_ledger(source)
        library = Library.of(parsed).with_aliases(ledger.old_names("article"))
        linked = link(library)
        banks = read_banks(source, library)
        checks = sound_checks(banks)
        site = Site(library, linked, glossary=read_glossary(source), checks=checks)
        cards = output.parent / "og"
        around, further = surroundings(source, site, ledger, cards, check_things(banks))
        report.banks = len(banks)
        problems += linked.problems + found + further + check_banks(banks, linked.articles)
    report.take(problems)
    _count(report, library, linked)
    if care.stops(problems):
        return problems
    with _phase(report, "write"):
        catalogue = _catalogue(library, checks)
        pages = around.pages(render(around.world.site), catalogue)
        done = write_pages(output, _counted(report, pages), around.files())
        report.written, report.removed = done
        write_if_changed(output.parent / "catalogue.json", _as_json(catalogue))
    return problems


def render(site: Site) -> Iterator[Page]:
    """Every page of the wiki, one at a time."""
    claims = claims_by_video(site)
    graph = Graph.of(site)
    articles = site.linked.articles.values()
    for linked in progress(articles, "articles", len(articles)):
        graph_file = article_graph(site, graph, linked.article.key)
        preview, check = article_preview(site, linked), check_files(site, linked)
        yield _beside(article_page(site, linked), preview, graph_file, *check)
    for video in all_videos(site):
        cited = claims.get(video, [])
        yield _beside(video_page(site, video, cited), *claim_previews(site, video, moments(cited)))
    for channel in site.library.channels:
        draw = channel_check_files(site, channel), question_files(site, channel)
        beside = channel_graph(site, graph, channel), *chain(*draw)
        yield _beside(channel_page(site, channel), *beside)
    for topic in site.linked.topics.values():
        yield topic_page(site, topic, claims)
    yield from listing_pages(site)


def _beside(page: Page, *files: File) -> Page:
    return replace(page, files=files)


def _counted(report: Report, pages: Iterable[Page]) -> Iterator[Page]:
    kinds: Counter[str] = Counter()
    for page in pages:
        kinds[page.kind] += 1
        yield page
    report.pages = dict(sorted(kinds.items()))


def _count(report: Report, library: Library, linked: Linked) -> None:
    report.articles, report.hubs = len(library.articles), len(library.hubs)
    marks: Counter[str] = Counter()
    links: Counter[str] = Counter(written=0, resolved=0, topic=0)
    for article in linked.articles.values():
        for mark, place in zip(article.article.marks, article.places, strict=True):
            if isinstance(place, Target):
                links["written"] += 1
                links["topic" if place.kind == "topic" else "resolved"] += 1
            else:
                marks["written"] += 1
                marks["linked"] += isinstance(place, Citation) and bool(place.video)
                marks["recovered"] += bool(getattr(mark, "recovered", False))
                marks[place.state if isinstance(place, Citation) else "unreadable"] += 1
    names = ("written", "linked", "repaired", "unverified", "recovered", "unreadable")
    report.citations = {name: marks[name] for name in names}
    report.links = dict(links)


def _catalogue(library: Library, checks: Mapping[str, Sized]) -> dict[str, dict[str, object]]:
    """What hand-written pages need to link to articles: title, address and minutes by key.

    `check` is the number of questions at its end.
    """
    return {
        key: {
            "title": article.title,
            "address": article_address(key),
            "minutes": minutes(article.words),
            "date": article.published,
            "check": len(checks.get(key, ())),
        }
        for key, article in sorted(library.articles.items())
    }


def _as_json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=0) + "\n").encode()


@contextmanager
def _phase(report: Report, name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    report.seconds[name] = round(time.perf_counter() - start, 3)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 where `--strict` met a problem, 2 where there is no source."""
    parser = argparse.ArgumentParser(prog="python -m scripts.build", description=__doc__)
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder of channels")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="where the pages go")
    parser.add_argument("--strict", action="store_true", help="problems are fatal")
    whole = "write nothing where a file had to be left out"
    parser.add_argument("--whole", action="store_true", help=whole)
    parser.add_argument("--report", type=Path, default=REPORT, help="where the report goes")
    options = parser.parse_args(arguments)
    if not options.source.is_dir():
        print(f"{options.source}: no such folder; name a folder of channels with --source")
        return 2
    gc.disable()  # nothing is let go of in circles; looking for them takes a fifth of the time
    report = Report()
    care = Care(strict=options.strict, whole=options.whole)
    problems = build(options.source, options.output, report, care)
    report.save(options.report)
    for line in shown_lines(problems, str(options.report)):
        print(line)
    print(report.last_line())
    return int(care.stops(problems))


if __name__ == "__main__":
    sys.exit(main())
