"""A first knowledge check from key sentences: gaps to fill, and sections to put in order.

Every question is marked as a draft. The article's own `status: draft` keeps all of them out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from assessments.validate.quiz import FEWEST, MOST
from scripts.core.text import clock_label, tokens
from scripts.drafts.model import Draft, Line, Part
from scripts.drafts.phrases import key_phrases

HEAD = """\
# Drafts of questions, made from sentences of the captions. Nobody has checked them.
# Reword each, say in `explain` why it is right, and take its comment away; delete what is no good.
"""
STEPS = 5  # of an ordering question, at most
WRONG = 3  # words to choose from besides the right one
SHORT, LONG = 8, 32  # words of a sentence that makes a question
TEXT = 160  # characters of a step

_UNNAMED = re.compile(r"Part \d+")  # a section without key phrases
_WORD = re.compile(r"[^\W\d_]{4,}")


def check(draft: Draft, language: str = "") -> str:
    """Return the text of a knowledge check; empty where the draft has too little for one."""
    if not draft.video:
        return ""
    ordering = list(_ordering(draft))
    found = [*_clozes(draft, language, MOST - len(ordering)), *ordering]
    if len(found) < FEWEST:
        return ""
    document = tomlkit.document()
    document["version"] = "1.0"
    rows = tomlkit.aot()
    for question in found:
        rows.append(_table(question))
    document["questions"] = rows
    return HEAD + tomlkit.dumps(document)


def _clozes(draft: Draft, language: str, most: int) -> Iterator[dict[str, Any]]:
    """A gap in sentences where a telling word stands: one of each section, then a second one."""
    told = _telling_words(draft, language)
    taken: set[str] = set()
    left = {part: [line for line in part.lines if _fits(line)] for part in draft.parts}
    while most and any(left.values()):
        for part, lines in left.items():
            pairs = [(_word(line, told, taken), line) for line in lines]
            word, line = max(pairs, key=lambda pair: _worth(pair, told), default=("", None))
            if line is None or not word:
                left[part] = []
            elif most:
                left[part] = [one for one in lines if one != line]
                taken.add(word.casefold())
                most -= 1
                yield _cloze(draft, part, line, word, _others(word, line, told))


def _worth(pair: tuple[str, Line], told: dict[str, float]) -> tuple[float, int]:
    word, line = pair
    return told.get(word.casefold(), 0.0), -line.second


def _telling_words(draft: Draft, language: str) -> dict[str, float]:
    """How much each word of the draft's key phrases tells."""
    text = " ".join(line.text for line in draft.lines)
    weights: Counter[str] = Counter()
    for phrase in key_phrases(text, text, language):
        for word in _WORD.findall(phrase.text.casefold()):
            weights[word] += phrase.weight  # type: ignore[assignment]
    return dict(weights)


def _fits(line: Line) -> bool:
    return SHORT <= len(line.text.split()) <= LONG


def _word(line: Line, told: dict[str, float], taken: set[str]) -> str:
    """The word of a sentence that tells most, said once in it; empty where none does."""
    words = _WORD.findall(line.text)
    counts = Counter(word.casefold() for word in words)
    free = [
        word
        for word in words
        if counts[word.casefold()] == 1 and word.casefold() in told and word.casefold() not in taken
    ]
    return max(free, key=lambda word: (told[word.casefold()], word), default="")


def _others(word: str, line: Line, told: dict[str, float]) -> list[str]:
    """Other telling words of the talk, to choose from; none that the sentence says."""
    said = {*tokens(line.text)}
    stem = word.casefold()[:5]
    ranked = sorted(told, key=lambda other: (-told[other], other))
    return [one for one in ranked if one not in said and one[:5] != stem][:WRONG]


def _cloze(
    draft: Draft, part: Part, line: Line, word: str, others: Sequence[str]
) -> dict[str, Any]:
    text = line.text.replace("{", "(").replace("}", ")")
    gap: dict[str, Any] = {"id": "word", "accept": [word]}
    if len(others) == WRONG:
        gap |= {"wrong": list(others), "feedback": f"Listen again at {clock_label(line.second)}."}
    return {
        "id": f"gap-at-{line.second}",
        "type": "cloze",
        "section": part.heading,
        "text": re.sub(rf"\b{re.escape(word)}\b", "{word}", text, count=1),
        "explain": f"So it is said at {clock_label(line.second)}.",
        "cite": _cite(draft, line.second),
        "gaps": [gap],
    }


def _ordering(draft: Draft) -> Iterator[dict[str, Any]]:
    """What the sections are about, in the order of the talk; of few sections, what is said."""
    named = {part.heading: part for part in draft.parts if not _UNNAMED.fullmatch(part.heading)}
    steps = [(part.heading, part.lines[0].second) for part in named.values()]
    text = "In which order does the talk take these up?"
    if len(steps) < FEWEST:
        said = {line.text: line.second for line in draft.lines if len(line.text) <= TEXT}
        steps, text = list(said.items()), "In which order are these said?"
    if len(steps) < FEWEST:
        return
    kept = steps[:: max(1, len(steps) // STEPS)][:STEPS]
    yield {
        "id": "order-of-the-talk",
        "type": "ordering",
        "credit": "per-option",
        "text": text,
        "explain": "This is the order of the talk.",
        "cite": _cite(draft, kept[0][1]),
        "steps": [
            {"id": f"step-{number}", "text": step[:TEXT], "cite": _cite(draft, second)}
            for number, (step, second) in enumerate(kept, 1)
        ],
    }


def _cite(draft: Draft, second: int) -> dict[str, Any]:
    return {"video": draft.video, "second": second}


def _table(question: dict[str, Any]) -> Table:
    table = tomlkit.table()
    table.add(tomlkit.comment(f"draft, from {clock_label(question['cite']['second'])}"))
    for key, value in question.items():
        if isinstance(value, list):
            table[key] = _rows(value)
        else:
            table[key] = _inline(value) if isinstance(value, dict) else value
    return table


def _rows(rows: list[dict[str, Any]]) -> AoT:
    made = tomlkit.aot()
    for row in rows:
        table = tomlkit.table()
        for key, value in row.items():
            table[key] = _inline(value) if isinstance(value, dict) else value
        made.append(table)
    return made


def _inline(value: dict[str, Any]) -> Any:
    table = tomlkit.inline_table()
    table.update(value)
    return table
