"""The method `score`: answers in, one result out."""

from __future__ import annotations

import re

from assessments import banks, flip, formulas, moves
from assessments.answers import asked_items, read_answers
from assessments.refusal import refuse
from assessments.remarks import read_seconds, remarks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Answers, Bank, Json, Outcome

TIME = re.compile(r"\d{4}-(0[1-9]|1[0-2])-\d\d([T ][0-9:.]+(Z|[+-]\d\d:?\d\d)?)?", re.ASCII)


def score(args: dict[str, Json]) -> dict[str, Any]:
    """Return the result of one assessment; raises RefusedError on anything it cannot use."""
    bank = banks.load(text(args, "assessment"))
    now = read_now(args.get("now"))
    answers = _answers(bank, args.get("answers", {}))
    seconds = read_seconds(bank, args.get("seconds"))
    outcome = formulas.load(bank["formula"]).score(bank, answers, now)
    return {
        "assessment": bank["id"],
        "version": bank["version"],
        "taken": now,
        "values": outcome["values"],
        "scales": outcome["scales"],
        "verdict": outcome["verdict"],
        "moves": outcome.get("moves") or moves.choose(bank, outcome),
        "remarks": outcome.get("remarks", []) + remarks(bank, answers, seconds, outcome),
        "answered": {"answered": len(answers), "of": len(asked_items(bank, answers))},
        "meaning": meaning(bank, outcome),
        "flips": flip.flips(bank, answers, outcome, now),
        "charts": outcome["charts"],
        "detail": outcome["detail"],
    }


def _answers(bank: Bank, sent: Json) -> Answers:
    if bank["formula"] == "map":
        from assessments.formulas.map import read

        return read(sent)
    return read_answers(bank, sent)


def text(args: dict[str, Json], key: str) -> str:
    """Return an argument that must be a string."""
    value = args.get(key)
    if not isinstance(value, str):
        raise refuse("missing" if value is None else "wrong-type", f'"{key}" must be text.', key)
    return value


def read_now(now: Json) -> str | None:
    """Return an ISO time as it was sent, or None."""
    if now is None:
        return None
    if not isinstance(now, str) or len(now) > 40 or not TIME.fullmatch(now):
        message = '"now" must be a time such as 2026-11-22T09:00:00Z.'
        raise refuse("wrong-type", message, "now")
    return now


def meaning(bank: Bank, outcome: Outcome) -> list[dict[str, Any]]:
    """Return what the verdict, each scored scale and each number mean, in words."""
    parts: list[dict[str, Any]] = []
    verdict = outcome["verdict"]
    if verdict and verdict in bank.get("verdicts", {}):
        parts.append(_part("verdict", bank["title"], verdict, bank["verdicts"][verdict]))
    for scale in bank.get("scales", []):
        band = outcome["scales"][scale["id"]]["band"]
        if band in scale["bands"]:
            part = _part(scale["id"], scale["title"], band, scale["bands"][band])
            parts.append(part | {"step": step_words(outcome["scales"][scale["id"]]["step"])})
    known = [v for v in bank.get("values", []) if outcome["values"].get(v["id"]) is not None]
    return parts + [_part(v["id"], v["title"], None, v["text"]) for v in known]


def step_words(step: float) -> str:
    """Say how exact a score is: until reliability is known, by what one answer moves it."""
    return f"One answer, one step, on one item moves this score by {step:.3g} points."


def _part(name: str, title: str, word: str | None, words: str) -> dict[str, Any]:
    return {"id": name, "title": title, "word": word, "text": words, "step": ""}
