"""The table of synonyms (`synonyms.toml` beside a source): words that find each other's pages.

A reader types RTO, the articles say "return to office". Each entry lists spellings of one thing; a
search for one of them looks for the others too. `suggestions` are offered in the empty search box.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from assessments.validate import load_toml
from assessments.validate.locate import Lines
from scripts.core.model import Problem
from scripts.search.words import fold

FILE = "synonyms.toml"
CODE = "bad-synonyms"


class Synonyms(NamedTuple):
    """Groups of spellings that find each other, and searches to suggest."""

    groups: tuple[tuple[str, ...], ...] = ()
    suggestions: tuple[str, ...] = ()


NONE = Synonyms()


def read_synonyms(source: Path) -> tuple[Synonyms, list[Problem]]:
    """Return the table that lies beside a source; empty where there is none."""
    path = source.parent / FILE
    if not path.is_file():
        return NONE, []
    return parse_synonyms(path.read_bytes(), str(path))


def parse_synonyms(data: bytes, path: str) -> tuple[Synonyms, list[Problem]]:
    """Return the table in a file's bytes, without the entries that have a problem."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return NONE, [Problem(path, line, CODE, "this byte is not UTF-8; save the file as UTF-8")]
    table, faults = load_toml(text)
    if faults:
        return NONE, [Problem(path, line, CODE, said) for line, _, said in faults]
    lines = Lines(text)
    problems = [Problem(path, lines.key(key), CODE, said) for key, said in _faults(table)]
    groups = []
    for place, entry in enumerate(_list(table.get("synonym"))):
        words = _strings(entry.get("words")) if isinstance(entry, dict) else ()
        if len(words) > 1:
            groups.append(tuple(dict.fromkeys(fold(word) for word in words)))
        else:
            line = lines.table("synonym", place)
            said = 'a synonym needs two or more `words`: words = ["RTO", "return to office"]'
            problems.append(Problem(path, line, CODE, said))
    return Synonyms(tuple(groups), _strings(table.get("suggestions"))), problems


def _faults(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Keys that the table does not have, suggestions that are no list, and what to say of each."""
    for key in table.keys() - {"synonym", "suggestions"}:
        yield key, f"`{key}` is unknown and left out; the keys are `suggestions` and `[[synonym]]`"
    if len(_strings(table.get("suggestions"))) != len(_list(table.get("suggestions"))):
        yield "suggestions", "`suggestions` holds something that is no text; it is left out"


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _strings(value: object) -> tuple[str, ...]:
    """Return the texts of a list, without blanks around them; nothing for anything else."""
    found = value if isinstance(value, list) else []
    return tuple(one.strip() for one in found if isinstance(one, str) and one.strip())
