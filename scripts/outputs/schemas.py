"""JSON Schemas for editors, published below `/authoring`, made from the tables that check files."""

from __future__ import annotations

import json
from collections.abc import Iterator

from assessments.validate.schema import (
    Schema,
    bank_schema,
    named,
    quiz_schema,
    rows,
    table,
)
from macros import content, tables


def site_schema() -> Schema:
    """Return the schema of `site.toml`."""
    inside = {name: table(keys) for name, keys in content.TABLES.items()}
    return named("A content folder's settings", table(content.KEYS, **inside))


def glossary_schema() -> Schema:
    """Return the schema of `glossary.toml`."""
    return _listed("A glossary", "term", table(tables.TERM))


def paths_schema() -> Schema:
    """Return the schema of `paths.toml`."""
    schema = _listed("Reading paths", "path", table(tables.PATH, articles=rows(table(tables.STEP))))
    names = {"type": "array", "items": {"type": "string"}}
    leads = {"type": "object", "additionalProperties": names}
    return {**schema, "properties": {**schema["properties"], "assessments": leads}}


def _listed(title: str, name: str, one: Schema) -> Schema:
    shape = {"type": "object", "additionalProperties": False, "properties": {name: rows(one)}}
    return named(title, shape)


FILES = {
    "authoring/check.schema.json": quiz_schema,
    "authoring/bank.schema.json": bank_schema,
    "authoring/site.schema.json": site_schema,
    "authoring/glossary.schema.json": glossary_schema,
    "authoring/paths.schema.json": paths_schema,
}


def schema_files(base: str) -> Iterator[tuple[str, bytes]]:
    """Each schema with its address on the site as its `$id`."""
    for name, made in FILES.items():
        schema = made()
        named = {"$schema": schema.pop("$schema"), "$id": base + name, **schema}
        yield name, (json.dumps(named, ensure_ascii=False, indent=1) + "\n").encode()
