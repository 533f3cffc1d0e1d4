"""`python -m scripts ledger`: the permanent addresses."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import click

from macros.content import content_of
from scripts.commands.options import source_option
from scripts.commands.source import resources_of
from scripts.core.diagnostics import FATAL
from scripts.core.files import rewrite
from scripts.core.model import Problem
from scripts.ledger.entries import Entry, Ledger, file_bytes, load_ledger
from scripts.ledger.history import ledger_file, lost_ids, unledgered
from scripts.ledger.lookup import LedgerError, find, new_name, one
from scripts.ledger.operations import merge, rename, retire, update


@click.group(invoke_without_command=True)
@source_option
@click.pass_context
def command(context: click.Context, source: Path) -> None:
    """Give permanent addresses; without a step, compare the ledger with its history and the site.

    `/a/<id>/` leads to the same thing forever: a line is never deleted, an id never given twice.
    """
    context.obj = source
    if context.invoked_subcommand is None:
        _compare(source)


@command.command("update")
@click.pass_obj
def _update(source: Path) -> None:
    """Give ids to what is new, and follow aliases."""
    path, ledger = _loaded(source)
    ledger, problems = update(ledger, resources_of(source))
    _refuse([*problems, *lost_ids(path, ledger)])
    _write(path, ledger)


@command.command("rename")
@click.argument("old")
@click.argument("new")
@click.pass_obj
def _rename(source: Path, old: str, new: str) -> None:
    """Say that the same thing has another name now."""
    path, ledger = _loaded(source)
    entry = _live(ledger, old)
    try:
        name = new_name(ledger, entry, new)
    except LedgerError as error:
        _stop(str(error))
    renamed = rename(ledger, entry, name)
    _write(path, renamed)
    if found := sum(count for _, count, _ in _followed(source, renamed)):
        print(f"{found} places say a former name and are followed; `ledger follow` writes today's")


@command.command("follow")
@click.pass_obj
def _follow(source: Path) -> None:
    """Write today's names of articles into banks, checks, paths, glossary and pages."""
    _, ledger = _loaded(source)
    done = 0
    for path, count, text in _followed(source, ledger):
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        print(f"{path}: {count}")
        done += count
    print(f"{done} names written; look at the difference and commit it")


def _followed(source: Path, ledger: Ledger) -> Iterator[tuple[Path, int, str]]:
    """Each file that says a former name of an article, how often, and its text with today's."""
    names = {old: key for key, olds in ledger.old_names("article").items() for old in olds}
    if not names:
        return
    words = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    quoted = re.compile(rf"(?<=[\"'])(?:{words})(?=[\"'])")
    place = content_of(source)
    files = [*source.rglob("*.toml"), *place.glob("*.toml"), *(place / "banks").glob("*.toml")]
    files += (place / "pages").rglob("*.md")
    for path in sorted(set(files)):
        before = path.read_bytes().decode("utf-8", "surrogateescape")
        text, count = quoted.subn(lambda found: names[found[0]], before)
        if count:
            yield path, count, text


@command.command("merge")
@click.argument("old")
@click.argument("into")
@click.pass_obj
def _merge(source: Path, old: str, into: str) -> None:
    """Say that a thing is part of another now."""
    path, ledger = _loaded(source)
    entry, other = _live(ledger, old), _one(ledger, into)
    if not other.live or other.id == entry.id:
        _stop(f"{into} is no other live thing")
    _write(path, merge(ledger, entry, other))


@command.command("retire")
@click.argument("old")
@click.option("--why", default="", help="A sentence for whoever follows an old link.")
@click.pass_obj
def _retire(source: Path, old: str, why: str) -> None:
    """Say that a thing is gone; its address says so."""
    path, ledger = _loaded(source)
    _write(path, retire(ledger, _live(ledger, old), why))


@command.command("find")
@click.argument("words")
@click.pass_obj
def _find(source: Path, words: str) -> None:
    """Print the addresses of what matches."""
    _, ledger = _loaded(source)
    print("\n".join(map(_shown, find(ledger, words))) or "nothing matches")


def _compare(source: Path) -> None:
    path, ledger = _loaded(source)
    updated, problems = update(ledger, resources_of(source))
    new = len(updated.entries) - len(ledger.entries)
    _refuse([*lost_ids(path, ledger), *problems, *unledgered(path, new)])
    _summarize(ledger)


def _loaded(source: Path) -> tuple[Path, Ledger]:
    path = ledger_file(source)
    ledger, problems = load_ledger(path)
    if problems:
        _refuse(problems)
        sys.exit(0)
    return path, ledger


def _one(ledger: Ledger, words: str) -> Entry:
    try:
        return one(ledger, words)
    except LedgerError as error:
        _stop(str(error))


def _live(ledger: Ledger, words: str) -> Entry:
    entry = _one(ledger, words)
    if not entry.live:
        _stop(f"{entry.name} is {entry.state} already")
    return entry


def _refuse(problems: Iterable[Problem]) -> None:
    """Print problems; end with 1 where one of them is fatal."""
    found: Sequence[Problem] = list(problems)
    for problem in found:
        print(problem)
    if any(problem.code in FATAL | {"unledgered"} for problem in found):
        sys.exit(1)


def _stop(message: str) -> NoReturn:
    print(message)
    sys.exit(1)


def _shown(entry: Entry) -> str:
    state = "" if entry.live else f" ({entry.state})"
    return f"/a/{entry.id}/  {entry.kind}  {entry.name}{state}  {entry.title}"


def _write(path: Path, ledger: Ledger) -> None:
    before = path.read_bytes() if path.exists() else b""
    written = rewrite(path, file_bytes(ledger, before))
    print(f"{path}: {'written, commit it' if written else 'nothing to change'}")
    _summarize(ledger)


def _summarize(ledger: Ledger) -> None:
    kinds = Counter(entry.kind for entry in ledger.entries.values() if entry.live)
    gone = len(ledger.entries) - sum(kinds.values())
    counts = ", ".join(f"{kinds[kind]} {kind}s" for kind in sorted(kinds))
    print(f"{counts}, {gone} merged or retired")
