"""The options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from macros.content import ARTICLES, SITE, content_of, use

SOURCE = Path("docs/articles")


def source_option(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command take `--content` or `--source`; it gets the folder of channels as `source`."""

    @wraps(command)
    def chosen(*, source: Path | None, content: Path | None, **options: Any) -> None:
        if source and content:
            raise click.UsageError("name one: --content, or --source for a bare folder of channels")
        if content:
            _is_content(content)
            source = content / ARTICLES
        source = source or (Path(ARTICLES) if Path(SITE).is_file() else SOURCE)
        use(content_of(source))
        command(source=source, **options)

    path = click.Path(path_type=Path)
    of_content = (
        "The folder of a knowledge base: site.toml, articles/, ...  [default: this one, or docs]"
    )
    add = click.option("--content", type=path, help=of_content)
    return click.option("--source", type=path, help="A bare folder of channels.")(add(chosen))


def _is_content(folder: Path) -> None:
    """Refuse a folder that is none, or has neither settings nor articles."""
    if not folder.is_dir():
        raise click.UsageError(f"{folder}: no such folder; `new` makes one")
    if not any((folder / name).exists() for name in (SITE, ARTICLES)):
        message = f"{folder} has no {SITE} and no {ARTICLES}/; `new` makes a folder with both"
        raise click.UsageError(message)
