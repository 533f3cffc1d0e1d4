"""Every formula on cases worked by hand in tests/cases/scoring, sent through the door."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessments.wires import CASES, Case, answers_of, read_cases, result

FILES = sorted((CASES / "scoring").glob("*.md"))
WORKED = [
    pytest.param(f.stem, case, id=f"{f.stem}: {case.name}") for f in FILES for case in read_cases(f)
]


@pytest.mark.parametrize(("assessment", "case"), WORKED)
def test_worked_by_hand(assessment: str, case: Case) -> None:
    found = result("score", assessment=assessment, answers=answers_of(assessment, case.given))
    same(shortened(found, case.expected), case.expected, case.name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.stem))
def test_at_least_five_cases_each(path: Any) -> None:
    assert len(read_cases(path)) >= 5


def shortened(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a result that a case names, in the case's short forms."""
    ids = list(found["scales"])
    detail = found["detail"]
    chain = detail.get("chain") or {"risen": [], "next": None}
    short = {
        "moves": [move["id"] for move in found["moves"]],
        "remarks": sorted({remark["code"] for remark in found["remarks"]}),
        "bands": [scale["band"] for scale in found["scales"].values()],
        "scores": [scale["score"] for scale in found["scales"].values()],
        "states": [marker["state"] for marker in detail.get("markers", [])],
        "timeline": [[ids.index(m["id"]), m["months"]] for m in detail.get("timeline", [])],
        "chain": chain,
        "risen": [ids.index(name) for name in chain["risen"]],
        "next": ids.index(chain["next"]) if chain["next"] else None,
    }
    return {key: short[key] if key in short else found[key] for key in expected}


def same(found: Any, expected: Any, place: str) -> None:
    """Hold what is expected against what was found; a table may hold more than is expected."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert key in found, f"{place}: no {key}"
            same(found[key], value, f"{place} / {key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), f"{place}: {found}"
        for index, (one, other) in enumerate(zip(found, expected, strict=True)):
            same(one, other, f"{place} / {index}")
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-12), place
    else:
        assert found == expected, f"{place}: {found!r} is not {expected!r}"
