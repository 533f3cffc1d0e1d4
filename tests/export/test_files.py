"""CSV, JSON, the booklet, the command, and what the channel's page offers."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from assessments.questions import faults
from scripts.export import question_text
from scripts.export.booklet import write_booklet
from scripts.export.downloads import LOSSES
from scripts.export.formats import FORMATS, loss_lines
from scripts.export.sheet import Sheet, ids_of
from scripts.export.tables import COLUMNS, write_csv, write_json
from tests.conftest import ROOT, command
from tests.export.conftest import CASES, sheet_from

pytestmark = pytest.mark.slow

ARTICLE = "career_management_and_planning"


def test_a_row_a_question_and_no_cell_is_a_formula(ours: Sheet) -> None:
    rows = list(csv.DictReader(io.StringIO(write_csv(ours).decode("utf-8-sig"), newline="")))
    assert len(rows) == len(ours.asked)
    assert [row["id"] for row in rows] == [asked.name for asked in ours.asked]
    for row, asked in zip(rows, ours.asked, strict=True):
        assert row["question"].lstrip("'") == question_text.asked(asked.question)
        assert row["answer"].lstrip("'").splitlines() == question_text.answer(asked.question)
        assert row["second"] == str(asked.question["cite"]["second"])
    sly = sheet_from({"c/a": CASES.replace("He could not do", "=HYPERLINK(1) do")})
    assert "'=HYPERLINK(1)" in write_csv(sly).decode()
    assert len(COLUMNS) == len(set(COLUMNS))


def test_json_has_everything(ours: Sheet) -> None:
    found = json.loads(write_json(ours))["questions"]
    assert [entry["question"] for entry in found] == [asked.question for asked in ours.asked]
    assert [fault for entry in found for fault in faults(entry["question"])] == []
    assert list(loss_lines(FORMATS["json"], ours)) == []


def test_the_booklet_asks_first_and_answers_behind(ours: Sheet) -> None:
    html = write_booklet(ours).decode()
    body, _, key = html.partition("<body>")[2].partition('<section class="key">')
    questions, answers = (LexborHTMLParser(part).text() for part in (body, key))
    for asked in ours.asked:
        assert question_text.asked(asked.question) in questions
        assert asked.question["explain"] in answers
        assert asked.question["explain"] not in questions
    assert LexborHTMLParser(html).css("script, link, img") == []


def test_ids_from_words_are_ids_each_once() -> None:
    assert ids_of(["A date", "a date!", "18 months", "…"]) == [
        "a-date",
        "a-date--2",
        "n-18-months",
        "n",
    ]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_command_writes_each_format_and_says_what_is_lost(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, report = tmp_path / f"q.{name}", tmp_path / "losses.txt"
    assert command("export", ARTICLE, "--to", name, "--out", out, "--losses", report) == 0
    printed = capsys.readouterr().out
    assert f"{out}: 5 questions, {out.stat().st_size:,} bytes" in printed
    lines = report.read_text(encoding="utf-8").splitlines()
    assert ("can't hold" in printed) == bool(lines)
    assert all(line.startswith(f"alifeafterlayoff/{ARTICLE}/") for line in lines)


def test_the_command_says_what_is_near(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        command("export", "career_management_and_planing", "--to", "csv", "--out", tmp_path / "x")
        == 2
    )
    assert "alifeafterlayoff/career_management_and_planning" in capsys.readouterr().out


def test_gift_comes_in_by_the_command_and_overwrites_nothing(tmp_path: Path) -> None:
    gift, out = tmp_path / "in.gift", tmp_path / "new" / "out.toml"
    gift.write_text("Is it?{=Yes ~No}\n\n::s::Say.{}\n", encoding="utf-8")
    command = [sys.executable, "-m", "scripts.export", str(gift), "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert f"{out}: 1 questions" in done.stdout
    assert f'{gift}:3: left-out: "Say.": no type of question here is Essay' in done.stdout
    assert f"{out}:" in done.stdout and "missing-key" in done.stdout
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert "nothing was written" in again.stdout
    gift.write_text("Is it?{=Yes", encoding="utf-8")
    command[-1] = str(tmp_path / "other.toml")
    broken = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert broken.returncode == 1
    assert f"{gift}:1: unreadable-gift: " in broken.stdout
    assert not (tmp_path / "other.toml").exists()


def test_a_channel_offers_its_questions(site: Path) -> None:
    folder = site / "wiki" / "alifeafterlayoff"
    page = LexborHTMLParser((folder / "index.html").read_text(encoding="utf-8"))
    links = [a.attributes["href"] for a in page.css("section[aria-labelledby=take-along] a")]
    assert len(links) == len(FORMATS) + 1
    assert links[-1] == LOSSES
    assert all((folder / str(link)).stat().st_size > 100 for link in links)
    found = json.loads((folder / "alifeafterlayoff-questions.json").read_bytes())["questions"]
    assert all(entry["address"].startswith("https://mile-markers.example/a/") for entry in found)
