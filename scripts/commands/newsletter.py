"""`python -m scripts newsletter`: from an issue to mail."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scripts.commands.options import source_option
from scripts.commands.source import read_source
from scripts.core.files import write_if_changed
from scripts.core.urls import site_url
from scripts.newsletter.built import Built
from scripts.newsletter.context import LinkContext
from scripts.newsletter.freeze import frozen, open_blocks
from scripts.newsletter.mail import Mail
from scripts.newsletter.prepare import prepare
from scripts.transcripts.letters import Issue, read_issue


@click.command()
@click.argument("issue", type=click.Path(path_type=Path))
@source_option
@click.option("--site", type=click.Path(path_type=Path), default="site", help="The built site.")
@click.option("--output", type=click.Path(path_type=Path), default="build/newsletter")
def command(issue: Path, source: Path, site: Path, output: Path) -> None:
    """Write the mail of an issue: HTML, text and .eml.

    ISSUE is a Markdown file. Nothing is written while something in it stands against sending it;
    links are compared with the built site.
    """
    if not issue.is_file():
        print(f"{issue}: no such file")
        sys.exit(2)
    if not (site / "index.html").is_file():
        print(f"{site}: no site is built there; run `make site` first, to check links in it")
        sys.exit(2)
    letter, problems = read_issue(issue)
    library, ledger, found = read_source(source)
    world = LinkContext(library, ledger)
    problems += found
    mail = None
    if not any(problem.code == "no-date" for problem in problems):
        mail, found = prepare(letter, world, Built(site, site_url()))
        problems += found
    if problems or mail is None:
        refused = dict.fromkeys(problems)
        print(*refused, f"{issue}: refused, {len(refused)} problems; nothing written", sep="\n")
        sys.exit(1)
    if open_blocks(letter):
        issue.write_text(frozen(letter, world), encoding="utf-8")
        print(f"{issue}: the best of the month now stands in its block; commit it")
    _write(output / letter.name, letter, mail)


def _write(folder: Path, issue: Issue, mail: Mail) -> None:
    parts = {"html": mail.html.encode(), "txt": mail.text.encode(), "eml": mail.eml}
    for ending, data in parts.items():
        write_if_changed(folder / f"{issue.name}.{ending}", data)
    sizes = ", ".join(f"{ending} {len(data):,} bytes" for ending, data in parts.items())
    print(f"{folder}: {sizes}")
