"""Short answer: words, compared after normalising, with feedback on near misses."""

from __future__ import annotations

from assessments.questions.common import LONGEST, field, part, words
from assessments.questions.wording import near, normal
from assessments.validate.tables import Fault, Key, key_faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from assessments.questions.common import Grade, Question, Response

KEYS = {
    "accept": Key("texts", "answers that are right; the first one is shown", required=True),
    "traps": Key("tables", "wrong answers that people give, each with its feedback"),
}
TRAP = {
    "text": Key("text", "the wrong answer", required=True),
    "feedback": Key("text", "what is wrong about it", required=True),
}
PARTS = {"traps": TRAP}
ABOUT = "writes a word or two"
TASK = "Answer in a word or two."
SLIP = "Very close: look at the spelling."


def parse(question: Question) -> Iterator[Fault]:
    """Yield what is wrong with a question of this type."""
    name = question["id"]
    if not question["accept"]:
        yield Fault("accept", "bad-key", f'"{name}" must accept at least one answer.')
    for text in question["accept"]:
        if not normal(text) or len(text) > LONGEST:
            message = f'"{name}" cannot accept "{text[:40]}": no letters, or too many.'
            yield Fault("accept", "bad-key", message)
    accepted = {normal(text) for text in question["accept"]}
    for trap in question.get("traps", []):
        for fault in key_faults(trap, TRAP, f'a trap of "{name}"'):
            yield Fault("traps", fault.code, fault.message)
        if normal(str(trap.get("text"))) in accepted:
            message = f'"{trap["text"]}" is accepted by "{name}": it cannot be a trap.'
            yield Fault("traps", "duplicate-option", message)


def view(question: Question, seed: str) -> list[dict[str, Any]]:
    """Return the fields of the form."""
    return [field("answer", "text", question["text"], max_length=LONGEST, lines=1)]


def read(question: Question, response: Response) -> dict[str, Any]:
    """Return the response checked; raises RefusedError."""
    return {"answer": words(response, "answer")}


def grade(question: Question, response: Response) -> Grade:
    """Return one part; a near miss is wrong, and is told so."""
    answer = {"answer": question["accept"][0]}
    if response["answer"] is None:
        return {"parts": [part("answer", "missed", {})], "near": False, "answer": answer}
    state, feedback = judge(response["answer"], question["accept"], question.get("traps", []))
    found = part("answer", "right" if state == "right" else "wrong", {"feedback": feedback})
    return {"parts": [found], "near": state == "near", "answer": answer}


def judge(text: str, accept: list[str], traps: list[dict[str, str]]) -> tuple[str, str]:
    """Return right, near or wrong for an answer in words, and what to say to it."""
    given, accepted = normal(text), [normal(answer) for answer in accept]
    if given in accepted:
        return "right", ""
    for trap in traps:
        if given == normal(trap["text"]):
            return "wrong", trap["feedback"]
    return ("near", SLIP) if near(given, accepted) else ("wrong", "")


def needed(question: Question) -> int:
    """Return how many parts make the whole answer."""
    return 1


def solution(question: Question) -> list[str]:
    """Return the right answer in words, one line for each of its parts."""
    return list(question["accept"][:1])


def choices(question: Question) -> list[str]:
    """Return what there is to choose from, a line each."""
    return []


def samples(question: Question) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield responses with what becomes of them: right, wrong or refused."""
    for text in question["accept"]:
        yield {"answer": text}, "right"
        yield {"answer": f"  {text.upper()}! "}, "right"
    for trap in question.get("traps", []):
        yield {"answer": trap["text"]}, "wrong"
    yield {"answer": "zzz zzz zzz"}, "wrong"
    yield {"answer": "   "}, "wrong"
    yield {}, "wrong"
    yield {"answer": 7}, "refused"
    yield {"answer": "x" * (LONGEST + 1)}, "refused"
