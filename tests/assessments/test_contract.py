"""What went wrong once, each seen through the door: no verdict may do so again."""

from __future__ import annotations

import random
from typing import Any

from assessments import banks
from tests.assessments.test_noise import reader
from tests.assessments.wires import answers_of, result


def score(assessment: str, answers: dict[str, Any], **args: Any) -> dict[str, Any]:
    return result("score", assessment=assessment, answers=answers, **args)


def marker(found: dict[str, Any], name: str) -> str:
    return str(next(m["state"] for m in found["detail"]["markers"] if m["id"] == name))


def test_neither_for_twelve_months_does_not_act_on_all_nine_markers() -> None:
    given = {"markers": [[3, 3, 3, 3, 12]] * 9}
    found = score("mile-markers", answers_of("mile-markers", given))
    assert (found["verdict"], found["values"]["clear"], found["moves"]) == ("clear", 9, [])


def test_readers_who_disagree_on_average_are_not_told_to_act() -> None:
    """56 of 100 were; the exact rate is on the methodology page."""
    draw = random.Random(20261130)
    told = [score("mile-markers", reader("mile-markers", 2.2, draw)) for _ in range(200)]
    assert sum(found["verdict"] == "act" for found in told) / 200 <= 0.05


def test_a_call_left_alone_ten_years_ago_is_no_worse_than_one_of_three_months() -> None:
    words = {}
    for months in (3, 120):
        given = {"markers": [[1], [4, 4, 4, 4, months]]}
        words[months] = score("mile-markers", answers_of("mile-markers", given))
    assert marker(words[3], "recruiter") == "act"
    assert marker(words[120], "recruiter") == "lesson"
    assert words[120]["verdict"] == "lesson"


def test_waiting_gives_no_more_room() -> None:
    plan = {"age": 45, "stop_age": 62, "steps": 2, "years_per_step": 4}
    slack = [score("runway", plan | {"years_waiting": years})["values"] for years in (0, 9)]
    assert [values["slack"] for values in slack] == [9, 9]
    assert [values["slack_if_waiting_counts"] for values in slack] == [9, 13]


def test_a_promise_before_its_date_is_not_kept_unless_the_reader_says_so() -> None:
    early = {"promised_months": 18, "elapsed_months": 17, "in_writing": True}
    assert score("promise-check", early)["verdict"] == "not due"
    assert score("promise-check", early | {"fulfilled": False})["verdict"] == "not due"
    assert score("promise-check", early | {"fulfilled": True})["verdict"] == "kept"


def test_one_beginners_skill_is_no_full_portfolio() -> None:
    found = score("skills-portfolio", {"skills": [{"level": 1, "asked": 3, "months": 0}]})
    assert (found["verdict"], found["values"]["wanted"]) == ("needs work", 0)


def test_twelve_tiny_wins_are_no_great_one() -> None:
    tiny = {"months": 0, "visibility": 1, "asked_for": False}
    assert round(score("last-win", {"wins": [tiny] * 12})["values"]["momentum"]) == 33


def test_a_guess_that_decides_the_sign_is_told() -> None:
    pay = {"own_pay": 80000, "own_raise": 0.03, "market_pay": 80000, "market_growth": 0.03}
    found = score("pay-gap", pay | {"years_stayed": 5, "years_ahead": 5})
    low, high = found["values"]["lost_ahead_range"]
    assert low < 0 < high
    assert "growth-decides" in [remark["code"] for remark in found["remarks"]]


def test_changing_the_answers_does_not_hide_last_years_result() -> None:
    days = ("2025-11-20T09:00:00Z", "2026-11-22T09:00:00Z", "2026-11-22T09:02:00Z")
    results = [score("ceo-of-your-career", {"own-decide": 1, "own-wait": 5}, now=t) for t in days]
    assert result("compare", results=results)["since"]["taken"] == [days[0], days[2]]


def test_smart_work_and_the_map_use_one_threshold() -> None:
    for smart, other, word in ((24, 76, "needs work"), (25, 75, "mixed"), (50, 50, "in place")):
        projects = [
            {"hours": smart, "boss": 0, "boss_boss": 3, "visibility": 3},
            {"hours": other, "boss": 0, "boss_boss": 0, "visibility": 0},
        ]
        found = score("smart-work", {"projects": projects}, now="2026-01-01")
        shown = score("career-map", {"results": [found]})
        assert (found["verdict"], shown["detail"]["map"][0]["word"]) == (word, word)


def test_leaving_for_ones_health_looks_ahead() -> None:
    situations: Any = banks.load("career-chess")["items"]
    leaving = [
        option["ahead"]
        for item in situations
        for option in item["options"]
        if "health" in option["text"].lower() or option["id"].startswith("leave")
    ]
    assert leaving
    assert min(leaving) >= 2


def test_a_choice_can_be_taken_back_and_any_item_left_out() -> None:
    """Null takes an answer back, or says that an item does not apply."""
    for name in ("mile-markers", "ceo-of-your-career", "stagnation", "market-test"):
        items: Any = banks.load(name)["items"]
        found = score(name, dict.fromkeys((item["id"] for item in items), None))
        assert found["answered"]["answered"] == 0
        fields = [
            field
            for section in result("describe", assessment=name)["sections"]
            for field in section["fields"]
        ]
        assert {field["skip"] for field in fields} == {"Does not apply"}


def test_no_text_says_how_people_usually_are() -> None:
    for name in banks.IDS:
        text = banks.source(name).lower()
        assert "here usually" not in text
        assert "usually comes next" not in text


def test_follow_ups_name_the_answer_that_leads_to_them() -> None:
    described = result("describe", assessment="mile-markers")
    fields = [field for section in described["sections"] for field in section["fields"]]
    first = [field["id"] for field in fields if not field["after"]]
    assert len(first) == 9
    assert {field["after"]["item"] for field in fields if field["after"]} == set(first)
    assert {field["after"]["from"] for field in fields if field["after"]} == {3}
