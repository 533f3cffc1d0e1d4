"""The recorded conversations, replayed in this Python; the same files run in Pyodide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assessments import banks
from assessments.api import METHODS
from tests.assessments.record import CONVERSATIONS, answer
from tests.assessments.wires import CASES

FILES = sorted(CONVERSATIONS.glob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_conversation(path: Path) -> None:
    turns = json.loads(path.read_text(encoding="utf-8"))
    for number, turn in enumerate(turns):
        assert answer(turn["send"]) == turn["expect"], (
            f"turn {number}; if the change is meant: python -m tests.assessments.record"
        )


def test_every_method_and_assessment_is_spoken_of() -> None:
    """An assessment is spoken of here, or its scoring is worked by hand."""
    said = "".join(path.read_text(encoding="utf-8") for path in FILES)
    worked = {path.stem for path in (CASES / "scoring").glob("*.md")}
    assert all(f'"method": "{name}"' in said for name in METHODS)
    assert all(f'"assessment": "{name}"' in said for name in {*banks.IDS} - worked)
