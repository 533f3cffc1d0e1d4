"""True or false, with a reason to choose: right is only what is right for the right reason."""

from __future__ import annotations

from assessments.questions.common import (
    CREDIT,
    OPTION,
    as_options,
    credit_faults,
    field,
    ids,
    list_faults,
    one_of,
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
    "answer": Key("flag", "whether the statement is true", required=True),
    "feedback": Key("text", "what to learn from the wrong one of true and false"),
    "reasons": Key("tables", "reasons to choose from; one has right = true", required=True),
    **CREDIT,
}
PARTS = {"reasons": OPTION}
ABOUT = "judges a statement and says why"
TASK = "True or false, and why?"
LABELS = ((True, "True"), (False, "False"))


def parse(question: Question) -> Iterator[Fault]:
    """Yield what is wrong with a question of this type."""
    yield from list_faults(question, "reasons", OPTION)
    yield from credit_faults(question)
    right = [o for o in question["reasons"] if o.get("right")]
    if len(right) != 1:
        message = f'one reason of "{question["id"]}" must have right = true, not {len(right)}.'
        yield Fault("reasons", "bad-key", message)


def view(question: Question, seed: str) -> list[dict[str, Any]]:
    """Return the fields of the form."""
    options = [{"value": value, "label": label} for value, label in LABELS]
    reasons = as_options(question["reasons"], seed)
    return [
        field("answer", "choice", question["text"], options=options),
        field("reason", "choice", "Because", options=reasons),
    ]


def read(question: Question, response: Response) -> dict[str, Any]:
    """Return the response checked; raises RefusedError."""
    answer = response.get("answer")
    if answer is not None and not isinstance(answer, bool):
        raise refuse("wrong-type", "The answer must be true or false.", "answer")
    return {"answer": answer, "reason": one_of(response, "reason", ids(question["reasons"]))}


def grade(question: Question, response: Response) -> Grade:
    """Return the verdict and the reason as two parts."""
    right = next(o for o in question["reasons"] if o.get("right"))
    chosen = next((o for o in question["reasons"] if o["id"] == response["reason"]), None)
    if response["answer"] is None:
        parts = [part("answer", "missed", {})]
    elif response["answer"] is question["answer"]:
        parts = [part("answer", "right", {})]
    else:
        parts = [part("answer", "wrong", {"feedback": question.get("feedback", "")})]
    if chosen is None:
        parts.append(part("reason", "missed", {}))
    else:
        parts.append(part("reason", "right" if chosen is right else "wrong", chosen))
    answer = {"answer": question["answer"], "reason": right["id"]}
    return {"parts": parts, "near": False, "answer": answer}


def needed(question: Question) -> int:
    """Return how many parts make the whole answer."""
    return 2


def solution(question: Question) -> list[str]:
    """Return the right answer in words, one line for each of its parts."""
    reason = next(reason["text"] for reason in question["reasons"] if reason.get("right"))
    return ["True" if question["answer"] else "False", f"Because: {reason}"]


def choices(question: Question) -> list[str]:
    """Return what there is to choose from, a line each."""
    return [reason["text"] for reason in question["reasons"]]


def samples(question: Question) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield responses with what becomes of them: right, wrong or refused."""
    answer = question["answer"]
    for reason in question["reasons"]:
        right = "right" if reason.get("right") else "wrong"
        yield {"answer": answer, "reason": reason["id"]}, right
        yield {"answer": not answer, "reason": reason["id"]}, "wrong"
    yield {"answer": answer}, "wrong"
    yield {}, "wrong"
    yield {"answer": int(answer), "reason": question["reasons"][0]["id"]}, "refused"
    yield {"answer": answer, "reason": "no-such-reason"}, "refused"
