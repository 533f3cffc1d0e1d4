"""What would flip a result: for each word, the smallest change of answers that gives another."""

from __future__ import annotations

from assessments import formulas
from assessments.answers import FOLLOWED, limits
from assessments.banks import items_of
from assessments.refusal import RefusedError
from assessments.scales import BANDS, MARKERS, NEITHER, keyed_answers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, NamedTuple

    from assessments.shapes import Answers, Bank, Item, Json, Outcome, Scale, ScaleScore

    class Change(NamedTuple):
        """One answer changed: how much of what it could, the path, the name, and both values."""

        size: float
        path: tuple[Any, ...]
        name: str
        before: Json
        after: Json

else:
    from collections import namedtuple

    Change = namedtuple("Change", "size path name before after")

LARGEST = 100.0  # times the answer given: nothing beyond is a change worth naming
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def flips(bank: Bank, answers: Answers, outcome: Outcome, now: str | None) -> list[dict[str, Any]]:
    """Return for the verdict and for each scored scale what would give another word."""
    found = [_scale(bank, scale, answers, outcome) for scale in bank.get("scales", [])]
    scales = [flip for flip in found if flip]
    noisy = bank["formula"] == "markers"  # the verdict is made from the words of its scales
    verdict = _of_markers(outcome, scales) if noisy else _verdict(bank, answers, outcome, now)
    return [verdict, *scales] if verdict else scales


def _scale(bank: Bank, scale: Scale, answers: Answers, outcome: Outcome) -> dict[str, Any] | None:
    """Return how many steps of answers, keyed, would give a scored scale another word."""
    score = outcome["scales"][scale["id"]]
    if score["score"] is None:
        return None
    if scale["kind"] in MARKERS:
        steps = _marker_steps(bank, scale, answers, score["band"])
    else:
        steps = _band_steps(bank, scale, answers, score)
    if not steps:
        return None
    word = min(steps, key=lambda name: abs(steps[name]))
    return _flip(scale["id"], score["band"], word, steps[word])


def _flip(name: str, word: str, other: str, steps: int) -> dict[str, Any]:
    many, way = abs(steps), "higher" if steps > 0 else "lower"
    counted = NUMBERS[many] if many < len(NUMBERS) else str(many)
    plural = "s" * (many != 1)
    text = f'{counted.capitalize()} step{plural} {way} in all would give "{other}".'
    return {"id": name, "word": word, "other": other, "steps": steps, "text": text}


def _band_steps(bank: Bank, scale: Scale, answers: Answers, score: ScaleScore) -> dict[str, int]:
    top = 3 if bank["formula"] == "chess" else 4
    marks = [] if top == 3 else keyed_answers(items_of(bank, scale["id"]), answers)
    points = round((score["score"] or 0) * score["answered"] * top / 100)
    return {
        word: _steps(scale["kind"], word, points, score["answered"] * top, marks)
        for word, _ in BANDS[scale["kind"]]
        if word != score["band"]
    }


def _marker_steps(bank: Bank, scale: Scale, answers: Answers, band: str) -> dict[str, int]:
    """Return the steps to the nearest other words of a marker whose follow-ups were asked."""
    from assessments.formulas.markers import word_of

    items = items_of(bank, scale["id"])
    marks = keyed_answers(items, answers)
    if len(marks) < 2:
        return {}
    months = next(answers.get(i["id"], 0) for i in items_of(bank, scale["id"], "number"))
    found: dict[str, int] = {}
    for steps in sorted(range(len(marks) - sum(marks), 5 * len(marks) - sum(marks) + 1), key=abs):
        word = word_of(scale["kind"], (sum(marks) + steps) / len(marks), months)
        found.setdefault(word, steps)
    found.pop(band, None)
    to_close = answers[items[0]["id"]] - FOLLOWED + 1  # a screening answer below 3 is clear
    if "clear" in found:
        found["clear"] = max(found["clear"], -to_close)
    return found


