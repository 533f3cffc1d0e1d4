"""The build step: transcripts become pages.

    python -m scripts.build [--source DIR] [--output DIR] [--strict] [--report FILE]

read_transcripts -> parse_files -> Library -> link -> render -> write_pages -> report. Only the
first and the last touch files; what stands between are pure functions over frozen values. A source
whose channels keep to themselves goes through the same steps part by part (`scripts.parts`).
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set, Sized
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from scripts.addresses import article_address, site_url
from scripts.banks import check_banks, check_things, has_banks, read_banks
from scripts.checks import sound_checks
from scripts.diagnostics import LENIENT, Care, Report, shown_lines
from scripts.glossary import read_glossary
from scripts.kept import forget
from scripts.ledger import Ledger
from scripts.library import Library
from scripts.link import link
from scripts.model import Page, Problem, TranscriptFile
from scripts.pages.common import Site, minutes
from scripts.pages.listings import listing_pages
from scripts.parallel import chunks_of, parse_files
from scripts.parts import Made, Part, make_all, together
from scripts.read import read_transcripts
from scripts.remembered import Again, afresh
from scripts.render import render
from scripts.surroundings import Surroundings, all_letters, read_ledger, surroundings
from scripts.ties import all_facts, facts_name, separate
from scripts.totals import summed, totals
from scripts.write import signatures, write_if_changed, write_pages

KEPT = "kept"
SOURCE, OUTPUT, REPORT = Path("docs/articles"), Path("build/wiki"), Path("build/report.json")


class Job(NamedTuple):
    """What a build was asked for, and what it has read: `problems` grows on the way."""

    source: Path
    output: Path
    report: Report
    care: Care
    files: Sequence[TranscriptFile]
    ledger: Ledger
    problems: list[Problem]
    again: Again


def build(
    source: Path, output: Path, report: Report, care: Care = LENIENT, again: Again = afresh
) -> list[Problem]:
    """Build every page of `source` below `output`, unless a problem is fatal under `care`.

    `again` may take a page as it was made before (`scripts.remembered`).
    """
    with _phase(report, "read"):
        files, problems = read_transcripts(source)
        report.refused = len(problems)
    ledger, found = read_ledger(source)
    problems += found
    alone = not (ledger.entries or has_banks(source) or care.stops(problems))
    job = Job(source, output, report, care, files, ledger, problems, again)
    return _build_parts(job) if alone else _build_whole(job)


def _build_whole(job: Job) -> list[Problem]:
    """Build a source whose checks, letters and addresses may speak of any of its articles."""
    source, output, report, care, files, ledger, problems, again = job
    kept = output.parent / KEPT
    with _phase(report, "parse"):
        parsed, found = parse_files(files, kept)
        problems += found
    with _phase(report, "link"):
        library = Library.of(parsed).with_aliases(ledger.old_names("article"))
        linked = link(library)
        banks = read_banks(source, library)
        checks = sound_checks(banks)
        site = Site(library, linked, glossary=read_glossary(source), checks=checks)
        cards = output.parent / "og"
        around, further = surroundings(source, site, ledger, cards, check_things(banks))
        report.banks = len(banks)
        problems += linked.problems + further + check_banks(banks, linked.articles)
    report.take(problems)
    report.count(totals(library, linked))
    if care.stops(problems):
        return problems
    with _phase(report, "write"):
        _write(output, report, around, render(around.world.site, again))
    forget(kept, {chunk.name for chunk in chunks_of(files)})
    return problems


def _build_parts(job: Job) -> list[Problem]:
    """Build a source whose channels may be built apart from each other."""
    source, output, report, care, files, ledger, problems, _ = job
    kept, glossary = output.parent / KEPT, read_glossary(source)
    with _phase(report, "parse"):
        chunks = chunks_of(files)
        ties = all_facts(chunks, kept)
        around = glossary, site_url(), all_letters()
        parts = [Part(tuple(part), *around) for part in separate(chunks, ties)]
    with _phase(report, "parts"):
        there = dict(signatures(output)) if output.is_dir() else {}
        made = make_all(parts, output, kept, care, there)
        problems += [problem for part in made for problem in part.problems]
    report.take(problems)
    report.count(summed(part.totals for part in made))
    if care.stops(problems):
        return problems
    with _phase(report, "write"):
        site = together([part.site for part in made], glossary)
        beside, _ = surroundings(source, site, ledger, output.parent / "og")
        _write(output, report, beside, (), made, there.keys())
    names = {name for chunk in chunks for name in (chunk.name, facts_name(chunk))}
    forget(kept, names | {part.name for part in parts})
    return problems


def _write(
    output: Path,
    report: Report,
    around: Surroundings,
    pages: Iterable[Page],
    made: Sequence[Made] = (),
    there: Set[str] | None = None,
) -> None:
    """Write these pages, the listings, and what stands around them; parts have written theirs.

    What is no longer asked for is removed: of all files, or of those `there` before the parts.
    """
    site = around.world.site
    catalogue = _catalogue(site.library, site.checks)
    dressed = around.pages(chain(pages, listing_pages(site)), catalogue)
    old = None if there is None else there - {name for part in made for name in part.files}
    done = write_pages(output, _counted(report, dressed, made), around.files(), old)
    report.written = done.written + sum(part.written for part in made)
    report.removed = done.removed
    write_if_changed(output.parent / "catalogue.json", _as_json(catalogue))


def _counted(report: Report, pages: Iterable[Page], made: Sequence[Made]) -> Iterator[Page]:
    kinds: Counter[str] = sum((part.kinds for part in made), Counter())
    for page in pages:
        kinds[page.kind] += 1
        yield page
    report.pages = dict(sorted(kinds.items()))


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


def _as_json(table: Mapping[str, object]) -> bytes:
    """A table with a line for each entry, for whoever compares two."""
    write = partial(json.dumps, ensure_ascii=False)
    lines = (f"{write(key)}: {write(value)}" for key, value in table.items())
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


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
    care = Care(strict=options.strict, whole=options.whole)
    return run(options.source, options.output, options.report, care)


def run(source: Path, output: Path, report: Path, care: Care, again: Again = afresh) -> int:
    """Build, write the report, and print what an author should know; 1 where a problem is fatal."""
    done = Report()
    problems = build(source, output, done, care, again)
    done.save(report)
    for line in shown_lines(problems, str(report)):
        print(line)
    print(done.last_line())
    return int(care.stops(problems))


if __name__ == "__main__":
    sys.exit(main())
