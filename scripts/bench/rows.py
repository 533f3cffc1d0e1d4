"""Rows: what every measurement gives, and the file that keeps them.

A row has theirs and ours, and whether the target is met. `Store` saves each row when it is
measured, so that a run that is killed keeps what it has measured.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from scripts.core.files import write_if_changed


class Row(NamedTuple):
    """One figure: theirs and ours in `unit`, and the most (or least) that ours may be.

    `theirs` is None where there is no peer, or where it was not measured. The limit counts for
    the ratio where `of_ratio` is set, and is the least instead of the most with `at_least`.
    """

    name: str
    unit: str
    ours: float
    theirs: float | None = None
    limit: float | None = None
    of_ratio: bool = False
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """Return ours over theirs."""
        return self.ours / self.theirs if self.theirs else None

    @property
    def met(self) -> bool | None:
        """Return whether the target is met; None where there is none."""
        measured = self.ratio if self.of_ratio else self.ours
        if self.limit is None or measured is None:
            return None
        return measured >= self.limit if self.at_least else measured <= self.limit

    @property
    def target(self) -> str:
        """Return the target in words."""
        if self.limit is None:
            return ""
        return (
            f"{'ratio ' if self.of_ratio else ''}{'>=' if self.at_least else '<='} {self.limit:g}"
        )

    @property
    def line(self) -> str:
        """Return the row as one line, printed when it is measured."""
        _, unit, theirs, ours, ratio, target, met = cells(self)
        beside = f", theirs {theirs}, ratio {ratio}" if theirs else ""
        wanted = f" (target {target}: {met or 'not measured'})" if target else ""
        return f"{self.name}: {ours} {unit}".rstrip() + beside + wanted


HEAD = ("name", "unit", "theirs", "ours", "ratio", "target", "met")
MET = {None: "", True: "yes", False: "NO"}


class Store:
    """The rows of `path`, by name, in the order of measuring; `fresh` begins without the old ones.

    Invariant: the file on disk has every row that was added.
    """

    def __init__(self, path: Path, *, fresh: bool) -> None:
        self.path = path
        self.measured: set[str] = set()  # names of this run
        old = [] if fresh or not path.is_file() else json.loads(path.read_bytes())
        self._saved: dict[str, dict[str, Any]] = {one["name"]: one for one in old if "name" in one}

    @property
    def rows(self) -> dict[str, Row]:
        """Return all rows by name, those of earlier runs too."""
        fields = Row._fields
        return {name: Row(**{x: one[x] for x in fields}) for name, one in self._saved.items()}

    @property
    def new(self) -> list[Row]:
        """Return the rows of this run."""
        return [row for name, row in self.rows.items() if name in self.measured]

    def add(self, row: Row) -> None:
        """Write a row to the file, instead of an older one of its name."""
        made = {"ratio": row.ratio, "target": row.target, "met": row.met}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._saved.pop(row.name, None)
        self._saved[row.name] = {**row._asdict(), **made, "measured": now}
        self.measured.add(row.name)
        write_if_changed(self.path, (json.dumps([*self._saved.values()], indent=1) + "\n").encode())


def table(rows: Iterable[Row]) -> Iterator[str]:
    """Return the rows as lines of a table for the terminal."""
    lines = [HEAD, *map(cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        first, *rest = zip(line, widths, strict=True)
        numbers = (cell.rjust(width) for cell, width in rest)
        yield "  ".join([first[0].ljust(first[1]), *numbers])


def cells(row: Row) -> tuple[str, ...]:
    """Return the row in words, one for each of HEAD."""
    return (
        row.name,
        row.unit,
        "" if row.theirs is None else f"{row.theirs:,.2f}",
        f"{row.ours:,.2f}",
        "" if row.ratio is None else f"{row.ratio:.3f}",
        row.target,
        MET[row.met],
    )
