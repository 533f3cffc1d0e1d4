"""The authors' pages mention everything that authors can meet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment

from tests.conftest import ROOT

DOCS = ROOT / "docs" / "pages"
PAGE = "".join(
    (DOCS / "authoring" / name).read_text(encoding="utf-8") for name in ("index.md", "captions.md")
)


def codes_of_the_build() -> set[str]:
    """Every code that the reading and linking of transcripts and captions can give."""
    names = ("transcripts/scan.py", "transcripts/parse.py", "wiki/links.py", "wiki/words_said.py")
    captions = sorted((ROOT / "scripts/captions").rglob("*.py"))
    sources = [*(ROOT / "scripts" / name for name in names), *captions]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    return set(
        re.findall(r'Problem\([^()]*?(?:\([^()]*\)[^()]*?)*?"([a-z]+(?:-[a-z0-9]+)+)"', text)
    )


def test_every_code_is_explained() -> None:
    codes = codes_of_the_build()
    assert {"dangling-link", "not-utf-8", "no-title"} <= codes
    assert {code for code in codes if f"`{code}`" not in PAGE} == set()


def test_every_code_of_a_file_has_its_case() -> None:
    told = {path.name for path in (ROOT / "tests/broken").iterdir()}
    tested_elsewhere = {"too-large", "not-a-file", "caption-size", "caption-file"}
    assert codes_of_the_build() - told - tested_elsewhere == set()


PAGES = [p for p in sorted(DOCS.rglob("*.md")) if "\nrender_macros: true\n" in p.read_text("utf-8")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_page_with_macros_is_a_template_that_parses(page: Path) -> None:
    """A brace with a sign, as in GIFT, begins a macro, and one page that fails ends the build."""
    Environment(autoescape=True).parse(page.read_text(encoding="utf-8"))
