"""A second draft from better captions keeps what a person changed since the first."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.drafts.merge import merge
from tests.conftest import command
from tests.drafts.said import DIARY

SLUG = "the_work_diary_one_page_a_week"


class Desk:
    """A copy of the captions, the article that is drafted from them, and the command."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.captions = folder / DIARY.name
        self._out, self._capsys = folder / "articles", capsys
        for path in DIARY.parent.glob("The work diary*"):
            shutil.copy(path, folder)
        self.article = self._out / "ch" / f"{SLUG}.md"
        self.base = self._out / ".drafts" / "ch" / f"{SLUG}.md"

    def draft(self, *options: str) -> tuple[int, str]:
        """Run the command: the number it ends with, and what it says."""
        code = command(
            *("draft", self.captions, "--channel", "ch", "--out", self._out, "--share", "0.5"),
            *options,
        )
        return code, self._capsys.readouterr().out

    def edit(self, old: str, new: str) -> None:
        """What a person does in an editor."""
        head, mark, body = self.article.read_text().partition("\nFrom: ")
        assert old in head or body.count(old) == 1
        head = head if old in body else head.replace(old, new)
        self.article.write_text(head + mark + body.replace(old, new))

    def better(self, old: str, new: str) -> None:
        """Captions in which a word is another one."""
        text = self.captions.read_text()
        assert old in text
        self.captions.write_text(text.replace(old, new))

    def lines(self, words: str) -> list[str]:
        """The lines of the article's body that hold some words."""
        body = self.article.read_text().split("\n---\n")[1]
        return [line for line in body.split("\n") if words in line]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk with a first draft."""
    made = Desk(tmp_path, capsys)
    assert made.draft()[0] == 0
    return made


def sentences(desk: Desk) -> list[str]:
    """The cited lines of the article."""
    return desk.lines("yt-timestamp")


def test_an_edit_stays_and_a_better_word_comes_in(desk: Desk) -> None:
    lines = sentences(desk)
    warning = next(line for line in lines if "laptop is gone" in line)
    before = lines[lines.index(warning) - 1]
    desk.edit(before, f"Mind this. {before}")
    desk.better("layoff", "dismissal")
    code, told = desk.draft()
    assert code == 0, told
    assert ": merged, " in told
    assert desk.lines("Mind this. ")
    assert desk.lines("of a dismissal the laptop is gone")
    assert not desk.lines("<<<<")


def test_a_sentence_between_two_changed_ones_stays_deleted(desk: Desk) -> None:
    lines = sentences(desk)
    gone = next(line for line in lines if "laptop is gone" in line)
    desk.edit(gone + "\n", "")
    desk.better("laptop", "notebook")  # of this sentence, too
    code, told = desk.draft()
    assert code == 0, told
    assert not desk.lines("is gone in ten minutes")
    assert desk.draft()[0] == 0
    assert not desk.lines("is gone in ten minutes")


def test_both_changed_one_sentence(desk: Desk) -> None:
    desk.edit("laptop is gone in ten minutes", "laptop is gone within the hour")
    desk.better("laptop", "notebook")
    code, told = desk.draft()
    assert code == 1
    (line,) = re.findall(rf"{re.escape(str(desk.article))}:(\d+): conflict: ", told)
    text = desk.article.read_text().split("\n")
    assert text[int(line) - 1] == "<<<<<<< your text"
    assert text.count("=======") == 1
    assert len(desk.lines("within the hour")) == len(desk.lines("notebook is gone")) == 1
    code, told = desk.draft()
    assert code == 1
    assert f":{line}: open-conflict: " in told


def test_what_is_published_is_left_alone(desk: Desk) -> None:
    desk.edit("status: draft\n", "")
    text = desk.article.read_text()
    desk.better("laptop", "notebook")
    code, told = desk.draft()
    assert code == 1
    assert f"{desk.article}:1: not-a-draft: " in told
    assert desk.article.read_text() == text


def test_a_deleted_draft_stays_deleted(desk: Desk) -> None:
    desk.article.unlink()
    code, told = desk.draft()
    assert code == 0
    assert f"delete {desk.base} to have it again" in told
    assert not desk.article.exists()
    desk.base.unlink()
    assert desk.draft()[0] == 0
    assert desk.article.exists()


def test_without_its_base_an_edited_draft_is_not_written_over(desk: Desk) -> None:
    desk.base.unlink()
    desk.edit("laptop is gone", "laptop is lost")
    text = desk.article.read_text()
    code, told = desk.draft()
    assert code == 1
    assert "no-base: " in told
    assert desk.article.read_text() == text


def test_a_draft_that_was_renamed_is_found_by_its_video(desk: Desk) -> None:
    desk.edit("title: The work diary: one page a week", "title: One page")
    desk.better("laptop", "notebook")
    code, told = desk.draft("--title", "Another title")
    assert code == 1  # the title is changed on both sides
    assert ": conflict: " in told
    assert [path.name for path in desk.article.parent.iterdir()] == [f"{SLUG}.md"]


def test_the_check_is_merged_as_well(desk: Desk) -> None:
    assert desk.draft("--check")[0] == 0
    check = desk.article.with_suffix(".toml")
    check.write_text(check.read_text().replace("So it is said at", "The talk says so at", 1))
    desk.better("laptop", "notebook")
    assert desk.draft("--check")[0] == 0
    text = check.read_text()
    assert text.count("The talk says so at") == 1
    assert "<<<<" not in text


def cited(words: str, second: int) -> str:
    """A line of a draft."""
    stamp = f"00:00:{second:02}"
    return f'{words} <a class="yt-timestamp" data-t="{stamp}">[{stamp}]</a>.\n'


ONE, TWO, THREE = cited("One", 1), cited("Two is here", 2), cited("Three", 3)


@pytest.mark.parametrize(
    ("edited", "new", "merged"),
    [
        (ONE + THREE, ONE + TWO + THREE, ONE + THREE),
        (ONE + THREE, ONE + cited("Two was here", 2) + THREE, ONE + THREE),
        (cited("Uno", 1) + TWO + THREE, ONE + cited("Two was here", 2) + THREE, None),
        (ONE + TWO + THREE, ONE + THREE, ONE + THREE),
        (ONE + "\n" + TWO + THREE, ONE + TWO + cited("Drei", 3), None),
    ],
)
def test_neighbors_do_not_conflict(edited: str, new: str, merged: str | None) -> None:
    found = merge(edited, ONE + TWO + THREE, new)
    assert found.conflicts == ()
    if merged is not None:
        assert found.text == merged
    assert "\x1e" not in found.text


def document(texts: list[str]) -> str:
    """A draft of sentences, each with its second; some are parted by a blank line."""
    lines = (cited(text, at) + "\n" * (at % 3 == 0) for at, text in enumerate(texts) if text)
    return "".join(lines)


TEXTS = st.lists(st.sampled_from(["one word", "two words", "three", ""]), min_size=6, max_size=6)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_no_edit_is_lost(base: list[str], edited: list[str], new: list[str]) -> None:
    yours = document([f"My {text}" if text and n % 2 else text for n, text in enumerate(edited)])
    merged = merge(yours, document(base), document(new))
    lines = merged.text.split("\n")
    before = document(base).split("\n")
    assert [line for line in yours.split("\n") if line not in [*lines, *before]] == []
    assert len(merged.conflicts) == lines.count(">>>>>>> the new draft")
