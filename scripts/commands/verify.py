"""`python -m scripts verify` and `links`: whether a published site is what was built, and whole."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from macros.content import work_folder
from scripts.build.cache import Cache
from scripts.commands.options import source_option
from scripts.publish.link_check import check_site
from scripts.publish.verify import drift, repair
from scripts.site import CACHE


@click.command()
@click.option("--site", type=click.Path(path_type=Path), default="site", show_default=True)
@click.option("--build", "named", type=click.Path(path_type=Path))
@source_option
@click.option("--repair", "mends", is_flag=True, help="Let the next build write the files anew.")
def command(site: Path, named: Path | None, mends: bool, source: Path) -> None:
    """Compare a published site with its tree, file by file; end with 1 where they differ."""
    cache = Cache((named or work_folder(source)) / CACHE)
    lines = list(drift(cache, site))
    for line in lines:
        print(line)
    print(f"{site}: {len(lines)} differences")
    if lines and mends:
        repair(cache, site)
        print("run `make site` now: it writes every file anew")
    sys.exit(bool(lines))


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def links(folders: tuple[Path, ...]) -> None:
    """Print every dead link and dead anchor of built sites; end with 1 where there is one."""
    problems = [problem for folder in folders for problem in check_site(folder)]
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems")
    sys.exit(bool(problems))
