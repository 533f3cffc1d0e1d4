"""`mkdocs serve`: a change is shown after one rebuild, a broken one leaves the last good site."""

from __future__ import annotations

import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.bench.serve import Served, serving
from tests.conftest import ROOT

SLUG = "alifeafterlayoff/bad_bosses"
TITLE = "Bad bosses"
BUILT, QUICKLY = "Documentation built in", "Pages built in"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`mkdocs serve` in a copy of the project, after its first build."""
    with serving(tmp_path_factory.mktemp("project")) as server:
        yield server


def test_a_changed_transcript_is_shown_after_one_rebuild(served: Served) -> None:
    path = served.project / "docs/articles" / f"{SLUG}.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nA paragraph about zebras.\n", encoding="utf-8")
    said = served.until(QUICKLY)
    assert not any("Building documentation" in line for line in said)
    assert "about zebras" in served.page(f"wiki/{SLUG}")


def test_a_new_title_is_shown_on_hand_written_pages_too(served: Served) -> None:
    path = served.project / "docs/articles" / f"{SLUG}.md"
    text = path.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    path.write_text(text.replace(title, "title: Zebras for bosses"), encoding="utf-8")
    served.until(BUILT)
    assert "Zebras for bosses" in served.page(f"wiki/{SLUG}")
    path.write_text(text, encoding="utf-8")
    served.until(BUILT)
    assert "Zebras for bosses" not in served.page(f"wiki/{SLUG}")


def test_then_it_is_quiet(served: Served) -> None:
    """One further change gives one further rebuild: none was under way because of the last."""
    path = served.project / "docs/pages/index.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nQuiet.\n", encoding="utf-8")
    said = served.until(BUILT)
    assert sum("Building documentation" in line for line in said) == 1


def test_a_changed_template_is_shown(served: Served) -> None:
    path = served.project / "scripts/templates/article.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Read next", "Go on with"), encoding="utf-8")
    served.until(BUILT)
    assert "Go on with" in served.page(f"wiki/{SLUG}")


def test_a_build_beside_it_harms_neither(served: Served) -> None:
    """It may remove from the cache what only the server used; a link of an editor leads nowhere."""
    path = served.project / "docs/articles" / f"{SLUG}.md"
    path.with_name(".#bad_bosses.md").symlink_to("nobody@nowhere.1:2")
    _append(path, "Of quaggas.")
    served.until(QUICKLY)
    command = [sys.executable, "-m", "scripts", "build", "--site", "site-beside"]
    done = subprocess.run(command, cwd=served.project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    shutil.rmtree(served.project / "build/cache/objects")
    _append(path, "And of okapis.")
    said = served.until(BUILT)
    assert any("everything is made anew" in line for line in said)
    assert "And of okapis" in served.page(f"wiki/{SLUG}")


def _append(path: Path, words: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")


def test_a_broken_script_leaves_the_last_good_pages(served: Served) -> None:
    path = served.project / "scripts/transcripts/scan.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nthis is no Python\n", encoding="utf-8")
    said = served.until(BUILT)
    assert any("pages failed, the last good pages stay" in line for line in said)
    assert TITLE in served.page(f"wiki/{SLUG}")
    path.write_text(text, encoding="utf-8")
    served.until(BUILT)


def test_a_broken_transcript_is_one_clear_line(served: Served) -> None:
    path = served.project / "docs/articles" / f"{SLUG}.md"
    text = path.read_bytes()
    path.write_bytes(text + b"\xff\n")
    said = served.until(QUICKLY)
    assert sum("not-utf-8" in line for line in said) == 1
    assert TITLE in served.page(f"wiki/{SLUG}")
    path.write_bytes(text)
    served.until(QUICKLY)


def test_a_changed_letter_is_shown_without_mkdocs(served: Served) -> None:
    path = served.project / "docs/newsletter/2026-11-22-the-first-day-after.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nOf zebras as well.\n", encoding="utf-8")
    said = served.until(QUICKLY)
    assert not any("Building documentation" in line for line in said)
    assert "Of zebras as well" in served.page("newsletter/2026-11-22-the-first-day-after")


def test_captions_are_shown_without_mkdocs(served: Served) -> None:
    folder = served.project / "docs/captions/workshop"
    shutil.copytree(ROOT / "tests/talks/captions/workshop", folder)
    said = served.until(QUICKLY)
    assert not any("Building documentation" in line for line in said)
    assert "forty tickets a week" in served.page("transcript/ourOwnTalk1")
    path = folder / "ourOwnTalk1.en.vtt"
    path.write_text(path.read_text("utf-8").replace("forty tickets", "fifty tickets"), "utf-8")
    served.until(QUICKLY)
    assert "fifty tickets a week" in served.page("transcript/ourOwnTalk1")


def test_a_changed_style_sheet_is_shown(served: Served) -> None:
    path = served.project / "macros/theme/assets/css/wiki.css"
    path.write_text(
        path.read_text(encoding="utf-8") + "\n.zebra { color: red; }\n", encoding="utf-8"
    )
    served.until(BUILT)
    with urllib.request.urlopen(f"{served.address}/assets/css/wiki.css") as answer:
        assert ".zebra" in answer.read().decode()


@pytest.mark.parametrize("name", ["site.toml", "glossary.toml", "paths.toml", "banks/runway.toml"])
def test_a_typo_in_a_table_is_a_line_and_the_site_stays(served: Served, name: str) -> None:
    path = served.project / "docs" / name
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nbroken = [\n", encoding="utf-8")
    said = served.until(BUILT)
    assert any(f"docs/{name}:" in line and "unreadable-toml" in line for line in said)
    assert TITLE in served.page(f"wiki/{SLUG}")
    path.write_text(text, encoding="utf-8")
    served.until(BUILT)


def test_a_typo_in_a_page_is_told_and_the_site_stays(served: Served) -> None:
    path = served.project / "docs/pages/index.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n{{ no_such_macro() }}\n", encoding="utf-8")
    served.until(BUILT)
    assert TITLE in served.page(f"wiki/{SLUG}")
    path.write_text(text, encoding="utf-8")
    served.until(BUILT)
    assert "no_such_macro" not in served.page("")
