"""`python -m scripts runtime`: what is made for the browser."""

from __future__ import annotations

import sys

import click

from scripts.core.node import NodeMissingError
from scripts.runtime.archive import RuntimeBuildError
from scripts.runtime.generated import generate


@click.command()
def command() -> None:
    """Make the libraries, icons and quiz runtime that pages load, where something changed."""
    try:
        print(generate())
    except (NodeMissingError, RuntimeBuildError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)
