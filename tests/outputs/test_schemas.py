"""The schemas for editors take what our own files and the samples say, and refuse slips."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from scripts.outputs.schemas import schema_files
from tests.conftest import ROOT

MADE = {Path(name).name: json.loads(data) for name, data in schema_files("https://a.example/")}
OF = {
    "site.toml": "site.schema.json",
    "glossary.toml": "glossary.schema.json",
    "paths.toml": "paths.schema.json",
}


def read(folder: str, name: str) -> dict[str, Any]:
    """A file as TOML; a sample's braces are filled."""
    text = (ROOT / folder / name).read_text("utf-8")
    return tomllib.loads(
        text.replace("{{ name }}", '"A"')
        .replace("{{ tagline }}", '"B"')
        .replace("{{ language }}", '"en"')
    )


@pytest.mark.parametrize("name", OF)
@pytest.mark.parametrize(
    "folder", ["docs", "scripts/templates/new/en", "scripts/templates/new/common"]
)
def test_a_schema_takes_our_files(folder: str, name: str) -> None:
    if (ROOT / folder / name).is_file():
        Draft202012Validator(MADE[OF[name]]).validate(read(folder, name))


@pytest.mark.parametrize("name", OF)
def test_a_schema_refuses_a_key_that_nobody_reads(name: str) -> None:
    assert not Draft202012Validator(MADE[OF[name]]).is_valid({"named": "A"})
