"""What all pages of the site share, read from built files: titles, language, landmarks, help."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from scripts.core.files import walk


class Built(NamedTuple):
    """One page as its file holds it."""

    name: str
    tree: LexborHTMLParser

    def words(self, selector: str) -> list[str]:
        """The text of each element that matches."""
        return [node.text().strip() for node in self.tree.css(selector)]


@pytest.fixture(scope="module")
def pages(site: Path) -> list[Built]:
    """Every page that stands at its own address: no permanent address that leads elsewhere."""
    names = [name for name in walk(site) if name.endswith(".html")]
    read = [Built(name, LexborHTMLParser((site / name).read_text("utf-8"))) for name in names]
    return [page for page in read if not page.tree.css_first("script[data-target]")]


@pytest.fixture(scope="module")
def framed(pages: list[Built]) -> list[Built]:
    """The pages in the frame of the site: all but booklets to print."""
    found = [page for page in pages if not page.name.endswith("-questions.html")]
    assert len(found) > 150
    return found


def attributes(node: LexborNode | None) -> dict[str, str | None]:
    return node.attributes if node else {}


def test_every_page_has_a_title_of_its_own(pages: list[Built]) -> None:
    # An assessment stands at two addresses: its own, and the one that letters lead to.
    titles = {p.name: p.words("title") for p in pages if not p.name.startswith("q/")}
    assert {name: words for name, words in titles.items() if len(words) != 1 or not words[0]} == {}
    count = Counter(words[0] for words in titles.values())
    assert [title for title, times in count.items() if times > 1] == []


def test_pages_that_people_wrote_have_a_picture_for_their_links(
    pages: list[Built], site: Path
) -> None:
    shown = {
        page.name: attributes(page.tree.css_first("meta[property='og:image']")).get("content")
        for page in pages
        if page.name == "index.html" or page.name.startswith(("about/", "paths/", "quizzes/"))
    }
    assert len(shown) > 40
    for name, address in shown.items():
        assert address, name
        assert (site / "assets" / "og" / address.rpartition("/")[2]).is_file(), name
    for page in pages:
        if page.name in shown:
            canonical = attributes(page.tree.css_first("link[rel=canonical]")).get("href")
            named = attributes(page.tree.css_first("meta[property='og:url']")).get("content")
            assert named == canonical, page.name
    assert shown["quizzes/runway/index.html"] != shown["quizzes/pay-gap/index.html"]


def test_every_page_says_its_language(pages: list[Built]) -> None:
    assert {p.name for p in pages if attributes(p.tree.css_first("html")).get("lang") != "en"} == (
        set()
    )


def test_every_page_can_be_zoomed(pages: list[Built]) -> None:
    views = {attributes(p.tree.css_first("meta[name=viewport]")).get("content") for p in pages}
    assert not [view for view in views if "scalable" in str(view) or "maximum" in str(view)]


def test_every_page_has_one_heading_and_its_landmarks(framed: list[Built]) -> None:
    wrong = {}
    for page in framed:
        counts = [
            len(page.tree.css(one)) for one in ("h1", "main", "header.mm-header", ".mm-footer")
        ]
        if counts != [1, 1, 1, 1]:
            wrong[page.name] = counts
    assert wrong == {}


def test_headings_skip_no_level(framed: list[Built]) -> None:
    wrong = {}
    for page in framed:
        levels = [int(str(node.tag)[1]) for node in page.tree.css("h1, h2, h3, h4, h5, h6")]
        skipped = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        if skipped:
            wrong[page.name] = skipped
    assert wrong == {}


def test_the_first_stop_leads_to_the_text(framed: list[Built]) -> None:
    for page in framed:
        first = attributes(page.tree.css_first("a"))
        assert (first.get("class"), first.get("href")) == ("mm-skip", "#main"), page.name
        assert attributes(page.tree.css_first("main")).get("id") == "main", page.name


@pytest.mark.parametrize("part", [".mm-nav a", ".mm-footer nav a"])
def test_navigation_and_help_are_the_same_everywhere(framed: list[Built], part: str) -> None:
    words = {tuple(page.words(part)) for page in framed}
    assert len(words) == 1
    assert len(next(iter(words))) >= 4


def test_help_is_in_every_footer(framed: list[Built]) -> None:
    for page in framed:
        assert "Accessibility" in page.words(".mm-footer nav a"), page.name


def test_ids_are_unique(framed: list[Built]) -> None:
    for page in framed:
        count = Counter(node.attributes["id"] for node in page.tree.css("[id]"))
        assert [ident for ident, times in count.items() if times > 1] == [], page.name
