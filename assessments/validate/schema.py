"""JSON Schemas of the banks, for completion in editors, made from the tables that check them.

`python -m assessments.validate.schema bank` and `... quiz` print them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from assessments import formulas, questions
from assessments.questions import common
from assessments.validate import keys, quiz
from assessments.validate.tables import ARTICLE, ID, VERSION, VIDEO, Key

Schema = dict[str, Any]


def _cite(*required: str) -> Schema:
    return {
        "type": "object",
        "required": list(required),
        "additionalProperties": False,
        "properties": {
            "article": {"type": "string", "pattern": f"^{ARTICLE.pattern}$"},
            "video": {"type": "string", "pattern": f"^{VIDEO.pattern}$"},
            "second": {"type": "integer", "minimum": 0},
        },
    }


TYPES: dict[str, Schema] = {
    "id": {"type": "string", "pattern": f"^{ID.pattern}$"},
    "text": {"type": "string", "minLength": 1},
    "version": {"type": "string", "pattern": f"^{VERSION.pattern}$"},
    "date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    "whole": {"type": "integer", "minimum": 0},
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string", "minLength": 1}},
    "list": {"type": "array", "items": {"type": "string", "minLength": 1}},
    "tables": {"type": "array", "items": {"type": "object"}},
    "table": {"type": "object"},
    "video": {"type": "string", "pattern": f"^{VIDEO.pattern}$"},
    "any": {},
    "cite": _cite("article", "video", "second"),
    "question-cite": _cite("video", "second"),
}


def table(wanted: Mapping[str, Key], **inside: Schema) -> Schema:
    """Return the schema of a table; `inside` gives the shape of some of its keys."""
    properties = {
        name: {**(inside.get(name) or TYPES[key.kind]), "description": key.about}
        for name, key in wanted.items()
    }
    required = [name for name, key in wanted.items() if key.required]
    closed = {"type": "object", "additionalProperties": False}
    return {**closed, "required": required, "properties": properties}


def rows(schema: Schema) -> Schema:
    """Return the schema of a list of tables."""
    return {"type": "array", "items": schema}


def _items(base: Mapping[str, Key], **inside: Schema) -> Schema:
    shapes = []
    for kind, own in keys.KINDS.items():
        if kind == "rows" and not inside:
            continue
        options = {"options": rows(table(keys.OPTION))}
        shapes.append(table({**base, **own}, kind={"const": kind}, **options, **inside))
    return {"oneOf": shapes}


def bank_schema() -> Schema:
    """Return the schema of an assessment's bank."""
    inside = {name: rows(table(wanted)) for name, wanted in keys.TABLES.items()}
    inside["values"]["items"]["properties"]["format"] = {"enum": list(keys.FORMATS)}
    columns = rows(_items(keys.COLUMN))
    items = rows(_items(keys.ITEM, columns=columns))
    shape = table(keys.BANK, **inside, items=items, formula={"enum": list(formulas.NAMES)})
    return named("An assessment's bank", shape)


def quiz_schema() -> Schema:
    """Return the schema of the bank of an article's knowledge check."""
    shapes = []
    for name in questions.TYPES:
        module = questions.load(name)
        inside = {key: rows(table(wanted)) for key, wanted in module.PARTS.items()}
        inside |= {"type": {"const": name}, "credit": {"enum": list(common.CREDITS)}}
        shapes.append(table({**common.QUESTION, **module.KEYS}, **inside))
    return named("A knowledge check", table(quiz.BANK, questions=rows({"oneOf": shapes})))


def named(title: str, schema: Schema) -> Schema:
    """Return a schema under its title."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


if __name__ == "__main__":
    made = quiz_schema() if sys.argv[1:] == ["quiz"] else bank_schema()
    sys.stdout.write(json.dumps(made, indent=2) + "\n")
