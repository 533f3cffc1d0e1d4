"""Writes questions as a check of ours, with every problem that an author still has to mend."""

from __future__ import annotations

from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from assessments.validate.locate import Problem
from assessments.validate.quiz import check_quiz
from scripts.export.sheet import Question


def as_toml(questions: list[Question]) -> tuple[str, list[Problem]]:
    """The text of a check, and what is still wrong with it, by line."""
    document = tomlkit.document()
    document["version"] = "1.0"
    document["questions"] = _tables(questions)
    text = tomlkit.dumps(document)
    return text, check_quiz(text)


def _tables(rows: list[dict[str, Any]]) -> AoT:
    tables = tomlkit.aot()
    for row in rows:
        tables.append(_table(row))
    return tables


def _table(row: dict[str, Any]) -> Table:
    table = tomlkit.table()
    plain = {key: value for key, value in row.items() if not _rows(value)}
    for key, value in plain.items():
        table[key] = _inline(value) if isinstance(value, dict) else value
    for key, value in row.items():
        if _rows(value):
            table[key] = _tables(value)
    return table


def _rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _inline(value: dict[str, Any]) -> Any:
    table = tomlkit.inline_table()
    table.update(value)
    return table
