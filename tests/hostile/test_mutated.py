"""Real transcripts, cut and mixed: none raises, and no word that a reader could see is lost."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from scripts.core.model import Article, TranscriptFile
from scripts.transcripts.dialect import without_hidden
from scripts.transcripts.parse import parse_file
from scripts.wiki.library import Library
from scripts.wiki.links import link
from scripts.wiki.site import Site
from tests.hostile.pieces import PIECES
from tests.small_site import article_body
from tests.transcripts.test_fidelity import independent

SAMPLE = 400  # transcripts
LONGEST = 2_500  # characters of one that are taken
MARKERS = ("quizzaciously", "xylographed", "zymurgists", "kvetchingly")
TAG = re.compile(r"<[^<>\n]*>")  # what stands inside a tag, however broken, is no word of the text
OPEN = re.compile(r"<[^>]*$|\[\[(?:(?!\]\]).)*$|\]\([^)]*$")  # a tag or link that is not closed
SPACE = re.compile(r"<[^<>\n]*>[^<>\n]*</a>|<[^<>\n]*>|( )")

Edit = tuple[str, float, float, str]


@pytest.fixture(scope="module")
def transcript(corpus: Path) -> Callable[[int], str]:
    """A real transcript by its number in a sample that is always the same."""
    paths = random.Random(7).sample(sorted(corpus.rglob("*.md")), SAMPLE)
    texts = [path.read_text(encoding="utf-8")[:LONGEST] for path in paths]
    return lambda number: texts[number]


def edits() -> st.SearchStrategy[list[Edit]]:
    """What is done to a text: what, where and how far as shares of its length, and a piece."""
    kind = st.sampled_from(["insert", "cut", "double", "move", "break"])
    share = st.floats(0, 1)
    return st.lists(
        st.tuples(kind, share, st.floats(0, 0.2), st.sampled_from(PIECES)), min_size=1, max_size=12
    )


def edited(text: str, kind: str, start: float, length: float, piece: str) -> str:
    """The text after one edit."""
    at = int(start * len(text))
    end = min(len(text), at + int(length * len(text)))
    if kind == "insert":
        return text[:at] + piece + text[at:]
    if kind == "cut":
        return text[:at] + text[end:]
    if kind == "double":
        return text[:end] + text[at:end] + text[end:]
    if kind == "move":
        return text[end:] + text[at:end] + text[:at]
    return text[:at] + piece * 7 + text[end:]


def marked(text: str, places: list[float]) -> str:
    """The text with words of our own between its own, outside its tags."""
    spaces = [found.end() for found in SPACE.finditer(text) if found.group(1)] or [0]
    chosen = [spaces[int(place * (len(spaces) - 1))] for place in places]
    for at, word in sorted(zip(chosen, MARKERS, strict=True), reverse=True):
        text = f"{text[:at]}{word} {text[at:]}"
    return text


def shown(text: str) -> LexborHTMLParser:
    """The article's page; every page of a build could hold it."""
    item, _ = parse_file(TranscriptFile("channel", "slug", "path", text))
    assert isinstance(item, Article)
    library = Library.of([item])
    site = Site(library, link(library))
    return LexborHTMLParser(article_body(site, item.key))


PLACES = st.lists(st.floats(0, 1), min_size=len(MARKERS), max_size=len(MARKERS))


def plainly_written(body: str) -> list[str]:
    """Our words that stand in no tag, link or comment, however broken, and that cmark shows too."""
    body, _ = without_hidden(body)  # tests/cases/vault-hidden.md says what that is
    seen = independent(TAG.sub(" ", body)).text()
    before = {word: body.partition(word)[0].rpartition("\n")[2] for word in MARKERS if word in seen}
    return [word for word, line in before.items() if not OPEN.search(line)]


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(number=st.integers(0, SAMPLE - 1), changes=edits(), places=PLACES)
def test_no_mixture_raises_or_loses_a_word(
    transcript: Callable[[int], str], number: int, changes: list[Edit], places: list[float]
) -> None:
    body = marked(transcript(number), places)
    for change in changes:
        body = edited(body, *change)
    page = shown(f"---\ntitle: T\nvideoId: abcdefghijk\n---\n\n{body}\n").text()
    assert [word for word in plainly_written(body) if word not in page] == []
