"""Questions in another program's format, or GIFT as a check of ours.

    python -m scripts.export NAME --to apkg --out FILE    an article's or a channel's questions
    python -m scripts.export FILE.gift --out FILE.toml    GIFT as a check

NAME is `channel/slug`, a slug, the path of a check, or a channel. What the format can't hold is
told, and with `--losses FILE` question by question.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from scripts.addresses import site_url
from scripts.export.formats import FORMATS, Format, loss_lines, loss_summary
from scripts.export.gift_in import UnreadableGift, read_gift
from scripts.export.sheet import Sheet, sheet_of
from scripts.export.toml import as_toml
from scripts.feeds import permanent_addresses
from scripts.ledger_command import SOURCE
from scripts.pages.common import Site
from scripts.sources import read_source


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 where something was refused, 2 where there is nothing of that name."""
    parser = argparse.ArgumentParser(prog="python -m scripts.export", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("name", help="an article, a channel, a check, or a GIFT file")
    parser.add_argument("--to", choices=sorted(FORMATS), help="the format")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    parser.add_argument("--losses", type=Path, help="where to write what each question loses")
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder of channels")
    options = parser.parse_args(arguments)
    if options.name.endswith(".gift"):
        return take(Path(options.name), options.out)
    if not options.to:
        parser.error(f"say which format: --to {', --to '.join(FORMATS)}")
    site = _site(options.source)
    sheet = sheet_of(site, _name(site, options.name), site_url())
    if sheet is None:
        near = ", ".join(site.library.nearest(options.name, "", 3)) or ", ".join(
            site.library.channels
        )
        print(f'no article or channel with questions is called "{options.name}"; near: {near}')
        return 2
    return give(sheet, FORMATS[options.to], options.out, options.losses)


def _site(source: Path) -> Site:
    site, ledger, _ = read_source(source)
    return replace(site, permalinks=permanent_addresses(site, ledger))


def _name(site: Site, written: str) -> str:
    """The key that a name means: a path and a bare slug too."""
    path = Path(written)
    if path.suffix in {".toml", ".md"}:
        return f"{path.parent.name}/{path.stem}"
    if written in site.checks or written in site.library.channels:
        return written
    return next((key for key in site.checks if key.endswith(f"/{written}")), written)


def give(sheet: Sheet, made: Format, out: Path, losses: Path | None) -> int:
    """Write a sheet in a format, and tell what it lost on the way."""
    data = made.write(sheet)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(data)
    print(f"{out}: {len(sheet.asked)} questions, {len(data):,} bytes")
    lines = list(loss_summary(made, sheet))
    print("\n".join(["What this format can't hold:", *lines]) if lines else "Nothing is lost.")
    if losses:
        losses.write_text("".join(f"{x}\n" for x in loss_lines(made, sheet)), encoding="utf-8")
    return 0


def take(path: Path, out: Path) -> int:
    """Write a GIFT file as a check, and tell what is still to be done."""
    if out.exists():
        print(f"{out}: there is such a file already; name another, nothing was written")
        return 1
    try:
        questions, told = read_gift(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        print(f"{path}: {error.strerror}; nothing was written")
        return 2
    except UnreadableGift as error:
        print(f"{path}:{error.line}: unreadable-gift: {error}; nothing was written")
        return 1
    text, problems = as_toml(questions)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    print(f"{out}: {len(questions)} questions")
    for line in told:
        print(f"{path}: left out: {line}")
    for at, code, message in problems:
        print(f"{out}:{at}: {code}: {message}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
