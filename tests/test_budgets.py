"""What files weigh, held to the table of tests/budgets.toml: sizes, never times."""

from __future__ import annotations

import gzip
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from scripts.captions.model import Captions, Section, Sentence, Word
from scripts.captions.source.transcript import transcript
from scripts.core.urls import transcript_url
from scripts.pages import transcript as transcript_page
from scripts.pages.head_metadata import Heads
from scripts.wiki.library import Library
from scripts.wiki.links import Linked
from scripts.wiki.site import Site
from tests.conftest import ROOT

KB = 1000
BUDGETS = tomllib.loads((ROOT / "tests/budgets.toml").read_text(encoding="utf-8"))["budget"]
# A library of one group needs no table of words; of our own videos we have no captions.
TRANSCRIPTS = "transcript/*/index.html"
MAY_BE_MISSING = {"search/words/*.json", TRANSCRIPTS}
LAYOUT = 5_000  # bytes of a page around its text, about


def weight(path: Path) -> int:
    """The bytes of a file as a server with plain gzip sends it."""
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


@pytest.mark.parametrize("budget", BUDGETS, ids=lambda budget: str(budget["what"]))
def test_a_budget_is_kept(budget: dict[str, Any], site: Path) -> None:
    patterns = budget.get("files") or [budget["largest"]]
    found = {pattern: sorted(site.glob(pattern)) for pattern in patterns}
    missing = {pattern for pattern, paths in found.items() if not paths} - MAY_BE_MISSING
    assert missing == set(), "the table names files that the site does not have"
    weights = [weight(path) for paths in found.values() for path in paths] or [0]
    total = max(weights) if "largest" in budget else sum(weights)
    assert total <= budget["most"] * KB, f"{total:,} bytes: {budget['why']}"


def test_two_hours_of_talk_keep_the_budget_of_a_transcript() -> None:
    """20,000 words of our own articles, spoken in two hours, in sentences of fifteen words."""
    texts = (path.read_text("utf-8") for path in sorted((ROOT / "docs/articles").rglob("*.md")))
    found = re.findall(r"[\w',.-]+", re.sub(r"<[^>]*>", "", " ".join(texts)))[:20_000]
    words = [Word(text, number * 7_200 / 20_000) for number, text in enumerate(found)]
    said = [Sentence(tuple(words[at : at + 15]), 1.0) for at in range(0, 20_000, 15)]
    parts = [
        Section(f"Part {at}", tuple(said[at : at + 60]), "text", 1.0)
        for at in range(0, len(said), 60)
    ]
    track = transcript(Captions("talk.vtt", "webvtt", ()), parts, "ch", "abcdefghijk", "en")
    site, heads = Site(Library({}), Linked({}, {}, [])), Heads("https://example.org/", {}, {}, {})
    address = transcript_url(track.video)
    body = transcript_page.page(transcript_page.view(site, heads, track, address, (), ())).body
    assert body.count('class="mm-line"') == len(said)
    weight = len(gzip.compress(body.encode(), 6, mtime=0)) + LAYOUT
    (most,) = (budget["most"] for budget in BUDGETS if budget.get("largest") == TRANSCRIPTS)
    assert weight <= most * KB


def test_each_budget_has_its_reason() -> None:
    assert all(len(budget["why"]) > 20 and budget["most"] > 0 for budget in BUDGETS)
    assert len({budget["what"] for budget in BUDGETS}) == len(BUDGETS)
