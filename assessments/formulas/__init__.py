"""The formulas: one module each, imported when first used.

Every module offers `score(bank, answers, now)` and what a bank must provide for it: ITEMS (the
ids on the wire), VALUES, VERDICTS and MEASURES (what a next move may answer); and `standing`, how
the map reads a stored result. A new formula is one module and one line in the table.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from assessments.shapes import Answers, Bank, Outcome

    class Formula(Protocol):
        """What a formula module offers."""

        ITEMS: tuple[str, ...]
        VALUES: tuple[str, ...]
        VERDICTS: tuple[str, ...]
        MEASURES: tuple[str, ...]

        def score(self, bank: Bank, answers: Answers, now: str | None) -> Outcome:
            """Return the numbers of one result; `now` is an ISO time or None."""

        def standing(self, bank: Bank, result: dict[str, Any]) -> str | None:
            """Return how a stored result stands on the map, None where nothing is known."""


NAMES = (
    "scales",
    "points",
    "markers",
    "promise-check",
    "smart-work",
    "skills-portfolio",
    "last-win",
    "pay-gap",
    "runway",
    "market-test",
    "chess",
    "cash-runway",
    "search-funnel",
    "future-self",
    "map",
)


def load(name: str) -> Formula:
    """Return the module of one formula."""
    module = import_module(f"assessments.formulas.{name.replace('-', '_')}")
    formula: Formula = module
    return formula


def verdicts(bank: Bank) -> tuple[str, ...]:
    """Return the verdicts that a bank may give: its formula's, or those of its own thresholds."""
    formula: Any = load(bank["formula"])
    found: tuple[str, ...] = (
        formula.verdicts(bank) if hasattr(formula, "verdicts") else formula.VERDICTS
    )
    return found
