"""The method `compare`: results of the same assessment, side by side."""

from __future__ import annotations

import re
from math import isfinite

from assessments import banks, noise
from assessments.refusal import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Bank, Json, Scale

VERSION = re.compile(r"\d{1,6}\.\d{1,6}", re.ASCII)
FAR = 1e15  # no number of ours is larger
MOST_RESULTS = 500


def compare(args: dict[str, Json]) -> dict[str, Any]:
    """Return what changed from the `earlier` to the `later` result, or over all `results`.

    `noise` is the reader's own error in steps, as an earlier answer gave it. Of two results the
    answer says in `own_noise` what it would be if nothing had changed between them.
    """
    if "results" in args:
        return _over_time(args["results"])
    earlier, later = (read_result(args.get(key), key) for key in ("earlier", "later"))
    if earlier["assessment"] != later["assessment"]:
        message = "Only two results of the same assessment can be compared."
        raise refuse("inconsistent", message, "later")
    from assessments.history import is_retest
    from assessments.times import read_number

    own = read_number(args, "noise", noise.MODEL, noise.LEAST, noise.MOST)
    error = noise.own_noise(measured(earlier, later)) if is_retest(earlier, later) else None
    return {**between(earlier, later, own), "own_noise": error}


def _over_time(sent: Json) -> dict[str, Any]:
    """Return how the results of one assessment went on: since last time, trend, own noise."""
    from assessments import history

    if not isinstance(sent, list) or not 0 < len(sent) <= MOST_RESULTS:
        message = f'"results" must be a list of 1 to {MOST_RESULTS} results.'
        raise refuse("wrong-type", message, "results")
    results = [read_result(result, f"results[{n}]") for n, result in enumerate(sent)]
    if len({result["assessment"] for result in results}) > 1:
        message = "Only results of the same assessment can be compared."
        raise refuse("inconsistent", message, "results")
    bank = banks.load(results[0]["assessment"])
    own = history.own_noise(results)
    kept = history.days(results)
    return {
        "assessment": bank["id"],
        "taken": [result["taken"] for result in kept],
        "noise": {"steps": noise.MODEL if own is None else own, "own": own is not None},
        "since": history.since_last_time(results, own),
        "trend": history.trend(bank, results),
        "retest": len(kept) > 1 and history.is_retest(kept[-2], kept[-1]),
    }


def between(
    earlier: dict[str, Any], later: dict[str, Any], own: float | None = None
) -> dict[str, Any]:
    """Return the comparison of two results that were read."""
    bank = banks.load(later["assessment"])
    same = major(earlier) == major(later)
    versions = f"version {earlier['version']} with version {later['version']}"
    reason = "" if same else f"The questions have changed too much to compare {versions}."
    scales = _scales(bank, earlier, later, noise.MODEL if own is None else own) if same else []
    return {
        "assessment": bank["id"],
        "comparable": same,
        "reason": reason,
        "taken": [
            taken if isinstance(taken := r.get("taken"), str) else None for r in (earlier, later)
        ],
        "summary": _summary(scales),
        "scales": scales,
        "values": _values(bank, earlier, later) if same else [],
        "verdict": _verdicts(earlier, later) if same else None,
    }


def major(result: dict[str, Any]) -> int:
    """Return the major version of a result."""
    return int(result["version"].partition(".")[0])


def read_result(result: Json, name: str) -> dict[str, Any]:
    """Return a result as `score` gave it, checked as far as it is used; raises RefusedError."""
    if not isinstance(result, dict):
        code = "missing" if result is None else "wrong-type"
        raise refuse(code, f'"{name}" must be a result.', name)
    assessment = result.get("assessment")
    if not isinstance(assessment, str) or assessment not in banks.ids():
        message = f'"{name}" must name one of the assessments.'
        raise refuse("unknown-assessment", message, f"{name}.assessment")
    version = result.get("version")
    if not isinstance(version, str) or not VERSION.fullmatch(version):
        message = f'"{name}" must carry a version such as 1.0.'
        raise refuse("wrong-type", message, f"{name}.version")
    for part in ("values", "scales"):
        if not isinstance(result.get(part, {}), dict):
            message = f'"{part}" of "{name}" must be an object.'
            raise refuse("wrong-type", message, f"{name}.{part}")
    return result


