"""The questions that leave: ours, and one of each type, as a sheet."""

from __future__ import annotations

import pytest

from assessments.validate.quiz import built
from scripts.commands.options import SOURCE
from scripts.export.sheet import Asked, Sheet
from tests.conftest import ROOT

CASES = (ROOT / "tests/cases/questions.toml").read_text("utf-8")
THEN = 1_790_000_000


def sheet_from(texts: dict[str, str], changed: int = THEN) -> Sheet:
    """A sheet of some checks by their articles' keys."""
    asked = [
        Asked(question, key, key.title(), f"https://mile.example/a/{key[-5:]}/")
        for key, text in texts.items()
        for question in built(text, key)
    ]
    return Sheet("channel", "A channel", tuple(asked), changed)


@pytest.fixture(scope="package")
def cases() -> Sheet:
    """One question of each type."""
    return sheet_from({"channel/article": CASES})


@pytest.fixture(scope="package")
def ours() -> Sheet:
    """Every question beside our articles."""
    banks = sorted((ROOT / SOURCE).glob("*/*.toml"))
    return sheet_from({f"{b.parent.name}/{b.stem}": b.read_text("utf-8") for b in banks})
