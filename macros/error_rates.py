"""How often a word is wrong by the noise model, for the methodology pages.

The model: an answer is the reader's true level plus a normal error of 0.8 of a step, rounded to
1..5. Every combination of answers to a scale is scored by the assessment's own formula and counts
with its chance, so the rates are exact. `tests/assessments/test_noise.py` draws readers by a fixed
seed, sends them through the core's door and comes to the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise, product
from math import erf, prod, sqrt
from typing import Any, NamedTuple

from assessments import banks, formulas, noise
from assessments.scales import BANDS, MARKERS

FEW, MANY, NEUTRAL = 2.2, 4.2, 3
LEVELS = tuple(round(1 + 0.2 * n, 1) for n in range(21))
FEW_AT, MANY_AT = LEVELS.index(FEW), LEVELS.index(MANY)
MOST_FALSE, MOST_MISSED, MOST_MOVED = 0.05, 0.15, 0.10  # the limits that a test holds
LONG = 24  # months: what is assumed of markers is the word at its worst


class ScaleRates(NamedTuple):
    """One scale: its alarming word, and how often each level of it gets that word."""

    title: str
    word: str
    alarm: tuple[float, ...]  # by LEVELS of the alarming direction
    some: tuple[float, ...]  # that word or the one before it
    neutral: str  # the word for the middle answer throughout
    moved: tuple[float, ...]  # a retake without change is called a clear move


class Rates(NamedTuple):
    """All scales of an assessment, and what holds for them together."""

    scales: tuple[ScaleRates, ...]
    false_alarm: float
    missed: float
    moved: float


@cache
def rates(name: str) -> Rates | None:
    """Return the error rates of an assessment; None where no statement is answered by agreement."""
    bank: Any = banks.load(name)
    scales = [s for s in bank.get("scales", []) if banks.items_of(bank, s["id"])]
    if not scales:
        return None
    alike: dict[tuple[str, int], ScaleRates] = {}  # scales of one kind and length err alike
    found = []
    for scale in scales:
        shape = (scale["kind"], len(banks.items_of(bank, scale["id"])))
        alike[shape] = alike.get(shape) or _scale(bank, scale, len(scales))
        found.append(alike[shape]._replace(title=scale["title"]))
    together = [1 - prod(1 - s.alarm[at] for s in found) for at in range(len(LEVELS))]
    moved = [1 - prod(1 - s.moved[at] for s in found) for at in range(len(LEVELS))]
    missed = max(1 - s.alarm[MANY_AT] for s in found)
    return Rates(tuple(found), together[FEW_AT], missed, max(moved))


def chances(level: float, error: float = noise.MODEL) -> list[float]:
    """Return the chance of each answer, 1 to 5, at a true level."""
    edges = [0.0, *(_below((k + 0.5 - level) / error) for k in range(1, 5)), 1.0]
    return [high - low for low, high in pairwise(edges)]


def _below(z: float) -> float:
    return (1 + erf(z / sqrt(2))) / 2


def _scale(bank: Any, scale: Any, many: int) -> ScaleRates:
    scored = dict(_scored(bank, scale))
    words = _words(scale)
    middle = len(next(iter(scored)))
    laid = [_weighed(scored, _level(scale, level)) for level in LEVELS]
    return ScaleRates(
        scale["title"],
        words[0],
        tuple(sum(p for (word, _, _), p in found.items() if word == words[0]) for found in laid),
        tuple(sum(p for (word, _, _), p in found.items() if word in words) for found in laid),
        scored[(NEUTRAL,) * middle][0],
        tuple(_moved(found, many) for found in laid),
    )


def _words(scale: Any) -> tuple[str, str]:
    """Return the alarming word of a scale and the milder one."""
    if scale["kind"] == "strength":
        return BANDS["strength"][0][0], BANDS["strength"][1][0]
    return MARKERS["state"][-1], MARKERS["state"][-2]


def _level(scale: Any, alarm: float) -> float:
    """Return the level of keyed answers: a strength alarms where they are low."""
    return 6 - alarm if scale["kind"] == "strength" else alarm


Outcome = tuple[str, float, int]  # the word, the score and the items it rests on


def _scored(bank: Any, scale: Any) -> Iterator[tuple[tuple[int, ...], Outcome]]:
    """Yield every combination of keyed answers to a scale with what the formula makes of it."""
    items = banks.items_of(bank, scale["id"])
    months = {item["id"]: LONG for item in banks.items_of(bank, scale["id"], "number")}
    formula = formulas.load(bank["formula"])
    for marks in product(range(1, 6), repeat=len(items)):
        if list(marks[1:]) != sorted(marks[1:]):
            continue  # the order of all but a screening item never matters
        answers = {
            item["id"]: 6 - mark if item.get("reverse") else mark
            for item, mark in zip(items, marks, strict=True)
        }
        score = formula.score(bank, answers | months, None)["scales"][scale["id"]]
        yield marks, (score["band"], score["score"] or 0.0, score["answered"])


def _weighed(scored: Mapping[tuple[int, ...], Outcome], level: float) -> dict[Outcome, float]:
    """Return the chance of every outcome at a true level."""
    answer = chances(level)
    found: dict[Outcome, float] = {}
    for marks, outcome in scored.items():
        chance = prod(answer[mark - 1] for mark in marks) * _orders(marks[1:])
        found[outcome] = found.get(outcome, 0.0) + chance
    return found


def _orders(marks: tuple[int, ...]) -> int:
    """Return in how many orders these answers can be given."""
    total, ways = 0, 1
    for mark in set(marks):
        for one in range(1, marks.count(mark) + 1):
            total += 1
            ways = ways * total // one
    return ways


def _moved(found: Mapping[Outcome, float], many: int) -> float:
    """Return how often two results at one level differ by what is called a clear move."""
    by_score: dict[tuple[float, int], float] = {}
    for (_, score, items), chance in found.items():
        by_score[score, items] = by_score.get((score, items), 0.0) + chance
    return sum(
        p * q
        for (before, items), p in by_score.items()
        for (after, others), q in by_score.items()
        if noise.word_of(after - before, min(items, others), many) == noise.MOVED
    )


def table(name: str) -> dict[str, Any] | None:
    """Return what the methodology page shows of the error rates of an assessment."""
    found = rates(name)
    if found is None:
        return None
    kinds = {scale["kind"] for scale in banks.load(name)["scales"]}
    rows = [
        _row(s.title, s.word, s.alarm[FEW_AT], 1 - s.alarm[MANY_AT], s.neutral, max(s.moved))
        for s in found.scales
    ]
    if len(rows) > 1:
        at_most = _row("Any of them", "", found.false_alarm, found.missed, "", found.moved)
        rows.append(at_most | {"missed": f"at most {at_most['missed']}"})
    return {
        "rows": rows,
        "first": found.scales[0].title,
        "many": len(found.scales) > 1,
        "mirrored": "strength" in kinds,
        "markers": bool(kinds & MARKERS.keys()),
        "picture": picture(found),
    }


def _row(
    title: str, word: str, false: float, missed: float, neutral: str, moved: float
) -> dict[str, str]:
    shares = {"false": _percent(false), "missed": _percent(missed), "moved": _percent(moved)}
    return {"title": title, "word": word, "neutral": neutral, **shares}


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%" if share >= 0.0005 else "under 0.1%"


# The picture: 320 by 150, the plot inside a margin; `templates/errors.html` draws it.
LEFT, RIGHT, TOP, BOTTOM = 34, 312, 8, 126


def picture(found: Rates) -> dict[str, Any]:
    """Return the lines, limits and labels of the chance of the alarming word by level."""
    first = found.scales[0]
    curves = [("4 3", first.some), ("", first.alarm)]
    if len(found.scales) > 1:
        each = zip(*(s.alarm for s in found.scales), strict=True)
        curves.append(("1 3", tuple(1 - prod(1 - a for a in alarms) for alarms in each)))
    return {
        "frame": f"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}",
        "limits": [_at(FEW, MOST_FALSE), _at(MANY, 1 - MOST_MISSED)],
        "curves": [{"dash": dash, "points": _points(points)} for dash, points in curves],
        "levels": [(_at(level, 0)[0], level) for level in range(1, 6)],
        "shares": [(LEFT - 4, _at(1, share / 100)[1] + 3, share) for share in (0, 50, 100)],
    }


def _at(level: float, chance: float) -> tuple[float, float]:
    x = LEFT + (level - 1) / 4 * (RIGHT - LEFT)
    return round(x, 1), round(BOTTOM - chance * (BOTTOM - TOP), 1)


def _points(chances_by_level: tuple[float, ...]) -> str:
    return " ".join(f"{x},{y}" for x, y in map(_at, LEVELS, chances_by_level))
