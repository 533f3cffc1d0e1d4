"""Writes GIFT: what `held` keeps of each question, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scripts.export.gift.subset import held
from scripts.export.sheet import Question, Sheet, watch

_SPECIAL = re.compile(r"[\\~=#{}:]")


def write_gift(sheet: Sheet) -> bytes:
    """The questions of a sheet as GIFT, a category an article."""
    return "\n".join(_blocks(sheet)).encode()


def _blocks(sheet: Sheet) -> Iterator[str]:
    yield f"// {sheet.title}\n"
    article = ""
    for asked in sheet.asked:
        if asked.article != article:
            article = asked.article
            yield f"// {asked.title}: {asked.address}\n$CATEGORY: {article}\n"
        for question in held(asked.question, asked.article)[0]:
            yield written(question)


def written(question: Question) -> str:
    """One question as GIFT."""
    answers, kind = question_answers(question), question["type"]
    general = "####" + _said(question["explain"], question)
    block = "\n".join(["#" if kind == "numeric" else "", *answers, general])
    before, _, after = question["text"].partition("{gap}" if kind == "cloze" else "\0")
    return f"::{question['id']}::[plain]{_escaped(before)}{{{block}}}{_escaped(after)}\n"


def question_answers(question: Question) -> list[str]:
    """The lines between the braces."""
    judged = [option["text"] for option in question.get("options", ())] == ["True", "False"]
    return list((_judged if judged else _ANSWERS[question["type"]])(question))


def _escaped(text: str) -> str:
    """A text with what GIFT reads as signs of its own marked as words."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text).replace("\n", "\\n")


def _text(text: str) -> str:
    """A text behind a sign; `%` and `[` at its head would be read as a weight or a format."""
    return f"[plain]{_escaped(text)}" if text[:1] in {"%", "["} else _escaped(text)


def _said(words: str, thing: Question) -> str:
    source = f"\nSource: {watch(thing['cite'])}" if "cite" in thing else ""
    return _text((words + source).strip("\n"))


def _feedback(thing: Question) -> str:
    said = _said(thing.get("feedback", ""), thing)
    return f"#{said}" if said else ""


def _choice(question: Question) -> Iterator[str]:
    for option in question["options"]:
        yield f"{'=' if option.get('right') else '~'}{_text(option['text'])}{_feedback(option)}"


def _judged(question: Question) -> Iterator[str]:
    """A choice of True and False is GIFT's own kind; its first remark is for who is wrong."""
    right, wrong = sorted(question["options"], key=lambda o: not o.get("right"))
    said = _feedback(right)
    yield ("T" if right["text"] == "True" else "F") + (_feedback(wrong) or "#" * bool(said)) + said


def _weighed(question: Question) -> Iterator[str]:
    right = sum(bool(o.get("right")) for o in question["options"])
    share = f"{100 / right:.7g}"
    cost = "100" if question["credit"] == "all-or-nothing" else share
    for option in question["options"]:
        weight = share if option.get("right") else f"-{cost}"
        yield f"~%{weight}%{_text(option['text'])}{_feedback(option)}"


def _places(question: Question) -> Iterator[str]:
    for number, step in enumerate(question["steps"], 1):
        yield f"={number} -> {_escaped(step['text'])}"


def _pairs(question: Question) -> Iterator[str]:
    yield from (f"={_text(p['left'])} -> {_escaped(p['right'])}" for p in question["pairs"])
    yield from (f"= -> {_escaped(side)}" for side in question.get("extra", ()))


def _numbers(question: Question) -> Iterator[str]:
    tolerance = f":{question['tolerance']}" if question.get("tolerance") else ":0"
    yield f"={question['answer']}{tolerance}"
    for trap in question.get("traps", ()):
        yield f"=%0%{trap['value']}{tolerance}#{_text(trap['feedback'])}"


def _typed(text: str) -> str:
    """An answer that is typed: a star would stand for any words."""
    return _text(text.replace("*", "\\*"))


def _words(question: Question) -> Iterator[str]:
    yield from (f"={_typed(answer)}" for answer in question["accept"])
    for trap in question.get("traps", ()):
        yield f"=%0%{_typed(trap['text'])}#{_text(trap['feedback'])}"


def _gap(question: Question) -> Iterator[str]:
    gap = question["gaps"][0]
    written = _text if "wrong" in gap else _typed
    yield from (f"={written(word)}" for word in gap["accept"])
    yield from (f"~{_text(word)}{_feedback(gap)}" for word in gap.get("wrong", ()))


_ANSWERS: dict[str, Callable[[Question], Iterator[str]]] = {
    "single": _choice,
    "multiple": _weighed,
    "ordering": _places,
    "matching": _pairs,
    "numeric": _numbers,
    "short": _words,
    "cloze": _gap,
}
