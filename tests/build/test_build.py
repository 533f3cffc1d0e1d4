"""The build step through its door: diagnostics, report, strictness, and the same bytes again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assessments.validate.codes import WARNINGS
from scripts.core.diagnostics import Care
from scripts.transcripts.scan import LARGEST
from tests.building import FRAGMENT, SOURCE, build
from tests.conftest import ROOT, command

pytestmark = pytest.mark.slow

BROKEN, STRICT = Path("tests/broken"), Care(strict=True)
CODES = sorted(path.name for path in (ROOT / BROKEN).iterdir() if path.is_dir())


@pytest.mark.parametrize("code", CODES)
def test_each_mistake_has_its_line(code: str, tmp_path: Path, regen: bool) -> None:
    folder = BROKEN / code
    articles = folder / "articles"  # of a case with captions beside them
    lines = build(articles if articles.is_dir() else folder, tmp_path).lines
    expected = ROOT / BROKEN / code / "expected.txt"
    if regen:
        expected.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == expected.read_text(encoding="utf-8").splitlines()
    assert any(f": {code}: " in line for line in lines)


def test_warnings_about_questions_are_notes_that_stop_nothing(tmp_path: Path) -> None:
    built = build(BROKEN / "word-match", tmp_path, STRICT)
    assert not built.refused
    assert built.report.problems == {}
    assert set(built.report.notes) == set(WARNINGS)


def test_strict_stops_before_anything_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = ("--site", tmp_path / "site", "--build", tmp_path / "build")
    assert command("build", "--source", BROKEN / "no-title", "--strict", *places) == 1
    assert ": no-title: " in capsys.readouterr().out
    assert not (tmp_path / "site").exists()
    report = json.loads((tmp_path / "build" / "report.json").read_text(encoding="utf-8"))
    assert report["problems"] == {"no-title": 1}


def test_wanted_topics_are_no_problem(tmp_path: Path) -> None:
    built = build(BROKEN / "dangling-link", tmp_path, STRICT)
    assert not built.refused
    assert built.report.notes == {"dangling-link": 1}


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    channel = tmp_path / "source" / "channel"
    channel.mkdir(parents=True)
    (channel / "large.md").write_bytes(b"x" * (LARGEST + 1))
    lines = build(tmp_path / "source", tmp_path).lines
    assert any("too-large: 500,001 bytes are more than 500,000" in line for line in lines)


def test_a_check_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    channel = tmp_path / "source" / "c"
    channel.mkdir(parents=True)
    (channel / "a.md").write_text("---\ntitle: A\nvideoId: abcdefghijk\n---\n\nWords.\n")
    (channel / "a.toml").write_bytes(b'text = "\xff"\n')
    built = build(tmp_path / "source", tmp_path)
    assert any("a.toml:1: not-utf-8: " in line for line in built.lines)
    assert (built.report.articles, built.report.refused) == (1, 0)


def test_a_missing_source_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert command("build", "--source", tmp_path / "nowhere") == 2
    assert "no such folder; name a folder of channels with --source" in capsys.readouterr().out


def test_our_articles_have_no_problem(tmp_path: Path) -> None:
    built = build(SOURCE, tmp_path, STRICT)
    assert not built.refused
    assert built.report.links["topic"] == 0


def test_the_seeds_have_no_problem(seeds: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds, tmp_path / "source" / "alifeafterlayoff")
    built = build(tmp_path / "source", tmp_path, STRICT)
    assert not built.refused
    assert built.report.articles == 2
    assert built.report.citations["unverified"] == 0
    topics = [name for name in built.files if name.startswith("topic/") and FRAGMENT in name]
    assert len(topics) == 8


def test_the_same_input_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    docs = tmp_path / "elsewhere" / "docs"
    shutil.copytree("docs", docs)
    assert build(SOURCE, tmp_path / "one").files == build(docs / "articles", tmp_path / "two").files


def test_a_page_goes_with_its_article(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree("docs/articles", source)
    assert f"wiki/alifeafterlayoff/bad_bosses/{FRAGMENT}" in build(source, tmp_path).files
    (source / "alifeafterlayoff/bad_bosses.md").unlink()
    files = build(source, tmp_path).files
    assert f"wiki/alifeafterlayoff/bad_bosses/{FRAGMENT}" not in files
    assert f"topic/alifeafterlayoff/bad_bosses/{FRAGMENT}" in files
