"""Reading paths and assessments, as articles lead to them (`paths.toml` beside a source).

A path lists articles in an order; each of them shows its place on the path. The table
`[assessments]` lists, for each assessment, articles that lead to it; an article that it does not
list leads to the assessment of its path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from macros import tables
from macros.assessment_form import ask
from macros.content import content_of
from macros.tables import Table


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
    """Return the paths that lie beside a source; none where there are none."""
    return paths_of(tables.paths(content_of(source)), assessments())


def assessments() -> dict[str, Assessment]:
    """Return every assessment by its id."""
    found = ask("catalogue")["assessments"]
    return {one["id"]: Assessment(one["id"], one["title"], one["minutes"]) for one in found}


def paths_of(table: Table, known: Mapping[str, Assessment]) -> Paths:
    """Return the paths of a table; `known` are the assessments of the site."""
    steps: dict[str, tuple[Step, ...]] = {}
    leads: dict[str, Assessment] = {}
    for path in table.sound:
        keys = [step["article"] for step in path["articles"]]
        for place, key in enumerate(keys):
            after = keys[place + 1] if place + 1 < len(keys) else ""
            step = Step(path["id"], path["title"], place + 1, len(keys), after)
            steps[key] = (*steps.get(key, ()), step)
            if path.get("assessment") in known:
                leads.setdefault(key, known[path["assessment"]])
    for name, led in table.leads.items():
        leads.update({key: known[name] for key in led if name in known})
    return Paths(dict(sorted(steps.items())), dict(sorted(leads.items())))
