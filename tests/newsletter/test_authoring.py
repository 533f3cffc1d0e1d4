"""The page for authors names every key, every kind of link and every refusal."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.transcripts.letters import BLOCKS, KEYS

PAGE = Path("docs/pages/authoring/newsletter.md").read_text(encoding="utf-8")
CODE = re.compile(r'(?:Problem\([^)"]*|problem\(|_problem\(|UnknownLinkError\()"([a-z][a-z-]+)"')


def test_the_page_names_every_key_and_block() -> None:
    assert all(f"`{key}`" in PAGE for key in KEYS)
    assert all(f"```{block}" in PAGE for block in BLOCKS)


def test_the_page_names_every_code() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path("scripts/newsletter").glob("*.py")]
    codes = {code for source in sources for code in CODE.findall(source)}
    assert len(codes) > 20
    assert sorted(code for code in codes if f"`{code}`" not in PAGE) == []


def test_the_page_is_no_site_of_machine_paths() -> None:
    assert not re.search(r"/(?:work|root|tmp|home)/", PAGE)
