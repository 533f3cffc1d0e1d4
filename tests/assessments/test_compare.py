"""Change in three words, held against noise; what is compared with what, over time."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assessments.wires import answers_of, error, result

FOURS = [3, 3, 3, 3]


def ceo(scales: list[Any], taken: str | None = None, **changes: Any) -> dict[str, Any]:
    answers = answers_of("ceo-of-your-career", {"scales": scales})
    found = result("score", assessment="ceo-of-your-career", answers=answers, now=taken)
    return found | changes


def words(before: list[Any], after: list[Any], **args: Any) -> list[str | None]:
    found = result("compare", earlier=ceo(before), later=ceo(after), **args)
    return [scale["word"] for scale in found["scales"]]


def test_one_scale_moves_beyond_28_points() -> None:
    # One answer's step is 6.25 points; the bar is 55.4 / 2 = 27.7, four steps are 25, five 31.25.
    assert words([FOURS], [[4, 3, 3, 3]])[0] == "same"
    assert words([FOURS], [[4, 4, 3, 3]])[0] == "could be chance"
    assert words([FOURS], [[4, 4, 4, 4]])[0] == "could be chance"
    assert words([FOURS], [[5, 4, 4, 4]])[0] == "clearly moved"
    assert words([FOURS], [[1, 2, 2, 2]])[0] == "clearly moved"


def test_the_bar_rises_with_the_number_of_scales() -> None:
    before = [FOURS] * 6
    assert words(before, [[5, 4, 4, 4], *[FOURS] * 5])[0] == "could be chance"
    assert words(before, [[5, 5, 5, 4], *[FOURS] * 5])[0] == "clearly moved"


def test_a_clear_move_is_for_the_better_or_the_worse() -> None:
    before = [FOURS, FOURS, FOURS]
    found = result("compare", earlier=ceo(before), later=ceo([[5] * 4, [1] * 4, [4, 3, 3, 3]]))
    assert [scale["better"] for scale in found["scales"][:3]] == [True, False, None]
    assert found["summary"] == {"better": 1, "worse": 1, "chance": 0, "same": 1}
    assert found["scales"][3]["text"] == "not scored"


def test_a_risk_that_falls_is_better() -> None:
    low, high = (
        result("score", assessment="stagnation", answers=answers_of("stagnation", given))
        for given in ({"scales": [[1, 1, 1]]}, {"scales": [[5, 5, 5]]})
    )
    assert result("compare", earlier=high, later=low)["scales"][0]["better"] is True


def test_own_noise_replaces_the_model() -> None:
    assert words([FOURS], [[4, 4, 4, 4]], noise=0.5)[0] == "clearly moved"
    assert words([FOURS], [[5, 4, 4, 4]], noise=1.2)[0] == "could be chance"
    wrong = error("compare", earlier=ceo([FOURS]), later=ceo([FOURS]), noise=9)
    assert (wrong["code"], wrong["field"]) == ("out-of-range", "noise")


def test_a_retake_within_5_to_30_days_tells_the_own_noise() -> None:
    before = ceo([FOURS] * 6, "2026-01-01T09:00:00Z")
    # 12.5 points on each of six scales of four items: sqrt(12.5 ** 2 * 4 / 2) / 25 = 0.707...
    after = ceo([[4, 4, 3, 3]] * 6, "2026-01-11T09:00:00Z")
    found = result("compare", earlier=before, later=after)
    assert found["own_noise"] == pytest.approx(0.7071067811865476)
    late = after | {"taken": "2026-03-01T09:00:00Z"}
    assert result("compare", earlier=before, later=late)["own_noise"] is None


def test_only_what_the_reader_calls_unchanged_counts_as_noise() -> None:
    before = ceo([FOURS] * 6, "2026-01-01T09:00:00Z")
    after = ceo([[4, 4, 3, 3]] * 6, "2026-01-11T09:00:00Z")
    assert over([before, after])["noise"] == {"steps": 0.8, "own": False}
    found = over([before, after | {"unchanged": True}])
    assert found["noise"] == {"steps": pytest.approx(0.7071067811865476), "own": True}
    assert found["retest"] is True


def over(results: list[dict[str, Any]]) -> dict[str, Any]:
    return result("compare", results=results)


def test_the_results_of_a_day_are_one_and_a_retake_hides_no_older_one() -> None:
    """Change answers and Submit, two minutes later: last year's result is still the other one."""
    last_year = ceo([[1, 1, 1, 1]], "2025-11-20T09:00:00Z")
    first = ceo([[3, 3, 3, 3]], "2026-11-22T09:00:00Z")
    again = ceo([[5, 5, 5, 5]], "2026-11-22T09:02:00Z")
    found = over([again, last_year, first])
    assert found["taken"] == ["2025-11-20T09:00:00Z", "2026-11-22T09:02:00Z"]
    assert found["since"]["taken"] == ["2025-11-20T09:00:00Z", "2026-11-22T09:02:00Z"]
    assert (found["since"]["scales"][0]["earlier"], found["trend"]) == (0.0, [])


