"""A guided timeline and letter: never scored, only put together for download."""

from __future__ import annotations

from assessments.formulas.common import outcome
from assessments.formulas.standing import unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Answers, Bank, Item, Outcome

ITEMS: tuple[str, ...] = ()
VALUES: tuple[str, ...] = ()
VERDICTS: tuple[str, ...] = ()
MEASURES: tuple[str, ...] = ()
standing = unknown


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return no numbers, only the letter as plain text."""
    parts = [bank["title"], now[:10] if now else ""]
    for section in bank.get("sections", []):
        written = [
            _answer(item, answers[item["id"]])
            for item in bank.get("items", [])
            if item["section"] == section["id"] and item["id"] in answers
        ]
        if any(written):
            title = section["title"]
            parts += [f"{title}\n{'-' * len(title)}", *written]
    return outcome({}, detail={"letter": "\n\n".join(part for part in parts if part) + "\n"})


def _answer(item: Item, value: Any) -> str:
    """Return one answer under its name; rows as one line each."""
    if isinstance(value, list):
        lines = [", ".join(str(cell) for cell in row.values() if cell != "") for row in value]
        value = "\n".join(f"- {line}" for line in lines if line)
    value = str(value).strip()
    return f"{item.get('name', item['text'])}\n{value}" if value else ""
