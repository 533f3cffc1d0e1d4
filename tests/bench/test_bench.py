"""`make bench` through its door, on a small library and with the peer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.bench.inputs import FULL, libraries
from scripts.bench.rows import Row, table
from tests.conftest import ROOT
from tests.small_site import cite


def article(channel: str, number: int) -> str:
    """A transcript that cites its video and links to the next."""
    front = f"---\ntitle: Number {number}\nvideoId: abcdefghij{number}\n---\n\nFrom: [[{channel}]]"
    return f"{front}\n\nA career takes time {cite(60 + number)}, see [[a{number % 3 + 1}]].\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A corpus of two channels."""
    for channel, count in (("one", 3), ("two", 2)):
        (tmp_path / "corpus" / channel).mkdir(parents=True)
        for number in range(1, count + 1):
            path = tmp_path / "corpus" / channel / f"a{number}.md"
            path.write_text(article(channel, number), encoding="utf-8")
    return tmp_path / "corpus"


def test_a_small_corpus_is_measured_beside_the_peer(
    small: Path, tmp_path: Path, browser: object
) -> None:
    command = [sys.executable, "-m", "scripts.bench", f"--corpus={small}", f"--output={tmp_path}"]
    command += ["--only=build,search"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "could not be measured" not in done.stdout
    rows = {row["what"]: row for row in json.loads((tmp_path / "bench.json").read_text())}
    first = rows["build, 3 articles: CPU a page"]
    assert first["ours"] > 0 and first["theirs"] > 0
    assert rows["search, 5 articles: bytes for the first result"]["met"] is True
    assert rows["build, 3 articles: one article edited, seconds"]["ours"] > 0
    plots = (tmp_path / "bench.html").read_text(encoding="utf-8")
    assert plots.count("<figure>") >= 10
    assert all(name in done.stdout for name in rows)


def test_without_a_corpus_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scripts.bench", "--corpus=nowhere", f"--output={tmp_path}"]
    command += ["--only=build"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "nowhere is not here" in done.stdout


def test_a_target_is_met_missed_or_none() -> None:
    rows = [
        Row("most", "ms", 12, 24, 12),
        Row("ratio", "ms", 12, 24, 0.4, of_ratio=True),
        Row("least", "points", 99, None, 100, at_least=True),
        Row("none", "s", 1),
    ]
    assert [row.met for row in rows] == [True, False, False, None]
    assert [line.split()[-1] for line in table(rows)][1:] == ["yes", "NO", "NO", "1.00"]


def test_copies_of_channels_are_libraries_of_their_own(small: Path, tmp_path: Path) -> None:
    *_, full = libraries(small, tmp_path / "inputs", full=True)
    assert FULL <= full.articles < FULL + 5
    text = (full.folder / "one2" / "a1.md").read_text(encoding="utf-8")
    assert "[[one2]]" in text and "videoId: abcdefghij1" not in text and "[[a2]]" in text
