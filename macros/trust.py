"""What the pages on trust and accessibility tell: read from the data that the tests run over.

Each `.toml` below `tests/` is a table of things tried; the tests read the same files. Nothing here
imports a test.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from macros.assessment_form import PageContext
from macros.pages import render

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
SIZES = 2  # of a window, in each of which a page is tried
SCHEMES = 2  # light and dark
STATES = {"met": "Met", "partly": "In part", "none": "Does not apply"}
Row = dict[str, Any]
# The words of tests/browser/faults.toml for a request that fails.
ON = {"quiz": "In an assessment", "check": "In a check"}
HOW = {
    "once": "The request breaks off",
    "cut": "Half of it comes",
    "down": "It does not come however often it is asked for",
}
SEES = {
    "unharmed": "nothing of it: it is asked for again, or not needed",
    "reload": "that a part did not arrive, and a button that reloads",
    "paper": "the questions on paper, and a button that reloads",
}


class Family(NamedTuple):
    """One family of attacks: how many there are, and how many of them are refused with a line."""

    name: str
    about: str
    total: int
    refused: int


class Tried(NamedTuple):
    """Everything that the tests try, by kind."""

    attacks: list[Family]
    doors: list[Family]
    faults: list[Row]
    build_faults: list[Row]
    beside: list[Row]
    kinds: list[Row]
    states: list[Row]
    engines: list[str]
    journeys: list[str]

    def lines(self) -> Iterator[str]:
        """The numbers, one line each, as `make test` prints them."""
        attacks = sum(family.total for family in self.attacks)
        refused = sum(family.refused for family in self.attacks)
        pages = len(self.kinds) + len(self.states)
        yield f"{attacks} attacks in {len(self.attacks)} families, {refused} refused with a line"
        doors = sum(door.total for door in self.doors)
        yield f"{doors} attacks on {len(self.doors)} other doors"
        builds = len(self.build_faults) + len(self.beside)
        yield f"{len(self.faults)} faults of the browser, {builds} of the build"
        yield (
            f"{len(self.kinds)} kinds of page and {len(self.states)} states, "
            f"{pages * SIZES * SCHEMES} runs of axe: two sizes, light and dark"
        )
        yield f"{len(self.journeys)} journeys for {len(self.engines)} engines"


def tried(tests: Path = TESTS) -> Tried:
    """Read the tables of the tests."""
    pages = _read(tests / "browser/kinds.toml")
    engines = _read(tests / "engines/journeys.toml")
    builds = _read(tests / "build_faults.toml")
    return Tried(
        attacks=[_family(path) for path in sorted((tests / "hostile").glob("*.toml"))],
        doors=list(_doors(tests / "hostile/doors")),
        faults=list(_faults(tests / "browser/faults.toml")),
        build_faults=builds["fault"],
        beside=builds["beside"],
        kinds=pages["kind"],
        states=pages["state"],
        engines=engines["engines"],
        journeys=engines["journeys"],
    )


def trust(context: PageContext) -> str:
    """What is tried, and what comes of it, as tables."""
    return render("trust.html", context, tried=tried(), sizes=SIZES, schemes=SCHEMES)


def criteria() -> list[Row]:
    """The criteria of WCAG 2.2 at levels A and AA, and what the site does about each."""
    return list(_read(ROOT / "macros/engine_pages/wcag.toml")["criterion"])


def conformance(context: PageContext) -> str:
    """A table of those criteria."""
    return render("conformance.html", context, criteria=criteria(), states=STATES)


def _faults(path: Path) -> Iterator[Row]:
    """Each fault, and each request of a good run with each way in which it fails."""
    table = _read(path) if path.is_file() else {}
    yield from table.get("fault", [])
    for step in table.get("step", []):
        for how in step["how"]:
            what = f"{ON[step['on']]}: {step['what']}. {HOW[how]}"
            yield {"what": what, "sees": SEES[step["sees"]]}


def _family(path: Path) -> Family:
    table = _read(path)
    attacks = table["attack"]
    refused = sum("refused" in attack for attack in attacks)
    return Family(path.stem, table["about"], len(attacks), refused)


def _doors(folder: Path) -> Iterator[Family]:
    """Each door but transcripts: every text at every place, its own attacks, and broken files."""
    payloads = len(_read(folder / "payloads.toml")["payload"])
    broken = _read(folder / "broken.toml")["attack"]
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in ("payloads", "broken"):
            table = _read(path)
            places = table["place"]
            formats = {"any", table["as"], *(place.get("as", "") for place in places)}
            whole = len(table["attack"]) + sum(one["as"] in formats for one in broken)
            yield Family(path.stem, table["about"], len(places) * payloads + whole, 0)


def _read(path: Path) -> Row:
    return tomllib.loads(path.read_text("utf-8"))
