"""Reads GIFT into questions of ours, by gift-pegjs; what has no place here is told, not dropped."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from markupsafe import Markup

from scripts.core.files import ROOT
from scripts.core.node import node
from scripts.export.sheet import Question, ids_of

Told = list[str]

_SOURCE = re.compile(r"\s*(?:Source: )?https://www\.youtube\.com/watch\?v=([\w-]{11})&t=(\d+)s\s*$")
_SCRIPT = Path(__file__).with_name("read_gift.mjs")
_BEFORE_STOP = re.compile(r"\{gap\} (?=[.,;:!?)])")
_GAP = "_____"  # what the parser writes where answers stand inside a text


class UnreadableGiftError(Exception):
    """The text is no GIFT: the line, and what the parser says."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_gift(text: str) -> tuple[list[Question], Told]:
    """The questions of a GIFT text, and what of it has no place in a check, in plain words."""
    questions, told = [], list[str]()
    for number, entry in enumerate(parsed(text), 1):
        make = _TYPES.get(entry["type"])
        if make is None:
            if entry["type"] != "Category":
                words = _shown(entry.get("stem"))[:50]
                told.append(f'question {number} ("{words}"): no type here is {entry["type"]}')
            continue
        found, remarks = make(entry)
        question = {**_head(entry), **found}
        questions.append(question)
        told += [f"{question['id']}: {remark}" for remark in remarks]
    return _named(questions), told


def parsed(text: str) -> list[dict[str, Any]]:
    """What gift-pegjs finds in a text; raises UnreadableGiftError."""
    done = subprocess.run(
        [node(), str(_SCRIPT)],
        input=text, capture_output=True, text=True, check=False, cwd=ROOT, encoding="utf-8",
    )  # fmt: skip
    if done.returncode:
        line, _, message = done.stderr.partition(" ")
        raise UnreadableGiftError(int(line) if line.isdigit() else 1, message or done.stderr)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _named(questions: list[Question]) -> list[Question]:
    """The questions with ids that are ids: their titles, else their words, each once."""
    ids = ids_of(question["id"] for question in questions)
    keep = [re.fullmatch(r"[a-z][a-z0-9_-]{0,59}", question["id"]) for question in questions]
    once = len({question["id"] for question in questions}) == len(questions)
    return [
        {**question, "id": question["id"] if sound and once else name}
        for question, name, sound in zip(questions, ids, keep, strict=True)
    ]


def _shown(text: dict[str, str] | None) -> str:
    """A text without the tags of HTML."""
    if text is None:
        return ""
    written = text["text"]
    return str(Markup(written).striptags()) if text["format"] == "html" else written.strip()  # noqa: S704


def _head(entry: dict[str, Any]) -> Question:
    text = _shown(entry["stem"])
    said = _remark(entry.get("globalFeedback"), "explain")
    return {"id": entry.get("title") or text, "type": "", "text": text, **said}


def _remark(text: dict[str, str] | None, key: str = "feedback") -> Question:
    """What is said, and the second of a video that it ends with."""
    said = _shown(text)
    found = _SOURCE.search(said)
    cite = {"cite": {"video": found[1], "second": int(found[2])}} if found else {}
    said = said[: found.start()] if found else said
    return ({key: said} if said else {}) | cite


def _right(choice: dict[str, Any]) -> bool:
    weight = choice["weight"]
    return weight > 0 if weight is not None else bool(choice["isCorrect"])


def _options(entry: dict[str, Any]) -> list[Question]:
    choices = entry["choices"]
    names = ids_of(_shown(choice["text"]) for choice in choices)
    return [
        {
            "id": name,
            "text": _shown(choice["text"]),
            **({"right": True} if _right(choice) else {}),
            **_remark(choice["feedback"]),
        }
        for name, choice in zip(names, choices, strict=True)
    ]


def _choice(entry: dict[str, Any]) -> tuple[Question, Told]:
    if entry["hasEmbeddedAnswers"] and sum(map(_right, entry["choices"])) == 1:
        return _gap(entry)
    weights = [choice["weight"] for choice in entry["choices"]]
    options = _options(entry)
    if all(weight is None for weight in weights):
        return {"type": "single", "options": options}, []
    whole = any(w is not None and w <= -100 for w in weights)
    credit = "all-or-nothing" if whole else "per-option"
    uneven = len({w for w in weights if w is not None and w > 0}) > 1
    told = ["its right options are worth the same here"] if uneven else []
    return {"type": "multiple", "credit": credit, "options": options}, told


