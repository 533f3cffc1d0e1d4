"""`python -m scripts links`: dead links of a built site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scripts.publish.link_check import check_site


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def command(folders: tuple[Path, ...]) -> None:
    """Print every dead link and dead anchor of built sites; end with 1 where there is one."""
    problems = [problem for folder in folders for problem in check_site(folder)]
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems")
    sys.exit(bool(problems))
