"""JSON Schemas for editors, published at `/authoring/check.schema.json` and `bank.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from assessments.validate.schema import bank_schema, quiz_schema

FILES = {
    "authoring/check.schema.json": quiz_schema,
    "authoring/bank.schema.json": bank_schema,
}


def schema_files(base: str) -> Iterator[tuple[str, bytes]]:
    """Each schema with its address on the site as its `$id`."""
    for name, made in FILES.items():
        schema = made()
        named = {"$schema": schema.pop("$schema"), "$id": base + name, **schema}
        yield name, (json.dumps(named, ensure_ascii=False, indent=1) + "\n").encode()
