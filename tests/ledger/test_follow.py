"""A rename is followed everywhere at once, and one command writes today's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import build
from tests.conftest import command

BANK = (Path(__file__).parents[1] / "cases/points-bank.toml").read_text("utf-8")
ARTICLE = """\
---
title: {title}
videoId: q8S-685BZcY
---

From: [[c]] <br/>

One <a class="yt-timestamp" data-t="00:01:29">[00:01:29]</a>. Two
<a class="yt-timestamp" data-t="00:01:30">[00:01:30]</a>. Three
<a class="yt-timestamp" data-t="00:01:31">[00:01:31]</a>.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder whose bank and paths cite an article that has been renamed."""
    channel = tmp_path / "articles" / "c"
    channel.mkdir(parents=True)
    (channel / "old.md").write_text(ARTICLE.format(title="Old"), encoding="utf-8")
    (tmp_path / "banks").mkdir()
    bank = BANK.replace('article = "channel/slug"', 'article = "c/old"')
    (tmp_path / "banks" / "crumb.toml").write_text(bank, encoding="utf-8")
    (tmp_path / "site.toml").write_text('name = "A site"\n', encoding="utf-8")
    assert command("ledger", "--content", tmp_path, "update") == 0
    (channel / "old.md").rename(channel / "new.md")
    return tmp_path


def test_pages_with_a_bank_are_made_before_the_quiz_runtime_is(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("ledger", "--content", folder, "rename", "c/old", "c/new") == 0
    monkeypatch.setattr("scripts.build.inputs.RUNTIME", tmp_path / "not built")
    made = build(folder / "articles", tmp_path / "one").files
    assert [path for path in made if path.startswith("q/crumb/")] != [], sorted(made)


def test_a_rename_is_followed_and_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("ledger", "--content", folder, "rename", "c/old", "c/new") == 0
    assert "4 places say a former name and are followed" in capsys.readouterr().out
    lines = build(folder / "articles", tmp_path / "one").lines
    assert [line for line in lines if "astray" in line] == []
    assert command("ledger", "--content", folder, "follow") == 0
    assert '"c/old"' not in (folder / "banks/crumb.toml").read_text("utf-8")
    assert (folder / "banks/crumb.toml").read_text("utf-8").count('"c/new"') == 4
    assert command("ledger", "--content", folder, "follow") == 0
    assert "0 names written" in capsys.readouterr().out
