"""Numeric: a number within a tolerance, in a unit that may have to be chosen."""

from __future__ import annotations

from assessments.questions.common import field, one_of, part
from assessments.refusal import refuse
from assessments.validate.tables import Fault, Key, key_faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from assessments.questions.common import Grade, Question, Response

KEYS = {
    "answer": Key("number", "the right number", required=True),
    "tolerance": Key("number", "how far off still counts, 0 where left out"),
    "unit": Key("text", "the unit of the right number"),
    "units": Key("table", "other units to choose: what one of them is in the unit of the answer"),
    "traps": Key("tables", "numbers that people arrive at by a mistake, each with its feedback"),
}
TRAP = {
    "value": Key("number", "the wrong number", required=True),
    "feedback": Key("text", "which mistake leads to it", required=True),
}
PARTS = {"traps": TRAP}
ABOUT = "writes a number"
TASK = "Give a number."
LARGEST = 1e15
OTHER_UNIT = "The number would be right in another unit."
SMALL = 1e-9  # of the answer: what binary fractions may be off by


def parse(question: Question) -> Iterator[Fault]:
    """Yield what is wrong with a question of this type."""
    name = question["id"]
    if not abs(question["answer"]) <= LARGEST:
        yield Fault("answer", "bad-value", f'the answer of "{name}" is too large.')
    if not 0 <= question.get("tolerance", 0) <= LARGEST:
        yield Fault("tolerance", "bad-value", f'the tolerance of "{name}" must be 0 or more.')
    units = question.get("units", {})
    if units and "unit" not in question:
        yield Fault("units", "missing-key", f'"{name}" has units to choose, and no "unit".')
    for unit, factor in units.items():
        number = isinstance(factor, (int, float)) and not isinstance(factor, bool)
        if not number or not 0 < factor <= LARGEST:
            message = f'the unit "{unit}" of "{name}" must be a number above 0.'
            yield Fault("units", "bad-value", message)
    for trap in question.get("traps", []):
        for fault in key_faults(trap, TRAP, f'a trap of "{name}"'):
            yield Fault("traps", fault.code, fault.message)


def view(question: Question, seed: str) -> list[dict[str, Any]]:
    """Return the fields of the form; the unit is a field of its own where it must be chosen."""
    unit, units = question.get("unit", ""), _units(question)
    shown = "" if len(units) > 1 else unit
    fields = [field("answer", "number", question["text"], unit=shown, step="any")]
    if len(units) > 1:
        options = [{"value": name, "label": name} for name in sorted(units)]
        fields.append(field("unit", "choice", "Unit", options=options))
    return fields


def _units(question: Question) -> dict[str, float]:
    return {question.get("unit", ""): 1.0, **question.get("units", {})}


def read(question: Question, response: Response) -> dict[str, Any]:
    """Return the response checked; raises RefusedError."""
    value, units = response.get("answer"), _units(question)
    if isinstance(value, bool) or not isinstance(value, (int, float, type(None))):
        raise refuse("wrong-type", "The answer must be a number.", "answer")
    if value is not None and not -LARGEST <= value <= LARGEST:
        message = f"The answer must be a number from {-LARGEST:g} to {LARGEST:g}."
        raise refuse("out-of-range", message, "answer")
    unit = one_of(response, "unit", sorted(units)) if len(units) > 1 else question.get("unit", "")
    return {"answer": value, "unit": unit}


def grade(question: Question, response: Response) -> Grade:
    """Return one part, with the feedback of the trap that the number stepped into."""
    value, unit = response["answer"], response["unit"]
    answer = {"answer": question["answer"], "unit": question.get("unit", "")}
    if value is None or unit is None:
        return {"parts": [part("answer", "missed", {})], "near": False, "answer": answer}
    meant = value * _units(question)[unit]
    right = _close(meant, question["answer"], question.get("tolerance", 0))
    near = not right and _in_another_unit(question, value)
    feedback = "" if right else _mistake(question, meant) or (OTHER_UNIT if near else "")
    found = part("answer", "right" if right else "wrong", {"feedback": feedback})
    return {"parts": [found], "near": near, "answer": answer}


def _close(value: float, wanted: float, tolerance: float) -> bool:
    return abs(value - wanted) <= tolerance + SMALL * abs(wanted)


def _mistake(question: Question, meant: float) -> str:
    """Return what is said to a number that a known mistake leads to."""
    tolerance = question.get("tolerance", 0)
    traps = [t for t in question.get("traps", []) if _close(meant, t["value"], tolerance)]
    return str(traps[0]["feedback"]) if traps else ""


def _in_another_unit(question: Question, value: float) -> bool:
    wanted, tolerance = question["answer"], question.get("tolerance", 0)
    return any(_close(value * factor, wanted, tolerance) for factor in _units(question).values())


def needed(question: Question) -> int:
    """Return how many parts make the whole answer."""
    return 1


def solution(question: Question) -> list[str]:
    """Return the right answer in words, one line for each of its parts."""
    unit, tolerance = question.get("unit", ""), question.get("tolerance", 0)
    about = f", give or take {tolerance:g}" if tolerance else ""
    return [f"{question['answer']:,.10g} {unit}".strip() + about]


def choices(question: Question) -> list[str]:
    """Return what there is to choose from, a line each."""
    return []


def samples(question: Question) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield responses with what becomes of them: right, wrong or refused."""
    answer, tolerance = question["answer"], question.get("tolerance", 0)
    unit = {"unit": question["unit"]} if len(_units(question)) > 1 else {}
    yield {"answer": answer, **unit}, "right"
    yield {"answer": answer + tolerance, **unit}, "right"
    yield {"answer": answer + 2 * tolerance + abs(answer) / 10 + 1, **unit}, "wrong"
    for name, factor in question.get("units", {}).items():
        yield {"answer": answer / factor, "unit": name}, "right"
    for trap in question.get("traps", []):
        yield {"answer": trap["value"], **unit}, "wrong"
    yield {**unit}, "wrong"
    yield {"answer": str(answer), **unit}, "refused"
    yield {"answer": True, **unit}, "refused"
    yield {"answer": 10**30, **unit}, "refused"
    if unit:
        yield {"answer": answer, "unit": "no-such-unit"}, "refused"
