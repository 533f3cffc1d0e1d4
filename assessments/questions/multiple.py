"""Multiple choice: one or more options are right."""

from __future__ import annotations

from assessments.questions.common import (
    CREDIT,
    OPTION,
    as_options,
    credit_faults,
    field,
    ids,
    list_faults,
    part,
)
from assessments.refusal import refuse
from assessments.validate.tables import Fault, Key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from assessments.questions.common import Grade, Question, Response

KEYS = {
    "options": Key("tables", "what can be chosen; the right ones have right = true", required=True),
    **CREDIT,
}
PARTS = {"options": OPTION}
ABOUT = "chooses some"
TASK = "Choose all that are right."


def parse(question: Question) -> Iterator[Fault]:
    """Yield what is wrong with a question of this type."""
    yield from list_faults(question, "options", OPTION)
    yield from credit_faults(question)
    right = [o for o in question["options"] if o.get("right")]
    if not right or len(right) == len(question["options"]):
        message = f'some options of "{question["id"]}" must have right = true, and some not.'
        yield Fault("options", "bad-key", message)


def view(question: Question, seed: str) -> list[dict[str, Any]]:
    """Return the fields of the form."""
    options = as_options(question["options"], seed)
    return [field("answer", "choices", question["text"], options=options)]


def read(question: Question, response: Response) -> dict[str, Any]:
    """Return the response checked; raises RefusedError."""
    chosen = response.get("answer")
    known = ids(question["options"])
    if chosen is None:
        return {"answer": []}
    if not isinstance(chosen, list) or any(not isinstance(name, str) for name in chosen):
        raise refuse("wrong-type", "The answer must be a list of options.", "answer")
    if len(set(chosen)) != len(chosen) or not set(chosen) <= set(known):
        raise refuse("unknown-option", f"Choose each once, of: {', '.join(known)[:300]}.", "answer")
    return {"answer": chosen}


def grade(question: Question, response: Response) -> Grade:
    """Return every option that was chosen or should have been."""
    chosen, parts = response["answer"], []
    for option in question["options"]:
        if option["id"] in chosen:
            state = "right" if option.get("right") else "wrong"
            parts.append(part(option["id"], state, option))  # type: ignore[arg-type]
        elif option.get("right"):
            parts.append(part(option["id"], "missed", option))
    return {"parts": parts, "near": False, "answer": {"answer": _right(question)}}


def _right(question: Question) -> list[str]:
    return [o["id"] for o in question["options"] if o.get("right")]


def needed(question: Question) -> int:
    """Return how many parts make the whole answer."""
    return len(_right(question))


def solution(question: Question) -> list[str]:
    """Return the right answer in words, one line for each of its parts."""
    return [option["text"] for option in question["options"] if option.get("right")]


def choices(question: Question) -> list[str]:
    """Return what there is to choose from, a line each."""
    return [option["text"] for option in question["options"]]


def samples(question: Question) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield responses with what becomes of them: right, wrong or refused."""
    right, every = _right(question), ids(question["options"])
    yield {"answer": right}, "right"
    yield {"answer": right[::-1]}, "right"
    yield {"answer": every}, "wrong"
    yield {"answer": right[1:]}, "wrong"
    yield {"answer": [name for name in every if name not in right]}, "wrong"
    yield {}, "wrong"
    yield {"answer": right[0]}, "refused"
    yield {"answer": right[:1] * 2}, "refused"
    yield {"answer": ["no-such-option"]}, "refused"
    yield {"answer": [[]]}, "refused"
