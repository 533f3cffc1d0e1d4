"""The report of a build: what was counted, what an author should know, what each phase took."""

from __future__ import annotations

import json
import resource
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scripts.core.diagnostics import NOTES
from scripts.core.model import CITATIONS, LINKS, Problem, Totals

ELSEWHERE: list[float] = []  # of tasks in other processes; executors add to it


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
    seconds: dict[str, float] = field(default_factory=dict)  # by phase
    cpu: dict[str, float] = field(default_factory=dict)  # by phase, in all processes
    written: int = 0
    removed: int = 0
    diagnostics: list[str] = field(default_factory=list)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Add what happens meanwhile to the seconds and CPU seconds of a phase."""
        start, used = time.perf_counter(), cpu_seconds()
        try:
            yield
        finally:
            took = time.perf_counter() - start
            self.seconds[name] = round(self.seconds.get(name, 0) + took, 3)
            self.cpu[name] = round(self.cpu.get(name, 0) + cpu_seconds() - used, 3)

    def take(self, found: Sequence[Problem]) -> None:
        """Count diagnostics by code and keep their lines in order of place."""
        ordered = sorted(found, key=lambda p: (p.path, p.line, p.code, p.message))
        self.problems = _count(p for p in ordered if p.code not in NOTES)
        self.notes = _count(p for p in ordered if p.code in NOTES)
        self.diagnostics = list(map(str, ordered))  # a second try of the build tells them once

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
        """Return the line that every build ends with."""
        return (
            f"{self.articles} articles, {self.banks} banks, {self.written} written, "
            f"{self.removed} removed, {sum(self.problems.values())} problems, "
            f"{sum(self.seconds.values()):.1f} s"
        )


def _count(problems: Iterable[Problem]) -> dict[str, int]:
    return dict(sorted(Counter(problem.code for problem in problems).items()))


def cpu_seconds() -> float:
    """Return the CPU seconds of this process, its ended children, and of tasks elsewhere."""
    return own_cpu() + sum(ELSEWHERE)


def own_cpu() -> float:
    """Return the CPU seconds of this process and of its children that have ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))
