"""Reading paths and assessments, as articles lead to them (`paths.toml` beside a source).

A path lists articles in an order; each of them shows its place on the path. The table
`[assessments]` lists, for each assessment, articles that lead to it; an article that it does not
list leads to the assessment of its path.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from macros.assessment_form import ask, has_assessments

FILE = "paths.toml"


class Assessment(NamedTuple):
    """What a link to an assessment says."""

    id: str
    title: str
    minutes: int


class Step(NamedTuple):
    """An article's place on a path: its number from 1, and the article that comes next."""

    path: str
    title: str
    number: int
    of: int
    next: str  # the key of an article; empty at the end


@dataclass(frozen=True)
class Paths:
    """The steps and the assessment of each article."""

    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    assessments: Mapping[str, Assessment] = field(default_factory=dict)


NONE = Paths()


def read_paths(source: Path) -> Paths:
    """Return the paths that lie beside a source; none where there are none.

    A file that cannot be read is told by the hand-written pages, which read it as well.
    """
    path = source.parent / FILE
    if not path.is_file():
        return NONE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return NONE
    return paths_of(table, assessments() if has_assessments(source.parent) else {})


@lru_cache(maxsize=1)
def assessments() -> dict[str, Assessment]:
    """Return every assessment by its id."""
    found = ask("catalogue")["assessments"]
    return {one["id"]: Assessment(one["id"], one["title"], one["minutes"]) for one in found}


def paths_of(table: Mapping[str, Any], known: Mapping[str, Assessment]) -> Paths:
    """Return the paths of a table; `known` are the assessments of the site."""
    steps: dict[str, tuple[Step, ...]] = {}
    leads: dict[str, Assessment] = {}
    for path in table.get("path", ()):
        keys = [step["article"] for step in path["articles"]]
        for place, key in enumerate(keys):
            after = keys[place + 1] if place + 1 < len(keys) else ""
            step = Step(path["id"], path["title"], place + 1, len(keys), after)
            steps[key] = (*steps.get(key, ()), step)
            if path.get("assessment") in known:
                leads.setdefault(key, known[path["assessment"]])
    for name, keys in table.get("assessments", {}).items():
        leads.update({key: known[name] for key in keys if name in known})
    return Paths(dict(sorted(steps.items())), dict(sorted(leads.items())))
