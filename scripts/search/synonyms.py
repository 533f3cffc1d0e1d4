"""The table of synonyms (`synonyms.toml` beside a source): words that find each other's pages.

A reader types RTO, the articles say "return to office". Each entry lists spellings of one thing; a
search for one of them looks for the others too. `suggestions` are offered in the empty search box.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from scripts.core.model import Problem
from scripts.search.words import fold

FILE = "synonyms.toml"
CODE = "bad-synonyms"

_LINE = re.compile(r"at line (\d+)")
_TABLE = re.compile(r"^\s*\[\[\s*synonym\s*\]\]", re.MULTILINE)


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
        table = tomllib.loads(text)
    except ValueError as error:
        found = _LINE.search(str(error))
        message = f"the table is not TOML ({error}); it is left out, correct it"
        return NONE, [Problem(path, int(found[1]) if found else 1, CODE, message)]
    lines = [text.count("\n", 0, found.end()) + 1 for found in _TABLE.finditer(text)]
    problems = [Problem(path, 1, CODE, said) for said in _astray(table)]
    groups = []
    for place, entry in enumerate(_list(table.get("synonym"))):
        words = _strings(entry.get("words")) if isinstance(entry, dict) else ()
        if len(words) > 1:
            groups.append(tuple(dict.fromkeys(fold(word) for word in words)))
        else:
            line = lines[place] if place < len(lines) else 1
            said = 'a synonym needs two or more `words`: words = ["RTO", "return to office"]'
            problems.append(Problem(path, line, CODE, said))
    return Synonyms(tuple(groups), _strings(table.get("suggestions"))), problems


def _astray(table: dict[str, Any]) -> Iterator[str]:
    """Messages about keys that the table does not have, and about suggestions that are no list."""
    for key in table.keys() - {"synonym", "suggestions"}:
        yield f"`{key}` is unknown and left out; the keys are `suggestions` and `[[synonym]]`"
    if len(_strings(table.get("suggestions"))) != len(_list(table.get("suggestions"))):
        yield "`suggestions` holds something that is no text; it is left out"


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _strings(value: object) -> tuple[str, ...]:
    """Return the texts of a list, without blanks around them; nothing for anything else."""
    found = value if isinstance(value, list) else []
    return tuple(one.strip() for one in found if isinstance(one, str) and one.strip())
