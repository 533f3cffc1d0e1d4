"""To GIFT and back: what returns is what the loss report says, as another program reads it."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessments.questions import TYPES
from assessments.validate.quiz import check_quiz
from scripts.export.gift.parse import parse
from scripts.export.gift.read import read_gift
from scripts.export.gift.subset import held
from scripts.export.gift.write import write_gift, written
from scripts.export.sheet import Question, Sheet
from scripts.export.toml import as_toml

pytestmark = pytest.mark.slow

LATER = {"video": "q8S-685BZcY", "second": 5}


def returned(sheet: Sheet) -> list[Question]:
    """The questions of a sheet after a journey through GIFT, as gift-pegjs read them."""
    questions, told = read_gift(write_gift(sheet).decode())
    assert told == []
    return questions


def in_full(sheet: Sheet) -> list[Question]:
    """What the loss report leaves of the questions of a sheet."""
    return [question for a in sheet.asked for question in held(a.question, a.article)[0]]


def test_each_type_comes_back_as_the_loss_report_says(cases: Sheet) -> None:
    assert returned(cases) == in_full(cases)


def test_every_question_of_ours_comes_back_as_the_loss_report_says(ours: Sheet) -> None:
    unnamed = [[{**q, "id": ""} for q in side] for side in (returned(ours), in_full(ours))]
    assert unnamed[0] == unnamed[1]  # ids are unique in a check, not in a channel


def bare(question: Question) -> Question:
    """A question as it would stand in a file, without what goes without saying."""
    found = json.loads(json.dumps(question))
    for part in [
        found,
        *(p for key in ("options", "steps", "pairs", "gaps") for p in found.get(key, ())),
    ]:
        if "cite" in part:
            part["cite"].pop("article", None)
    return {key: value for key, value in found.items() if value != []}  # fmt: skip


def test_what_the_report_calls_whole_is_whole_and_what_differs_is_told(ours: Sheet) -> None:
    for asked in ours.asked:
        questions, lost = held(asked.question, asked.article)
        assert ([bare(asked.question)] == questions) == (lost == []), asked.name


PLAIN: Question = {
    "id": "plain", "type": "short", "text": "What?", "explain": "So.", "cite": LATER,
    "accept": ["x"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"hints": ["Think."]}, "hints"),
        ({"section": "There"}, "section"),
        ({"version": 2}, "version"),
        ({"cite": {**LATER, "article": "c/other"}}, "which other article"),
    ],
)
def test_a_loss_is_told_in_plain_words(change: dict[str, Any], word: str) -> None:
    before = held(PLAIN, "c/a")[1]
    more = set(held(PLAIN | change, "c/a")[1]) - set(before)
    assert len(more) == 1
    assert word in more.pop()


def test_every_type_has_a_loss_or_none_that_is_tested(cases: Sheet) -> None:
    assert {asked.question["type"] for asked in cases.asked} == set(TYPES)


words = st.text(st.sampled_from("ab 1.~=#{}:\\%\"'/→é-$[]<>*&"), min_size=1, max_size=20)
# White space between words is one space to GIFT.
said = words.map(lambda text: " ".join(text.split())).filter(bool)


def questions_of(texts: list[str]) -> list[Question]:
    """A question of each kind whose every text is one of these."""
    a, b, c, d, e, f, *_ = texts
    head: Question = {"text": f"Is it {a}", "explain": f"It is {b}", "cite": LATER}
    options = [
        {"id": "x", "text": c, "right": True, "feedback": d}, {"id": "y", "text": e, "feedback": f},
    ]  # fmt: skip
    pairs = [{"id": "x", "left": c, "right": d}, {"id": "y", "left": e, "right": f}]
    gap = {"id": "gap", "accept": [c], "wrong": [d], "feedback": e}
    return [
        {"id": "one", "type": "single", **head, "options": options},
        {"id": "some", "type": "multiple", **head, "credit": "per-option", "options": options},
        {"id": "both", "type": "matching", **head, "credit": "per-option", "pairs": pairs},
        {"id": "word", "type": "short", **head, "accept": [c, d]},
        {
            "id": "type",
            "type": "cloze",
            **head,
            "text": f"{a} {{gap}} {b}",
            "gaps": [{"id": "gap", "accept": [e, f]}],
        },
        {"id": "hole", "type": "cloze", **head, "text": f"{a} {{gap}} {b}", "gaps": [gap]},
        {"id": "row", "type": "ordering", **head, "steps": options, "credit": "per-option"},
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(said, min_size=6, max_size=6, unique=True))
@example(["%5 of it", "[html] page", "a -> b", "// no remark", "*", "_____"])
@example(["<b>", "&amp;", "%50% more", "$CATEGORY: x", "List<String>", "T"])
def test_signs_of_gift_in_words_stay_words(texts: list[str]) -> None:
    kept = [one for question in questions_of(texts) for one in held(question, "c/a")[0]]
    assert read_gift("\n".join(map(written, kept))) == (kept, [])


FOREIGN = """\
// From another program
$CATEGORY: Geography

::Capital::[html]<p>What is the capital of <b>France</b>?</p>{=Paris#Yes. ~Lyon#No. ~Nice}

The sun rises in the east.{TRUE#It does rise there.#Right.####Look.}

::Range::How tall is it, in metres? {#300..330}

Write about your town. {}

Some words between questions.

Two plus two is {=four =%50%4#In words.} today.

::Weighed::Which are primes?{~%60%2 ~%40%3 ~%-100%4}
"""


def test_a_file_of_another_program_loses_nothing_in_silence() -> None:
    questions, told = read_gift(FOREIGN)
    kinds = [question["type"] for question in questions]
    assert kinds == ["single", "single", "numeric", "cloze", "multiple"]
    assert questions[0]["text"] == "What is the capital of France?"
    assert [o.get("feedback") for o in questions[0]["options"]] == ["Yes.", "No.", None]
    true, false = questions[1]["options"]
    assert true == {"id": "true", "text": "True", "right": True, "feedback": "Right."}
    assert false["feedback"] == "It does rise there."
    assert (questions[2]["answer"], questions[2]["tolerance"]) == (315, 15)
    assert questions[3]["text"] == "Two plus two is {gap} today."
    lines = [str(problem) for problem in told]
    assert [line for line in lines if "Essay" in line and "Write about your town" in line]
    assert [line for line in lines if "Description" in line]
    assert [line for line in lines if "worth the same" in line]


def test_what_came_in_is_a_check_whose_gaps_are_named_by_line() -> None:
    text, problems = as_toml(read_gift(FOREIGN)[0])
    assert len(tomllib.loads(text)["questions"]) == 5
    lines = text.splitlines()
    named = {(code, message.partition(" has")[0]) for _, code, message in problems}
    assert ("missing-key", 'question "n-capital"') not in named
    assert all(lines[line - 1].startswith("[[questions]]") for line, _, _ in problems)
    assert {code for _, code, _ in problems} == {"missing-key"}


def test_a_check_that_left_comes_back_as_a_sound_check(cases: Sheet) -> None:
    few = Sheet(cases.name, cases.title, cases.asked[:5])
    text, problems = as_toml(read_gift(write_gift(few).decode())[0])
    assert problems == check_quiz(text) == []
    assert 'cite = {video = "q8S-685BZcY", second = 221}' in text


def test_a_channel_has_a_category_an_article(ours: Sheet) -> None:
    entries, _ = parse(write_gift(ours).decode())
    found = [entry.found["title"] for entry in entries if entry.found["type"] == "Category"]
    assert found == sorted({asked.article for asked in ours.asked})
    assert not re.search(r"\n\n\n", write_gift(ours).decode())
