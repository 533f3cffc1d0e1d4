"""Checks banks: all problems at once, each with its line, a code in words, and a remedy.

Only the build and authors use this; nothing here is imported when an assessment runs.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from assessments.validate import keys
from assessments.validate.locate import Lines, Problem
from assessments.validate.rules import Placed, bank_faults
from assessments.validate.special import SPECIAL
from assessments.validate.tables import Fault, Key, cite_faults, fits, key_faults

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
    placed = [*_table_faults(document)]
    if all(table for table, _, _ in placed):
        placed = [*placed, *_rule_faults(document, name, placed)]
    found = [Problem(_line(lines, *one), one[2].code, one[2].message) for one in placed]
    return sorted(found)


def _rule_faults(document: dict[str, Any], name: str, before: list[Placed]) -> Iterator[Placed]:
    """Yield what is wrong between those tables whose own keys are right.

    Where some had to be left out, nothing is said that may only follow from that.
    """
    if document["id"] != name:
        message = f'the file is called "{name}": the id must be the same.'
        yield "", 0, Fault("id", "bad-id", message)
    broken = {(table, index) for table, index, fault in before if fault.code != "duplicate-id"}
    kept = {
        table: [n for n in range(len(document.get(table, []))) if (table, n) not in broken]
        for table in LISTS
    }
    sound = document | {
        table: [document[table][n] for n in places]
        for table, places in kept.items()
        if table in document
    }
    special = SPECIAL.get(document["formula"])
    for table, index, fault in [*bank_faults(sound), *(special(sound) if special else ())]:
        if not (broken and fault.code in FOLLOWING):
            yield table, kept[table][index] if table else 0, fault


LISTS = (*keys.TABLES, "items")
# What may be wrong only because a faulty table was left out.
FOLLOWING = {
    "unknown-section",
    "empty-section",
    "unknown-scale",
    "empty-scale",
    "no-reversed-item",
    "bad-marker",
    "missing-item",
    "missing-value",
    "missing-scale",
    "unknown-measure",
    "version-not-logged",
}


@lru_cache(maxsize=64)
def load_toml(text: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return a TOML document, or the one problem that keeps it from being read.

    Several steps read the same text, so none of them may change the document.
    """
    try:
        return tomllib.loads(text), []
    except (ValueError, RecursionError) as error:  # of numbers and of depths without end as well
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
        for index, entry in enumerate(_entries(document, table)):
            cite = entry.get("cite")
            if isinstance(cite, dict) and not cite_faults(cite):
                line = lines.key("cite", lines.table(table, index))
                owner = str(entry.get("id", ""))
                place = (cite["article"], cite["video"], cite["second"])
                found.append(BankCite(line, owner, *place))
    return sorted(found)


def _line(lines: Lines, table: str, index: int, fault: Fault) -> int:
    return lines.key(fault.key, lines.table(table, index) if table else 1)


def _entries(document: dict[str, Any], table: str) -> list[dict[str, Any]]:
    """Return the tables of a list, [] where it is none."""
    entries = document.get(table, [])
    return entries if fits("tables", entries) else []


def _table_faults(document: dict[str, Any]) -> Iterator[Placed]:
    """Yield what is wrong with the keys of every table, and ids used twice."""
    for fault in key_faults(document, keys.BANK, "the bank"):
        yield "", 0, fault
    for table, wanted in keys.TABLES.items():
        for index, entry in enumerate(_entries(document, table)):
            name = f'{table[:-1]} "{entry.get("id") or entry.get("title") or index + 1}"'
            for fault in key_faults(entry, wanted, name):
                yield table, index, fault
    for index, item in enumerate(_entries(document, "items")):
        for fault in _item_faults(item, keys.ITEM, f'item "{item.get("id", index + 1)}"'):
            yield "items", index, fault
    for table in ("sections", "items", "scales", "values", "moves"):
        yield from _repeated_ids(document, table)


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


def _repeated_ids(document: dict[str, Any], table: str) -> Iterator[Placed]:
    seen: Counter[str] = Counter()
    for index, entry in enumerate(_entries(document, table)):
        name = str(entry.get("id"))
        seen[name] += "id" in entry
        if seen[name] > 1:
            message = f'another of the {table} above is called "{name}": every id is used once.'
            yield table, index, Fault("id", "duplicate-id", message)
