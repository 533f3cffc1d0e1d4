"""The whole site through the command that `make site` runs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from scripts.publish.inventory import notes_of, state_of

from scripts import site as command
from scripts.build import pipeline as build
from scripts.core.files import walk
from scripts.publish.link_check import check_site
from tests.conftest import build_site

pytestmark = pytest.mark.slow

KB = 1000


def report(site: Path) -> dict[str, Any]:
    """What the build said of a site."""
    return dict(json.loads((site.parent / "build/report.json").read_text(encoding="utf-8")))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {name: (folder / name).read_bytes() for name in walk(folder)}


def test_no_link_or_anchor_is_dead(site: Path) -> None:
    assert check_site(site) == []


@pytest.mark.parametrize(
    ("page", "marked"), [("browse", "page"), ("browse/a-z", "true"), ("quizzes", "page")]
)
def test_the_header_marks_where_one_is(site: Path, page: str, marked: str) -> None:
    html = (site / page / "index.html").read_text(encoding="utf-8")
    section = page.partition("/")[0]
    assert f'{section}/" aria-current="{marked}">' in html


def test_a_dead_link_would_be_found(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site / "browse", tmp_path / "browse")
    page = tmp_path / "browse" / "index.html"
    ways = '<a href="#y">b</a> <a href="#check=/z">c</a> <a href="#check=1/x">d</a>'
    page.write_text(f'<p id="x">[[raw]] <a href="gone/">a</a> <i id="check"></i> {ways}</p>')
    problems = [p for p in check_site(tmp_path) if p.path == "browse/index.html"]
    assert {"raw-wiki-link", "dead-link", "dead-anchor"} == {problem.code for problem in problems}
    dead = sorted(p.message.split()[0] for p in problems if p.code == "dead-anchor")
    assert dead == ["#check=/z", "#y"]


def test_no_file_is_in_two_bundles(site: Path) -> None:
    """Of two, one could go its own way unseen."""
    notes = notes_of(site, state_of(site))
    assert sum(len(notes.of([bundle])) for bundle in notes.names) == len(list(walk(site)))


def test_the_same_input_gives_the_same_site_anywhere(site: Path, tmp_path: Path) -> None:
    source = tmp_path / "docs" / "articles"
    shutil.copytree("docs", tmp_path / "docs", ignore=shutil.ignore_patterns("generated", "assets"))
    other = build_site(source, tmp_path / "elsewhere")
    mine, theirs = tree(site), tree(other)
    assert mine.keys() == theirs.keys()
    assert {name for name in mine if mine[name] != theirs[name]} == set()


def test_a_hand_written_page_that_fails_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "catalogue.json").write_text('{"cut": "of')
    monkeypatch.setattr(build, "main", lambda *given: 0)
    assert command.main(["--build", str(tmp_path), "--site", str(tmp_path / "site")])
    said = capsys.readouterr().err
    assert "JSONDecodeError" in said
    assert ".md" in said
    assert "INFO" not in said
    assert not (tmp_path / "site").exists()


def test_the_seeds_make_a_site(seeds: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds, tmp_path / "source" / "alifeafterlayoff")
    site = build_site(tmp_path / "source", tmp_path, "--strict")
    assert report(site)["problems"] == {}
    assert check_site(site) == []


@pytest.fixture(scope="module")
def corpus_report(corpus_site: Path) -> dict[str, Any]:
    """What the build said of the five real channels."""
    return report(corpus_site)


def test_every_file_is_accounted_for(corpus: Path, corpus_report: dict[str, Any]) -> None:
    files = len(list(corpus.rglob("*.md")))
    assert sum(corpus_report[name] for name in ("articles", "hubs", "refused")) == files


def test_every_class_of_citation_and_link_is_counted(
    corpus_report: dict[str, Any],
) -> None:
    citations, links = corpus_report["citations"], corpus_report["links"]
    assert citations["linked"] == citations["written"] - citations["unreadable"]
    assert links["written"] == links["resolved"] + links["topic"]
    assert citations["repaired"] > 20_000


def test_no_link_of_the_corpus_is_dead(corpus_site: Path) -> None:
    assert check_site(corpus_site) == []


def test_real_pages_are_light(corpus_site: Path) -> None:
    sizes = [path.stat().st_size for path in corpus_site.rglob("index.html")]
    assert sum(sizes) / len(sizes) <= 60 * KB
