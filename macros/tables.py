"""The tables of a content folder, checked: the glossary and the reading paths.

An entry with a fault is left out and told with its line, so that a slip in one ends no build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from assessments.validate import load_toml
from assessments.validate.locate import Lines, Problem
from assessments.validate.tables import Key, key_faults

Entry = dict[str, Any]

TERM = {
    "id": Key("id", "the term as a slug, never changed", required=True),
    "term": Key("text", "the term", required=True),
    "aliases": Key("list", "other spellings"),
    "text": Key("text", "what it means", required=True),
    "article": Key("text", "channel/slug of the article that explains it", required=True),
    "video": Key("video", "the video in which it comes up", required=True),
    "second": Key("whole", "the second of that video", required=True),
}
PATH = {
    "id": Key("id", "its address: paths/<id>", required=True),
    "title": Key("text", "its heading", required=True),
    "who": Key("text", "for whom it is", required=True),
    "lead": Key("text", "what it is about", required=True),
    "assessment": Key("id", "the id of a bank"),
    "assessment_why": Key("text", "why it is taken here"),
    "check": Key("text", "channel/slug of the article whose check ends it"),
    "articles": Key("tables", "the articles in their order", required=True),
}
STEP = {
    "article": Key("text", "channel/slug of the article", required=True),
    "why": Key("text", "why it is read here", required=True),
}


class Table(NamedTuple):
    """The sound entries of a file with their lines, and what is wrong with the others."""

    entries: tuple[tuple[int, Entry], ...]
    problems: tuple[Problem, ...]
    leads: Mapping[str, tuple[str, ...]] = {}  # articles by the assessment that they lead to

    @property
    def sound(self) -> list[Entry]:
        """Return the entries alone."""
        return [entry for _, entry in self.entries]


def glossary(folder: Path) -> Table:
    """Return the terms of a content folder."""
    return _table(folder / "glossary.toml", "term")


def paths(folder: Path) -> Table:
    """Return the reading paths of a content folder."""
    return _table(folder / "paths.toml", "path")


def _table(path: Path, name: str) -> Table:
    return parse(path.read_bytes(), name) if path.is_file() else Table((), ())


@lru_cache(maxsize=64)
def parse(data: bytes, name: str) -> Table:
    """Return the entries of a file's bytes, which are tables of a name."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Table((), (Problem(line, "not-utf-8", "this byte is not UTF-8; save it as UTF-8"),))
    document, problems = load_toml(text)
    if problems:
        return Table((), tuple(problems))
    lines, good, found = Lines(text), list[tuple[int, Entry]](), list[Problem]()
    rows = document.get(name, [])
    leads, wrong = _leads(document, lines) if name == "path" else ({}, [])
    found += wrong
    for key in document.keys() - {name, *(("assessments",) if name == "path" else ())}:
        message = f'this file has no use for "{key}"; it takes [[{name}]].'
        found.append(Problem(lines.key(key), "unknown-key", message))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        message = f"write each entry as a table of its own: [[{name}]]"
        return Table((), (*found, Problem(lines.key(name), "bad-value", message)))
    seen: set[str] = set()
    for index, row in enumerate(rows):
        line = lines.table(name, index)
        faults = list(_faults(lines, row, name, index, seen))
        found += faults
        if not faults:
            good.append((line, row))
    return Table(tuple(good), tuple(sorted(found)), leads)


def _leads(document: Entry, lines: Lines) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Return the articles that lead to each assessment, by `[assessments]`."""
    rows = document.get("assessments", {})
    if isinstance(rows, dict) and all(
        isinstance(keys, list) and all(isinstance(key, str) for key in keys)
        for keys in rows.values()
    ):
        return {name: tuple(keys) for name, keys in rows.items()}, []
    message = 'write the articles of each assessment: runway = ["channel/slug"]'
    return {}, [Problem(lines.key("assessments"), "bad-value", message)]


def _faults(lines: Lines, row: Entry, name: str, index: int, seen: set[str]) -> Iterator[Problem]:
    line = lines.table(name, index)
    called = f'{name} "{row.get("id", index + 1)}"'
    for fault in key_faults(row, {"term": TERM, "path": PATH}[name], called):
        yield Problem(lines.key(fault.key, line), fault.code, fault.message)
    for step in _steps(row):
        for fault in key_faults(step, STEP, f"a step of {called}"):
            yield Problem(lines.key("articles", line), fault.code, fault.message)
    spellings = [row.get("term"), *(row.get("aliases") or ())] if name == "term" else []
    if not all(isinstance(one, str) and re.search(r"\w", one) for one in spellings):
        message = f'{called} has a spelling that is no word; write aliases = ["words"].'
        yield Problem(lines.key("aliases", line), "bad-value", message)
    ident = str(row.get("id"))
    if ident in seen:
        message = f'another entry above is called "{ident}": every id is used once.'
        yield Problem(lines.key("id", line), "duplicate-id", message)
    seen.add(ident)


def _steps(row: Mapping[str, Any]) -> list[Entry]:
    steps = row.get("articles", [])
    return [step for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []
