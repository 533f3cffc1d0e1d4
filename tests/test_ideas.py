"""The table of the ideas the site began with: each told, measured and asked where it says."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from assessments import banks
from macros.about import document
from scripts.commands.options import SOURCE
from tests.conftest import ROOT
from tests.wording import read

TABLE = document(ROOT / "docs", "ideas")
CHANNEL = TABLE["channel"]
ARTICLES = ROOT / SOURCE / CHANNEL
IDEAS = TABLE["idea"]


def cited(slug: str) -> set[tuple[str, int]]:
    """The seconds that an article cites, each with its video."""
    text = read(ARTICLES / f"{slug}.md")
    own = re.search(r"^videoId: (\S+)$", text, re.MULTILINE)
    assert own
    found = re.findall(r'<a class="yt-timestamp"(?: data-video="([^"]+)")? data-t="([^"]+)"', text)
    return {(video or own[1], seconds(time)) for video, time in found}


def seconds(time: str) -> int:
    """Seconds of a time as our articles write it."""
    hours, minutes, rest = (int(part) for part in time.split(":"))
    return hours * 3600 + minutes * 60 + rest


def test_there_are_enough() -> None:
    assert len(IDEAS) >= 60
    assert len({one["says"] for one in IDEAS}) == len(IDEAS)


@pytest.mark.parametrize("one", IDEAS, ids=lambda one: one["says"][:40])
def test_an_idea_is_told_measured_and_asked(one: dict[str, Any]) -> None:
    assert (one["video"], one["second"]) in cited(one["article"])
    for name in one["measured"]:
        bank, _, item = name.partition("/")
        items: Any = banks.load(bank)["items"]
        assert item in {entry["id"] for entry in items}
    if one["asked"]:
        slug, _, question = one["asked"].partition("/")
        check = tomllib.loads(read(ARTICLES / f"{slug}.toml"))
        assert question in {entry["id"] for entry in check["questions"]}


def test_all_but_the_mention_of_offers_are_measured_and_asked() -> None:
    assert len([one for one in IDEAS if not (one["measured"] and one["asked"])]) <= 1
