"""The command line of the ledger: `python -m scripts.ledger`."""

from __future__ import annotations

import argparse
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.ledger import COLUMNS, FATAL, Entry, Ledger, format_ledger, load_ledger
from scripts.ledger_steps import merge, rename, retire, update
from scripts.model import Problem
from scripts.things import Thing
from scripts.write import write_if_changed

SOURCE = Path("docs/articles")


def ledger_file(source: Path) -> Path:
    """Where the ledger of a source lies: beside it. Without it nothing has a permanent address."""
    return source.parent / "ledger.tsv"


def lost_ids(path: Path, ledger: Ledger) -> list[Problem]:
    """Ids that some commit's ledger had and this one lacks; nothing where git can't tell."""
    command = ["git", "log", "-p", "--no-color", "--format=", "--", path.name]
    try:
        log = subprocess.run(
            command, cwd=path.parent, capture_output=True, text=True, check=True, timeout=20
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    added = (line[1:].split("\t") for line in log.splitlines() if line.startswith("+"))
    given = {c[0]: c[3] for c in added if len(c) == len(COLUMNS) and c[0] != COLUMNS[0]}
    return [
        _lost(path, ident, name)
        for ident, name in sorted(given.items())
        if ident not in ledger.entries
    ]


def _lost(path: Path, ident: str, name: str) -> Problem:
    message = (
        f'the line of {ident} ("{name}") is gone, and /a/{ident}/ was given; bring the line '
        f"back from version control, then say `python -m scripts.ledger retire {ident}`"
    )
    return Problem(path.as_posix(), 1, "lost-id", message)


def find(ledger: Ledger, words: str) -> list[Entry]:
    """The entries that an author may mean: by id, name, slug, or words of the title."""
    if words in ledger.entries:
        return [ledger.entries[words]]
    entries = sorted(ledger.entries.values(), key=lambda e: (not e.live, e.kind, e.name))
    exact = [e for e in entries if words in e.names]
    slug = [e for e in entries if any(name.endswith(f"/{words}") for name in e.names)]
    loose = [e for e in entries if words.casefold() in f"{e.name} {e.title}".casefold()]
    return exact or slug or loose


class Refusal(Exception):
    """What the author should do instead."""


def one(ledger: Ledger, words: str) -> Entry:
    """The one entry that is meant; a refusal names the candidates."""
    found = [e for e in find(ledger, words) if e.live] or find(ledger, words)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refusal(f'nothing in the ledger is called "{words}"; try `find` with one word')
    names = "; ".join(f"{e.id} {e.kind} {e.name}" for e in found[:8])
    raise Refusal(f'"{words}" may mean: {names}; give the id')


def changed(ledger: Ledger, options: argparse.Namespace) -> Ledger:
    """The ledger after the step that the command line asks for."""
    entry = one(ledger, options.old)
    if not entry.live:
        raise Refusal(f"{entry.name} is {entry.state} already")
    if options.step == "merge":
        into = one(ledger, options.into)
        if not into.live or into.id == entry.id:
            raise Refusal(f"{options.into} is no other live thing")
        return merge(ledger, entry, into)
    if options.step == "retire":
        return retire(ledger, entry, options.why)
    name = options.new if "/" in options.new else _beside(entry.name, options.new)
    if (entry.kind, name) in ledger.live:
        raise Refusal(f"{name} has an address already; did you mean `merge`?")
    return rename(ledger, entry, name)


def _beside(name: str, slug: str) -> str:
    channel, slash, _ = name.rpartition("/")
    return channel + slash + slug


def _shown(entry: Entry) -> str:
    state = "" if entry.live else f" ({entry.state})"
    return f"/a/{entry.id}/  {entry.kind}  {entry.name}{state}  {entry.title}"


def check(ledger: Ledger, path: Path, things: Sequence[Thing]) -> Iterator[Problem]:
    """Everything that is wrong between the ledger, its history, and what is there."""
    updated, problems = update(ledger, things)
    yield from lost_ids(path, ledger)
    yield from problems
    yield from unledgered(path, len(updated.entries) - len(ledger.entries))


def unledgered(path: Path, count: int) -> list[Problem]:
    """A note on things that wait for their line."""
    message = (
        f"{count} things have no line yet; run `python -m scripts.ledger update` and commit it"
    )
    return [Problem(path.as_posix(), 1, "unledgered", message)] if count else []


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 where something was refused."""
    options = _options(arguments)
    path = ledger_file(options.source)
    ledger, problems = load_ledger(path)
    if problems:
        return _told(problems)
    if options.step == "find":
        print("\n".join(map(_shown, find(ledger, options.words))) or "nothing matches")
        return 0
    if options.step in {"rename", "merge", "retire"}:
        try:
            ledger = changed(ledger, options)
        except Refusal as refusal:
            print(refusal)
            return 1
        return _write(path, ledger)
    from scripts.sources import things_of

    things = things_of(options.source)
    if options.step == "update":
        ledger, problems = update(ledger, things)
        problems += lost_ids(path, ledger)
        return _told(problems) or _write(path, ledger)
    return _told(list(check(ledger, path, things))) or _summary(ledger)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.ledger")
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder of channels")
    steps = parser.add_subparsers(dest="step", metavar="STEP")
    steps.add_parser("update", help="give ids to what is new, follow aliases")
    step = steps.add_parser("rename", help="the same thing has another name now")
    step.add_argument("old")
    step.add_argument("new")
    step = steps.add_parser("merge", help="what stood there stands in another now")
    step.add_argument("old")
    step.add_argument("into")
    step = steps.add_parser("retire", help="it is gone; its address says so")
    step.add_argument("old")
    step.add_argument("--why", default="", help="a sentence for who comes by an old link")
    step = steps.add_parser("find", help="the addresses of what matches")
    step.add_argument("words")
    return parser.parse_args(arguments)


def _told(problems: Sequence[Problem]) -> int:
    for problem in problems:
        print(problem)
    return int(any(problem.code in FATAL | {"unledgered"} for problem in problems))


def _write(path: Path, ledger: Ledger) -> int:
    written = write_if_changed(path, format_ledger(ledger).encode())
    print(f"{path}: {'written, commit it' if written else 'nothing to change'}")
    return _summary(ledger)


def _summary(ledger: Ledger) -> int:
    kinds = Counter(entry.kind for entry in ledger.entries.values() if entry.live)
    gone = len(ledger.entries) - sum(kinds.values())
    print(
        ", ".join(f"{kinds[kind]} {kind}s" for kind in sorted(kinds))
        + f", {gone} merged or retired"
    )
    return 0