def number(value: Json) -> float | None:
    """Return a stored number, or None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value if -FAR <= value <= FAR and isfinite(value) else None


def word(result: dict[str, Any]) -> str | None:
    """Return the stored verdict, or None where there is none."""
    verdict = result.get("verdict")
    return verdict if isinstance(verdict, str) else None


def scale_score(result: dict[str, Any], scale: str) -> float | None:
    """Return the stored score of a scale, or None where there is none."""
    stored = result.get("scales", {}).get(scale)
    return number(stored.get("score")) if isinstance(stored, dict) else None


def scale_items(result: dict[str, Any], scale: str) -> int:
    """Return how many items of a stored scale were answered, at least 1."""
    stored = result.get("scales", {}).get(scale)
    answered = number(stored.get("answered")) if isinstance(stored, dict) else None
    return max(1, int(answered)) if answered is not None and answered < 1000 else 1


def measured(earlier: dict[str, Any], later: dict[str, Any]) -> list[tuple[float, int]]:
    """Return the difference and the items of every scale that both results scored."""
    found = []
    for scale in banks.load(later["assessment"]).get("scales", []):
        before, after = (scale_score(r, scale["id"]) for r in (earlier, later))
        if before is not None and after is not None:
            found.append((after - before, _items(earlier, later, scale["id"])))
    return found


def _items(earlier: dict[str, Any], later: dict[str, Any], scale: str) -> int:
    return min(scale_items(earlier, scale), scale_items(later, scale))


def _scales(
    bank: Bank, earlier: dict[str, Any], later: dict[str, Any], own: float
) -> list[dict[str, Any]]:
    many = len(measured(earlier, later))
    return [_scale(scale, many, own, earlier, later) for scale in bank.get("scales", [])]


def _scale(
    scale: Scale, many: int, own: float, earlier: dict[str, Any], later: dict[str, Any]
) -> dict[str, Any]:
    """Return one scale's change in a word, and whether a clear one is for the better."""
    before, after = scale_score(earlier, scale["id"]), scale_score(later, scale["id"])
    items = _items(earlier, later, scale["id"])
    difference = after - before if before is not None and after is not None else None
    found = None if difference is None else noise.word_of(difference, items, many, own)
    moved = found == noise.MOVED
    better = ((difference or 0) > 0) == (scale["kind"] == "strength") if moved else None
    return {
        "id": scale["id"],
        "title": scale["title"],
        "kind": scale["kind"],
        "earlier": before,
        "later": after,
        "difference": difference,
        "same_up_to": 100 / (items * 4),
        "chance_up_to": noise.bar(items, many, own),
        "word": found,
        "better": better,
        "changed": None if found is None else moved,
        "text": found or "not scored",
    }


def _summary(scales: list[dict[str, Any]]) -> dict[str, int]:
    """Return how many scales are clearly better, clearly worse, unclear or the same."""
    words = [scale["word"] for scale in scales]
    return {
        "better": sum(scale["better"] is True for scale in scales),
        "worse": sum(scale["better"] is False for scale in scales),
        "chance": words.count(noise.CHANCE),
        "same": words.count(noise.SAME),
    }


def _values(bank: Bank, earlier: dict[str, Any], later: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for value in bank.get("values", []):
        before, after = (number(r.get("values", {}).get(value["id"])) for r in (earlier, later))
        difference = after - before if before is not None and after is not None else None
        found.append(
            {
                "id": value["id"],
                "title": value["title"],
                "format": value["format"],
                "earlier": before,
                "later": after,
                "difference": difference,
            }
        )
    return found


def _verdicts(earlier: dict[str, Any], later: dict[str, Any]) -> dict[str, Any]:
    before, after = word(earlier), word(later)
    return {"earlier": before, "later": after, "changed": before != after}
