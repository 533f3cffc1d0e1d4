"""The build step through its door: diagnostics, report, strictness, and the same bytes again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from assessments.validate.codes import WARNINGS
from scripts.build.pipeline import main
from scripts.core.files import walk
from scripts.transcripts.scan import LARGEST
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

BROKEN = Path("tests/broken")
CODES = sorted(path.name for path in (ROOT / BROKEN).iterdir() if path.is_dir())


CARDS = tempfile.TemporaryDirectory()  # preview images are drawn once for all builds here


def run(source: Path, folder: Path, *options: str) -> int:
    """Build a source below a folder."""
    folder.mkdir(exist_ok=True)
    if not (folder / "og").exists():
        (folder / "og").symlink_to(CARDS.name)
    places = ["--output", str(folder / "wiki"), "--report", str(folder / "report.json")]
    return main(["--source", str(source), *places, *options])


def report(folder: Path) -> dict[str, object]:
    """What the build said of itself."""
    return dict(json.loads((folder / "report.json").read_text(encoding="utf-8")))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {name: (folder / name).read_bytes() for name in walk(folder)}


@pytest.mark.parametrize("code", CODES)
def test_each_mistake_has_its_line(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], regen: bool
) -> None:
    assert run(BROKEN / code, tmp_path) == 0
    lines = capsys.readouterr().out.splitlines()[:-1]
    expected = ROOT / BROKEN / code / "expected.txt"
    if regen:
        expected.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == expected.read_text(encoding="utf-8").splitlines()
    assert any(f": {code}: " in line for line in lines)


def test_warnings_about_questions_are_notes_that_stop_nothing(tmp_path: Path) -> None:
    assert run(BROKEN / "word-match", tmp_path, "--strict") == 0
    said = report(tmp_path)
    assert said["problems"] == {}
    assert set(said["notes"]) == set(WARNINGS)  # type: ignore[call-overload]


def test_strict_stops_before_anything_is_written(tmp_path: Path) -> None:
    assert run(BROKEN / "no-title", tmp_path, "--strict") == 1
    assert not (tmp_path / "wiki").exists()
    assert report(tmp_path)["problems"] == {"no-title": 1}


def test_wanted_topics_are_no_problem(tmp_path: Path) -> None:
    assert run(BROKEN / "dangling-link", tmp_path, "--strict") == 0
    assert report(tmp_path)["notes"] == {"dangling-link": 1}


def test_a_file_too_large_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    channel = tmp_path / "source" / "channel"
    channel.mkdir(parents=True)
    (channel / "large.md").write_bytes(b"x" * (LARGEST + 1))
    run(tmp_path / "source", tmp_path)
    assert "too-large: 500,001 bytes are more than 500,000" in capsys.readouterr().out


def test_a_missing_source_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(tmp_path / "nowhere", tmp_path) == 2
    assert "no such folder; name a folder of channels with --source" in capsys.readouterr().out


def test_our_articles_have_no_problem(tmp_path: Path) -> None:
    assert run(Path("docs/articles"), tmp_path, "--strict") == 0
    assert report(tmp_path)["links"]["topic"] == 0  # type: ignore[index]


def test_the_seeds_have_no_problem(seeds: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds, tmp_path / "source" / "alifeafterlayoff")
    assert run(tmp_path / "source", tmp_path, "--strict") == 0
    found = report(tmp_path)
    assert found["articles"] == 2
    assert found["citations"]["unverified"] == 0  # type: ignore[index]
    topics = sorted((tmp_path / "wiki/topic/alifeafterlayoff").iterdir())
    assert len(topics) == 8


def test_the_same_input_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    docs = tmp_path / "elsewhere" / "docs"
    shutil.copytree("docs", docs, ignore=shutil.ignore_patterns("assets"))
    run(Path("docs/articles"), tmp_path / "one")
    run(docs / "articles", tmp_path / "two")
    assert tree(tmp_path / "one/wiki") == tree(tmp_path / "two/wiki")


def test_the_second_build_writes_nothing(tmp_path: Path) -> None:
    run(Path("docs/articles"), tmp_path)
    run(Path("docs/articles"), tmp_path)
    assert (report(tmp_path)["written"], report(tmp_path)["removed"]) == (0, 0)


def test_a_page_goes_with_its_article(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree("docs/articles", source)
    run(source, tmp_path)
    (source / "alifeafterlayoff/bad_bosses.md").unlink()
    run(source, tmp_path)
    assert not (tmp_path / "wiki/wiki/alifeafterlayoff/bad_bosses").exists()
    assert (tmp_path / "wiki/topic/alifeafterlayoff/bad_bosses").exists()


def test_the_command_ends_with_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scripts.build.pipeline", "--output", str(tmp_path / "wiki")]
    done = subprocess.run(
        [*command, "--report", str(tmp_path / "report.json")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    last = done.stdout.splitlines()[-1].split(", ")
    assert [part.split(" ", 1)[1] for part in last] == [
        "articles",
        "banks",
        "written",
        "removed",
        "problems",
        "s",
    ]
