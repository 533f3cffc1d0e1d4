"""The options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

SOURCE = Path("docs/articles")

source_option = click.option(
    "--source",
    type=click.Path(path_type=Path),
    default=SOURCE,
    show_default=True,
    help="The folder of channels.",
)
