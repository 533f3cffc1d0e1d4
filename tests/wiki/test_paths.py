"""Paths and assessments, as articles lead to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from macros.tables import Table
from scripts.wiki.paths import NONE, Assessment, Step, paths_of, read_paths
from tests.conftest import ROOT

KNOWN = {"pay": Assessment("pay", "Pay gap", 3), "map": Assessment("map", "Map", 2)}


def test_an_article_knows_its_places_and_its_assessment() -> None:
    rows: tuple[dict[str, Any], ...] = (
        {"id": "a", "title": "A", "assessment": "pay", "articles": [{"article": "c/x"}]},
        {"id": "b", "title": "B", "articles": [{"article": "c/x"}, {"article": "c/y"}]},
    )
    table = Table(tuple(enumerate(rows, 1)), (), {"map": ("c/y",), "unknown": ("c/x",)})
    found = paths_of(table, KNOWN)
    assert found.steps["c/x"] == (Step("a", "A", 1, 1, ""), Step("b", "B", 1, 2, "c/y"))
    assert found.assessments == {"c/x": KNOWN["pay"], "c/y": KNOWN["map"]}


def test_a_source_without_paths_or_with_a_broken_file_has_none(tmp_path: Path) -> None:
    assert read_paths(tmp_path / "articles") == NONE
    (tmp_path / "paths.toml").write_text("[[path", encoding="utf-8")
    assert read_paths(tmp_path / "articles") == NONE


def test_each_of_our_articles_leads_to_an_assessment() -> None:
    leads = read_paths(ROOT / "docs/articles").assessments
    channel = ROOT / "docs/articles/alifeafterlayoff"
    keys = {f"alifeafterlayoff/{path.stem}" for path in channel.glob("*.md")}
    assert keys - {"alifeafterlayoff/alifeafterlayoff"} == set(leads)
