"""The question types of knowledge checks: one module each, and one line in the table below.

Every module offers
`KEYS`   what its questions hold besides the common keys;
`PARTS`  the lists among those (options, steps, traps), with the keys of their entries;
`ABOUT`  what the reader does, for authors; `TASK`, the same as an instruction on paper;
`parse(question)`      yields what is wrong with a question;
`view(question, seed)` the fields of its form, options in the order of the seed;
`read(question, response)`  the response checked, or RefusedError;
`grade(question, response)` its parts, right, wrong or missed, and the right answer;
`needed(question)`     how many parts make the whole answer;
`solution(question)`   the right answer in words, `choices(question)` what there is to choose from;
`samples(question)`    responses that are right, wrong or refused, for the tests.
A type that reuses a widget (choice, choices, number, text, order, match) needs no JavaScript: pages
and exports go by the widgets of its fields. GIFT alone goes by the type, and leaves out what it
does not know.
"""

from __future__ import annotations

from importlib import import_module

from assessments.questions.common import CREDITS, QUESTION, credit
from assessments.refusal import RefusedError, problem, refuse
from assessments.validate.tables import Fault, fits, key_faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Protocol

    from assessments.questions.common import Grade, Question, Response
    from assessments.shapes import Json
    from assessments.validate.tables import Key

    class QuestionType(Protocol):
        """What a module of this package offers."""

        KEYS: dict[str, Key]
        PARTS: dict[str, dict[str, Key]]
        ABOUT: str
        TASK: str

        def parse(self, question: Question) -> Iterator[Fault]:
            """Yield what is wrong with a question whose keys are right."""

        def view(self, question: Question, seed: str) -> list[dict[str, Any]]:
            """Return the fields of its form."""

        def read(self, question: Question, response: Response) -> dict[str, Any]:
            """Return a response checked; raises RefusedError."""

        def grade(self, question: Question, response: Response) -> Grade:
            """Return the parts of a response that was read."""

        def needed(self, question: Question) -> int:
            """Return how many parts make the whole answer."""

        def solution(self, question: Question) -> list[str]:
            """Return the right answer in words, one line for each of its parts."""

        def choices(self, question: Question) -> list[str]:
            """Return what there is to choose from, a line each."""

        def samples(self, question: Question) -> Iterator[tuple[dict[str, Any], str]]:
            """Yield responses and what becomes of them."""


TYPES = {
    "single": "single",
    "multiple": "multiple",
    "true-false": "true_false",
    "ordering": "ordering",
    "matching": "matching",
    "numeric": "numeric",
    "short": "short",
    "cloze": "cloze",
}


def load(name: str) -> QuestionType:
    """Return the module of one type."""
    module: QuestionType = import_module(f"assessments.questions.{TYPES[name]}")
    return module


def part_names() -> tuple[str, ...]:
    """Return the names of the lists that questions of any type have."""
    return tuple(dict.fromkeys(name for kind in TYPES for name in load(kind).PARTS))


def parts(question: Question) -> list[dict[str, Any]]:
    """Return the options, steps, pairs, gaps and traps of a question without faults."""
    names = load(question["type"]).PARTS
    return [entry for name in names for entry in question.get(name, ())]


def faults(question: dict[str, Any]) -> list[Fault]:
    """Return all that is wrong with one question."""
    kind = question.get("type")
    if not isinstance(kind, str) or kind not in TYPES:
        message = f"a question must have one of the types: {', '.join(TYPES)}."
        return [Fault("type", "unknown-type", message)]
    module = load(kind)
    name = f'question "{question.get("id", "")}"'
    found = key_faults(question, QUESTION | module.KEYS, name)
    return found or list(module.parse(question))


def read_question(sent: Json, place: str) -> tuple[dict[str, Any], QuestionType]:
    """Return a built question with its module; raises RefusedError where it is not one."""
    if not isinstance(sent, dict):
        raise refuse("missing" if sent is None else "wrong-type", "Send a question.", place)
    wrong = faults(sent)
    if wrong:
        raise RefusedError([problem("bad-question", f.message, f"{place}.{f.key}") for f in wrong])
    return sent, load(sent["type"])


def read_seed(args: dict[str, Json]) -> str:
    """Return the seed of the order, a text or a whole number; without one it is empty."""
    seed = args.get("seed")
    if fits("whole", seed) or isinstance(seed, str):
        return str(seed)[:100]
    if seed is None:
        return ""
    raise refuse("wrong-type", 'The "seed" must be a text or a whole number.', "seed")


def view(question: dict[str, Any], module: QuestionType, seed: str) -> dict[str, Any]:
    """Return one question as a page draws it."""
    return {
        "id": question["id"],
        "version": question.get("version", 1),
        "type": question["type"],
        "text": question["text"],
        "section": question.get("section", ""),
        "hints": question.get("hints", []),
        "cite": question["cite"],
        "fields": module.view(question, f"{seed}/{question['id']}"),
    }


def graded(question: dict[str, Any], module: QuestionType, sent: Json) -> dict[str, Any]:
    """Return the grade of one response: credit 0 to 1, its parts, and what settles it."""
    if not isinstance(sent, dict):
        message = "The response must be an object of fields."
        raise refuse("missing" if sent is None else "wrong-type", message, "response")
    names = {field["id"] for field in module.view(question, "")}
    for name in sent:
        if name not in names:
            message = f'There is no field "{name[:60]}" here.'
            raise refuse("unknown-item", message, f"response.{name[:60]}")
    try:
        found = module.grade(question, module.read(question, sent))
    except RefusedError as refused:
        raise RefusedError(
            [{**p, "field": f"response.{p['field']}"} for p in refused.problems]
        ) from None
    rule = question.get("credit", CREDITS[0])
    earned = credit(rule, found["parts"], module.needed(question))
    parts = [{**p, "cite": p["cite"] or question["cite"]} for p in found["parts"]]
    return {
        "id": question["id"],
        "version": question.get("version", 1),
        "credit": earned,
        "right": earned == 1.0,
        "near": found["near"],
        "parts": parts,
        "answer": found["answer"],
        "explain": question["explain"],
        "cite": question["cite"],
    }
