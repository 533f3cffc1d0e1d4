"""What files weigh, held to the table of tests/budgets.toml: sizes, never times."""

from __future__ import annotations

import gzip
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

KB = 1000
BUDGETS = tomllib.loads((ROOT / "tests/budgets.toml").read_text(encoding="utf-8"))["budget"]
MAY_BE_MISSING = {"search/words/*.json"}  # a library of one group needs no table of words


def weight(path: Path) -> int:
    """The bytes of a file as a server with plain gzip sends it."""
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


@pytest.mark.parametrize("budget", BUDGETS, ids=lambda budget: str(budget["what"]))
def test_a_budget_is_kept(budget: dict[str, Any], site: Path) -> None:
    patterns = budget.get("files") or [budget["largest"]]
    found = {pattern: sorted(site.glob(pattern)) for pattern in patterns}
    missing = {pattern for pattern, paths in found.items() if not paths} - MAY_BE_MISSING
    assert missing == set(), "the table names files that the site does not have"
    weights = [weight(path) for paths in found.values() for path in paths] or [0]
    total = max(weights) if "largest" in budget else sum(weights)
    assert total <= budget["most"] * KB, f"{total:,} bytes: {budget['why']}"


def test_each_budget_has_its_reason() -> None:
    assert all(len(budget["why"]) > 20 and budget["most"] > 0 for budget in BUDGETS)
    assert len({budget["what"] for budget in BUDGETS}) == len(BUDGETS)
