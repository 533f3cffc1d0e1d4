"""`python -m scripts export`: questions to and from other programs."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from scripts.commands.options import source_option
from scripts.commands.source import read_source
from scripts.core.urls import site_url
from scripts.export.formats import FORMATS, Format, loss_lines, loss_summary
from scripts.export.gift.parse import decode
from scripts.export.gift.read import read_gift
from scripts.export.sheet import Sheet, as_edited, sheet_of
from scripts.export.toml import as_toml
from scripts.ledger.redirects import permanent_urls
from scripts.wiki.site import Site

IMPORTED = {".gift", ".txt"}  # the endings of files in GIFT: Moodle's own are called `.gift.txt`


@click.command()
@click.argument("name")
@click.option("--to", type=click.Choice(sorted(FORMATS)), help="The format.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--losses", type=click.Path(path_type=Path), help="Where to write what is lost.")
@source_option
def command(name: str, to: str | None, out: Path, losses: Path | None, source: Path) -> None:
    """Write questions for another program, or read GIFT.

    NAME is `channel/slug`, a slug, the path of a knowledge check, a channel, or a file in GIFT
    (`.gift`, `.txt`), which is written as a knowledge check. What a format can't hold is printed,
    and with `--losses FILE` written question by question.
    """
    if Path(name).suffix.lower() in IMPORTED:
        if to:
            raise click.UsageError(f"{name} comes in as a knowledge check: leave out --to")
        sys.exit(import_gift(Path(name), out))
    if not to:
        raise click.UsageError(f"say which format: --to {', --to '.join(FORMATS)}")
    library, ledger, _ = read_source(source)
    site = replace(library, permalinks=permanent_urls(library.library, ledger))
    sheet = sheet_of(site, _key(site, name), site_url())
    if sheet is None:
        near = ", ".join(site.library.nearest(name, "", 3)) or ", ".join(site.library.channels)
        print(f'no article or channel with questions is called "{name}"; near: {near}')
        sys.exit(2)
    export(as_edited(sheet, site), FORMATS[to], out, losses)


def _key(site: Site, written: str) -> str:
    """The key that a name means: a path and a bare slug too."""
    path = Path(written)
    if path.suffix in {".toml", ".md"}:
        return f"{path.parent.name}/{path.stem}"
    if written in site.checks or written in site.library.channels:
        return written
    return next((key for key in site.checks if key.endswith(f"/{written}")), written)


def export(sheet: Sheet, made: Format, out: Path, losses: Path | None) -> None:
    """Write a sheet in a format, and tell what it lost on the way."""
    data = made.write(sheet)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(data)
    print(f"{out}: {len(sheet.asked)} questions, {len(data):,} bytes")
    lines = list(loss_summary(made, sheet))
    print("\n".join(["What this format can't hold:", *lines]) if lines else "Nothing is lost.")
    if losses:
        losses.write_text("".join(f"{x}\n" for x in loss_lines(made, sheet)), encoding="utf-8")


def import_gift(path: Path, out: Path) -> int:
    """Write the questions of a GIFT file as a check, and tell what is lost or still to be done."""
    if out.exists():
        print(f"{out}: there is such a file already; name another, nothing was written")
        return 1
    try:
        text, problems = decode(path, path.read_bytes())
    except OSError as error:
        print(f"{path}: {error.strerror}; nothing was written")
        return 2
    questions, told = ([], problems) if problems else read_gift(text, path)
    for problem in told:
        print(problem)
    if not questions:
        print(f"{path}: it holds no question that can come in; nothing was written")
        return 1
    written, faults = as_toml(questions)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(written, encoding="utf-8", newline="\n")
    print(f"{out}: {len(questions)} questions")
    for at, code, message in faults:
        print(f"{out}:{at}: {code}: {message}")
    return 0
