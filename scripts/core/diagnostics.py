"""Telling the author: diagnostics in one shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assessments.validate.codes import WARNINGS
from scripts.core.model import Problem

SHOWN = 10  # diagnostics of one code on the terminal; the report has all

FATAL = frozenset(  # what would lose an address that was published
    {
        "dropped-id",
        "lost-id",
        "taken-name",
        "ledger-line",
        "ledger-twice",
        "ledger-chain",
        "foreign-ledger",
    }
)

# The problems of files that are left out, whose pages would go.
LEFT_OUT = frozenset({"duplicate-slug", "not-a-file", "not-utf-8", "outside-source", "too-large"})

# What an author may want to know but need not mend: a wanted topic has a page of its own, and a
# time past its video's end says so in the page. A question that gives itself away still asks.
NOTES = frozenset(
    {
        *(
            "dangling-link",
            "hidden-file",
            "loose-heading",
            "not-published",
            "not-read",
            "odd-time",
            "picture",
        ),
        "open-best",
        *("shared-name", "unledgered", "unverified-time", *WARNINGS),
    }
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


def shown_lines(problems: Sequence[Problem], report: str) -> Iterator[str]:
    """The lines for the terminal: problems before notes, ten of a code, then how many more."""
    by_code: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=lambda p: (p.code in NOTES, p.code, p.path, p.line)):
        by_code.setdefault(problem.code, []).append(problem)
    for found in by_code.values():
        yield from map(str, found[:SHOWN])
        if len(found) > SHOWN:
            yield f"... and {len(found) - SHOWN:,} more {found[0].code} in {report}"
