"""The draft command: what it writes, what it says, and that it never writes over another talk."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assessments.validate.quiz import check_quiz
from scripts.commands.draft import command as draft_command
from scripts.core.files import walk
from scripts.drafts.rewriting.rewrite import CODES
from scripts.drafts.store import CONFLICT
from tests.building import build
from tests.conftest import ROOT, command
from tests.drafts.said import CAPTIONS, DIARY, OFFER, parsed, unsaid

SLUG = "the_work_diary_one_page_a_week"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder of articles, which is not there yet."""
    return tmp_path / "articles"


def draft(out: Path, *arguments: object) -> int:
    """Run `python -m scripts draft` for the channel `ch`, in this process."""
    return command("draft", "--channel", "ch", *arguments, "--out", out)


def test_a_draft_has_all_that_an_article_needs(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draft(out, DIARY) == 0
    text = (out / "ch" / f"{SLUG}.md").read_text()
    head, _, body = text.partition("\n---\n")
    assert head.startswith("---\ntitle: The work diary: one page a week\nvideoId: wk5Diary_01\n")
    assert "\ndate: 2026-03-14\nstatus: draft\n" in head
    assert body.startswith(
        "\nFrom: [[ch]] <br/>\n\n## Why one page a week {#why-one-page-a-week}\n"
    )
    article = parsed(out / "ch" / f"{SLUG}.md")
    assert [heading.text for heading in article.headings] == [
        "Why one page a week",
        "What goes on the page",
        "In the review",
        "One warning",
    ]
    assert 1 <= len(article.summary) <= 3
    said = {" ".join(sentence.words.split()) for sentence in article.referring}
    assert {line for line in article.summary if line not in said} == set()
    assert capsys.readouterr().out.startswith(f"{out}/ch/{SLUG}.md: new, ")


@pytest.mark.parametrize("captions", [DIARY, OFFER])
@pytest.mark.parametrize("share", ["0.2", "0.5", "1"])
def test_every_sentence_is_said_at_its_second(out: Path, captions: Path, share: str) -> None:
    assert draft(out, captions, "--share", share) == 0
    (path,) = (out / "ch").glob("*.md")
    article = parsed(path)
    assert len(article.referring) >= 4
    assert list(unsaid(article, captions)) == []
    assert len(article.referring) == len(article.sentences) - len(article.headings)


@pytest.mark.slow
def test_the_build_takes_a_draft_and_its_check(out: Path, tmp_path: Path) -> None:
    assert draft(out, CAPTIONS, "--check", "--share", "0.5") == 0
    checks = sorted((out / "ch").glob("*.toml"))
    assert [path.stem for path in checks] == ["ofr5week_02", SLUG]
    for path in checks:
        text = path.read_text()
        assert check_quiz(text) == []
        assert text.startswith("# Drafts of questions")
        assert text.count("# draft, from ") == text.count("[[questions]]")
        assert 'type = "cloze"' in text
    assert 'type = "ordering"' in (out / "ch" / f"{SLUG}.toml").read_text()
    built = build(out, tmp_path, drafts=True)
    assert built.report.problems == {}
    assert built.report.articles == 2
    assert "not-published" not in built.report.notes
    assert b"data-article" in built.files[f"wiki/ch/{SLUG}/index.fragment"]
    assert build(out, tmp_path).report.articles == 0


@pytest.mark.slow
def test_the_same_bytes_twice_on_any_number_of_processes(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    talks = tmp_path / "talks"
    for number in range(5):
        folder = talks / str(number)
        shutil.copytree(CAPTIONS, folder)
        for path in list(folder.iterdir()):
            text = path.read_text().replace("wk5Diary_0", f"wk5Diary_{number}")
            path.write_text(text)
            path.rename(folder / path.name.replace("_0", f"_{number}"))
    for folder, seed, workers in zip(folders, "12", "12", strict=True):
        line = [sys.executable, "-m", "scripts", "draft", str(talks), "--channel", "ch"]
        line += ["--check", "--out", str(folder), "--workers", workers]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(line, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    one, two = ({name: (f / name).read_bytes() for name in walk(f)} for f in folders)
    assert len([name for name in one if name.startswith("ch/")]) == 20
    assert one == two


def test_a_second_run_changes_nothing(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draft(out, CAPTIONS, "--check") == 0
    before = {name: (out / name).stat().st_mtime_ns for name in walk(out)}
    assert draft(out, CAPTIONS, "--check") == 0
    assert {name: (out / name).stat().st_mtime_ns for name in walk(out)} == before
    assert "2 files: 2 unchanged" in capsys.readouterr().out


def test_a_bad_file_stops_nothing_else(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.vtt"
    bad.write_text("WEBVTT\n\nno cue\n")
    assert draft(out, bad, tmp_path / "missing.srt", OFFER) == 1
    told = capsys.readouterr().out
    assert f"{bad}:1: caption-empty: " in told
    assert f"{tmp_path / 'missing.srt'}:1: caption-file: " in told
    assert "ofr5week_02.md: new" in told
    assert "3 files: 1 new, 2 refused" in told


def test_two_talks_of_one_title_are_two_articles(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = ("--title", "Page")
    assert draft(out, DIARY, *title) == 0
    assert draft(out, OFFER, *title) == 0
    assert sorted(path.name for path in (out / "ch").iterdir()) == [
        "page.md",
        "page_ofr5week_02.md",
    ]
    assert "page_ofr5week_02.md: new (page is another talk's)" in capsys.readouterr().out
    assert draft(out, OFFER, *title) == 0
    assert len(list((out / "ch").iterdir())) == 2


def test_a_title_that_is_the_channels_name_is_no_hub(out: Path) -> None:
    assert draft(out, DIARY, "--title", "CH") == 0
    assert [path.name for path in (out / "ch").iterdir()] == ["ch_wk5diary_01.md"]


def test_two_files_of_one_talk_in_one_call_are_not_silent(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "copy of ofr [ofr5Week_02].srt"
    other.write_bytes(OFFER.read_bytes())
    assert draft(out, OFFER, other) == 1
    assert "drafted-twice" in capsys.readouterr().out


def test_tracks_of_a_talk_are_compared_and_other_languages_left(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for ending in ("en.srt", "de.srt"):
        (tmp_path / f"ofr5Week_02.{ending}").write_bytes(OFFER.read_bytes())
    plain = OFFER.read_text().replace("$84,000", "$48,000").replace(".", "").replace("?", "")
    (tmp_path / "ofr5Week_02.en-orig.srt").write_text(plain)
    assert draft(out, tmp_path) == 0
    report = (out / ".drafts" / "ch" / "ofr5week_02.report.txt").read_text()
    assert f"Made from {tmp_path}/ofr5Week_02.en.srt" in report
    assert "ofr5Week_02.de.srt" in report
    assert "48" in report


def test_a_talk_without_a_video_says_so(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "talk.srt"
    path.write_bytes(OFFER.read_bytes())
    assert draft(out, path, "--check") == 0
    assert "no-video: " in capsys.readouterr().out
    assert not (out / "ch" / "talk.toml").exists()
    assert draft(out, path, "--video", "ofr5Week_02", "--title", "Offer") == 0
    assert "videoId: ofr5Week_02" in (out / "ch" / "offer.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--video", "short", OFFER), "is no video id"),
        (("--title", "One", DIARY, OFFER), "of one talk"),
        (("--date", "yesterday", OFFER), "write it as 2026-11-22"),
        (("--channel", "../up", OFFER), "can't be a folder"),
        (("--share", "2", OFFER), "give 0.2 for a fifth"),
        (("--dry-run", OFFER), "give --rewrite"),
        (("--rewrite", "http://localhost/v1", OFFER), "--model NAME"),
        (("--rewrite", "http://me:secret@localhost/v1", "--model", "m", OFFER), "without a key"),
        (("--rewrite", "http://localhost/v1?key=1", "--model", "m", OFFER), "without a key"),
        (("--rewrite", "file:///etc/passwd", "--model", "m", OFFER), "is no address"),
        ((Path(__file__).parent / "nothing",), "caption-file"),
    ],
)
def test_misuse_is_explained(
    out: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[object, ...],
    message: str,
) -> None:
    assert draft(out, *arguments) in (1, 2)
    told = capsys.readouterr().out
    assert message in told
    assert "secret" not in told
    assert not out.exists()


def test_who_speaks_is_named(out: Path) -> None:
    assert draft(out, OFFER, "--share", "1") == 0
    text = (out / "ch" / "ofr5week_02.md").read_text()
    assert "**HOST:** " in text
    assert "**GUEST:** " in text


def test_the_authors_page_explains_every_code_and_option() -> None:
    page = (ROOT / "docs/pages/authoring/drafting.md").read_text(encoding="utf-8")
    paths = [*(ROOT / "scripts/drafts").rglob("*.py"), ROOT / "scripts/commands/draft.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    codes = set(re.findall(r'Problem\((?:[^"()]|\(\))*"([a-z]+(?:-[a-z]+)*)"', text)) | {
        *CODES,
        CONFLICT,
    }
    assert {"no-base", "conflict", "merge", "drafted-twice", "no-video"} <= codes
    assert {code for code in codes if f"| `{code}` |" not in page} == set()
    options = {name for option in draft_command.params for name in option.opts if "--" in name}
    assert {name for name in options if f"`{name}`" not in page} == set()
