"""Ordering: the steps stand in the bank in their right order."""

from __future__ import annotations

from assessments.questions.common import (
    CREDIT,
    as_options,
    credit_faults,
    field,
    ids,
    list_faults,
    part,
    shuffled,
)
from assessments.refusal import refuse
from assessments.validate.tables import Fault, Key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from assessments.questions.common import Grade, Question, Response

KEYS = {"steps": Key("tables", "the steps in their right order", required=True), **CREDIT}
STEP = {
    "id": Key("id", "unique in the question", required=True),
    "text": Key("text", "the step", required=True),
    "feedback": Key("text", "why it stands where it does"),
    "cite": Key("question-cite", "the second that settles its place"),
}
PARTS = {"steps": STEP}
ABOUT = "puts steps in order"
TASK = "Put these in order."


def parse(question: Question) -> Iterator[Fault]:
    """Yield what is wrong with a question of this type."""
    yield from list_faults(question, "steps", STEP)
    yield from credit_faults(question)


def view(question: Question, seed: str) -> list[dict[str, Any]]:
    """Return the fields of the form; the order shown is never the right one."""
    options = as_options(question["steps"], seed)
    if [option["value"] for option in options] == ids(question["steps"]):
        options = options[1:] + options[:1]
    return [field("answer", "order", question["text"], options=options)]


def read(question: Question, response: Response) -> dict[str, Any]:
    """Return the response checked; raises RefusedError."""
    order, known = response.get("answer"), ids(question["steps"])
    if order is None:
        return {"answer": None}
    if not isinstance(order, list) or any(not isinstance(name, str) for name in order):
        raise refuse("wrong-type", "The answer must be a list of steps.", "answer")
    if sorted(order) != sorted(known):
        raise refuse(
            "unknown-option", f"Put in order, each once: {', '.join(known)[:300]}.", "answer"
        )
    return {"answer": order}


def grade(question: Question, response: Response) -> Grade:
    """Return every step in the order given, right where it stands in its place."""
    steps, order = question["steps"], response["answer"]
    if order is None:
        parts = [part(step["id"], "missed", step) for step in steps]
    else:
        # A wrong part speaks of the step that was put there: the right one is still to be found.
        known = {step["id"]: step for step in steps}
        parts = [
            part(name, "right" if step["id"] == name else "wrong", known[name])
            for step, name in zip(steps, order, strict=True)
        ]
    return {"parts": parts, "near": False, "answer": {"answer": ids(steps)}}


def needed(question: Question) -> int:
    """Return how many parts make the whole answer."""
    return len(question["steps"])


def solution(question: Question) -> list[str]:
    """Return the right answer in words, one line for each of its parts."""
    return [f"{number}. {step['text']}" for number, step in enumerate(question["steps"], 1)]


def choices(question: Question) -> list[str]:
    """Return what there is to choose from, a line each."""
    texts = [step["text"] for step in question["steps"]]
    mixed = shuffled(texts, question["id"])
    return mixed if mixed != texts else mixed[1:] + mixed[:1]


def samples(question: Question) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield responses with what becomes of them: right, wrong or refused."""
    order = ids(question["steps"])
    yield {"answer": order}, "right"
    yield {"answer": order[::-1]}, "wrong"
    yield {"answer": [order[1], order[0], *order[2:]]}, "wrong"
    yield {}, "wrong"
    yield {"answer": order[1:]}, "refused"
    yield {"answer": [*order, order[0]]}, "refused"
    yield {"answer": " ".join(order)}, "refused"
    yield {"answer": [[], *order[1:]]}, "refused"
