"""What must hold between the tables of an assessment's bank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from assessments import formulas
from assessments.answers import read_item
from assessments.refusal import RefusedError
from assessments.scales import BANDS, MARKERS
from assessments.validate.keys import FORMATS
from assessments.validate.tables import Fault

BAND_WORDS = {**{k: tuple(w for w, _ in v) for k, v in BANDS.items()}, **MARKERS}
# A fault with the table it stands in: its name and its index in the document.
Placed = tuple[str, int, Fault]
Bank = dict[str, Any]


def bank_faults(bank: Bank) -> Iterator[Placed]:
    """Yield what is wrong between the tables; the tables themselves have their keys."""
    if bank["formula"] not in formulas.NAMES:
        message = f'no formula is called "{bank["formula"]}": {", ".join(formulas.NAMES)}.'
        yield "", 0, Fault("formula", "unknown-formula", message)
        return
    yield from _changes(bank)
    yield from _items(bank)
    yield from _scales(bank)
    yield from _formula(bank)
    yield from _moves(bank)


def _changes(bank: Bank) -> Iterator[Placed]:
    if bank["changes"] and bank["changes"][0]["version"] != bank["version"]:
        message = f"the change log begins with another version than {bank['version']}: add it."
        yield "", 0, Fault("version", "version-not-logged", message)


def _items(bank: Bank) -> Iterator[Placed]:
    sections = {s["id"] for s in bank.get("sections", [])}
    scales = {s["id"] for s in bank.get("scales", [])}
    for index, item in enumerate(bank.get("items", [])):
        if item["section"] not in sections:
            message = f'no section is called "{item["section"]}".'
            yield "items", index, Fault("section", "unknown-section", message)
        if "scale" in item and item["scale"] not in scales:
            message = f'no scale is called "{item["scale"]}".'
            yield "items", index, Fault("scale", "unknown-scale", message)
        for fault in shape_faults(item):
            yield "items", index, fault
    used = {item["section"] for item in bank.get("items", [])}
    for index, section in enumerate(bank.get("sections", [])):
        if bank.get("items") and section["id"] not in used:
            message = f'no item belongs to the section "{section["id"]}": remove it or fill it.'
            yield "sections", index, Fault("id", "empty-section", message)


def shape_faults(item: dict[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong inside one item or column: range, labels, options."""
    if "min" in item and not item["min"] < item["max"]:
        yield Fault("max", "bad-range", f'"max" of "{item["id"]}" must be above "min".')
    elif "labels" in item and len(item["labels"]) != item["max"] - item["min"] + 1:
        points = item["max"] - item["min"] + 1
        message = f'"{item["id"]}" has {points} points and {len(item["labels"])} labels.'
        yield Fault("labels", "bad-labels", message)
    for list_of in ("options", "columns"):
        if list_of in item:
            yield from _repeated(item, list_of)
    if item.get("default") is not None:
        yield from _default(item)
    for column in item.get("columns", []):
        yield from shape_faults(column)


def _default(item: dict[str, Any]) -> Iterator[Fault]:
    try:
        read_item(item, item["default"])  # type: ignore[arg-type]
    except RefusedError as refused:
        message = f'the default of "{item["id"]}" is no answer: {refused}'
        yield Fault("default", "bad-default", message)


def _repeated(item: dict[str, Any], list_of: str) -> Iterator[Fault]:
    if len(item[list_of]) < 2 and list_of == "options":
        yield Fault("options", "bad-options", f'"{item["id"]}" needs two options or more.')
    for name, times in Counter(part["id"] for part in item[list_of]).items():
        if times > 1:
            message = f'{times} {list_of} of "{item["id"]}" are called "{name}".'
            yield Fault(list_of, "duplicate-id", message)


