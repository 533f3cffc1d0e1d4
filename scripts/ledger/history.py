"""The ledger's file, and what version control knows of its earlier lines."""

from __future__ import annotations

import subprocess
from pathlib import Path

from scripts.core.model import Problem
from scripts.ledger.entries import COLUMNS, Ledger


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
        f"back from version control, then say `python -m scripts ledger retire {ident}`"
    )
    return Problem(path.as_posix(), 1, "lost-id", message)


def unledgered(path: Path, count: int) -> list[Problem]:
    """A note on things that wait for their line."""
    message = (
        f"{count} things have no line yet; run `python -m scripts ledger update` and commit it"
    )
    return [Problem(path.as_posix(), 1, "unledgered", message)] if count else []
