"""The US table of wages, held against what the Bureau publishes."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest

from scripts.outputs.wages import wage_files, wages

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files() -> dict[str, Any]:
    return {name: json.loads(data) for name, data in wage_files()}


def row(files: dict[str, Any], place: str, title: str) -> list[int]:
    rows: list[list[int]] = files[place]["wages"] if place == "us.json" else files[place]
    return rows[files["us.json"]["titles"].index(title)]


def test_the_nation_has_every_occupation_and_each_place_a_file(files: dict[str, Any]) -> None:
    nation = files["us.json"]
    assert (nation["release"], nation["published"]) == ("May 2025", "2026-05-15")
    assert len(nation["titles"]) == len(nation["wages"]) == 830
    assert len(nation["places"]) == 54
    assert files.keys() == {"us.json", *(f"{code}.json" for code in nation["places"])}
    assert {len(files[f"{code}.json"]) for code in nation["places"]} == {830}


def test_wages_are_as_published(files: dict[str, Any]) -> None:
    developers = row(files, "us.json", "Software Developers")
    assert developers == [8246, 10521, 13598, 17198, 21467]
    assert row(files, "us.json", "Actors") == []  # only an hour's pay is published
    assert [one for one in files["06.json"] if one and min(one) < 0] == [
        [4012, 6578, 7904, 14949, -23920]
    ]


def test_every_row_is_empty_or_rises_to_its_bounds(files: dict[str, Any]) -> None:
    rows = [one for name in files.keys() - {"us.json"} for one in files[name]]
    for one in (*files["us.json"]["wages"], *rows):
        assert len(one) in (0, 5)
        known = [wage for wage in one if wage > 0]
        assert known == sorted(known) == one[: len(known)]  # bounds come last


def test_a_bound_without_a_yearly_wage_ends_the_build() -> None:
    table = sqlite3.connect(":memory:")
    table.execute("CREATE TABLE footnote (footnote_code TEXT, footnote_text TEXT)")
    columns = ", ".join(f"{kind}{number}" for kind in "vf" for number in range(11, 16))
    table.execute(f"CREATE TABLE cell (key TEXT, {columns})")
    table.execute("INSERT INTO footnote VALUES ('5', 'This wage is high.')")
    with pytest.raises(ValueError, match=r"This wage is high\."):
        wages(table, "N0000000")
    table.close()
