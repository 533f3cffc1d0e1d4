"""GIFT as teachers and Moodle write it: what comes in, and what is told of the rest."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.export.gift.parse import decode
from scripts.export.gift.read import read_gift
from scripts.export.gift.write import written
from scripts.export.sheet import Question
from scripts.export.toml import as_toml
from tests.conftest import ROOT, command

pytestmark = pytest.mark.slow


def told(gift: str) -> list[str]:
    """What is told of a GIFT text, line and code first."""
    return [f"{p.line} {p.code}: {p.message}" for p in read_gift(gift)[1]]


def only(gift: str) -> Question:
    """The only question of a GIFT text."""
    (question,) = read_gift(gift)[0]
    return question


SOUND = "\n\n::later::It is late. {T}\n"

BAD = [
    ("When?{\n=10:30\n~noon\n}", 2, "\\:"),
    ("Note: is it?\n{T}", 1, "\\:"),
    ("Is\n1 = 1 then? {T}", 2, "\\="),
    ("Who is\n# 1? {=she ~he}", 2, "\\#"),
    ("Is it?{T}\nIs it not?{F}", 2, "empty line"),
    ("Is it\n{=yes ~no", 1, "write } behind the last"),
    ("How much?\n{#2,5}", 2, "write 2.5"),
    ("Which?\n{~%150%this =that}", 2, "between -100 and 100"),
    ("An end } without a beginning", 1, "\\}"),
]


@pytest.mark.parametrize(("gift", "line", "remedy"), BAD)
def test_a_bad_question_is_named_and_the_others_come_in(gift: str, line: int, remedy: str) -> None:
    for text, at in ((gift + SOUND, line), (SOUND.strip() + "\n\n" + gift, line + 2)):
        questions, problems = read_gift(text)
        assert [question["id"] for question in questions] == ["later"]
        (problem,) = problems
        assert (problem.line, problem.code) == (at, "unreadable-gift")
        assert remedy in problem.message


GOOD = [
    ("A\n{=yes\n\n~no\n\n}", "an empty line between the answers"),
    ("A\n{=yes\n// a remark\n~no}", "a comment between the answers"),
    ("::a::A {=yes ~no}\n::b::B {T}", "no empty line before a title"),
    ("$CATEGORY: here\nA {=yes ~no}", "no empty line behind a category"),
    ("// [id:7] note\nA {=yes ~no}\n// the end", "comments around it"),
    ("A\r\n{\r\n=yes\r\n~no\r\n}\r\n", "the line ends of Windows"),
    ("A {=an -> arrow ~no}", "an arrow in a choice"),
    ("A {=yes ~no} [sic] or not", "a bracket behind the answers"),
]


@pytest.mark.parametrize(("gift", "what"), GOOD, ids=[what for _, what in GOOD])
def test_what_moodle_and_people_write_comes_in_whole(gift: str, what: str) -> None:
    text = decode(Path("in.gift"), (gift + SOUND).encode())[0]
    questions, problems = read_gift(text)
    assert problems == []
    assert questions[-1]["id"] == "later"
    assert questions[0]["text"].startswith("A")
    assert what


def test_one_right_answer_is_a_single_choice_whatever_the_others_cost() -> None:
    gift = "Which?{\n=one\n~%-33.33333%two\n~%-33.33333%three\n}"
    assert only(gift)["type"] == "single"
    assert [o.get("right") for o in only(gift)["options"]] == [True, None, None]
    assert [line for line in told(gift) if line.startswith("1 lost: which: its penalty")]
    half = "Which?{~wrong ~%50%half =full}"
    assert [o["text"] for o in only(half)["options"] if o.get("right")] == ["full"]
    assert told(half) == ['1 lost: which: "half" counted 50 percent; here it is wrong']
    inside = "It is {~%50%half =full ~%-50%wrong} now."
    assert only(inside)["gaps"][0]["accept"] == ["full"]
    assert only(inside)["gaps"][0]["wrong"] == ["half", "wrong"]
    assert "half" in told(inside)[0]


def test_penalties_of_several_right_answers_are_ours_or_told() -> None:
    assert told("Which?{~%50%a ~%50%b ~%-50%c ~%-50%d}") == []
    for gift in ("Which?{~%50%a ~%50%b ~c}", "Which?{~%50%a ~%50%b ~%-25%c}"):
        assert only(gift)["type"] == "multiple"
        assert "penalties" in told(gift)[0]


CATCH_ALLS = [
    "Who?{=she#Yes. =%50%her#Nearly. =%0%*#Wrong word.}",
    "Who?{\n=she#Yes.\n=%50%her#Nearly.\n=*#Any word.\n}",
    "How many?{#=3:0#Yes. =%50%3:2#Nearly. ~#Wrong number.}",
    "How many?{#=3:0#Yes. =%50%4:2#Nearly. =%0%*#Wrong number.}",
    "How many?{#3:2~#Wrong number.}",
    "It was {=three#Yes. =%50%3#Nearly. =%0%*#No} today.",
]


@pytest.mark.parametrize("gift", CATCH_ALLS)
def test_a_remark_to_all_others_is_told_and_is_no_answer(gift: str) -> None:
    question, lines = only(gift), told(gift)
    assert "*" not in str(question)
    assert [line for line in lines if "all other answers" in line]
    for word in ("Yes.", "Nearly."):
        assert word not in gift or word in str(question) or word in str(lines)
    assert ("50%" in gift) == bool([line for line in lines if "counted 50 percent" in line])


def test_a_wild_card_is_told_and_an_escaped_star_is_a_star() -> None:
    assert [line for line in told("Who?{=*tomb*}") if '"*tomb*"' in line]
    assert only("What is times?{=\\\\*}")["accept"] == ["*"]
    assert told("What is times?{=\\\\*}") == []


@pytest.mark.parametrize("text", ["un{}able", "Is it {} ?", "{}, then", "One {}s, {{}} x", "a {}:"])
def test_a_gap_stands_where_it_stood(text: str) -> None:
    gift = text.replace("{{}}", "\\{\\}").replace(":", "\\:").replace("{}", "{=do ~go}", 1)
    assert only(gift)["text"] == text.replace("{{}}", "{}").replace("{}", "{gap}", 1)


def test_numbers_are_whole_and_without_the_dust_of_fractions() -> None:
    found = only("Pi?{#3.141..3.142}")
    assert (found["answer"], found["tolerance"]) == (3.1415, 0.0005)
    assert (only("How?{#330..300}")["answer"], only("How?{#330..300}")["tolerance"]) == (315, 15)
    assert only("How?{#=%50%3 =%25%9}")["answer"] == 3


MARKUP = [
    ("<b>Birds</b><br><br>Which one sings?", "Birds\nWhich one sings?"),
    ("<p>Birds</p><p>Which?</p>", "Birds\nWhich?"),
    ("[html]<p>Salt &amp\\; pepper&nbsp\\;<b>x</b></p>\n<p>Two</p>", "Salt & pepper x\nTwo"),
    ("[markdown]Is it **that**, or `this`?", "Is it that, or this?"),
    ("[plain]Is <b> bold?", "Is <b> bold?"),
    ("Is 3 < 4 and 5 > 4?", "Is 3 < 4 and 5 > 4?"),
    ("Is List<String> a type?", "Is List<String> a type?"),
    ("One\\nTwo", "One\nTwo"),
    ("<!-- note -->Which?<script>x()</script>", "Which?"),
]


@pytest.mark.parametrize(("gift", "text"), MARKUP)
def test_markup_becomes_words_and_lines_stay_lines(gift: str, text: str) -> None:
    gift = gift.replace("amp\\;", "amp;").replace("nbsp\\;", "nbsp;")
    assert only(f"{gift} {{=yes ~no}}")["text"] == text
    if not gift.startswith("["):
        assert only(f"A {{={gift} ~no}}")["options"][0]["text"] == text


def test_a_picture_is_told_and_its_description_stays() -> None:
    gift = '[html]<img src\\="@@PLUGINFILE@@/x.png" alt\\="A crow"> What is it? {=a crow ~a stone}'
    assert only(gift)["text"] == "A crow What is it?"
    assert [line for line in told(gift) if "pictures" in line]


def test_escaped_signs_are_signs_everywhere() -> None:
    pair = only("When?{=a \\= b -> 10\\:30 =c \\# d -> \\{x\\}\\~}")["pairs"]
    assert [(p["left"], p["right"]) for p in pair] == [("a = b", "10:30"), ("c # d", "{x}~")]


ENCODINGS = [
    ("Un café? {T}".encode("latin-1"), 1),
    ("It is. {T}\n\nUn café? {T}".encode("latin-1"), 3),
    ("Un café? {T}".encode("utf-16"), 1),
    ("Un cafe? {T}".encode("utf-16-le"), 1),
    ("Un cafe? {T}".encode("utf-16-be"), 1),
    ("Un café – “so”? {T}".encode("cp1252"), 1),
]


@pytest.mark.parametrize(("data", "line"), ENCODINGS)
def test_another_encoding_is_told_with_its_line(
    data: bytes, line: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gift, out = tmp_path / "in.gift", tmp_path / "out.toml"
    gift.write_bytes(data)
    assert command("export", gift, "--out", out) == 1
    assert f"{gift}:{line}: not-utf-8: " in capsys.readouterr().out
    assert not out.exists()


@pytest.mark.parametrize(
    "name",
    ["in.gift", "IN.GIFT", "questions.txt", "questions-C1-top-20240101-1200.gift.txt", "é ü.Txt"],
)
def test_a_file_comes_in_by_any_of_its_names(name: str, tmp_path: Path) -> None:
    gift, out = tmp_path / name, tmp_path / "out.toml"
    gift.write_bytes(b"\xef\xbb\xbf::late::It is late, \xc3\xa9 too. {T}\r\n")
    assert command("export", gift, "--out", out) == 0
    assert tomllib.loads(out.read_text("utf-8"))["questions"][0]["text"] == "It is late, é too."
    before = out.read_bytes()
    assert b"\r" not in before
    assert command("export", gift, "--out", out) == 1  # a second run changes nothing
    assert out.read_bytes() == before


def test_a_file_without_questions_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gift, out = tmp_path / "notes.txt", tmp_path / "out.toml"
    for text in ("Only words.\n", "", "// a comment\n", "\n\n\n", "$CATEGORY: x\n"):
        gift.write_text(text, encoding="utf-8")
        assert command("export", gift, "--out", out) == 1
        assert "no question that can come in; nothing was written" in capsys.readouterr().out
        assert not out.exists()


def test_a_format_beside_a_file_that_comes_in_is_refused(tmp_path: Path) -> None:
    gift, out = tmp_path / "in.gift", tmp_path / "out.csv"
    gift.write_text("It is late. {T}", encoding="utf-8")
    assert command("export", gift, "--to", "csv", "--out", out) == 2
    assert not out.exists()


SIGNS = "::t:: Is_it { } =yes ~no #said ####all %50% %-50% -> T : * # 3:1 1..2 [html] <br> //x \\:"
pieces = st.lists(st.sampled_from([*SIGNS.split(), "\n", "\n\n", "$CATEGORY:"]), max_size=24)


@settings(max_examples=40, deadline=None)
@given(pieces.map(" ".join))
def test_nothing_raises_and_what_came_in_is_toml(gift: str) -> None:
    questions, problems = read_gift(gift)
    text, _ = as_toml(questions)
    assert tomllib.loads(text)["questions"] == questions
    lines = gift.split("\n")
    assert all(1 <= problem.line <= len(lines) for problem in problems)
    told = [line for line in lines if not line.strip().startswith(("//", "$CATEGORY:"))]
    assert len(questions) + len(problems) >= ("{" in "".join(told))


def test_every_kind_leaves_and_returns_as_it_came() -> None:
    gift = "::a::A {=yes#So. ~no#Not so.####Look.}\n\n::b::B {=x ->y =z -> w}\n\n::c::C {#=3:1}\n"
    questions, _ = read_gift(gift)
    for question in questions:
        question |= {"explain": question.get("explain", "So."), "credit": "per-option"}
    again = read_gift("\n".join(map(written, questions)))[0]
    assert [{**q, "credit": "per-option"} for q in again] == questions


ROW = re.compile(r"^\| `(.+)` \| ([\w-]+)[^|]*\|([^|]*)\|$", re.MULTILINE)


def test_the_page_for_authors_says_what_each_form_becomes() -> None:
    page = (
        (ROOT / "docs/pages/authoring/checks.md").read_text("utf-8").partition("GIFT comes in")[2]
    )
    rows = ROW.findall(page)
    assert len(rows) >= 12
    for gift, kind, lost in rows:
        questions, problems = read_gift(gift)
        if kind in {"unreadable-gift", "left-out"}:
            assert [problem.code for problem in problems] == [kind], gift
        else:
            assert [question["type"] for question in questions] == [kind], gift
            assert bool(problems) == bool(lost.strip()), (gift, problems)
