"""`python -m scripts newsletter`: from an issue to mail."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

import click

from macros.content import settings
from scripts.commands.options import source_option
from scripts.commands.source import read_source
from scripts.core.files import compact_json, write_if_changed
from scripts.core.urls import site_url
from scripts.ledger.history import ledger_file
from scripts.newsletter.built import Built
from scripts.newsletter.context import LinkContext
from scripts.newsletter.freeze import frozen, open_blocks
from scripts.newsletter.mail import Mail
from scripts.newsletter.prepare import for_sender, prepare
from scripts.newsletter.senders import SENDERS, SendError, lacking, post
from scripts.transcripts.letters import Issue, read_issue

TOKEN = "MILE_MARKERS_SENDER_TOKEN"  # noqa: S105 - the name of an environment variable


@click.command()
@click.argument("issue", type=click.Path(path_type=Path))
@source_option
@click.option("--site", type=click.Path(path_type=Path), default="site", help="The built site.")
@click.option("--output", type=click.Path(path_type=Path), default="build/newsletter")
@click.option("--to", type=click.Choice([*SENDERS, "eml", "html"]), help="Who sends it.")
@click.option("--list", "lists", type=int, multiple=True, help="The number of a list of listmonk.")
@click.option("--url", default="", help="Where the sender is hosted: https://lists.example.org")
@click.option("--send", is_flag=True, help="Hand it over: the sender keeps it as a draft.")
def command(
    issue: Path,
    source: Path,
    site: Path,
    output: Path,
    to: str | None,
    lists: tuple[int, ...],
    url: str,
    send: bool,
) -> None:
    """Write the mail of an issue: HTML, text and .eml, and what a sender takes.

    ISSUE is a Markdown file. Nothing is written while something in it stands against sending it;
    links are compared with the built site. With `--to` the payload of a sender is written, with
    its tag for unsubscribing and the postal address of site.toml. Nothing leaves this computer
    but with --send; the token is read from MILE_MARKERS_SENDER_TOKEN.
    """
    if not issue.is_file():
        print(f"{issue}: no such file")
        sys.exit(2)
    if not (site / "index.html").is_file():
        print(f"{site}: no site is built there; run `make site` first, to check links in it")
        sys.exit(2)
    if not ledger_file(source).is_file():
        print(
            f"{ledger_file(source)}: a letter links to permanent addresses, and there are none yet"
        )
        print("run `make ledger`, then `make site`, then this again")
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
    if to and to in SENDERS:
        tagged = for_sender(letter, world, Built(site, site_url()), SENDERS[to].tag)
        hand_over(Handing(to, url, lists, send, output / letter.name), letter, tagged)


class Handing(NamedTuple):
    """To whom a letter goes, and whether it goes now."""

    to: str
    url: str
    lists: tuple[int, ...]
    send: bool
    output: Path


def hand_over(asked: Handing, issue: Issue, mail: Mail) -> None:
    """Write what a sender takes, say what would be done, and do it where that is asked for."""
    sender, site = SENDERS[asked.to], settings()
    if told := list(lacking(asked.to, site, mail, asked.lists)):
        print(*told, f"{asked.to}: refused, nothing written or sent", sep="\n")
        sys.exit(1)
    payload = sender.payload(issue, mail, site, asked.lists)
    path = asked.output / f"{issue.name}.{asked.to}.json"
    write_if_changed(path, compact_json(payload))
    where = f"{(asked.url or sender.url).rstrip('/')}{sender.path}"
    print(f"{path}: a draft of {issue.subject!r} for POST {where}")
    if not asked.send:
        return
    if not (token := os.environ.get(TOKEN)):
        print(f"no token; set {TOKEN}. Nothing was sent")
        sys.exit(1)
    try:
        print(post(sender, asked.url, token, payload))
    except SendError as error:
        print(error)
        sys.exit(1)


def _write(folder: Path, issue: Issue, mail: Mail) -> None:
    parts = {"html": mail.html.encode(), "txt": mail.text.encode(), "eml": mail.eml}
    for ending, data in parts.items():
        write_if_changed(folder / f"{issue.name}.{ending}", data)
    sizes = ", ".join(f"{ending} {len(data):,} bytes" for ending, data in parts.items())
    print(f"{folder}: {sizes}")
