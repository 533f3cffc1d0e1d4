"""Drafts of real captions: every sentence is said at its second, and the build takes them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assessments.validate.quiz import check_quiz
from tests.conftest import command
from tests.drafts.said import parsed, unsaid

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def drafted(captions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles' folder after one call over all captions."""
    out = tmp_path_factory.mktemp("drafts")
    command("draft", captions, "--channel", "ch", "--out", out, "--check", "--workers", "2")
    return out


def test_every_sentence_of_a_draft_is_in_the_captions_at_its_second(drafted: Path) -> None:
    checked, missing = 0, list[str]()
    for path in sorted((drafted / "ch").glob("*.md")):
        report = (drafted / ".drafts" / "ch" / f"{path.stem}.report.txt").read_text()
        source = re.search(r"^Made from (.*?)(?:, compared with|$)", report, re.MULTILINE)
        assert source is not None
        article = parsed(path)
        checked += len(article.referring)
        missing += [f"{path.name} {line}" for line in unsaid(article, Path(source[1]))]
    assert checked > 2_500
    assert missing == []


def test_every_check_of_a_draft_is_sound(drafted: Path) -> None:
    checks = sorted((drafted / "ch").glob("*.toml"))
    assert len(checks) >= 25
    assert {path.name: check_quiz(path.read_text()) for path in checks} == {
        path.name: [] for path in checks
    }
