"""Make questions of ours from GIFT; what has no place here is told, not dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from scripts.core.model import Problem
from scripts.export.gift.parse import BLANK, GAP, Entry, parse
from scripts.export.gift.words import has_media, words
from scripts.export.sheet import Question, ids_of

Told = list[str]
Choice = dict[str, Any]

_SOURCE = re.compile(r"\s*(?:Source: )?https://www\.youtube\.com/watch\?v=([\w-]{11})&t=(\d+)s\s*$")
_MARKED = re.compile(r"&&(0(?:10|35|58|61|92)|12[356]);?")
_WRONG = "here it is wrong"


def read_gift(text: str, path: Path = Path()) -> tuple[list[Question], list[Problem]]:
    """Return the questions of a GIFT text, and a problem for all of it that is lost."""
    entries, problems = parse(text, path)
    made = [(entry, *_question(entry)) for entry in entries if entry.found["type"] != "Category"]
    questions = _named([question for _, question, _ in made if question])
    names = iter(question["id"] for question in questions)
    for (line, found), question, told in made:
        said = words(found.get("stem")).replace("\n", " ")[:50]
        name = next(names) if question else f'"{said}"'
        code = "lost" if question else "left-out"
        problems += [Problem(str(path), line, code, f"{name}: {words}") for words in told]
    return questions, sorted(problems, key=lambda problem: problem.line)


def _question(entry: Entry) -> tuple[Question | None, Told]:
    found = entry.found
    make = _TYPES.get(found["type"])
    if make is None:
        return None, [f"no type of question here is {found['type']}"]
    own, told = make(found)
    return {**_head(found), **own}, [*told, *_common_losses(found)]


def _common_losses(found: dict[str, Any]) -> Iterator[str]:
    texts = [found.get(key) for key in ("stem", "globalFeedback", "trueFeedback", "falseFeedback")]
    texts += [pair["subquestion"] for pair in found.get("matchPairs", ())]
    for choice in _choices(found):
        texts += [choice["text"] if "format" in choice["text"] else None, choice["feedback"]]
    if any(map(has_media, texts)):
        yield "its pictures, sounds and films; a picture's description stands in its place"


def _choices(found: dict[str, Any]) -> list[Choice]:
    """Return the answers of an entry; a number without a sign is the only one."""
    choices = found.get("choices", [])
    if isinstance(choices, list):
        return choices
    return [{"text": choices, "isCorrect": True, "weight": None, "feedback": None}]


def _named(questions: list[Question]) -> list[Question]:
    """The questions with ids that are ids: their titles, else their words, each once."""
    ids = ids_of(question["id"] for question in questions)
    keep = [re.fullmatch(r"[a-z][a-z0-9_-]{0,59}", question["id"]) for question in questions]
    once = len({question["id"] for question in questions}) == len(questions)
    return [
        {**question, "id": question["id"] if sound and once else name}
        for question, name, sound in zip(questions, ids, keep, strict=True)
    ]


def _head(entry: dict[str, Any]) -> Question:
    text = words(entry["stem"]).replace(GAP, BLANK)
    said = _remark(entry.get("globalFeedback"), "explain")
    return {"id": entry.get("title") or text, "type": "", "text": text, **said}


def _remark(text: dict[str, str] | None, key: str = "feedback") -> Question:
    """What is said, and the second of a video that it ends with."""
    said = words(text)
    found = _SOURCE.search(said)
    cite = {"cite": {"video": found[1], "second": int(found[2])}} if found else {}
    said = said[: found.start()] if found else said
    return ({key: said} if said else {}) | cite


def _weight(choice: Choice) -> float:
    """Return what an answer counts, in percent."""
    weight = choice["weight"]
    return (100.0 if choice["isCorrect"] else 0.0) if weight is None else float(weight)


def _half_right(choices: list[Choice], least: float = 0) -> Told:
    """Return what is lost with answers that count a part."""
    return [
        f'"{words(choice["text"])}" counted {_weight(choice):g} percent; {_WRONG}'
        for choice in choices
        if least < _weight(choice) < 100
    ]


def _remarks_lost(choices: list[Choice]) -> Told:
    """Return what is lost with remarks to right answers, for which a typed answer has no place."""
    said = [words(choice["feedback"]) for choice in choices]
    return [f'what is said to a right answer: "{one}"' for one in dict.fromkeys(said) if one]


def _options(choices: list[Choice], right: Callable[[Choice], bool]) -> list[Question]:
    names = ids_of(words(choice["text"]) for choice in choices)
    return [
        {
            "id": name,
            "text": words(choice["text"]),
            **({"right": True} if right(choice) else {}),
            **_remark(choice["feedback"]),
        }
        for name, choice in zip(names, choices, strict=True)
    ]


def _choice(entry: dict[str, Any]) -> tuple[Question, Told]:
    """One `=` among the answers makes a single choice, as in Moodle, whatever the others cost."""
    choices = entry["choices"]
    right = [choice for choice in choices if choice["isCorrect"]]
    if entry["hasEmbeddedAnswers"] and (len(right) == 1 or _only_one(choices)):
        return _gap(entry)
    if right:
        told = _half_right(choices)
        if any(_weight(choice) < 0 for choice in choices):
            told.append("its penalty for a wrong option, which costs nothing here")
        return {"type": "single", "options": _options(choices, lambda c: c["isCorrect"])}, told
    return _several(choices)


def _only_one(choices: list[Choice]) -> bool:
    return sum(_weight(choice) > 0 for choice in choices) == 1


def _several(choices: list[Choice]) -> tuple[Question, Told]:
    weights = [_weight(choice) for choice in choices]
    worths = {weight for weight in weights if weight > 0}
    costs = {-weight for weight in weights if weight <= 0}
    whole = any(cost >= 100 for cost in costs)
    told = ["its right options are worth the same here"] if len(worths) > 1 else []
    alike = any(abs(cost - worth) < 0.01 for cost in costs for worth in worths)
    if not whole and costs and not (alike and len(costs) == 1):
        told.append("its penalties: a wrong option costs here as much as a right one earns")
    return {
        "type": "multiple",
        "credit": "all-or-nothing" if whole else "per-option",
        "options": _options(choices, lambda choice: _weight(choice) > 0),
    }, told


def _judged(entry: dict[str, Any]) -> tuple[Question, Told]:
    """True or false asks for a reason here, and GIFT has none: it becomes a choice."""
    options: list[Question] = [{"id": "true", "text": "True"}, {"id": "false", "text": "False"}]
    right, wrong = options if entry["isTrue"] else options[::-1]
    # Whatever their names: the first remark is said to the wrong verdict, the second to the right.
    right |= {"right": True} | _remark(entry["falseFeedback"])
    wrong |= _remark(entry["trueFeedback"])
    return {"type": "single", "options": options}, []


def _matching(entry: dict[str, Any]) -> tuple[Question, Told]:
    pairs = [(words(p["subquestion"]), _right_side(p["subanswer"])) for p in entry["matchPairs"]]
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


def _right_side(text: str) -> str:
    """Return the right side of a pair, whose escaped signs gift-pegjs leaves as it marks them."""
    return _MARKED.sub(lambda found: chr(int(found[1])), text).strip()


def _number(entry: dict[str, Any]) -> tuple[Question, Told]:
    """The first number that counts in full is the answer; others with a remark are traps."""
    choices = _choices(entry)
    others = [choice for choice in choices if "type" not in choice["text"]]
    numbers = [choice for choice in choices if "type" in choice["text"]]
    right = max(numbers, key=_weight, default=None)
    if right is None:
        return {"type": "numeric"}, ["it has no right number"]
    value, tolerance = _range(right["text"])
    told = ["only the first of its right numbers is kept"] * (
        sum(_weight(choice) == _weight(right) for choice in numbers) > 1
    )
    traps = []
    for choice in numbers:
        if choice is not right and _weight(choice) < _weight(right):
            at, said = _range(choice["text"])[0], _remark(choice["feedback"])
            told += [f"{at:g} counted {_weight(choice):g} percent; {_WRONG}"] * (
                _weight(choice) > 0
            )
            traps += [{"value": at, "feedback": said["feedback"]}] if "feedback" in said else []
    told += _remarks_lost([right]) + _catch_all(others)
    found: Question = {"type": "numeric", "answer": value}
    found |= {"tolerance": tolerance} if tolerance else {}
    return found | ({"traps": traps} if traps else {}), told


def _catch_all(choices: list[Choice]) -> Told:
    """Return what is lost with remarks to all other answers."""
    said = [words(choice["feedback"]) for choice in choices]
    return [f'what is said to all other answers: "{one}"' for one in said if one]


def _range(number: dict[str, Any]) -> tuple[float, float]:
    if number["type"] == "high-low":
        low, high = number["numberLow"], number["numberHigh"]
        return _rounded((low + high) / 2), _rounded(abs(high - low) / 2)
    return number["number"], abs(number.get("range") or 0)


def _rounded(number: float) -> float:
    """Return a number without what binary fractions add."""
    found = float(f"{number:.12g}")
    return int(found) if found.is_integer() else found


def _words(entry: dict[str, Any]) -> tuple[Question, Told]:
    if entry["hasEmbeddedAnswers"]:
        return _gap(entry)
    others, choices = _parted(entry["choices"])
    full = [choice for choice in choices if _weight(choice) >= 100]
    part = [choice for choice in choices if choice not in full]
    traps = [{"text": _plain(words(c["text"])), **_remark(c["feedback"])} for c in part]
    traps = [trap for trap in traps if "feedback" in trap]
    told = [line + (", with its remark" if traps else "") for line in _half_right(part)]
    told += _remarks_lost(full) + _catch_all(others) + _wildcards(choices)
    if any(_weight(choice) > 0 for choice in others):
        told.append(f"that any answer counts; {_WRONG}")
    accept = [_plain(words(choice["text"])) for choice in full]
    return {"type": "short", "accept": accept} | ({"traps": traps} if traps else {}), told


def _parted(choices: list[Choice]) -> tuple[list[Choice], list[Choice]]:
    """Return the answers that stand for all others, and the rest."""
    others = [choice for choice in choices if words(choice["text"]) == "*"]
    return others, [choice for choice in choices if choice not in others]


def _wildcards(choices: list[Choice]) -> Told:
    found = [words(c["text"]) for c in choices if re.search(r"(?<!\\)\*", words(c["text"]))]
    return [
        f'"{text}" stood for many answers; here the * is a sign of the answer' for text in found
    ]


def _plain(text: str) -> str:
    """Return a typed answer with the star that is a star."""
    return text.strip().replace("\\*", "*")


def _gap(entry: dict[str, Any]) -> tuple[Question, Told]:
    """Answers inside a text: a gap to type in, or one with a choice where some are wrong."""
    text = words(entry["stem"]).replace(GAP, "{gap}", 1)
    typed = all(choice["isCorrect"] for choice in entry["choices"])
    others, choices = _parted(entry["choices"]) if typed else ([], entry["choices"])
    most = max(map(_weight, choices), default=0)
    right = [choice for choice in choices if _weight(choice) == most]
    wrong = [choice for choice in choices if choice not in right]
    told = _half_right(wrong) + _remarks_lost(right) + _catch_all(others)
    said = [(words(c["text"]), _remark(c["feedback"]).get("feedback", "")) for c in wrong]
    gap: Question = {"id": "gap", "accept": [words(choice["text"]) for choice in right]}
    if typed:
        gap["accept"] = list(map(_plain, gap["accept"]))
        told += [f'what is said to "{word}": "{remark}"' for word, remark in said if remark]
        told += _wildcards(choices)
    else:
        remarks = list(dict.fromkeys(remark for _, remark in said))
        gap["wrong"] = [word for word, _ in said]
        gap |= {"feedback": next(filter(None, remarks))} if any(remarks) else {}
        told += ["only the first remark to a wrong word is kept"] * (len(remarks) > 1)
    return {"type": "cloze", "text": text, "gaps": [gap]}, told


_TYPES: dict[str, Callable[[dict[str, Any]], tuple[Question, Told]]] = {
    "MC": _choice,
    "TF": _judged,
    "Matching": _matching,
    "Numerical": _number,
    "Short": _words,
}
