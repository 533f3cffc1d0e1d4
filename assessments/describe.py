"""The methods `catalogue` and `describe`: all that a page needs to draw an assessment."""

from __future__ import annotations

from assessments import banks
from assessments.answers import AGREE_LABELS, FOLLOWED, MAX_ROWS, MAX_TEXT, SKIP, expected, limits
from assessments.moves import DEFAULT_FROM
from assessments.scales import BANDS, MARKERS
from assessments.score import text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from assessments.shapes import Bank, Item, Json, Move, Scale

PRIVACY = (
    "Nothing leaves your browser. Your answers are kept on this device only, and you can delete "
    "them at any time."
)
RESULTS = ("scales", "values", "verdicts")  # a bank without any of them has no score


def catalogue(args: dict[str, Json]) -> dict[str, Any]:
    """Return every assessment with its title, length and what it is."""
    keys = ("id", "title", "version", "minutes", "about")
    loaded = [banks.load(name) for name in banks.ids()]
    return {
        "assessments": [
            {**pick(bank, *keys), "scored": any(map(bank.get, RESULTS))} for bank in loaded
        ]
    }


def describe(args: dict[str, Json]) -> dict[str, Any]:
    """Return one assessment: its form, scales with bands, moves, sources and change log."""
    bank = banks.load(text(args, "assessment"))
    return {
        "assessment": bank["id"],
        **pick(bank, "title", "version", "minutes", "formula"),
        "live": bank.get("live", False),
        **pick(bank, "about", "not_about"),
        "privacy": PRIVACY,
        "rule": bank["rule"].strip(),
        "sections": [
            {
                "id": section["id"],
                "title": section["title"],
                "text": section.get("text", ""),
                "fields": [
                    item_field(i) for i in bank.get("items", []) if i["section"] == section["id"]
                ],
            }
            for section in bank.get("sections", [])
        ],
        "scales": [_scale(bank, scale) for scale in bank.get("scales", [])],
        "values": bank.get("values", []),
        "verdicts": [{"verdict": k, "text": v} for k, v in bank.get("verdicts", {}).items()],
        "moves": [_move(bank, move) for move in bank.get("moves", [])],
        "sources": [{"video": None, "note": "", **s} for s in bank.get("sources", [])],
        "changes": bank.get("changes", []),
    }


def pick(document: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Return some of the keys of a document, in the order asked for."""
    return {key: document[key] for key in keys}


def item_field(item: Item) -> dict[str, Any]:
    """Return one item as a field of the form."""
    return {
        "id": item["id"],
        "version": item.get("version", 1),
        **field(item),
        "skip": "" if item.get("required") else SKIP,
        "after": {"item": item["after"], "from": FOLLOWED} if "after" in item else None,
        "section": item["section"],
        "cite": item["cite"],
    }


def field(item: Item) -> dict[str, Any]:
    """Return what item fields and columns of rows share, and the keys of their widget."""
    label = item.get("text") or item["name"]
    return {
        "id": item["id"],
        "widget": WIDGETS[item["kind"]],
        "label": label,
        "name": item.get("name", label),
        "help": item.get("help", ""),
        "required": item.get("required", False),
        "default": item.get("default"),
        **_widget_keys(item),
    }


# What each kind of item is drawn with.
WIDGETS = {
    "agree": "scale",
    "scale": "scale",
    "number": "number",
    "yes-no": "choice",
    "choice": "choice",
    "text": "text",
    "rows": "rows",
}


def _widget_keys(item: Item) -> dict[str, Any]:
    kind = item["kind"]
    if kind in ("agree", "scale", "number"):
        return _numeric_keys(item)
    if kind == "yes-no":
        labels = ((True, "Yes"), (False, "No"))
        options = [{"value": value, "label": label} for value, label in labels]
        return {"options": options, "fact": "best" in item}
    if kind == "choice":
        return _choice_keys(item)
    if kind == "text":
        return {"max_length": item.get("max_length", MAX_TEXT), "lines": item.get("lines", 1)}
    columns = [field(column) for column in item["columns"]]
    rows = {"row": item.get("row", "Row"), "max_rows": item.get("max_rows", MAX_ROWS)}
    return {**rows, "none": item.get("none", ""), "columns": columns}


def _numeric_keys(item: Item) -> dict[str, Any]:
    low, high = limits(item)
    keys: dict[str, Any] = {"min": low, "max": high}
    if item["kind"] == "number":
        flags = {key: item.get(key, False) for key in ("whole", "percent", "money")}
        words = {"unit": item.get("unit", ""), "expected": expected(item)}
        return keys | words | {"step": item.get("step", 1)} | flags
    if item["kind"] == "scale":
        return keys | {"labels": item["labels"]}
    own = {"scale": item.get("scale"), "reverse": item.get("reverse", False)}
    return keys | {"labels": AGREE_LABELS} | own


def _choice_keys(item: Item) -> dict[str, Any]:
    options = [
        {"value": o["id"], "label": o["text"], **{k: o[k] for k in ("ahead", "feedback") if k in o}}
        for o in item["options"]
    ]
    return {"options": options, "hindsight": item.get("hindsight", "")}


def _scale(bank: Bank, scale: Scale) -> dict[str, Any]:
    chess = bank["formula"] == "chess"
    items = [i["id"] for i in bank["items"] if chess or i.get("scale") == scale["id"]]
    agree = [i for i in bank["items"] if i.get("scale") == scale["id"] and i["kind"] == "agree"]
    return {
        **pick(scale, "id", "title", "kind", "text"),
        "items": items,
        "step": 100 / (3 * len(items) if chess else 4 * len(agree)),
        "bands": _bands(scale),
    }


def _bands(scale: Scale) -> list[dict[str, Any]]:
    if scale["kind"] in MARKERS:
        edges: list[tuple[str, int | None]] = [(word, None) for word in MARKERS[scale["kind"]]]
        ends: list[int | None] = [None] * len(edges)
    else:
        edges = list(BANDS[scale["kind"]])
        ends = [start for _, start in edges[1:]] + [100]
    return [
        {"band": band, "from": start, "to": end, "text": scale["bands"][band]}
        for (band, start), end in zip(edges, ends, strict=True)
    ]


def _move(bank: Bank, move: Move) -> dict[str, Any]:
    scales = {scale["id"] for scale in bank.get("scales", [])}
    least = None if move["on"] in scales else DEFAULT_FROM
    shown = pick(move, "id", "title", "on", "leverage", "reason", "step", "cite")
    return {**shown, "from": move.get("from", least), "verdicts": move.get("verdicts")}
