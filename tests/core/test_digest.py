"""What counts as the program: its code, and no file that a memo names among its inputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.core import digest

CODE = ("scripts/site.py", "macros/templates/citation.html", "requirements.txt")
INPUTS = ("macros/engine_pages/icon.svg", "macros/theme/layout.html")


@pytest.mark.parametrize("edited", [*CODE, *INPUTS])
def test_an_edited_bank_or_layout_is_no_other_program(
    edited: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "ROOT", tmp_path)
    for name in (*CODE, *INPUTS):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    before = digest.code_fingerprint.__wrapped__()
    (tmp_path / edited).write_text("other", encoding="utf-8")
    after = digest.code_fingerprint.__wrapped__()
    assert (before == after) is (edited in INPUTS)
