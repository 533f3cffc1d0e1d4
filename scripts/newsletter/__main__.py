"""From an issue to mail: `python -m scripts.newsletter docs/newsletter/2026-11-22-an-issue.md`.

Writes the HTML, the text and the `.eml` below `build/newsletter/<issue>/`, or says line by line why
the issue can't be sent. Links are checked against the built site.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.addresses import site_url
from scripts.ledger_command import SOURCE
from scripts.model import Problem
from scripts.newsletter.built import Built
from scripts.newsletter.compose import compose, in_mail
from scripts.newsletter.freeze import frozen, open_blocks
from scripts.newsletter.lint import Linter
from scripts.newsletter.mail import Mail, make_mail
from scripts.newsletter.read import Issue, read_issue
from scripts.newsletter.world import World
from scripts.sources import read_source
from scripts.write import write_if_changed


def load_world(source: Path) -> tuple[World, list[Problem]]:
    """The library and the ledger of a source, as an issue sees them."""
    site, ledger, problems = read_source(source)
    return World(site, ledger), problems


def prepare(issue: Issue, world: World, built: Built) -> tuple[Mail | None, list[Problem]]:
    """The mail of an issue, and every reason not to send it."""
    where = in_mail(world, issue, built.base)
    composed = compose(issue, world, where)
    if not issue.date or any(p.code == "no-date" for p in composed.problems):
        return None, composed.problems
    mail = make_mail(issue, composed, where, built.base)
    return mail, composed.problems + Linter(issue, composed.lines, built).lint(mail)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 where the issue is refused, 2 where something to work with is missing."""
    parser = argparse.ArgumentParser(prog="python -m scripts.newsletter", description=__doc__)
    parser.add_argument("issue", type=Path, help="the Markdown file of the issue")
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder of channels")
    parser.add_argument("--site", type=Path, default=Path("site"), help="the built site")
    parser.add_argument("--output", type=Path, default=Path("build/newsletter"))
    options = parser.parse_args(arguments)
    if not options.issue.is_file():
        print(f"{options.issue}: no such file")
        return 2
    if not (options.site / "index.html").is_file():
        print(
            f"{options.site}: no site is built there; run `make site` first, to check links in it"
        )
        return 2
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    issue, problems = read_issue(options.issue)
    world, found = load_world(options.source)
    problems += found
    mail = None
    if not any(p.code == "no-date" for p in problems):
        mail, found = prepare(issue, world, Built(options.site, site_url()))
        problems += found
    if problems or mail is None:
        for problem in dict.fromkeys(problems):
            print(problem)
        print(f"{options.issue}: refused, {len(dict.fromkeys(problems))} problems; nothing written")
        return 1
    _freeze(options.issue, issue, world)
    return _write(options.output / issue.name, issue, mail)


def _freeze(path: Path, issue: Issue, world: World) -> None:
    """Let the issue keep what it shows now of the wiki's own data."""
    if open_blocks(issue):
        path.write_text(frozen(issue, world), encoding="utf-8")
        print(f"{path}: the best of the month now stands in its block; commit it")


def _write(folder: Path, issue: Issue, mail: Mail) -> int:
    parts = {"html": mail.html.encode(), "txt": mail.text.encode(), "eml": mail.eml}
    for ending, data in parts.items():
        write_if_changed(folder / f"{issue.name}.{ending}", data)
    sizes = ", ".join(f"{ending} {len(data):,} bytes" for ending, data in parts.items())
    print(f"{folder}: {sizes}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
