"""The page on what is tried says what the tests try: both read the same tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros.trust import STATES, criteria, tried
from tests.browser import kinds
from tests.conftest import ROOT
from tests.engines.__main__ import ENGINES
from tests.hostile.attacks import attacks
from tests.hostile.doors import cases, doors
from tests.publish import test_checkout

TRIED = tried()
CRITERIA = criteria()
# WCAG 2.2 at A and AA: the last criterion of each guideline; 4.1.1 is no longer part of it.
GUIDELINES = {
    "1.1": 1, "1.2": 5, "1.3": 5, "1.4": 5, "2.1": 2, "2.2": 2, "2.3": 1, "2.4": 7,
    "2.5": 4, "3.1": 2, "3.2": 4, "3.3": 4,
}  # fmt: skip
FURTHER = "1.4.10 1.4.11 1.4.12 1.4.13 2.1.4 2.4.11 2.5.7 2.5.8 3.2.6 3.3.7 3.3.8 4.1.2 4.1.3"


def test_attacks_are_those_that_are_built() -> None:
    assert sum(family.total for family in TRIED.attacks) == len(attacks())
    assert sum(family.refused for family in TRIED.attacks) == sum(
        "refused" in attack.spec for attack in attacks()
    )


def test_attacks_on_doors_are_those_that_are_made() -> None:
    assert {door.name: door.total for door in TRIED.doors} == {d: len(cases(d)) for d in doors()}


def test_kinds_are_those_that_are_opened() -> None:
    assert [kind["name"] for kind in TRIED.kinds] == [kind.name for kind in kinds.KINDS]
    assert [state["name"] for state in TRIED.states] == [state.name for state in kinds.STATES]


def test_journeys_and_engines_are_those_that_are_taken() -> None:
    script = (ROOT / "tests/engines/journeys.mjs").read_text("utf-8")
    assert re.findall(r"^test\('([^']+)'", script, re.MULTILINE) == TRIED.journeys
    assert [engine.lower() for engine in TRIED.engines] == list(ENGINES)


def test_build_faults_are_those_that_stop_a_build() -> None:
    test = test_checkout.test_a_build_that_is_stopped_anywhere_leaves_the_last_good_site
    (marked,) = [mark for mark in test.pytestmark if mark.name == "parametrize"]  # type: ignore[attr-defined]
    assert [fault["name"] for fault in TRIED.build_faults] == marked.args[1]


def test_every_criterion_is_told_once_and_in_order() -> None:
    numbers = {f"{guide}.{n}" for guide, last in GUIDELINES.items() for n in range(1, last + 1)}
    numbers = (numbers - {"2.4.8", "2.4.9"}) | set(FURTHER.split())
    told = [one["number"] for one in CRITERIA]
    assert len(told) == len(set(told)) == 55
    assert set(told) == numbers
    assert told == sorted(told, key=lambda number: [int(part) for part in number.split(".")])


@pytest.mark.parametrize("one", CRITERIA, ids=lambda one: one["number"])
def test_a_criterion_has_its_state_and_tests_that_exist(one: dict[str, object]) -> None:
    assert one["state"] in STATES
    assert one["level"] in ("A", "AA")
    by = one.get("by", [])
    assert isinstance(by, list)
    assert [path for path in by if not (ROOT / path).is_file()] == []


def test_the_pages_hold_the_numbers(site: Path) -> None:
    page = LexborHTMLParser((site / "about/trust/index.html").read_text("utf-8"))
    first, *_ = page.css("table")
    cells = [[cell.text() for cell in row.css("td")] for row in first.css("tbody tr")]
    shown = [(family.total, family.refused) for family in TRIED.attacks]
    assert [(int(count), int(refused)) for count, refused, _ in cells] == shown
    page = LexborHTMLParser((site / "about/accessibility/index.html").read_text("utf-8"))
    assert len(page.css("table tbody tr")) == len(CRITERIA)


def test_security_names_files_that_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`((?:[\w-]+/)+[\w.-]*|[\w-]+\.(?:txt|json|md))`", text)
    assert len(named) > 30
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_each_input_that_is_not_trusted_is_enforced_and_tested() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in row.split("|")[1:-1]]
        for row in text.splitlines()
        if row[:1] == "|"
    ]
    for what, trusted, where, by in rows[2:]:
        assert trusted.startswith("yes") or ("`" in where and "`tests/" in by), what


def test_the_numbers_are_printed() -> None:
    lines = list(TRIED.lines())
    assert len(lines) == 5
    assert lines[0].startswith(f"{len(attacks())} attacks")
