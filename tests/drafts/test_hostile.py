"""Captions from anyone: nothing in them is markup, front matter or a path of the draft."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.core.files import walk
from tests.building import build
from tests.conftest import command

NASTY = "</title><script>alert(1)</script>\nstatus: published {{ config }} [[x]]"
SPOKEN = (
    "and then <script>alert(1)</script> was said {{ config }} by somebody",
    "onerror= [[wiki | link]] is only text here {#id} and so on",
    "a time (00:01:13) and [00:12] is no citation at all, they say",
    "1. no list, # no heading and ``` no code, they say again and again",
)


@pytest.fixture
def captions(tmp_path: Path) -> Path:
    """An SRT with an `.info.json`, in which every text tries something."""
    rows = [
        f"{n}\n00:00:{5 * n:02},000 --> 00:00:{5 * n + 4:02},000\n{SPOKEN[n % 4]}.\n"
        for n in range(11)
    ]
    path = tmp_path / "talk.en.srt"
    path.write_text("\n".join(rows))
    info = {
        "id": "abcdefghij\nstatus: published",
        "title": f"../../{NASTY}",
        "upload_date": "20260314",
        "chapters": [
            {"start_time": start, "title": f"{NASTY} {{#t-5}} {start}"} for start in (0, 20, 40)
        ],
    }
    path.with_name("talk.info.json").write_text(json.dumps(info))
    return path


def test_nothing_gets_out(captions: Path, tmp_path: Path) -> None:
    out = tmp_path / "articles"
    assert command("draft", captions, "--channel", "ch", "--out", out, "--share", "1") == 0
    assert {name.partition("/")[0] for name in walk(tmp_path) if name.endswith(".md")} == {
        "articles"
    }
    (path,) = (out / "ch").iterdir()
    head = path.read_text().split("\n---\n")[0]
    assert head.count("\nstatus: ") == 1
    assert "\nstatus: draft\n" in head
    built = build(out, tmp_path, drafts=True)
    assert built.report.citations["recovered"] == 0
    assert built.report.links["written"] == 1  # From:
    fragment = built.files[f"wiki/ch/{path.stem}/index.fragment"].decode()
    page = fragment.partition("\n")[2]  # behind what is said of the page, as JSON
    assert "<script>alert" not in page
    assert page.count("<h2") == 3
    assert "<li>no list" not in page
    assert "{{ config }}" in page
