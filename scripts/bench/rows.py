"""What every measurement gives: a row of theirs and ours, and whether the target is met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Row(NamedTuple):
    """One figure: theirs and ours in `unit`, and the most (or least) that ours may be.

    `theirs` is None where there is no peer, or where it did not end in time. The limit counts for
    the ratio where `of_ratio` is set, and is the least instead of the most with `at_least`.
    """

    what: str
    unit: str
    ours: float
    theirs: float | None = None
    limit: float | None = None
    of_ratio: bool = False
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours over theirs."""
        return self.ours / self.theirs if self.theirs else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        measured = self.ratio if self.of_ratio else self.ours
        if self.limit is None or measured is None:
            return None
        return measured >= self.limit if self.at_least else measured <= self.limit

    @property
    def target(self) -> str:
        """The target in words."""
        if self.limit is None:
            return ""
        return (
            f"{'ratio ' if self.of_ratio else ''}{'>=' if self.at_least else '<='} {self.limit:g}"
        )


HEAD = ("what", "unit", "theirs", "ours", "ratio", "target", "met")
MET = {None: "", True: "yes", False: "NO"}


def table(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as lines of a table for the terminal."""
    lines = [HEAD, *map(cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        first, *rest = zip(line, widths, strict=True)
        numbers = (cell.rjust(width) for cell, width in rest)
        yield "  ".join([first[0].ljust(first[1]), *numbers])


def cells(row: Row) -> tuple[str, ...]:
    """The row in words, one for each of HEAD."""
    return (
        row.what,
        row.unit,
        "" if row.theirs is None else f"{row.theirs:,.2f}",
        f"{row.ours:,.2f}",
        "" if row.ratio is None else f"{row.ratio:.3f}",
        row.target,
        MET[row.met],
    )
