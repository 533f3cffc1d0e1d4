"""Real captions: every word once, at its time, against counts that were read another way."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.bench.captions.inputs import LEARN, REPORT, caption_files, half, marked_ends
from scripts.bench.captions.words import counted, spread_errors, timed_error
from scripts.captions.read import read_captions
from tests.conftest import _shared

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder() -> Path:
    """The real caption files; skips outside CI where they are missing."""
    return _shared("captions")


def test_no_word_is_lost_and_none_is_added(folder: Path) -> None:
    assert counted(folder) == (0, 0)


def test_words_keep_their_times(folder: Path) -> None:
    assert timed_error(folder) <= 0.5
    middle, outside = spread_errors(folder)
    assert outside == 0
    assert middle < 0.3


def test_every_file_but_the_empty_one_is_read(folder: Path) -> None:
    unread = [path.name for path in caption_files(folder) if read_captions(path)[0] is None]
    assert [name for name in unread if "RU0wScIj36o" not in name] == ["zoom-empty.vtt"]


def test_halves_and_marked_ends() -> None:
    assert {half(f"talk {n}") for n in range(20)} == {LEARN, REPORT}
    assert marked_ends(["Dr.", "Meyer", "bakes.", "So?"]) == (False, False, True, True)
