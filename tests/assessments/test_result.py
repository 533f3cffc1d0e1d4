"""What stands beside the numbers of a result: moves, remarks, meaning, charts, comparison."""

from __future__ import annotations

from typing import Any

import pytest

from assessments import banks
from tests.assessments.wires import answers_of, error, result

SEED = {
    "promised_months": 18,
    "elapsed_months": 108,
    "development_actions": 0,
    "in_writing": False,
    "group_size": 9,
    "promoted": 2,
}


def score(assessment: str, given: dict[str, Any], **args: Any) -> dict[str, Any]:
    return result("score", assessment=assessment, answers=answers_of(assessment, given), **args)


def test_the_story_of_the_seeds_cites_where_it_is_told() -> None:
    found = score("promise-check", SEED, now="2026-11-22T09:00:00Z")
    assert (found["values"]["slip"], found["verdict"]) == (6.0, "broken")
    cited = [tuple(move["cite"].values()) for move in found["moves"]]
    article = "alifeafterlayoff/career_management_and_planning"
    assert (article, "q8S-685BZcY", 89) in cited
    assert (article, "q8S-685BZcY", 332) in cited
    assert found["taken"] == "2026-11-22T09:00:00Z"


@pytest.mark.parametrize(
    ("known", "remarked"),
    [
        ({}, True),
        ({"in_writing": False}, True),
        ({"development_actions": 0}, True),
        ({"in_writing": True}, False),
        ({"development_actions": 2}, False),
        ({"in_writing": False, "development_actions": 0}, False),
        ({"elapsed_months": 50}, False),
        ({"elapsed_months": 5}, False),
    ],
)
def test_what_was_left_out_is_remarked_where_it_matters(known: Any, remarked: bool) -> None:
    found = score("promise-check", {"promised_months": 12, "elapsed_months": 6} | known)
    assert [r["code"] for r in found["remarks"]] == ["backing-unknown"] * remarked


def test_moves_are_ranked_by_gap_times_leverage() -> None:
    found = score("promise-check", SEED)
    assert [move["weight"] for move in found["moves"]] == [5.0, 4.0, 3.5]


def test_a_move_with_verdicts_waits_for_them() -> None:
    early = {"promised_months": 12, "elapsed_months": 1, "in_writing": True}
    moves = score("promise-check", early)["moves"]
    assert [move["id"] for move in moves] == ["note-the-next-date"]


def test_a_move_may_answer_a_single_statement() -> None:
    given = {"scales": [[5, 5, 5, 5, 5, 1]], "projects": []}
    moves = score("smart-work", given)["moves"]
    assert [move["id"] for move in moves] == ["be-findable"]


def test_ten_alike_in_a_row_is_remarked_and_nine_are_not() -> None:
    items = [i["id"] for i in banks.load("ceo-of-your-career")["items"] if i["kind"] == "agree"]
    for many, codes in ((9, []), (10, ["same-answer"])):
        answers = dict.fromkeys(items[:many], 4) | dict.fromkeys(items[many : many + 4], 3)
        found = result("score", assessment="ceo-of-your-career", answers=answers)
        assert [r["code"] for r in found["remarks"] if r["code"] == "same-answer"] == codes


@pytest.mark.parametrize(
    ("seconds", "remarked"),
    [
        ([1.0, 1.9, 9.0], True),
        ([1.0, 2.0, 9.0], False),
        ([1.0, 2.9], True),
        ([1.0, 3.0], False),
        ([], False),
    ],
)
def test_a_median_below_two_seconds_is_remarked(seconds: list[float], remarked: bool) -> None:
    items = [i["id"] for i in banks.load("ceo-of-your-career")["items"]]
    spent = dict(zip(items, seconds, strict=False))
    found = score("ceo-of-your-career", {"scales": [[3, 4, 3, 4]]}, seconds=spent)
    assert ("very-quick" in [r["code"] for r in found["remarks"]]) == remarked


def test_meaning_is_written_in_the_bank() -> None:
    found = score("ceo-of-your-career", {"scales": [[1, 1, 1, 1]]})
    ownership, overall = found["meaning"]
    assert (ownership["id"], ownership["word"]) == ("ownership", "needs work")
    assert ownership["text"].startswith("This pattern fits someone who")
    words = "One answer, one step, on one item moves this score by 6.25 points."
    assert (ownership["step"], overall["step"]) == (words, "")
    assert (overall["id"], overall["word"]) == ("overall", None)


@pytest.mark.parametrize("assessment", [n for n in banks.IDS if n != "future-self"])
def test_every_chart_is_its_table(assessment: str) -> None:
    given = {"results": []} if assessment == "career-map" else MINIMAL.get(assessment, {})
    for chart in score(assessment, given)["charts"]:
        assert chart["columns"]
        assert all(len(row) == len(chart["columns"]) for row in chart["rows"])


MINIMAL: dict[str, dict[str, Any]] = {
    "promise-check": {"promised_months": 1, "elapsed_months": 1},
    "pay-gap": {"own_pay": 2, "own_raise": 0, "market_pay": 3, "market_growth": 0}
    | {"years_stayed": 2, "years_ahead": 2, "currency": "USD"},
    "runway": {"age": 30, "stop_age": 60, "steps": 2, "years_per_step": 3, "years_waiting": 1},
    "cash-runway": {"savings": 9, "severance_weeks": 1, "weekly_pay": 1, "weekly_benefit": 1}
    | {"benefit_weeks": 9, "spending": 2, "spending_cut": 1, "cover": 1, "income": 0},
    "search-funnel": {"applications": 9, "replies": 4, "interviews": 2, "offers": 1, "weeks": 3},
}


