"""A build that remembers its pages writes what a fresh one writes, whatever changed in between."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from scripts.build.remembered import Memory

from scripts.build.pipeline import build
from scripts.core.diagnostics import Report
from scripts.core.files import walk
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

CHANNEL = "alifeafterlayoff"
ARTICLE, OTHER = f"{CHANNEL}/bad_bosses", f"{CHANNEL}/acting_like_a_free_agent"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, packages of cards by name alone: they hold the time of day."""
    return {
        name: b"" if name.endswith(".apkg") else (folder / name).read_bytes()
        for name in walk(folder)
    }


def fresh(docs: Path, place: Path) -> dict[str, bytes]:
    """What a build that remembers nothing writes."""
    build(docs / "articles", place / "wiki", Report())
    return tree(place / "wiki")


def changed(docs: Path, key: str, change: Callable[[str], str]) -> None:
    """Change the text of a file of the source."""
    path = docs / "articles" / key
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def _added(docs: Path) -> None:
    text = "---\ntitle: Zebras\nvideoId: abcdefghijk\n---\n\nThey like [[bad_bosses]].\n"
    (docs / "articles" / CHANNEL / "zebras.md").write_text(text, encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda docs: None,
    "a sentence": lambda docs: changed(docs, f"{ARTICLE}.md", lambda t: t + "\nOf zebras.\n"),
    "a title": lambda docs: changed(
        docs, f"{ARTICLE}.md", lambda t: t.replace("title: ", "title: Zebras and ", 1)
    ),
    "a link": lambda docs: changed(
        docs, f"{OTHER}.md", lambda t: t + "\nAlso read [[bad_bosses]] on zebras.\n"
    ),
    "a citation": lambda docs: changed(
        docs,
        f"{OTHER}.md",
        lambda t: t + '\nZebras too <a class="yt-timestamp" data-t="00:00:41">[00:00:41]</a>.\n',
    ),
    "a question": lambda docs: changed(
        docs, f"{ARTICLE}.toml", lambda t: t.replace('text = "', 'text = "Of zebras: ', 1)
    ),
    "an article more": _added,
    "an article less": lambda docs: (docs / "articles" / CHANNEL / "zebras.md").unlink(),
}


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the project's pages are made from."""
    place = tmp_path_factory.mktemp("remembered") / "docs"
    shutil.copytree(ROOT / "docs", place, ignore=shutil.ignore_patterns("generated"))
    return place


def test_a_memory_changes_nothing_but_the_time(docs: Path, tmp_path: Path) -> None:
    memory, output = Memory(), tmp_path / "again" / "wiki"
    for what, change in CHANGES.items():
        change(docs)
        report = Report()
        build(docs / "articles", output, report, again=memory.again)
        assert report.pages, f"{what} was refused"
        assert tree(output) == fresh(docs, tmp_path / "fresh"), what


def test_an_unchanged_page_is_not_made_again(docs: Path, tmp_path: Path) -> None:
    memory, made = Memory(), []

    def counted(name: str, site: object, make: Callable[..., object], *given: object) -> object:
        def noted(site: object) -> object:
            made.append(name)
            return make(site)

        return memory.again(name, site, noted, *given)  # type: ignore[arg-type]

    build(docs / "articles", tmp_path / "wiki", Report(), again=counted)  # type: ignore[arg-type]
    whole = len(made)
    changed(docs, f"{ARTICLE}.md", lambda text: text + "\nMore of zebras.\n")
    made.clear()
    build(docs / "articles", tmp_path / "wiki", Report(), again=counted)  # type: ignore[arg-type]
    assert f"article {ARTICLE}" in made
    assert len(made) < whole / 5
