"""Drafts stay out of a site, with all that belongs to them, until somebody asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.commands.source import resources_of
from tests.building import build
from tests.conftest import build_site, command

DRAFT = "status: draft\n"
FRONT = "---\ntitle: {0}\nvideoId: abcdefghijk\n{1}---\n\nFrom: [[ch]] <br/>\n\n{2}\n"
CITED = 'It was said <a class="yt-timestamp" data-t="00:00:07">[00:00:07]</a>.'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """One article that links to a draft, and the draft with a check beside it."""
    folder = tmp_path / "articles" / "ch"
    folder.mkdir(parents=True)
    (folder / "whole.md").write_text(FRONT.format("Whole", "", f"See [[half]]. {CITED}"))
    (folder / "half.md").write_text(FRONT.format("Half", DRAFT, CITED))
    (folder / "half.toml").write_text("no TOML\n")
    return folder.parent


def test_a_draft_is_left_out_with_its_check_and_named(source: Path, tmp_path: Path) -> None:
    built = build(source, tmp_path)
    assert "wiki/ch/whole/index.fragment" in built.files
    assert not any("half" in name for name in built.files if name.startswith("wiki/ch/half/"))
    assert built.report.articles == 1
    assert built.report.notes["not-published"] == 1
    assert not built.report.problems
    assert (
        f'{source}/ch/half.md:4: not-published: "status: draft": the article is left out'
        in "\n".join(built.lines)
    )


def test_a_draft_has_no_permanent_address(source: Path) -> None:
    assert [one.name for one in resources_of(source) if one.kind == "article"] == ["ch/whole"]


def test_a_draft_is_shown_on_request_with_a_notice(source: Path, tmp_path: Path) -> None:
    (source / "ch" / "half.toml").unlink()
    built = build(source, tmp_path, drafts=True)
    assert b"This is a draft" in built.files["wiki/ch/half/index.fragment"]
    assert b"This is a draft" not in built.files["wiki/ch/whole/index.fragment"]
    assert "not-published" not in built.report.notes


def test_an_article_appears_when_its_status_goes(source: Path, tmp_path: Path) -> None:
    build(source, tmp_path)
    (source / "ch" / "half.md").write_text(FRONT.format("Half", "", CITED))
    assert build(source, tmp_path).report.articles == 2


def test_a_draft_that_is_shown_asks_for_no_permanent_address(source: Path, tmp_path: Path) -> None:
    (source / "ch" / "half.toml").unlink()
    assert command("ledger", "--source", source, "update") == 0
    built = build(source, tmp_path, drafts=True)
    assert built.report.articles == 2
    assert "unledgered" not in built.report.notes


@pytest.mark.slow
def test_a_site_shows_drafts_where_its_command_says_so(source: Path, tmp_path: Path) -> None:
    (source / "ch" / "half.toml").unlink()
    for name, options in (("with", ["--drafts"]), ("without", [])):
        site = build_site(source, tmp_path / name, *options)
        page = site / "wiki" / "ch" / "half" / "index.html"
        assert page.is_file() is (name == "with")
        listed = (site / "sitemap.xml").read_text()
        assert ("wiki/ch/half/" in listed) is (name == "with")
