"""What the core says when a message cannot be answered."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from assessments.shapes import Problem


class RefusedError(Exception):
    """One or more problems with what was sent; each names a field and what to enter there."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0]["message"])
        self.problems = problems


def problem(code: str, message: str, field: str | None = None) -> Problem:
    """Return one problem: a code in words, a sentence for the reader, the field or None."""
    return {"code": code, "message": message, "field": field}


def refuse(code: str, message: str, field: str | None = None) -> RefusedError:
    """Return a refusal with a single problem, to be raised."""
    return RefusedError([problem(code, message, field)])
