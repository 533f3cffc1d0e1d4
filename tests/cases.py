"""Case files: `title`, a dot, the input, a dot, the expected output, a dot; a new case is pasted.

`pytest --regen` rewrites the expected outputs; the difference is for review.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """One case: its title, what goes in and what should come out."""

    title: str
    given: str
    expected: str


def read_cases(name: str) -> list[Case]:
    """The cases of `tests/cases/<name>`."""
    return list(_parts((FOLDER / name).read_text(encoding="utf-8")))


def _parts(text: str) -> Iterator[Case]:
    parts = f"\n{text}".split("\n.\n")
    for at in range(0, len(parts) - 2, 3):
        yield Case(parts[at].strip(), parts[at + 1], parts[at + 2])


def check_cases(name: str, answer: Callable[[str], str], *, regen: bool) -> None:
    """Compare the answer to each case's input with what the file expects."""
    cases = read_cases(name)
    assert cases, f"{name} holds no case"
    answers = [Case(case.title, case.given, answer(case.given).strip("\n")) for case in cases]
    if regen:
        blocks = (f"{c.title}\n.\n{c.given}\n.\n{c.expected}\n.\n" for c in answers)
        (FOLDER / name).write_text("\n".join(blocks), encoding="utf-8")
        return
    wrong = [got for got, case in zip(answers, cases, strict=True) if got != case]
    assert answers == cases, "\n\n".join(f"{c.title}:\n{c.expected}" for c in wrong)