def _judged(entry: dict[str, Any]) -> tuple[Question, Told]:
    """True or false asks for a reason here, and GIFT has none: it becomes a choice."""
    options: list[Question] = [{"id": "true", "text": "True"}, {"id": "false", "text": "False"}]
    right, wrong = options if entry["isTrue"] else options[::-1]
    # Whatever their names: the first remark is said to the wrong verdict, the second to the right.
    right |= {"right": True} | _remark(entry["falseFeedback"])
    wrong |= _remark(entry["trueFeedback"])
    return {"type": "single", "options": options}, []


def _matching(entry: dict[str, Any]) -> tuple[Question, Told]:
    pairs = [(_shown(p["subquestion"]), str(p["subanswer"]).strip()) for p in entry["matchPairs"]]
    lefts = [left for left, _ in pairs if left]
    if lefts == [str(n) for n in range(1, len(pairs) + 1)]:
        texts = [right for _, right in pairs]
        steps = [{"id": n, "text": t} for n, t in zip(ids_of(texts), texts, strict=True)]
        return {"type": "ordering", "credit": "per-option", "steps": steps}, []
    both = zip(ids_of(lefts), [pair for pair in pairs if pair[0]], strict=True)
    made = [{"id": name, "left": left, "right": right} for name, (left, right) in both]
    extra = [right for left, right in pairs if not left]
    found: Question = {"type": "matching", "credit": "per-option", "pairs": made}
    return found | ({"extra": extra} if extra else {}), []


def _number(entry: dict[str, Any]) -> tuple[Question, Told]:
    choices = entry["choices"]
    choices = choices if isinstance(choices, list) else [{"text": choices, "weight": None}]
    read = [(*_range(c["text"]), c.get("weight"), _remark(c.get("feedback"))) for c in choices]
    right = [one for one in read if one[2] is None or one[2] > 0]
    told = ["only the first of its right numbers is kept"] if len(right) > 1 else []
    traps = [{"value": v, **said} for v, _, weight, said in read if weight == 0]
    value, tolerance = right[0][:2]
    found: Question = {"type": "numeric", "answer": value}
    found |= {"tolerance": tolerance} if tolerance else {}
    return found | ({"traps": traps} if traps else {}), told


def _range(number: dict[str, Any]) -> tuple[float, float]:
    if number["type"] == "high-low":
        low, high = number["numberLow"], number["numberHigh"]
        return (low + high) / 2, (high - low) / 2
    return number["number"], number.get("range") or 0


def _words(entry: dict[str, Any]) -> tuple[Question, Told]:
    if entry["hasEmbeddedAnswers"]:
        return _gap(entry)
    full = [c for c in entry["choices"] if c["weight"] is None or c["weight"] >= 100]
    part = [c for c in entry["choices"] if c not in full]
    traps = [{"text": _shown(c["text"]), **_remark(c["feedback"])} for c in part]
    told = [
        f'"{_shown(c["text"])}" counted {c["weight"]} percent; here it is wrong, with its remark'
        for c in part
        if c["weight"] > 0
    ]
    found: Question = {"type": "short", "accept": [_shown(c["text"]) for c in full]}
    return found | ({"traps": traps} if traps else {}), told


def _gap(entry: dict[str, Any]) -> tuple[Question, Told]:
    text = _BEFORE_STOP.sub("{gap}", _shown(entry["stem"]).replace(_GAP, "{gap}", 1))
    choices = entry["choices"]
    gap: Question = {"id": "gap", "accept": [_shown(c["text"]) for c in choices if _right(c)]}
    wrong = [c for c in choices if not _right(c)]
    said = [_remark(c["feedback"]).get("feedback", "") for c in wrong]
    if wrong:
        gap["wrong"] = [_shown(c["text"]) for c in wrong]
    gap |= {"feedback": said[0]} if any(said) else {}
    told = ["only the first remark to a wrong word is kept"] if len(set(said)) > 1 else []
    return {"type": "cloze", "text": text, "gaps": [gap]}, told


_TYPES: dict[str, Callable[[dict[str, Any]], tuple[Question, Told]]] = {
    "MC": _choice,
    "TF": _judged,
    "Matching": _matching,
    "Numerical": _number,
    "Short": _words,
}