def test_the_day_is_the_readers() -> None:
    evening = ceo([FOURS], "2026-11-21T18:30:00-06:00")  # past midnight in UTC
    morning = ceo([FOURS], "2026-11-21T08:00:00-06:00")
    assert over([evening, morning])["taken"] == ["2026-11-21T18:30:00-06:00"]


def test_since_last_time_looks_two_weeks_back() -> None:
    days = ["2026-01-01", "2026-01-10", "2026-01-20"]
    found = over([ceo([FOURS], day) for day in days])
    assert found["since"]["taken"] == ["2026-01-01", "2026-01-20"]
    assert over([ceo([FOURS], "2026-01-01"), ceo([FOURS], "2026-01-14")])["since"] is None
    assert over([ceo([FOURS], "2026-01-01"), ceo([FOURS], "2026-01-15")])["since"] is not None


def test_a_trend_takes_three_results() -> None:
    results = [ceo([[n] * 4], f"2026-0{n}-01") for n in (1, 2, 3)]
    assert over(results[:2])["trend"] == []
    trend = over(results)["trend"][0]
    assert [point["score"] for point in trend["points"]] == [0.0, 25.0, 50.0]


def test_results_of_an_older_major_version_are_readable_and_never_compared() -> None:
    old = ceo([FOURS], "2025-01-01", version="1.0")
    new = ceo([[5, 5, 5, 5]], "2026-01-01")
    pair = result("compare", earlier=old, later=new)
    assert (pair["comparable"], pair["scales"], pair["verdict"]) == (False, [], None)
    found = over([old, new])
    assert (found["taken"], found["since"]) == (["2025-01-01", "2026-01-01"], None)
    shown = result("score", assessment="career-map", answers={"results": [old, new]})
    row = shown["detail"]["map"][0]
    assert (row["change"], row["changed"], shown["remarks"]) == (None, False, [])


def test_the_verdict_of_an_old_version_still_stands_on_the_map() -> None:
    """Version 1 stored words by other rules: they are shown, and compared with none."""
    old = {
        "assessment": "mile-markers",
        "version": "1.0",
        "verdict": "watch",
        "taken": "2025-01-01",
    }
    shown = result("score", assessment="career-map", answers={"results": [old]})
    assert shown["detail"]["map"][0]["word"] == "mixed"


@pytest.mark.parametrize("sent", [[], {}, "x", [7], [{"assessment": "runway"}]])
def test_a_list_of_results_that_is_none(sent: Any) -> None:
    assert error("compare", results=sent)["field"].startswith("results")


def test_results_of_two_assessments_are_not_compared() -> None:
    other = {"assessment": "runway", "version": "2.0"}
    assert error("compare", results=[ceo([FOURS]), other])["code"] == "inconsistent"
