"""The one door of the core: a JSON message in, a JSON answer out, never an exception."""

from __future__ import annotations

import json
import re

from assessments.refusal import RefusedError, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from assessments.shapes import Json

LONGEST = 2_000_000  # characters
DEEPEST = 40  # levels of nesting
# A string, closed or not, or a bracket outside of one.
TOKENS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[][{}]', re.DOTALL)


def handle(message: str) -> str:
    """Answer one message `{"method": ..., "args": {...}}`.

    The answer is `{"result": {...}}`, or `{"error": {"code", "message", "field"}}` with a
    sentence that names the field and what to enter there. It never raises.
    """
    try:
        answer = {"result": _call(_read(message))}
    except RefusedError as refused:
        answer = {"error": _error(refused)}
    except Exception as error:
        # A mistake of ours: the reader still gets an answer, and the fuzz tests accept none.
        words = f"The core could not work this out ({type(error).__name__}). Please report it."
        answer = {"error": {"code": "internal", "message": words, "field": None}}
    return json.dumps(answer, allow_nan=False, separators=(",", ":"))


def _error(refused: RefusedError) -> dict[str, Any]:
    problems = refused.problems
    return {**problems[0], "problems": problems} if len(problems) > 1 else {**problems[0]}


def _read(message: str) -> dict[str, Json]:
    """Return the message as an object; raises RefusedError where it is not one."""
    if not isinstance(message, str):
        raise refuse("not-json", "A message must be text that holds JSON.")
    if len(message) > LONGEST:
        raise refuse("too-big", f"A message may have {LONGEST:,} characters.")
    if too_deep(message):
        raise refuse("too-big", f"A message may be nested {DEEPEST} levels deep.")
    try:
        # Python reads NaN and Infinity, which no JSON has, and refuses very long whole numbers.
        read = json.loads(message, parse_constant=_refuse_constant, parse_int=_whole)
    except ValueError as error:
        where = f" (character {error.pos + 1})" if isinstance(error, json.JSONDecodeError) else ""
        raise refuse("not-json", f"The message is not complete JSON{where}.") from error
    if not isinstance(read, dict):
        raise refuse("bad-message", 'A message must be {"method": ..., "args": {...}}.')
    return read


def too_deep(message: str) -> bool:
    """Say whether brackets nest too deep, without nesting any calls to find out."""
    if message.count("[") + message.count("{") <= DEEPEST:
        return False
    depth = 0
    for match in TOKENS.finditer(message):
        sign = match[0][0]
        depth += (sign in "[{") - (sign in "]}")
        if depth > DEEPEST:
            return True
    return False


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _whole(digits: str) -> int | float:
    """Return a whole number; one too long to be anyone's answer is as good as infinite."""
    return int(digits) if len(digits) <= 300 else float(digits)


def _call(message: dict[str, Json]) -> dict[str, Any]:
    name, args = message.get("method"), message.get("args", {})
    if not isinstance(name, str) or name not in METHODS:
        known = ", ".join(METHODS)
        raise refuse("unknown-method", f"The method must be one of: {known}.", "method")
    if not isinstance(args, dict):
        raise refuse("bad-message", 'The "args" must be an object.', "args")
    return METHODS[name](args)


def _catalogue(args: dict[str, Json]) -> dict[str, Any]:
    from assessments.describe import catalogue

    return catalogue(args)


def _describe(args: dict[str, Json]) -> dict[str, Any]:
    if "questions" in args:
        from assessments.grade import views

        return views(args)
    if "ids" in args:
        from assessments.grade import draw

        return draw(args)
    from assessments.describe import describe

    return describe(args)


def _score(args: dict[str, Json]) -> dict[str, Any]:
    from assessments.score import score

    return score(args)


def _compare(args: dict[str, Json]) -> dict[str, Any]:
    from assessments.compare import compare

    return compare(args)


def _grade(args: dict[str, Json]) -> dict[str, Any]:
    from assessments.grade import grade

    return grade(args)


def _review(args: dict[str, Json]) -> dict[str, Any]:
    from assessments.review import review

    return review(args)


METHODS: dict[str, Callable[[dict[str, Json]], dict[str, Any]]] = {
    "catalogue": _catalogue,
    "describe": _describe,
    "score": _score,
    "compare": _compare,
    "grade": _grade,
    "review": _review,
}
