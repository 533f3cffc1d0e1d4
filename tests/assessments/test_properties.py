"""What must hold for every answer, whatever it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import banks
from tests.assessments.valid import FORMS, answers_to
from tests.assessments.wires import raw, result

FEW = settings(max_examples=15, deadline=None)


@pytest.mark.parametrize("assessment", FORMS)
@FEW
@given(data=st.data())
def test_any_answers_give_a_result_within_its_bounds(assessment: str, data: Any) -> None:
    answers = data.draw(answers_to(assessment))
    found = result("score", assessment=assessment, answers=answers)
    assert all(s["score"] is None or 0 <= s["score"] <= 100 for s in found["scales"].values())
    for name in ("relevance", "momentum", "foresight", "overall"):
        assert 0 <= (found["values"].get(name) or 0) <= 100
    for name in ("smart_share", "firm_specific_share", "promotion_rate", "exit_rate"):
        assert 0 <= (found["values"].get(name) or 0) <= 1
    assert len(found["moves"]) <= 3
    assert all(0 <= move["weight"] <= 5 for move in found["moves"])


@pytest.mark.parametrize("assessment", FORMS)
@FEW
@given(data=st.data())
def test_leaving_out_half_never_crashes(assessment: str, data: Any) -> None:
    answers = data.draw(answers_to(assessment, skip=False))
    kept = dict(list(answers.items())[::2])
    required = {i["id"] for i in banks.load(assessment)["items"] if i.get("required")}
    kept |= {key: answers[key] for key in required}
    assert result("score", assessment=assessment, answers=kept)["assessment"] == assessment


@pytest.mark.parametrize("assessment", FORMS)
@FEW
@given(data=st.data())
def test_order_of_answers_never_matters(assessment: str, data: Any) -> None:
    answers = data.draw(answers_to(assessment))
    turned = dict(data.draw(st.permutations(list(answers.items()))))
    one, other = (result("score", assessment=assessment, answers=a) for a in (answers, turned))
    assert one == other


@pytest.mark.parametrize("assessment", ["smart-work", "skills-portfolio", "last-win"])
@FEW
@given(data=st.data())
def test_order_of_rows_never_matters(assessment: str, data: Any) -> None:
    answers = data.draw(answers_to(assessment))
    rows = next(i["id"] for i in banks.load(assessment)["items"] if i["kind"] == "rows")
    turned = answers | {rows: data.draw(st.permutations(answers.get(rows, [])))}
    one, other = (
        result("score", assessment=assessment, answers=a | {rows: a.get(rows, [])})
        for a in (answers, turned)
    )
    assert one["values"] == other["values"]
    assert one["moves"] == other["moves"]


SCALED = [n for n in FORMS if any(i["kind"] == "agree" for i in banks.load(n)["items"])]


@pytest.mark.parametrize("assessment", SCALED)
@FEW
@given(data=st.data())
def test_more_of_a_scale_never_lowers_its_score(assessment: str, data: Any) -> None:
    """A higher keyed answer is a better one on a strength scale and a worse one on a risk."""
    bank = banks.load(assessment)
    answers = data.draw(answers_to(assessment, skip=False))
    items: list[Any] = [i for i in bank["items"] if i["kind"] == "agree"]
    item = data.draw(st.sampled_from(items))
    low, high = sorted(data.draw(st.tuples(st.integers(1, 5), st.integers(1, 5))))
    one, other = (
        result("score", assessment=assessment, answers=answers | {item["id"]: raw(item, mark)})
        for mark in (low, high)
    )
    for scale, before in one["scales"].items():
        after = other["scales"][scale]
        assert after["score"] >= before["score"]
        assert scale == item["scale"] or after == before


@FEW
@given(answers=answers_to("career-chess", skip=False), data=st.data())
def test_a_longer_look_never_lowers_foresight(answers: dict[str, Any], data: Any) -> None:
    item: Any = data.draw(st.sampled_from(banks.load("career-chess")["items"]))
    moves = sorted(item["options"], key=lambda option: int(option["ahead"]))
    scores = [
        result("score", assessment="career-chess", answers=answers | {item["id"]: move["id"]})
        for move in moves
    ]
    found = [s["values"]["foresight"] for s in scores]
    assert found == sorted(found)


@FEW
@given(data=st.data())
def test_the_map_takes_any_results(data: Any) -> None:
    names = data.draw(st.lists(st.sampled_from(FORMS), max_size=6))
    results = [
        result("score", assessment=n, answers=data.draw(answers_to(n)), now=f"20{year}-01-01")
        for year, n in enumerate(names, 10)
    ]
    found = result("score", assessment="career-map", answers={"results": results})
    assert found["values"]["taken"] == len(set(names))
    assert len(found["moves"]) <= 3
    assert [m["weight"] for m in found["moves"]] == sorted(
        (m["weight"] for m in found["moves"]), reverse=True
    )
