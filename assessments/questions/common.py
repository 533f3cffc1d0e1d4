"""What the question types share: keys, credit, seeded order and the parts of a grade."""

from __future__ import annotations

from assessments.refusal import refuse
from assessments.validate.tables import Fault, Key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, Literal, TypedDict

    Question = Mapping[str, Any]
    Response = Mapping[str, Any]
    State = Literal["right", "wrong", "missed"]

    class Part(TypedDict):
        """One graded part: an option, a pair, a gap. A part left blank is `missed`."""

        id: str
        state: State
        feedback: str
        cite: dict[str, Any] | None

    class Grade(TypedDict):
        """What a type finds: its parts, whether near, and the right answer to show."""

        parts: list[Part]
        near: bool
        answer: dict[str, Any]


CREDITS = ("all-or-nothing", "per-option")
MOST = 12  # options, pairs, gaps
LONGEST = 400  # characters of an answer in words

QUESTION = {
    "id": Key("id", "unique in the bank, never changed", required=True),
    "type": Key("id", "what kind of question it is", required=True),
    "text": Key("text", "the question", required=True),
    "explain": Key("text", "why the answer is right, shown afterwards", required=True),
    "cite": Key("question-cite", "the second that settles it", required=True),
    "version": Key("whole", "raised when the meaning changes"),
    "hints": Key("texts", "shown one by one on request"),
    "section": Key("text", "the heading of the article it belongs to"),
}
CREDIT = {"credit": Key("text", "all-or-nothing or per-option")}
OPTION = {
    "id": Key("id", "unique in the question", required=True),
    "text": Key("text", "what can be chosen", required=True),
    "right": Key("flag", "it belongs to the answer"),
    "feedback": Key("text", "what to learn from choosing it"),
    "cite": Key("question-cite", "the second that settles this option"),
}


def part(name: str, state: State, source: Mapping[str, Any]) -> Part:
    """Return a graded part with the feedback and cite of its option, pair or gap."""
    feedback, cite = source.get("feedback", ""), source.get("cite")
    return {"id": name, "state": state, "feedback": feedback, "cite": cite}


def credit(rule: str, parts: list[Part], needed: int) -> float:
    """Return 0 to 1: all or nothing, or each right part +1, each wrong one -1, over the needed."""
    right = sum(p["state"] == "right" for p in parts)
    wrong = sum(p["state"] == "wrong" for p in parts)
    if rule == "per-option":
        return max(0, right - wrong) / needed
    return 1.0 if right == needed and not wrong else 0.0


def shuffled(things: Iterable[str], seed: str) -> list[str]:
    """Return ids in an order that a seed decides; adding one leaves the others in their order."""
    return sorted(things, key=lambda name: (_mixed(f"{seed}/{name}"), name))


def _mixed(text: str) -> int:
    """Return a well-mixed number of 32 bits: FNV-1a with the last step of MurmurHash3."""
    number = 2166136261
    for byte in text.encode("utf-8", "surrogatepass"):
        number = (number ^ byte) * 16777619 & 0xFFFFFFFF
    number = (number ^ number >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    number = (number ^ number >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return number ^ number >> 16


def field(name: str, widget: str, label: str, **keys: Any) -> dict[str, Any]:
    """Return one field of a question's form."""
    return {"id": name, "widget": widget, "label": label, **keys}


def as_options(things: Iterable[Mapping[str, Any]], seed: str) -> list[dict[str, Any]]:
    """Return options as a field shows them, in the order of the seed."""
    texts = {thing["id"]: thing["text"] for thing in things}
    return [{"value": name, "label": texts[name]} for name in shuffled(texts, seed)]


def ids(things: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the ids of options, pairs or gaps."""
    return [thing["id"] for thing in things]


def one_of(response: Response, name: str, allowed: Iterable[str]) -> str | None:
    """Return a chosen id, or None where nothing was chosen."""
    value = response.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or value not in set(allowed):
        raise refuse("unknown-option", f"Choose one of: {', '.join(allowed)[:300]}.", name)
    return value


def words(response: Response, name: str) -> str | None:
    """Return an answer in words, or None where it was left blank."""
    value = response.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise refuse("wrong-type", "Answer in words.", name)
    if len(value) > LONGEST:
        raise refuse("too-long", f"An answer may have {LONGEST} characters.", name)
    return value if value.strip() else None


def list_faults(
    question: Question, key: str, keys: Mapping[str, Key], least: int = 2
) -> Iterator[Fault]:
    """Yield what is wrong with the options, pairs or gaps of a question."""
    from assessments.validate.tables import key_faults

    things = question[key]
    if not least <= len(things) <= MOST:
        message = f'"{question["id"]}" must have {least} to {MOST} {key}, and has {len(things)}.'
        yield Fault(key, "bad-options", message)
    names = [str(thing.get("id")) for thing in things]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield Fault(key, "duplicate-id", f'two {key} of "{question["id"]}" are called "{name}".')
    for thing, name in zip(things, names, strict=True):
        where = f'{key[:-1]} "{name}" of "{question["id"]}"'
        for fault in key_faults(thing, dict(keys), where):
            yield Fault(key, fault.code, fault.message)


def credit_faults(question: Question) -> Iterator[Fault]:
    """Yield a credit rule that does not exist."""
    if question.get("credit", CREDITS[0]) not in CREDITS:
        message = f'the credit of "{question["id"]}" must be {" or ".join(CREDITS)}.'
        yield Fault("credit", "bad-value", message)
