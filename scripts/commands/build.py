"""`python -m scripts build`: the whole site from a source; `runtime`: what it loads alone."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from macros.content import work_folder
from scripts.build.cache import DamagedCacheError
from scripts.build.cluster import ClusterError
from scripts.build.executors import StaleWorkerError
from scripts.build.pipeline import FatalProblemsError
from scripts.commands.options import source_option
from scripts.core.diagnostics import Care, shown_lines
from scripts.core.digest import ProgramChangedError
from scripts.core.model import Problem
from scripts.core.node import NodeMissingError
from scripts.core.report import Report
from scripts.core.urls import SenderError, root_known, sender, site_url
from scripts.publish.checkout import ForeignDirectoryError
from scripts.publish.handwritten import HandwrittenError
from scripts.publish.offline.build import BundleError, publish_offline
from scripts.publish.wheel import build_wheel
from scripts.runtime.archive import RuntimeBuildError
from scripts.runtime.generated import generate
from scripts.search.index import SearchError
from scripts.site import REPORT, Build, build_site, explain
from scripts.transcripts.scan import SourceChangedError

COMMON = Path("build")
FAILURES = (
    BundleError,
    ClusterError,
    DamagedCacheError,
    ForeignDirectoryError,
    HandwrittenError,
    NodeMissingError,
    OSError,
    ProgramChangedError,
    RuntimeBuildError,
    SearchError,
    SourceChangedError,
    StaleWorkerError,
)


@click.command()
@source_option
@click.option("--site", type=click.Path(path_type=Path), default="site", show_default=True)
@click.option(
    "--build",
    "named",
    type=click.Path(path_type=Path),
    help="The folder of cache and report.  [default: one in build for each content folder]",
)
@click.option("--strict", is_flag=True, help="Let every problem end the build.")
@click.option("--drafts", is_flag=True, help="Show drafts too, each with a notice.")
@click.option("--offline", is_flag=True, help="Write a site that opens as files.")
@click.option("--workers", default=0, help="How many processes work; 0 is one on each core.")
@click.option(
    "--cluster",
    default="",
    envvar="MILE_MARKERS_CLUSTER",
    help="The address of a Dask scheduler; the build folder must be shared with its workers.",
)
@click.option("--explain", "path", help="Say of one page of the site why it was made.")
def command(
    source: Path,
    site: Path,
    named: Path | None,
    strict: bool,
    drafts: bool,
    offline: bool,
    workers: int,
    cluster: str,
    path: str | None,
) -> None:
    """Build the site; what did not change since the last build is taken from the cache.

    Problems are printed with file and line, and counted in the report below the build folder.
    """
    if not source.is_dir():
        print(f"{source}: no such folder; name a folder of channels with --source")
        sys.exit(2)
    try:
        sender()
    except SenderError as error:
        print(error)
        sys.exit(2)
    folder = named or work_folder(source)
    gc.disable()  # nothing is let go of in circles; looking for them takes a fifth of the time
    build = Build(source, folder, Care(strict=strict), workers, cluster, drafts)
    report = Report()
    try:
        with report.phase("assets"):
            print(generate())
        served = folder / "served" if offline else site
        pages = build_site(build, served, report)
        if offline:
            with report.phase("offline"):
                print(publish_offline(build.cache, served, site))
    except FatalProblemsError as error:
        _tell(report, error.problems, folder, site)
        sys.exit(1)
    except FAILURES as error:
        print(f"{error}\n{site} is as it was", file=sys.stderr)
        sys.exit(1)
    _tell(report, pages.problems, folder, site)
    if not root_known() and not offline:
        print(f"no address: feeds and canonical links lead to {site_url()}; say it by SITE_URL=")
    if path:
        print("\n".join(explain(build.cache, pages, path)))


def _tell(report: Report, problems: Sequence[Problem], folder: Path, site: Path) -> None:
    report.save(folder / REPORT)
    if folder.parent == COMMON:
        report.save(COMMON / REPORT)  # of the last build, whatever it built
    for line in shown_lines(problems, str(folder / REPORT)):
        print(line)
    seconds = ", ".join(f"{name} {took:.1f}" for name, took in report.seconds.items())
    print(report.last_line())
    print(f"{site}: {sum(report.seconds.values()):.1f} s ({seconds})")


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default="dist", show_default=True)
def wheel(out: Path) -> None:
    """Write the engine as a wheel, its JavaScript and runtime made: its users need no Node."""
    print(generate())
    print(build_wheel(out))


@click.command()
def runtime() -> None:
    """Make the libraries and the quiz runtime that pages load, where something changed."""
    try:
        print(generate())
    except (NodeMissingError, RuntimeBuildError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)
