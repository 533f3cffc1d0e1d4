"""Matching: each left side belongs to one right side; further right sides may distract."""

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

KEYS = {
    "pairs": Key("tables", "what belongs together", required=True),
    "extra": Key("texts", "right sides that belong to nothing"),
    **CREDIT,
}
PAIR = {
    "id": Key("id", "unique in the question", required=True),
    "left": Key("text", "the left side", required=True),
    "right": Key("text", "the right side", required=True),
    "feedback": Key("text", "why they belong together"),
    "cite": Key("question-cite", "the second that settles it"),
}
PARTS = {"pairs": PAIR}
ABOUT = "finds what belongs together"
TASK = "Find what belongs together."


def parse(question: Question) -> Iterator[Fault]:
    """Yield what is wrong with a question of this type."""
    yield from list_faults(question, "pairs", PAIR)
    yield from credit_faults(question)
    sides = [pair.get("right") for pair in question["pairs"]] + list(question.get("extra", []))
    if len({str(side) for side in sides}) != len(sides):
        message = f'two right sides of "{question["id"]}" are alike: either one would be right.'
        yield Fault("pairs", "duplicate-option", message)


def _sides(question: Question) -> list[dict[str, Any]]:
    """Return all right sides: a pair's has the pair's id, an extra one a number."""
    own = [{"id": pair["id"], "text": pair["right"]} for pair in question["pairs"]]
    extra = [{"id": f"extra-{n}", "text": t} for n, t in enumerate(question.get("extra", []), 1)]
    return own + extra


def view(question: Question, seed: str) -> list[dict[str, Any]]:
    """Return the fields of the form."""
    rows = [{"value": pair["id"], "label": pair["left"]} for pair in question["pairs"]]
    options = as_options(_sides(question), seed)
    return [field("answer", "match", question["text"], rows=rows, options=options)]


def read(question: Question, response: Response) -> dict[str, Any]:
    """Return the response checked; raises RefusedError."""
    pairs, lefts = response.get("answer"), ids(question["pairs"])
    if pairs is None:
        return {"answer": {}}
    if not isinstance(pairs, dict):
        raise refuse("wrong-type", "The answer must pair left sides with right sides.", "answer")
    rights = ids(_sides(question))
    for left, right in pairs.items():
        if left not in lefts or (right is not None and right not in rights):
            message = f"Pair {', '.join(lefts)} with: {', '.join(rights)}."[:300]
            raise refuse("unknown-option", message, "answer")
    return {"answer": {left: right for left, right in pairs.items() if right is not None}}


def grade(question: Question, response: Response) -> Grade:
    """Return every pair, right where its own right side was chosen."""
    parts = []
    for pair in question["pairs"]:
        chosen = response["answer"].get(pair["id"])
        state = "missed" if chosen is None else "right" if chosen == pair["id"] else "wrong"
        parts.append(part(pair["id"], state, pair))  # type: ignore[arg-type]
    answer = {name: name for name in ids(question["pairs"])}
    return {"parts": parts, "near": False, "answer": {"answer": answer}}


def needed(question: Question) -> int:
    """Return how many parts make the whole answer."""
    return len(question["pairs"])


def solution(question: Question) -> list[str]:
    """Return the right answer in words, one line for each of its parts."""
    return [f"{pair['left']}: {pair['right']}" for pair in question["pairs"]]


def choices(question: Question) -> list[str]:
    """Return what there is to choose from, a line each."""
    return shuffled((side["text"] for side in _sides(question)), question["id"])


def samples(question: Question) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield responses with what becomes of them: right, wrong or refused."""
    names = ids(question["pairs"])
    turned = names[1:] + names[:1]
    yield {"answer": {name: name for name in names}}, "right"
    yield {"answer": dict(zip(names, turned, strict=True))}, "wrong"
    yield {"answer": {name: name for name in names[1:]}}, "wrong"
    yield {"answer": dict.fromkeys(names)}, "wrong"
    yield {}, "wrong"
    yield {"answer": names}, "refused"
    yield {"answer": {names[0]: "no-such-side"}}, "refused"
    yield {"answer": {names[0]: []}}, "refused"
    yield {"answer": {"no-such-side": names[0]}}, "refused"
