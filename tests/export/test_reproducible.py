"""A site's decks: the same bytes for the same source, wherever and whenever they are written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from scripts.commands.options import SOURCE
from scripts.core.model import Article
from scripts.export.sheet import UNDATED, as_edited, sheet_of
from scripts.wiki.library import Library
from scripts.wiki.site import Site
from tests.conftest import ROOT
from tests.seeds import printed_by
from tests.small_site import site_of

CHANNEL, ARTICLE = "alifeafterlayoff", "great_resignation"
DECK = """
import sys
from hashlib import sha256
from pathlib import Path
from scripts.commands.source import read_source
from scripts.export.apkg import write_apkg
from scripts.export.sheet import sheet_of

site = read_source(Path(sys.argv[1]))[0]
print(sha256(write_apkg(sheet_of(site, "alifeafterlayoff", "https://mile.example/"))).hexdigest())
"""


def source_in(folder: Path, time: int) -> Path:
    """A source with one article and its check, as it lies on disk since `time`."""
    channel = folder / "articles" / CHANNEL
    channel.mkdir(parents=True)
    for ending in (".md", ".toml"):
        made = shutil.copy(ROOT / SOURCE / CHANNEL / f"{ARTICLE}{ending}", channel)
        os.utime(made, (time, time))
    return channel.parent


@pytest.mark.slow
def test_two_copies_of_a_source_give_the_same_deck_under_any_hash_seed(tmp_path: Path) -> None:
    found = printed_by(
        DECK, str(source_in(tmp_path / "a" / "same", 1_600_000_000)), seeds=("0", "1")
    )
    found |= printed_by(DECK, str(source_in(tmp_path / "b" / "same", 1_700_000_000)), seeds=("2",))
    assert len(found) == 1


def dated(site: Site, **dates: str) -> Site:
    """The site with questions beside articles of these dates."""
    articles = {
        f"ch/{slug}": cast(Article, SimpleNamespace(title=slug, modified=day, path=f"ch/{slug}.md"))
        for slug, day in dates.items()
    }
    checks: dict[str, list[dict[str, object]]] = {key: [{"id": "q"}] for key in articles}
    return Site(Library(articles), site.linked, checks=checks)


def test_a_deck_is_as_new_as_the_newest_day_of_its_articles() -> None:
    site = site_of({"one": ""})
    sheet = sheet_of(dated(site, a="2026-11-22", b="2026-12-01", c=""), "ch", "")
    assert sheet
    assert sheet.changed == 1_796_083_200  # 2026-12-01
    undated = sheet_of(dated(site, a=""), "ch", "")
    assert undated
    assert undated.changed == UNDATED
    beyond = sheet_of(dated(site, a="2026-02-31"), "ch", "")
    assert beyond
    assert beyond.changed == 1_772_496_000  # 2026-03-03


def test_a_deck_outside_of_a_site_is_as_new_as_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    site = dated(site_of({"one": ""}), a="2026-11-22", b="2026-11-22")
    sheet = sheet_of(site, "ch", "")
    assert sheet
    assert as_edited(sheet, site) == sheet
    (tmp_path / "ch").mkdir()
    (tmp_path / "ch" / "b.toml").touch()
    os.utime(tmp_path / "ch" / "b.toml", (1_800_000_000, 1_800_000_000))
    assert as_edited(sheet, site).changed == 1_800_000_000
