"""What GIFT can hold of a question: the questions as they would come back, and what is lost.

GIFT is Moodle's plain-text format. It has no ids but a question's title, no reasons for true
and false, no ordering, and one gap to a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from assessments.questions import parts
from assessments.questions.cloze import HOLE
from scripts.export.sheet import Question, ids_of, not_representable

Held = tuple[list[Question], list[str]]


def held(question: Question, article: str) -> Held:
    """Return the questions that stand for one of ours in GIFT, and what they lose, in plain words.

    A question of a type that is not in the table below is left out, and its loss says so.
    """
    if question["type"] not in _TYPES:
        return [], [not_representable(question)]
    kept, lost = {}, list(_common_losses(question, article))
    for key in ("id", "type", "text", "explain"):
        kept[key] = question[key]
    kept["cite"] = _own_cite(question["cite"])
    made, further = _TYPES[question["type"]](kept, question)
    return made, lost + further


def _common_losses(question: Question, article: str) -> Iterator[str]:
    if question.get("version", 1) != 1:
        yield "its version"
    if question.get("hints"):
        yield "its hints"
    if "section" in question:
        yield "the section that it belongs to"
    own = parts(question)
    if any("id" in part for part in own):
        yield "the ids of its parts, which are made anew from their words"
    cites = [thing["cite"] for thing in [question, *own] if "cite" in thing]
    if any(cite.get("article", article) != article for cite in cites):
        yield "which other article a cite names; its video and second stay"


def _own_cite(cite: Question) -> Question:
    return {"video": cite["video"], "second": cite["second"]}


def _options(question: Question, key: str = "options") -> list[Question]:
    options = question[key]
    made = []
    for name, option in zip(ids_of(o["text"] for o in options), options, strict=True):
        kept = {"id": name, "text": option["text"]}
        kept |= {"right": True} if option.get("right") else {}
        kept |= {"feedback": option["feedback"]} if option.get("feedback") else {}
        kept |= {"cite": _own_cite(option["cite"])} if "cite" in option else {}
        made.append(kept)
    return made


def _single(kept: Question, question: Question) -> Held:
    return [kept | {"options": _options(question)}], []


def _multiple(kept: Question, question: Question) -> Held:
    credit = question.get("credit", "all-or-nothing")
    made = kept | {"credit": credit, "options": _options(question)}
    right = sum(bool(o.get("right")) for o in question["options"])
    lost = []
    if right == 1 and credit == "per-option":
        made["credit"], lost = "all-or-nothing", ["its word for credit"]
    elif credit == "all-or-nothing":
        lost = ["that nothing counts unless all is right: some of the right options count a part"]
    return [made], lost


def _true_false(kept: Question, question: Question) -> Held:
    answer = question["answer"]
    options: list[Question] = [{"id": "true", "text": "True"}, {"id": "false", "text": "False"}]
    options[not answer]["right"] = True
    if "feedback" in question:
        options[answer]["feedback"] = question["feedback"]
    lost = [
        "its reasons, with what is said to them",
        "that it asks for a reason: it comes back as a choice of True and False",
    ]
    return [kept | {"type": "single", "options": options}], lost


def _ordering(kept: Question, question: Question) -> Held:
    texts = [step["text"] for step in question["steps"]]
    steps = [{"id": n, "text": t} for n, t in zip(ids_of(texts), texts, strict=True)]
    lost = ["its form: it is asked as a matching of places and steps"]
    return [kept | {"credit": "per-option", "steps": steps}], lost + _of_pairs(question, "steps")


def _matching(kept: Question, question: Question) -> Held:
    pairs = question["pairs"]
    names = ids_of(pair["left"] for pair in pairs)
    made = [
        {"id": name, "left": _arrow(pair["left"]), "right": _arrow(pair["right"])}
        for name, pair in zip(names, pairs, strict=True)
    ]
    extra = {"extra": [_arrow(x) for x in question["extra"]]} if question.get("extra") else {}
    sides = [pair[side] for pair in pairs for side in ("left", "right")]
    lost = _of_pairs(question, "pairs") + _lost_arrows([s for s in sides if "->" in s])
    return [kept | {"credit": "per-option", "pairs": made, **extra}], lost


def _of_pairs(question: Question, key: str) -> list[str]:
    lost = []
    if any("feedback" in part or "cite" in part for part in question[key]):
        lost.append(f"what is said to single {key}, and where it is settled")
    if question.get("credit", "all-or-nothing") == "all-or-nothing":
        lost.append(f"that it counts only as a whole: each of the {key} counts a part")
    return lost


def _arrow(text: str) -> str:
    return text.replace("->", "→")


def _numeric(kept: Question, question: Question) -> Held:
    unit, lost = question.get("unit", ""), []
    if unit:
        told = unit in question["text"]
        kept["text"] += "" if told else f" (in {unit})"
        lost.append("its unit, " + ("which the question tells" if told else "told in the question"))
    if question.get("units"):
        lost.append("the other units to choose from")
    made = {"answer": question["answer"]}
    made |= {"tolerance": question["tolerance"]} if question.get("tolerance") else {}
    made |= {"traps": question["traps"]} if question.get("traps") else {}
    return [kept | made], lost


WORDING = "that case, accents, articles and a slip of the keys are forgiven: letters must match"


def _short(kept: Question, question: Question) -> Held:
    made: dict[str, Any] = {"accept": list(map(_arrow, question["accept"]))}
    traps = [trap | {"text": _arrow(trap["text"])} for trap in question.get("traps", ())]
    made |= {"traps": traps} if traps else {}
    return [kept | made], [WORDING, *_lost_arrows([a for a in question["accept"] if "->" in a])]


def _lost_arrows(lost: object) -> list[str]:
    return ["an arrow, which is written as another sign"] if lost else []


def _cloze(kept: Question, question: Question) -> Held:
    gaps, lost = question["gaps"], []
    if len(gaps) > 1:
        lost.append("that its gaps are one question: each is asked by itself")
    if question["text"].endswith("}"):
        lost.append("that a gap ends the text: a full stop comes after it")
    if any("wrong" not in gap for gap in gaps):
        lost.append(WORDING)
    if any("feedback" in gap and "wrong" not in gap for gap in gaps):
        lost.append("what is said to a wrong word in a gap that is typed")
    typed = [word for gap in gaps if "wrong" not in gap for word in gap["accept"]]
    lost += _lost_arrows([word for word in typed if "->" in word])
    if any(len(gap["accept"]) > 1 and "wrong" in gap for gap in gaps):
        lost.append("further words that a gap with a choice accepts")
    return [_one_gap(kept, question, gap) for gap in gaps], lost


def _one_gap(kept: Question, question: Question, gap: Question) -> Question:
    """A question with one gap, the other gaps filled in."""
    texts = {other["id"]: other["accept"][0] for other in question["gaps"]} | {gap["id"]: "{gap}"}
    text = HOLE.sub(lambda found: texts.get(found[1], found[0]), question["text"])
    text += "." if text.endswith("}") else ""  # where nothing follows, GIFT knows no gap
    name = kept["id"] if len(question["gaps"]) == 1 else f"{kept['id']}-{gap['id']}"[:60]
    made: Question = {"id": "gap", "accept": list(map(_arrow, gap["accept"]))}
    if "wrong" in gap:
        said = {"feedback": gap["feedback"]} if "feedback" in gap else {}
        made = {"id": "gap", "accept": gap["accept"][:1], "wrong": gap["wrong"], **said}
    cite = _own_cite(gap["cite"] if "cite" in gap else question["cite"])
    return kept | {"id": name, "text": text, "cite": cite, "gaps": [made]}


_TYPES: dict[str, Callable[[Question, Question], Held]] = {
    "single": _single,
    "multiple": _multiple,
    "true-false": _true_false,
    "ordering": _ordering,
    "matching": _matching,
    "numeric": _numeric,
    "short": _short,
    "cloze": _cloze,
}
