"""Rules of single formulas: what career-chess and mile-markers ask of their banks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assessments.validate.rules import Placed
from assessments.validate.tables import Fault


def chess_faults(bank: dict[str, Any]) -> Iterator[Placed]:
    """Yield situations whose moves do not look 0, 1, 2 and 3 steps ahead, or lack feedback."""
    for index, item in enumerate(bank.get("items", [])):
        options = item.get("options", [])
        if sorted(o.get("ahead", -1) for o in options) != [0, 1, 2, 3]:
            message = f'the four moves of "{item["id"]}" must look 0, 1, 2 and 3 ahead, each once.'
            yield "items", index, Fault("options", "bad-options", message)
        if "hindsight" not in item or any("feedback" not in o for o in options):
            message = f'"{item["id"]}" needs "hindsight", and each of its moves "feedback".'
            yield "items", index, Fault("id", "missing-key", message)
    if [(s["id"], s["kind"]) for s in bank.get("scales", [])] != [("foresight", "strength")]:
        message = 'the formula needs one scale: "foresight", of kind "strength".'
        yield "", 0, Fault("scales", "missing-scale", message)


def marker_faults(bank: dict[str, Any]) -> Iterator[Placed]:
    """Yield markers without two agreement items and one number of months."""
    for index, scale in enumerate(bank.get("scales", [])):
        kinds = [i["kind"] for i in bank.get("items", []) if i.get("scale") == scale["id"]]
        if sorted(kinds) != ["agree", "agree", "number"]:
            message = (
                f'the marker "{scale["id"]}" needs two agree items and one number of months with '
                f'scale = "{scale["id"]}"; it has: {", ".join(sorted(kinds)) or "none"}.'
            )
            yield "scales", index, Fault("id", "bad-marker", message)
        if scale["kind"] != "marker":
            message = f'"{scale["id"]}" must be of kind "marker" here.'
            yield "scales", index, Fault("kind", "bad-value", message)


SPECIAL = {"career-chess": chess_faults, "mile-markers": marker_faults}
