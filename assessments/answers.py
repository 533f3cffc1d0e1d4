"""Reads what was entered against the items of a bank, and says what to enter instead.

Every reader takes an item and the value sent, and returns the value or raises a refusal whose
message names the field and its range. All problems are gathered before anything is refused.
"""

from __future__ import annotations

from assessments.refusal import RefusedError, problem, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from assessments.shapes import Bank, Item, Json, Problem

AGREE_LABELS = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]
SKIP = "Does not apply"
FOLLOWED = 3  # a screening answer from here on leads to its follow-ups
MAX_TEXT = 4000
MAX_ROWS = 12


def read_answers(bank: Bank, sent: Json) -> dict[str, Any]:
    """Return the answers by item id; raises RefusedError with all problems.

    Blank ones ("does not apply", or taken back) are left out, and follow-ups that were not asked.
    """
    if not isinstance(sent, dict):
        raise refuse("wrong-type", "The answers must be an object of item ids.", "answers")
    items = {item["id"]: item for item in bank.get("items", [])}
    found, problems = _read_fields(items, sent, "", "")
    if problems:
        raise RefusedError(problems)
    asked = {item["id"] for item in asked_items(bank, found)}
    return {key: value for key, value in found.items() if key in asked}


def asked_items(bank: Bank, answers: Mapping[str, Any]) -> list[Item]:
    """Return the items that these answers lead to: a follow-up needs its screening answer."""
    return [
        item
        for item in bank.get("items", [])
        if "after" not in item or answers.get(item["after"], 0) >= FOLLOWED
    ]


def _read_fields(
    items: dict[str, Item], sent: dict[str, Json], prefix: str, where: str
) -> tuple[dict[str, Any], list[Problem]]:
    """Return what was read and what was wrong; `prefix` and `where` name the row, if any."""
    problems = [
        problem("unknown-item", f'There is no item "{key[:60]}"{where} here.', prefix + key[:60])
        for key in sent
        if key not in items
    ]
    found: dict[str, Any] = {}
    for key, item in items.items():
        try:
            value = read_item(item, sent.get(key), where)
        except RefusedError as refused:
            problems += [
                {**p, "field": prefix + key + (p["field"] or "")} for p in refused.problems
            ]
        else:
            if value is not None:
                found[key] = value
    return found, problems


def read_item(item: Item, value: Json, where: str = "") -> Any:
    """Return one answer as the formulas take it, or None where it was left blank."""
    if value is None:
        if item.get("required"):
            message = f"{_name(item)}{where} is missing: enter {expected(item)}."
            raise refuse("missing", message)
        return None
    return READERS[item["kind"]](item, value, where)


def expected(item: Item) -> str:
    """Say in the reader's words what an item takes, the range included."""
    kind = item["kind"]
    if kind in ("number", "agree", "scale"):
        low, high = limits(item)
        sort = "a whole number" if item.get("whole") or kind != "number" else "a number"
        return f"{sort} from {_shown(item, low)} to {_shown(item, high)}{_unit(item)}"
    if kind == "choice":
        return "one of " + ", ".join(f'"{o["id"]}"' for o in item["options"])
    return {"yes-no": "yes or no", "text": "some text", "rows": "a list"}[kind]


def limits(item: Item) -> tuple[float, float]:
    """Return the smallest and the largest number an item takes, in the units of the wire."""
    return (1, 5) if item["kind"] == "agree" else (item["min"], item["max"])


def _name(item: Item) -> str:
    return f'"{item.get("name") or item["text"]}"'


def _shown(item: Item, number: float) -> str:
    return f"{number * 100:,.10g} %" if item.get("percent") else f"{number:,.10g}"


def _unit(item: Item) -> str:
    return f" {item['unit']}" if item.get("unit") and not item.get("percent") else ""


def _bad(code: str, item: Item, where: str) -> RefusedError:
    return refuse(code, f"{_name(item)}{where} must be {expected(item)}.")


def _number(item: Item, value: Json, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _bad("wrong-type", item, where)
    low, high = limits(item)
    if not low <= value <= high:
        raise _bad("out-of-range", item, where)
    if not (item.get("whole") or item["kind"] != "number"):
        return value
    if value != int(value):
        raise _bad("out-of-range", item, where)
    return int(value)


def _yes_no(item: Item, value: Json, where: str) -> bool:
    if not isinstance(value, bool):
        raise _bad("wrong-type", item, where)
    return value


def _choice(item: Item, value: Json, where: str) -> str:
    if not isinstance(value, str):
        raise _bad("wrong-type", item, where)
    if all(option["id"] != value for option in item["options"]):
        raise _bad("unknown-option", item, where)
    return value


def _text(item: Item, value: Json, where: str) -> str:
    if not isinstance(value, str):
        raise _bad("wrong-type", item, where)
    longest = item.get("max_length", MAX_TEXT)
    if len(value) > longest:
        message = f"{_name(item)}{where} may have {longest} characters and has {len(value)}."
        raise refuse("too-long", message)
    return value


def _rows(item: Item, value: Json, where: str) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise _bad("wrong-type", item, where)
    most = item.get("max_rows", MAX_ROWS)
    if len(value) > most:
        message = f"{_name(item)} may have up to {most} rows and has {len(value)}."
        raise refuse("too-many", message)
    columns = {column["id"]: column for column in item["columns"]}
    rows, problems = [], []
    for number, sent in enumerate(value):
        row, wrong = _row(item, columns, number, sent)
        rows.append(row)
        problems += wrong
    if problems:
        raise RefusedError(problems)
    return rows


def _row(
    item: Item, columns: dict[str, Item], number: int, sent: Json
) -> tuple[dict[str, Any], list[Problem]]:
    place = f"{item.get('row', 'Row').lower()} {number + 1}"
    if not isinstance(sent, dict):
        named = ", ".join(f'"{c["name"]}"' for c in columns.values())
        return {}, [problem("wrong-type", f"{place} must hold {named}.", f"[{number}]")]
    return _read_fields(columns, sent, f"[{number}].", f" in {place}")


READERS: dict[str, Callable[[Item, Json, str], Any]] = {
    "agree": _number,
    "scale": _number,
    "number": _number,
    "yes-no": _yes_no,
    "choice": _choice,
    "text": _text,
    "rows": _rows,
}