def test_the_future_letter_is_never_scored() -> None:
    item: Any = next(i for i in banks.load("future-self")["items"] if i["kind"] == "text")
    found = result("score", assessment="future-self", answers={item["id"]: "Dear me, go."})
    assert (found["values"], found["scales"], found["verdict"], found["moves"]) == (
        {},
        {},
        None,
        [],
    )
    assert "Dear me, go." in found["detail"]["letter"]


def test_months_of_a_marker_become_a_date() -> None:
    given = {"markers": [[5, 5, 5, 5, 23]]}
    found = score("mile-markers", given, now="2026-11-22T09:00:00Z")
    assert found["detail"]["timeline"][0]["since"] == "2024-12"
    assert score("mile-markers", given)["detail"]["timeline"][0]["since"] is None


def test_hindsight_shows_the_longest_look() -> None:
    found = score("career-chess", {"ahead": [0, 3, 1, 2, 0, 3, 1, 2]})
    first = found["detail"]["situations"][0]
    assert first["ahead"] == 0
    assert first["best"]["value"] == "set-date"
    assert first["feedback"] != first["hindsight"]


def compared(before: dict[str, Any], after: dict[str, Any], **changes: Any) -> dict[str, Any]:
    earlier, later = (score("ceo-of-your-career", given) for given in (before, after))
    return result("compare", earlier=earlier | changes, later=later)


def test_another_minor_version_is_compared_and_another_major_one_is_not() -> None:
    given = {"scales": [[3, 3, 3, 3]]}
    assert compared(given, given, version="2.7")["comparable"] is True
    apart = compared(given, given, version="1.0")
    assert (apart["comparable"], apart["scales"], apart["verdict"]) == (False, [], None)
    assert "1.0" in apart["reason"]


def test_a_comparison_needs_two_results() -> None:
    assert error("compare", earlier={}, later={})["field"] == "earlier.assessment"
    assert error("compare")["field"] == "earlier"


def test_the_map_takes_the_latest_of_each_and_what_changed() -> None:
    old = score("promise-check", SEED, now="2026-01-01")
    kept = {"promised_months": 12, "elapsed_months": 13, "fulfilled": True}
    new = score("promise-check", kept, now="2026-06-01")
    low = score("ceo-of-your-career", {"scales": [[1, 1, 1, 1]] * 6}, now="2026-05-01")
    found = score("career-map", {"results": [new, low, old]}, now="2026-11-22")
    rows = {row["assessment"]: row for row in found["detail"]["map"]}
    assert found["values"] == {"taken": 2, "changed": 1}
    assert (rows["promise-check"]["verdict"], rows["promise-check"]["word"]) == ("kept", "in place")
    assert rows["promise-check"]["change"]["verdict"]["earlier"] == "broken"
    assert rows["ceo-of-your-career"]["word"] == "needs work"
    assert [m["assessment"] for m in found["moves"]] == ["ceo-of-your-career"] * 3


def test_the_map_sets_a_damaged_result_aside() -> None:
    good = score("promise-check", SEED)
    found = score("career-map", {"results": [good, {"assessment": "runway"}, 7]})
    assert found["values"]["taken"] == 1
    assert found["remarks"] == [
        {
            "code": "unreadable-result",
            "text": "2 of your stored results could not be read and were left out.",
        }
    ]


LAID_OFF: dict[str, Any] = {"savings": 12000, "severance_weeks": 0, "weekly_pay": 0} | {
    "weekly_benefit": 300,
    "benefit_weeks": 13,
    "spending": 2300,
    "spending_cut": 1000,
    "cover": 500,
    "income": 0,
}


def test_after_a_layoff_each_decision_has_its_date() -> None:
    found = score("cash-runway", LAID_OFF, now="2026-11-22T09:00:00Z")
    dates = {each["id"]: (each["days"], each["date"]) for each in found["detail"]["decide"]}
    # 2800 out, 1300 in: 1500 a month; 3 months at 1500 are to be left: (12000 - 4500) / 1500 = 5,
    # but the benefit ends after 3: then 7500 - 4500 = 3000 more at 2800 a month: 4.07 months.
    assert dates == {
        "benefit": (7, "2026-11-29"),
        "cover": (60, "2027-01-21"),
        "spending": (123, "2027-03-25"),
    }
    assert all(each["date"] is None for each in score("cash-runway", LAID_OFF)["detail"]["decide"])


def test_nothing_is_to_be_decided_where_nothing_is_at_stake() -> None:
    free = LAID_OFF | {"cover": 0, "weekly_benefit": 0, "income": 3000}
    assert score("cash-runway", free)["detail"]["decide"] == []


def test_how_many_applications_would_tell() -> None:
    few = {"applications": 20, "replies": 2, "interviews": 1, "offers": 1, "weeks": 4}
    needed = score("search-funnel", few)["values"]["applications_to_tell"]
    times = needed // 20
    told = {key: n * times for key, n in few.items()}
    assert score("search-funnel", told)["verdict"] == "replies"
    fewer = {key: n * (times - 1) for key, n in few.items()}
    assert score("search-funnel", fewer)["verdict"] == "too early to say"


def test_more_replies_than_applications_are_refused() -> None:
    wrong = {"applications": 2, "replies": 3, "interviews": 0, "offers": 0, "weeks": 1}
    found = error("score", assessment="search-funnel", answers=wrong)
    assert (found["code"], found["field"]) == ("inconsistent", "replies")
    assert "from 0 to 2" in found["message"]
