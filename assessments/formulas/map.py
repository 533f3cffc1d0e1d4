"""All results at once: where each stands, what changed, and three moves over all of them."""

from __future__ import annotations

from assessments import banks, formulas, history, moves
from assessments.compare import number, read_result, word
from assessments.formulas.common import chart, outcome
from assessments.formulas.standing import STANDINGS, unknown
from assessments.refusal import RefusedError, refuse
from assessments.remarks import remark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Answers, Bank, Json, Outcome

    Result = dict[str, Any]

ITEMS: tuple[str, ...] = ()
VALUES = ("taken", "changed")
VERDICTS: tuple[str, ...] = ()
MEASURES: tuple[str, ...] = ()
MOST_RESULTS = 500
STRONGEST_WEIGHT = 5.0
standing = unknown


def read(sent: Json) -> Answers:
    """Return `results`, the stored results in any order; damaged ones are counted, not refused."""
    results = sent.get("results") if isinstance(sent, dict) else None
    if not isinstance(results, list) or len(results) > MOST_RESULTS:
        message = f'"results" must be a list of up to {MOST_RESULTS} results.'
        raise refuse("missing" if results is None else "wrong-type", message, "results")
    readable, damaged = [], 0
    for index, result in enumerate(results):
        try:
            readable.append(read_result(result, f"results[{index}]"))
        except RefusedError:
            damaged += 1
    return {"results": readable, "damaged": damaged}


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return one row for each assessment taken, with its change since the time before."""
    taken = _by_assessment(answers["results"], bank["id"])
    rows = [_row(results) for results in taken.values()]
    latest = [results[-1] for results in taken.values()]
    found = outcome(
        {
            "taken": len(rows),
            "changed": sum(1 for row in rows if row["changed"]),
        },
        charts=[_chart(rows)],
        detail={"map": rows},
    )
    found["moves"] = moves.strongest([offer for result in latest for offer in _offers(result)])
    if answers["damaged"]:
        text = f"{answers['damaged']} of your stored results could not be read and were left out."
        found["remarks"] = [remark("unreadable-result", text)]
    return found


def _by_assessment(results: list[Result], own: str) -> dict[str, list[Result]]:
    """Return the results of each other assessment, oldest first, in the catalogue's order."""
    ordered = sorted(results, key=lambda r: r["taken"] if isinstance(r.get("taken"), str) else "")
    found: dict[str, list[Result]] = {name: [] for name in banks.ids() if name != own}
    for result in ordered:
        if result["assessment"] in found:
            found[result["assessment"]].append(result)
    return {name: those for name, those in found.items() if those}


def _row(results: list[Result]) -> dict[str, Any]:
    """Return where the latest result stands, and how it compares with the time before."""
    latest = results[-1]
    bank = banks.load(latest["assessment"])
    change = history.since_last_time(results, history.own_noise(results))
    verdict = word(latest)
    return {
        "assessment": bank["id"],
        "title": bank["title"],
        "verdict": verdict if verdict in bank.get("verdicts", {}) else None,
        "word": _place(bank, latest),
        "taken": latest["taken"] if isinstance(latest.get("taken"), str) else None,
        "change": change,
        "changed": _changed(change),
        "trend": history.trend(bank, results),
    }


def _changed(change: dict[str, Any] | None) -> bool:
    """Say whether a scale clearly moved, or a word that rests on facts is another one."""
    if not change:
        return False
    # A verdict that is made from answers has their noise.
    noisy = banks.load(change["assessment"])["formula"] == "markers"
    moved = any(scale["changed"] for scale in change["scales"])
    return bool(moved or (change["verdict"]["changed"] and not noisy))


def _place(bank: Bank, result: Result) -> str | None:
    """Return `in place`, `mixed` or `needs work` for a result, None where nothing is known."""
    return formulas.load(bank["formula"]).standing(bank, result)


def _offers(result: Result) -> list[dict[str, Any]]:
    """Return the moves of a stored result as the bank has them today, with their stored weight."""
    bank = banks.load(result["assessment"])
    known = {move["id"]: move for move in bank.get("moves", [])}
    stored = result.get("moves")
    found = []
    for offer in stored if isinstance(stored, list) else []:
        name = offer.get("id") if isinstance(offer, dict) else None
        weight = number(offer.get("weight")) if isinstance(offer, dict) else None
        if isinstance(name, str) and name in known and weight is not None:
            weight = min(STRONGEST_WEIGHT, max(0.0, weight))
            found.append(moves.shown(bank["id"], known.pop(name), weight))
    return found


def _chart(rows: list[dict[str, Any]]) -> Any:
    levels = [[row["title"], STANDINGS.index(row["word"]) if row["word"] else None] for row in rows]
    columns = {"Assessment": "text", "Where it stands": "standing"}
    return chart("map", "standing", "Where each part stands", columns, levels)
