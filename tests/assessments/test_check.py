"""What is reported about a bank: every problem at once, at its line, with a remedy."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import banks
from assessments.scales import BANDS
from assessments.validate import check_bank, cites
from tests.assessments.wires import CASES, Case, read_cases, result

SMALL = (CASES / "small-bank.toml").read_text(encoding="utf-8")
BROKEN = [pytest.param(case, id=case.name) for case in read_cases(CASES / "bank-problems.md")]


@pytest.mark.parametrize("case", BROKEN)
def test_problem(case: Case) -> None:
    old, new = case.given
    assert old in SMALL
    found = check_bank(SMALL.replace(old, new, 1), "small-bank")
    assert [[p.line, p.code] for p in found] == [[line, code] for line, code, _ in case.expected]
    for problem, (_, _, message) in zip(found, case.expected, strict=True):
        assert message in (None, problem.message)


def test_all_problems_are_reported_at_once() -> None:
    text = SMALL.replace("max = 600", "max = 0").replace('on = "courage"', 'on = "x"')
    assert [p.code for p in check_bank(text, "other")] == [
        "bad-id",
        "bad-range",
        "bad-default",
        "unknown-measure",
    ]


def test_a_faulty_table_hides_no_other_problem() -> None:
    text = SMALL.replace("minutes = 1", "minutes = -1").replace('reason = "It helps."\n', "")
    assert [p.code for p in check_bank(text, "small-bank")] == ["bad-value", "missing-key"]
    text = SMALL.replace('text = "I speak up."\n', "").replace("leverage = 2", "leverage = 9")
    assert [p.code for p in check_bank(text, "small-bank")] == ["missing-key", "bad-value"]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_is_reported_and_raises_nothing(data: Any) -> None:
    lines = SMALL.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        value = data.draw(
            st.sampled_from(["", "[]", "[[1]]", "{}", "nan", '""', "-3", '"x"', "true"])
        )
        key = lines[at].partition("=")[0]
        lines[at] = f"{key}= {value}" if value and "=" in lines[at] else value
    text = "\n".join(lines)
    assert all(p.line >= 1 and p.message for p in check_bank(text, "small-bank"))
    assert isinstance(cites(text), list)


def test_four_statements_and_none_reversed() -> None:
    one = SMALL[SMALL.index("[[items]]") : SMALL.index('[[items]]\nid = "two"')]
    more = "".join(one.replace('"one"', f'"more-{n}"') for n in range(3))
    found = check_bank(SMALL.replace(one, one + more), "small-bank")
    assert [p.code for p in found] == ["no-reversed-item"]
    turned = more.replace('kind = "agree"', 'kind = "agree"\nreverse = true', 1)
    assert check_bank(SMALL.replace(one, one + turned), "small-bank") == []


def test_cites_are_told_with_their_line_and_owner() -> None:
    assert [(c.line, c.owner, c.second) for c in cites(SMALL)] == [
        (20, "one", 89),
        (31, "two", 90),
        (56, "speak", 91),
    ]


@pytest.mark.parametrize("name", banks.IDS)
def test_the_banks_of_the_project(name: str) -> None:
    assert check_bank(banks.source(name), name) == []


@pytest.mark.parametrize("name", banks.IDS)
def test_every_item_and_move_cites(name: str) -> None:
    bank = banks.load(name)
    owners = [entry["id"] for entry in [*bank.get("items", []), *bank.get("moves", [])]]
    assert sorted(cite.owner for cite in cites(banks.source(name))) == sorted(owners)


@pytest.mark.parametrize("name", banks.IDS)
def test_description_holds_all_that_a_page_draws(name: str) -> None:
    bank: Any = banks.load(name)
    page = result("describe", assessment=name)
    fields = [field for section in page["sections"] for field in section["fields"]]
    assert [field["id"] for field in fields] == [i["id"] for i in bank.get("items", [])]
    widgets = {"scale", "number", "choice", "text", "rows"}
    for field in fields + [c for f in fields for c in f.get("columns", [])]:
        assert field["widget"] in widgets
        assert {"label", "name", "help", "required", "default"} <= set(field)
    for scale in page["scales"]:
        assert scale["items"]
        assert [b["text"] for b in scale["bands"]] == list(
            bank["scales"][page["scales"].index(scale)]["bands"].values()
        )
    assert page["changes"][0]["version"] == page["version"]


def test_the_catalogue_lists_every_file_in_the_order_that_the_files_say() -> None:
    listed = result("catalogue")["assessments"]
    assert [entry["id"] for entry in listed] == list(banks.IDS)
    files = {path.stem for path in Path(banks.folder()).glob("*.toml")}
    assert sorted(files) == sorted(banks.IDS)
    orders = [banks.load(name)["order"] for name in banks.IDS]
    assert orders == sorted(set(orders))  # no two share a place
    assert [banks.IDS[0], banks.IDS[-1]] == ["mile-markers", "career-map"]
    assert [entry["id"] for entry in listed if not entry["scored"]] == ["future-self"]


def test_bands_are_the_ones_of_the_contract() -> None:
    assert BANDS["strength"] == (("needs work", 0), ("mixed", 40), ("in place", 70))
    assert BANDS["risk"] == (("low", 0), ("watch", 30), ("act", 60))


@pytest.mark.parametrize("name", banks.IDS)
def test_first_steps_are_short_and_texts_are_plain(name: str) -> None:
    bank: Any = banks.load(name)
    words = [item["text"] for item in bank.get("items", [])] + [
        m["step"] for m in bank.get("moves", [])
    ]
    assert not [text for text in words if re.search(r"[<>*`]|\]\(", text)]
