"""Single choice: one option is right."""

from __future__ import annotations

from assessments.questions.common import OPTION, as_options, field, ids, list_faults, one_of, part
from assessments.validate.tables import Fault, Key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from assessments.questions.common import Grade, Question, Response

KEYS = {"options": Key("tables", "what can be chosen; one has right = true", required=True)}
PARTS = {"options": OPTION}
ABOUT = "chooses one"
TASK = "Choose one."


def parse(question: Question) -> Iterator[Fault]:
    """Yield what is wrong with a question of this type."""
    yield from list_faults(question, "options", OPTION)
    right = [o for o in question["options"] if o.get("right")]
    if len(right) != 1:
        message = f'one option of "{question["id"]}" must have right = true, not {len(right)}.'
        yield Fault("options", "bad-key", message)


def view(question: Question, seed: str) -> list[dict[str, Any]]:
    """Return the fields of the form."""
    options = as_options(question["options"], seed)
    return [field("answer", "choice", question["text"], options=options)]


def read(question: Question, response: Response) -> dict[str, Any]:
    """Return the response checked; raises RefusedError."""
    return {"answer": one_of(response, "answer", ids(question["options"]))}


def grade(question: Question, response: Response) -> Grade:
    """Return the chosen option, right or wrong."""
    right = next(o for o in question["options"] if o.get("right"))
    chosen = next((o for o in question["options"] if o["id"] == response["answer"]), None)
    if chosen is None:
        parts = [part(right["id"], "missed", {})]
    else:
        parts = [part(chosen["id"], "right" if chosen is right else "wrong", chosen)]
    return {"parts": parts, "near": False, "answer": {"answer": right["id"]}}


def needed(question: Question) -> int:
    """Return how many parts make the whole answer."""
    return 1


def solution(question: Question) -> list[str]:
    """Return the right answer in words, one line for each of its parts."""
    return [option["text"] for option in question["options"] if option.get("right")]


def choices(question: Question) -> list[str]:
    """Return what there is to choose from, a line each."""
    return [option["text"] for option in question["options"]]


def samples(question: Question) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield responses with what becomes of them: right, wrong or refused."""
    for option in question["options"]:
        yield {"answer": option["id"]}, "right" if option.get("right") else "wrong"
    yield {}, "wrong"
    yield {"answer": "no-such-option"}, "refused"
    yield {"answer": [question["options"][0]["id"]]}, "refused"
