"""Rules of single formulas: what chess and markers ask of their banks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assessments.formulas.standing import STANDINGS
from assessments.scales import MARKERS
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
    """Yield markers without a screening item, three follow-ups and one number of months."""
    for index, scale in enumerate(bank.get("scales", [])):
        own = [i for i in bank.get("items", []) if i.get("scale") == scale["id"]]
        first = own[0]["id"] if own else ""
        kinds = [i["kind"] for i in own]
        after = [i.get("after") for i in own[1:]]
        if kinds != [*["agree"] * 4, "number"] or after != [first] * 4 or "reverse" in own[0]:
            message = (
                f'the marker "{scale["id"]}" needs a screening item that is not reversed, then '
                f'three agree items and a number of months with after = "{first}"; it has: '
                f"{', '.join(kinds) or 'none'}."
            )
            yield "scales", index, Fault("id", "bad-marker", message)
        if scale["kind"] not in MARKERS:
            message = f'"{scale["id"]}" must be of kind "state" or "event" here.'
            yield "scales", index, Fault("kind", "bad-value", message)


def point_faults(bank: dict[str, Any]) -> Iterator[Placed]:
    """Yield thresholds that no share reaches, that are twice there, or that stand nowhere."""
    thresholds = bank.get("thresholds", [])
    if not thresholds:
        message = "the formula needs thresholds: [[thresholds]] with from and verdict."
        yield "", 0, Fault("formula", "missing-key", message)
    seen: set[float] = set()
    for index, threshold in enumerate(thresholds):
        start = threshold["from"]
        if not 0 <= start <= 100 or start in seen:
            message = f"{start} is no share from 0 to 100, or stands there twice."
            yield "thresholds", index, Fault("from", "bad-value", message)
        seen.add(start)
        if threshold.get("standing", STANDINGS[0]) not in STANDINGS:
            message = f'"standing" is one of: {", ".join(STANDINGS)}.'
            yield "thresholds", index, Fault("standing", "bad-value", message)
    for index, item in enumerate(bank.get("items", [])):
        if item["kind"] == "choice" and not any(o.get("points", 0) > 0 for o in item["options"]):
            message = f'no option of "{item["id"]}" has points, so its answers count nothing.'
            yield "items", index, Fault("options", "bad-options", message)


SPECIAL = {"chess": chess_faults, "markers": marker_faults, "points": point_faults}
