"""`python -m scripts verify`: whether a published site is what was built."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scripts.build.cache import Cache
from scripts.publish.verify import drift, repair
from scripts.site import CACHE


@click.command()
@click.option("--site", type=click.Path(path_type=Path), default="site", show_default=True)
@click.option("--build", "folder", type=click.Path(path_type=Path), default="build")
@click.option("--repair", "mends", is_flag=True, help="Let the next build write the files anew.")
def command(site: Path, folder: Path, mends: bool) -> None:
    """Compare a published site with its tree, file by file; end with 1 where they differ."""
    cache = Cache(folder / CACHE)
    lines = list(drift(cache, site))
    for line in lines:
        print(line)
    print(f"{site}: {len(lines)} differences")
    if lines and mends:
        repair(cache, site)
        print("run `make site` now: it writes every file anew")
    sys.exit(bool(lines))
