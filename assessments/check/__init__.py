"""Checks banks: all problems at once, each with its line, a code in words, and a remedy.

Only the build and authors use this; nothing here is imported when an assessment runs.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from assessments.check import keys
from assessments.check.locate import Lines, Problem
from assessments.check.rules import bank_faults
from assessments.check.special import SPECIAL
from assessments.check.tables import Fault, Key, cite_faults, key_faults

__all__ = ["BankCite", "Problem", "check_bank", "cites", "load_toml"]


class BankCite(NamedTuple):
    """One cite of a bank: the line and the id it stands at, and the second it names."""

    line: int
    owner: str
    article: str
    video: str
    second: int


def check_bank(text: str, name: str) -> list[Problem]:
    """Return the problems of an assessment's bank, by line; `name` is its file's stem."""
    document, problems = load_toml(text)
    if problems:
        return problems
    lines = Lines(text)
    faults = list(_table_faults(document, lines))
    if not faults:
        if document["id"] != name:
            message = f'the file is called "{name}": the id must be the same.'
            faults.append((lines.key("id"), Fault("id", "bad-id", message)))
        special = SPECIAL.get(document["formula"])
        placed = [*bank_faults(document), *(special(document) if special else ())]
        faults += [(_line(lines, table, index, f), f) for table, index, f in placed]
    return sorted(Problem(line, fault.code, fault.message) for line, fault in faults)


def load_toml(text: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return a TOML document, or the one problem that keeps it from being read."""
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+)", str(error))
        line = int(where[1]) if where else len(text.splitlines())
        remedy = "look at the quotes and brackets of this line and the one before"
        return {}, [Problem(line, "unreadable-toml", f"{error}; {remedy}.")]


def cites(text: str) -> list[BankCite]:
    """Return every well-formed cite of a bank, of items and moves, in the order of the file."""
    document, _ = load_toml(text)
    lines = Lines(text)
    found = []
    for table in ("items", "moves", "questions"):
        for index, entry in enumerate(document.get(table, [])):
            cite = entry.get("cite")
            if isinstance(cite, dict) and not cite_faults(cite):
                line = lines.key("cite", lines.table(table, index))
                owner = str(entry.get("id", ""))
                place = (cite["article"], cite["video"], cite["second"])
                found.append(BankCite(line, owner, *place))
    return sorted(found)


def _line(lines: Lines, table: str, index: int, fault: Fault) -> int:
    return lines.key(fault.key, lines.table(table, index) if table else 1)


def _table_faults(document: dict[str, Any], lines: Lines) -> Iterator[tuple[int, Fault]]:
    """Yield what is wrong with the keys of every table, and ids used twice."""
    top = key_faults(document, keys.BANK, "the bank")
    yield from ((lines.key(f.key), f) for f in top)
    if top:
        return
    for table, wanted in keys.TABLES.items():
        for index, entry in enumerate(document.get(table, [])):
            name = f'{table[:-1]} "{entry.get("id") or entry.get("title") or index + 1}"'
            for fault in key_faults(entry, wanted, name):
                yield _line(lines, table, index, fault), fault
    for index, item in enumerate(document.get("items", [])):
        for fault in _item_faults(item, keys.ITEM, f'item "{item.get("id", index + 1)}"'):
            yield _line(lines, "items", index, fault), fault
    for table in ("sections", "items", "scales", "values", "moves"):
        yield from _repeated_ids(document, table, lines)


def _item_faults(item: dict[str, Any], base: dict[str, Key], name: str) -> Iterator[Fault]:
    kind = item.get("kind")
    own = keys.KINDS.get(kind) if isinstance(kind, str) else None
    if own is None:
        known = ", ".join(keys.KINDS)
        yield Fault("kind", "unknown-kind", f"{name} must have one of the kinds: {known}.")
        return
    # A column is shown under its name; only statements have a text of their own.
    yield from key_faults(item, base | own, name)
    for option in item.get("options", []) if isinstance(item.get("options"), list) else []:
        if isinstance(option, dict):
            yield from key_faults(option, keys.OPTION, f'option "{option.get("id")}" of {name}')
    for column in item.get("columns", []) if isinstance(item.get("columns"), list) else []:
        if isinstance(column, dict):
            yield from _item_faults(column, keys.COLUMN, f'column "{column.get("id")}" of {name}')


def _repeated_ids(
    document: dict[str, Any], table: str, lines: Lines
) -> Iterator[tuple[int, Fault]]:
    seen: Counter[str] = Counter()
    for index, entry in enumerate(document.get(table, [])):
        name = entry.get("id")
        if isinstance(name, str):
            seen[name] += 1
            if seen[name] > 1:
                message = f'another of the {table} above is called "{name}": every id is used once.'
                line = lines.key("id", lines.table(table, index))
                yield line, Fault("id", "duplicate-id", message)
