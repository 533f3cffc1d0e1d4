"""Telling the author: diagnostics in one shape, the report, and the last line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assessments.validate.codes import WARNINGS
from scripts.core.model import CITATIONS, LINKS, Problem, Totals

SHOWN = 10  # diagnostics of one code on the terminal; the report has all

FATAL = frozenset(  # what would lose an address that was published
    {"dropped-id", "lost-id", "taken-name", "ledger-line", "ledger-twice", "ledger-chain"}
)

# The problems of files that are left out, whose pages would go.
LEFT_OUT = frozenset({"duplicate-slug", "not-a-file", "not-utf-8", "outside-source", "too-large"})

# What an author may want to know but need not mend: a wanted topic has a page of its own, and a
# time past its video's end says so in the page. A question that gives itself away still asks.
NOTES = frozenset(
    {"dangling-link", "loose-heading", "open-best", "unledgered", "unverified-time", *WARNINGS}
)


@dataclass(frozen=True, slots=True)
class Care:
    """Which problems are fatal: `strict` all of them, `whole` those that leave a file out.

    A published address that would be lost is fatal always.
    """

    strict: bool = False
    whole: bool = False

    def stops(self, problems: Iterable[Problem]) -> bool:
        """Whether nothing may be written."""
        codes = {problem.code for problem in problems}
        left_out = self.whole and codes & LEFT_OUT
        return bool(codes & FATAL or left_out or (self.strict and codes - NOTES))


LENIENT = Care()


@dataclass(slots=True)
class Report:
    """What a build did; `build/report.json` has the same names."""

    articles: int = 0
    hubs: int = 0
    refused: int = 0
    pages: dict[str, int] = field(default_factory=dict)
    banks: int = 0
    citations: dict[str, int] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    problems: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    written: int = 0
    removed: int = 0
    diagnostics: list[str] = field(default_factory=list)

    def take(self, found: Sequence[Problem]) -> None:
        """Count diagnostics by code and keep their lines in order of place."""
        ordered = sorted(found, key=lambda p: (p.path, p.line, p.code, p.message))
        self.problems |= _count(p for p in ordered if p.code not in NOTES)
        self.notes |= _count(p for p in ordered if p.code in NOTES)
        self.diagnostics += map(str, ordered)

    def count(self, found: Totals) -> None:
        """Take over what was counted of the articles."""
        self.articles, self.hubs = found.articles, found.hubs
        self.citations = {name: found.citations[name] for name in CITATIONS}
        self.links = {name: found.links[name] for name in LINKS}

    def save(self, path: Path) -> None:
        """Write the report as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        data = {name: getattr(self, name) for name in self.__slots__}
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def last_line(self) -> str:
        """The line that every build ends with."""
        return (
            f"{self.articles} articles, {self.banks} banks, {self.written} written, "
            f"{self.removed} removed, {sum(self.problems.values())} problems, "
            f"{sum(self.seconds.values()):.1f} s"
        )


def _count(problems: Iterable[Problem]) -> dict[str, int]:
    return dict(sorted(Counter(problem.code for problem in problems).items()))


def shown_lines(problems: Sequence[Problem], report: str) -> Iterator[str]:
    """The lines for the terminal: problems before notes, ten of a code, then how many more."""
    by_code: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=lambda p: (p.code in NOTES, p.code, p.path, p.line)):
        by_code.setdefault(problem.code, []).append(problem)
    for found in by_code.values():
        yield from map(str, found[:SHOWN])
        if len(found) > SHOWN:
            yield f"... and {len(found) - SHOWN:,} more {found[0].code} in {report}"
