"""The build step: transcripts become pages.

    python -m scripts.build.pipeline [--source DIR] [--output DIR] [--strict] [--report FILE]

read_transcripts -> parse_files -> Library -> link -> render -> Job.write -> report. Only the
first and the last touch files; what stands between are pure functions over frozen values. A source
whose channels keep to themselves goes through the same steps part by part (`scripts.build.large`).
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from scripts.build.cache import forget, name_of
from scripts.build.channels import shelves
from scripts.build.context import Job
from scripts.build.executors import chunks_of, parse_files
from scripts.build.large import build_parts
from scripts.build.manifests import Astray, Manifest, look, standing, withdraw
from scripts.build.remembered import Again, afresh
from scripts.core.diagnostics import LENIENT, Care, Report, shown_lines
from scripts.core.model import Problem
from scripts.ledger.entries import Ledger
from scripts.outputs.shared import Surroundings, read_ledger, surroundings
from scripts.pages.render import render
from scripts.questions.banks import check_banks, check_resources, has_banks, read_banks
from scripts.questions.knowledge_check import sound_checks
from scripts.transcripts.scan import channels_of, read_transcripts
from scripts.wiki.glossary import read_glossary
from scripts.wiki.library import Library
from scripts.wiki.links import link
from scripts.wiki.site import Site
from scripts.wiki.totals import totals

SOURCE, OUTPUT, REPORT = Path("docs/articles"), Path("build/wiki"), Path("build/report.json")


def build(
    source: Path,
    output: Path,
    report: Report,
    care: Care = LENIENT,
    again: Again = afresh,
    looked: Callable[[], Astray] | None = None,
) -> list[Problem]:
    """Build every page of `source` below `output`, unless a problem is fatal under `care`.

    `again` may take a page as it was made before (`remembered`); `looked` gives what was
    found astray below `output`, where that was looked for meanwhile.
    """
    job = Job(source, output, report, care, again, looked or cache(partial(look, output)))
    ledger, problems = read_ledger(source)
    if ledger.entries or has_banks(source) or care.stops(problems):
        return _build_whole(job, ledger, problems)
    with job.phase("read"):
        channels = channels_of(source)
        found = shelves(channels, job.kept)
    refused = [problem for shelf in found for problem in shelf.problems]
    if care.stops(refused) or not any(shelf.files for shelf in found):
        return _build_whole(job, ledger, problems)
    return [*problems, *build_parts(job, channels, found)]


def _build_whole(job: Job, ledger: Ledger, problems: list[Problem]) -> list[Problem]:
    """Build a source whose checks, letters and addresses may speak of any of its articles."""
    source, output, report, care, *_ = job
    with job.phase("read"):
        files, found = read_transcripts(source)
        report.refused = len(found)
        problems += found
    with job.phase("parse"):
        parsed, found = parse_files(files, job.kept)
        problems += found
    with job.phase("link"):
        library = Library.of(parsed).with_aliases(ledger.old_names("article"))
        linked = link(library)
        banks = read_banks(source, library)
        checks = sound_checks(banks)
        site = Site(library, linked, glossary=read_glossary(source), checks=checks)
        cards = output.parent / "og"
        around, further = surroundings(source, site, ledger, cards, check_resources(banks))
        report.banks = len(banks)
        problems += linked.problems + further + check_banks(banks, linked.articles)
    report.take(problems)
    report.count(totals(library, linked))
    if care.stops(problems):
        return problems
    with job.phase("write"):
        _write_whole(job, around)
    forget(job.kept, {chunk.name for chunk in chunks_of(files, len(files))})
    return problems


def _write_whole(job: Job, around: Surroundings) -> None:
    withdraw(job.manifests, standing(job.manifests))
    manifest = Manifest("")
    kinds = job.write(manifest, around, render(around.world.site, job.again))
    job.report.pages = dict(sorted(kinds.items()))
    manifest.name = name_of("whole", sorted(manifest.signatures.items()))
    manifest.keep(job.manifests)
    job.remove(look(job.output).files, [manifest])


def main(arguments: Sequence[str] | None = None, looked: Callable[[], Astray] | None = None) -> int:
    """The command line; 1 where `--strict` met a problem, 2 where there is no source."""
    parser = argparse.ArgumentParser(prog="python -m scripts.build.pipeline", description=__doc__)
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
    return run(options.source, options.output, options.report, care, afresh, looked)


def run(
    source: Path,
    output: Path,
    report: Path,
    care: Care,
    again: Again = afresh,
    looked: Callable[[], Astray] | None = None,
) -> int:
    """Build, write the report, and print what an author should know; 1 where a problem is fatal."""
    done = Report()
    problems = build(source, output, done, care, again, looked)
    done.save(report)
    for line in shown_lines(problems, str(report)):
        print(line)
    print(done.last_line())
    return int(care.stops(problems))


if __name__ == "__main__":
    sys.exit(main())
