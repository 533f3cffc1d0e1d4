"""The method `compare`: two results of the same assessment, side by side."""

from __future__ import annotations

import re
from math import ceil, isfinite

from assessments import banks
from assessments.refusal import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Bank, Json

VERSION = re.compile(r"\d{1,6}\.\d{1,6}", re.ASCII)
FAR = 1e15  # no number of ours is larger


def compare(args: dict[str, Json]) -> dict[str, Any]:
    """Return what changed from the earlier to the later result, by more than one answer's step."""
    earlier, later = (read_result(args.get(key), key) for key in ("earlier", "later"))
    if earlier["assessment"] != later["assessment"]:
        message = "Only two results of the same assessment can be compared."
        raise refuse("inconsistent", message, "later")
    return between(earlier, later)


def between(earlier: dict[str, Any], later: dict[str, Any]) -> dict[str, Any]:
    """Return the comparison of two results that were read."""
    bank = banks.load(later["assessment"])
    same = major(earlier) == major(later)
    versions = f"version {earlier['version']} with version {later['version']}"
    reason = "" if same else f"The questions have changed too much to compare {versions}."
    return {
        "assessment": bank["id"],
        "comparable": same,
        "reason": reason,
        "scales": _scales(bank, earlier, later) if same else [],
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
    if not isinstance(assessment, str) or assessment not in banks.IDS:
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


def _scales(bank: Bank, earlier: dict[str, Any], later: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        _scale(scale["id"], scale["title"], _step(later, scale["id"]), earlier, later)
        for scale in bank.get("scales", [])
    ]


def _step(result: dict[str, Any], scale: str) -> float:
    """Return what one answer's step moves a stored scale by; without it nothing is a change."""
    stored = result.get("scales", {}).get(scale)
    step = number(stored.get("step")) if isinstance(stored, dict) else None
    return 100.0 if step is None else min(100.0, max(0.0, step))


def _scale(
    name: str, title: str, step: float, earlier: dict[str, Any], later: dict[str, Any]
) -> dict[str, Any]:
    before, after = scale_score(earlier, name), scale_score(later, name)
    threshold = ceil(step)
    difference = after - before if before is not None and after is not None else None
    changed = abs(difference) > threshold if difference is not None else None
    words = {None: "not scored", True: "changed", False: "within one answer's step"}
    return {
        "id": name,
        "title": title,
        "earlier": before,
        "later": after,
        "difference": difference,
        "threshold": threshold,
        "changed": changed,
        "text": words[changed],
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
