"""Cloze: a text with gaps, each filled in words or from a choice."""

from __future__ import annotations

import re

from assessments.questions.common import (
    CREDIT,
    LONGEST,
    credit_faults,
    field,
    list_faults,
    one_of,
    part,
    shuffled,
    words,
)
from assessments.questions.short import judge
from assessments.validate.tables import Fault, Key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from assessments.questions.common import Grade, Question, Response

KEYS = {"gaps": Key("tables", "what fills each {gap} of the text", required=True), **CREDIT}
GAP = {
    "id": Key("id", "as it stands in braces in the text", required=True),
    "accept": Key("texts", "words that are right; the first one is shown", required=True),
    "wrong": Key("texts", "wrong words: with them the gap is a choice"),
    "feedback": Key("text", "what to learn from a wrong word"),
    "cite": Key("question-cite", "the second that settles it"),
}
PARTS = {"gaps": GAP}
ABOUT = "fills gaps, each of them `{id}` in the `text`"
TASK = "Fill in the gaps."
HOLE = re.compile(r"\{([a-z][a-z0-9_-]*)\}")


def parse(question: Question) -> Iterator[Fault]:
    """Yield what is wrong with a question of this type."""
    yield from list_faults(question, "gaps", GAP, 1)
    yield from credit_faults(question)
    holes, name = HOLE.findall(question["text"]), question["id"]
    gaps = [gap.get("id") for gap in question["gaps"]]
    for hole in sorted({h for h in holes if holes.count(h) > 1}):
        yield Fault("text", "bad-gap", f'the text of "{name}" holds {{{hole}}} twice.')
    for hole in holes:
        if hole not in gaps:
            yield Fault("text", "bad-gap", f'no gap of "{name}" is called "{hole}".')
    for gap in question["gaps"]:
        if gap.get("id") not in holes:
            message = f'the text of "{name}" has no {{{gap.get("id")}}}.'
            yield Fault("gaps", "bad-gap", message)
        if gap.get("accept") == []:
            yield Fault("gaps", "bad-key", f'a gap of "{name}" must accept at least one word.')


def view(question: Question, seed: str) -> list[dict[str, Any]]:
    """Return one field for each gap; `before` and `after` are the text around it."""
    pieces, gaps = HOLE.split(question["text"]), {gap["id"]: gap for gap in question["gaps"]}
    fields = []
    for number, name in enumerate(pieces[1::2]):
        last = 2 * number + 2 == len(pieces) - 1
        around = {"before": pieces[2 * number], "after": pieces[-1] if last else ""}
        fields.append(_gap_field(gaps[name], f"Gap {number + 1}", seed) | around)
    return fields


def _gap_field(gap: dict[str, Any], label: str, seed: str) -> dict[str, Any]:
    if "wrong" not in gap:
        return field(gap["id"], "text", label, max_length=LONGEST, lines=1)
    texts = shuffled(_choices(gap), f"{seed}/{gap['id']}")
    options = [{"value": text, "label": text} for text in texts]
    return field(gap["id"], "choice", label, options=options)


def _choices(gap: dict[str, Any]) -> list[str]:
    return [gap["accept"][0], *gap["wrong"]]


def read(question: Question, response: Response) -> dict[str, Any]:
    """Return the response checked; raises RefusedError."""
    return {
        gap["id"]: (
            one_of(response, gap["id"], _choices(gap))
            if "wrong" in gap
            else words(response, gap["id"])
        )
        for gap in question["gaps"]
    }


def grade(question: Question, response: Response) -> Grade:
    """Return every gap, right, wrong or left empty."""
    parts, close = [], False
    for gap in question["gaps"]:
        given = response[gap["id"]]
        if given is None:
            parts.append(part(gap["id"], "missed", gap))
            continue
        state, said = judge(given, gap["accept"], [])
        close = close or state == "near"
        told = {} if state == "right" else gap | ({"feedback": said} if said else {})
        parts.append(part(gap["id"], "right" if state == "right" else "wrong", told))
    answer = {gap["id"]: gap["accept"][0] for gap in question["gaps"]}
    return {"parts": parts, "near": close, "answer": answer}


def needed(question: Question) -> int:
    """Return how many parts make the whole answer."""
    return len(question["gaps"])


def solution(question: Question) -> list[str]:
    """Return the right answer in words, one line for each of its parts."""
    texts = {gap["id"]: gap["accept"][0] for gap in question["gaps"]}
    return [HOLE.sub(lambda hole: texts[hole[1]], question["text"])]


def choices(question: Question) -> list[str]:
    """Return what there is to choose from, a line each."""
    chosen = [(n, gap) for n, gap in enumerate(question["gaps"], 1) if "wrong" in gap]
    return [f"Gap {n}: {' / '.join(shuffled(_choices(gap), gap['id']))}" for n, gap in chosen]


def samples(question: Question) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield responses with what becomes of them: right, wrong or refused."""
    right = {gap["id"]: gap["accept"][0] for gap in question["gaps"]}
    first = question["gaps"][0]
    yield right, "right"
    yield {name: text for name, text in right.items() if name != first["id"]}, "wrong"
    yield {}, "wrong"
    yield right | {first["id"]: 7}, "refused"
    if "wrong" in first:
        yield right | {first["id"]: first["wrong"][0]}, "wrong"
        yield right | {first["id"]: "no such word"}, "refused"
    else:
        yield right | {first["id"]: "zzz zzz zzz"}, "wrong"
        yield right | {first["id"]: "x" * (LONGEST + 1)}, "refused"