def _scales(bank: Bank) -> Iterator[Placed]:
    for index, scale in enumerate(bank.get("scales", [])):
        for fault in _bands(scale):
            yield "scales", index, fault
        items = [i for i in bank.get("items", []) if i.get("scale") == scale["id"]]
        agree = [i for i in items if i["kind"] == "agree"]
        if not agree and bank["formula"] != "chess":
            message = f'no item belongs to the scale "{scale["id"]}".'
            yield "scales", index, Fault("id", "empty-scale", message)
        if len(agree) >= 4 and not any(i.get("reverse") for i in agree):
            message = f'"{scale["id"]}" has {len(agree)} items and none is reversed: reverse one.'
            yield "scales", index, Fault("id", "no-reversed-item", message)


def _bands(scale: dict[str, Any]) -> Iterator[Fault]:
    words = BAND_WORDS.get(scale["kind"])
    if words is None:
        message = f'a scale is strength, risk, state or event, not "{scale["kind"]}".'
        yield Fault("kind", "bad-value", message)
        return
    missing = [word for word in words if not isinstance(scale["bands"].get(word), str)]
    other = [word for word in scale["bands"] if word not in words]
    if missing or other:
        message = f'the bands of "{scale["id"]}" are {", ".join(words)}'
        message += f"; missing: {', '.join(missing)}" if missing else ""
        message += f"; not known: {', '.join(other)}" if other else ""
        yield Fault("bands", "bad-bands", message + ".")


def _formula(bank: Bank) -> Iterator[Placed]:
    """Yield where items, values and verdicts differ from what the formula takes."""
    formula = formulas.load(bank["formula"])
    pairs = (
        ("items", {i["id"] for i in bank.get("items", [])}, formula.ITEMS, False),
        ("values", {v["id"] for v in bank.get("values", [])}, formula.VALUES, True),
        ("verdicts", set(bank.get("verdicts", {})), formulas.verdicts(bank), True),  # type: ignore[arg-type]
    )
    for table, has, wants, closed in pairs:
        for name in wants:
            if name not in has:
                message = f'the formula "{bank["formula"]}" needs "{name}" among the {table}.'
                yield "", 0, Fault(table, f"missing-{table[:-1]}", message)
        for name in sorted(has - set(wants)) if closed else []:
            message = f'the formula "{bank["formula"]}" has no "{name}" among its {table}.'
            yield "", 0, Fault(table, f"unknown-{table[:-1]}", message)
    for index, value in enumerate(bank.get("values", [])):
        if value["format"] not in FORMATS:
            message = f'"{value["id"]}" has no format "{value["format"]}": {", ".join(FORMATS)}.'
            yield "values", index, Fault("format", "bad-value", message)


def _moves(bank: Bank) -> Iterator[Placed]:
    formula = formulas.load(bank["formula"])
    items = [i["id"] for i in bank.get("items", []) if i["kind"] in ("agree", "choice", "yes-no")]
    scales = [s["id"] for s in bank.get("scales", [])]
    answerable = {*formula.MEASURES, *scales, *items}
    known_verdicts = formulas.verdicts(bank)  # type: ignore[arg-type]
    for index, move in enumerate(bank.get("moves", [])):
        if move["on"] not in answerable:
            known = ", ".join([*formula.MEASURES, *scales]) or "none"
            message = f'nothing is measured as "{move["on"]}"; there are: {known}, and the items.'
            yield "moves", index, Fault("on", "unknown-measure", message)
        if not 0 < move["leverage"] <= 5:
            message = f'the leverage of "{move["id"]}" must be above 0 and up to 5.'
            yield "moves", index, Fault("leverage", "bad-value", message)
        if not 0 <= move.get("from", 0) <= 1:
            message = f'"from" of "{move["id"]}" must be a gap from 0 to 1.'
            yield "moves", index, Fault("from", "bad-value", message)
        for word in move.get("verdicts", []):
            if word not in known_verdicts:
                message = f'there is no verdict "{word}": {", ".join(known_verdicts)}.'
                yield "moves", index, Fault("verdicts", "unknown-verdict", message)