def _of_markers(outcome: Outcome, scales: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return what would give the whole check another word: one marker more, or all of one less."""
    word = outcome["verdict"]
    if word is None:
        return None
    ranks = {name: rank for rank, name in enumerate(MARKERS["event"])}
    worse = [flip for flip in scales if ranks[flip["other"]] > ranks[word]]
    at = [flip for flip in scales if flip["word"] == word]
    better = [flip for flip in at if flip["steps"] < 0]
    if len(better) == len([s for s in outcome["scales"].values() if s["band"] == word]) == 1:
        worse.append(better[0])
    best = min(worse, key=lambda flip: abs(flip["steps"]), default=None)
    if best is None:
        return None
    return {**best, "id": "verdict", "word": word, "scale": best["id"]}


def _steps(kind: str, word: str, points: int, most: int, marks: list[int]) -> int:
    """Return by how many steps of answers, keyed, a scale gets to a band; lower ones negative."""
    bounds = [-(-bound * most // 100) for _, bound in BANDS[kind]] + [most + 1]
    place = [name for name, _ in BANDS[kind]].index(word)
    if kind == "risk" and marks and max(marks) <= NEITHER and place:
        return max(bounds[place] - points, NEITHER + 1 - max(marks))
    if points < bounds[place]:
        return bounds[place] - points
    down = points - (bounds[place + 1] - 1)
    if kind == "risk" and place == 0:
        down = min(down, sum(max(0, mark - NEITHER) for mark in marks) or down)
    return -down


def _verdict(
    bank: Bank, answers: Answers, outcome: Outcome, now: str | None
) -> dict[str, Any] | None:
    """Return the smallest change of one answer that gives another verdict, None if none does."""
    word, alone = outcome["verdict"], len(bank.get("verdicts", {})) == 1
    if not bank.get("verdicts") or (word is None and not alone):
        return None
    formula = formulas.load(bank["formula"])

    def verdict(changed: Answers) -> str | None:
        try:
            return formula.score(bank, changed, now)["verdict"]
        except RefusedError:
            return word  # no answer that may be given

    best = _smallest(bank, answers, verdict, word)
    if best is None:
        return None
    other = verdict(_with(answers, best.path, best.after))
    gives = f'would give "{other}"' if other else f'would take "{word}" away'
    text = f"{best.name}: {_shown(best.after)} instead of {_shown(best.before)} {gives}."
    return {"id": "verdict", "word": word, "other": other, "item": best.path[0], "text": text}


def _smallest(
    bank: Bank, answers: Answers, verdict: Callable[[Answers], str | None], word: str | None
) -> Change | None:
    """Return the smallest change that gives another word; larger ones than that are not tried."""
    best: Change | None = None
    for path, name, item, value in _fields(bank, answers):

        def differs(after: Json, path: tuple[Any, ...] = path) -> bool:
            return verdict(_with(answers, path, after)) != word

        for after in _others(item, value, differs, best.size if best else LARGEST):
            size = _size(item, value, after)
            if best is None or size < best.size:
                best = Change(size, path, name, value, after)
    return best


def _fields(bank: Bank, answers: Answers) -> Iterator[tuple[tuple[Any, ...], str, Item, Json]]:
    """Yield every answer given, those in rows too: its path, name, item and value."""
    for item in bank["items"]:
        value = answers.get(item["id"])
        if value is None:
            continue
        if item["kind"] != "rows":
            yield (item["id"],), item.get("name", item["text"]).rstrip("."), item, value
            continue
        for number, row in enumerate(value):
            title = row.get("name", "").strip() or f"{item['row']} {number + 1}"
            for column in item["columns"]:
                if column["id"] in row:
                    path = (item["id"], number, column["id"])
                    yield path, f"{title}, {column['name'].lower()}", column, row[column["id"]]


def _with(answers: Answers, path: tuple[Any, ...], value: Json) -> Answers:
    """Return the answers with one of them changed."""
    if len(path) == 1:
        return {**answers, path[0]: value}
    rows = [dict(row) for row in answers[path[0]]]
    rows[path[1]][path[2]] = value
    return {**answers, path[0]: rows}


def _others(
    item: Item, value: Json, differs: Callable[[Json], bool], least: float
) -> Iterator[Json]:
    """Yield the nearest values of an item, on both sides, that change the word, below a size.

    Agreement is left out: no verdict but that of the markers rests on it.
    """
    if item["kind"] == "yes-no":
        yield from [not value] if least > 1 and differs(not value) else []
    elif item["kind"] in ("scale", "number"):
        low, high = limits(item)
        step = item.get("step", 1) if item["kind"] == "number" else 1
        most = int(least / _size(item, value, value + step) + 1e-9)
        for way in (-step, step):
            room = int(((high - value) if way > 0 else (value - low)) / step)
            steps = _nearest(value, way, min(room, most), differs)
            if steps:
                yield _moved(value, steps * way)


def _moved(value: float, by: float) -> float:
    moved = round(value + by, 6)
    return int(moved) if moved == int(moved) else moved


def _nearest(value: float, way: float, room: int, differs: Callable[[Json], bool]) -> int | None:
    """Return the fewest steps, up to `room`, that change the word: by doubling, then halving."""
    if room < 1:
        return None
    low, high = 0, 1
    while not differs(_moved(value, high * way)):
        if high == room:
            return None
        low, high = high, min(2 * high, room)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if differs(_moved(value, middle * way)) else (middle, high)
    return high


def _size(item: Item, before: Json, after: Json) -> float:
    """Return how large a change is: a share of the number, of the points of a scale, or all."""
    if item["kind"] == "yes-no":
        return 1.0
    if item["kind"] == "number":
        return float(abs(after - before) / max(abs(before), item.get("step", 1)))
    low, high = limits(item)
    return float(abs(after - before) / (high - low))


def _shown(value: Json) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else f"{value:,.10g}"
