"""What every measurement gives: a row of theirs and ours, and whether the target is met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Row(NamedTuple):
    """One figure: theirs and ours in `unit`, and the most that ours, or the ratio, may be.

    `theirs` is None where there is no peer; `limit` counts for the ratio where `of_ratio` is set.
    """

    what: str
    unit: str
    ours: float
    theirs: float | None = None
    limit: float | None = None
    of_ratio: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours over theirs."""
        return self.ours / self.theirs if self.theirs else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        measured = self.ratio if self.of_ratio else self.ours
        return None if self.limit is None or measured is None else measured <= self.limit


HEAD = ("what", "unit", "theirs", "ours", "ratio", "target", "met")


def table(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as lines of a table for the terminal."""
    cells = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        first, *rest = zip(line, widths, strict=True)
        numbers = (cell.rjust(width) for cell, width in rest)
        yield "  ".join([first[0].ljust(first[1]), *numbers])


def _cells(row: Row) -> tuple[str, ...]:
    target = "" if row.limit is None else f"{'ratio ' if row.of_ratio else ''}<= {row.limit:g}"
    met = {None: "", True: "yes", False: "NO"}[row.met]
    return (
        row.what,
        row.unit,
        "" if row.theirs is None else f"{row.theirs:,.2f}",
        f"{row.ours:,.2f}",
        "" if row.ratio is None else f"{row.ratio:.3f}",
        target,
        met,
    )
