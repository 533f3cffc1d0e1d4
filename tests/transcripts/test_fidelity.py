"""Nothing of a source is lost: words, citations and list items, told by an independent parser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from selectolax.lexbor import LexborHTMLParser

from scripts.commands.options import SOURCE
from scripts.core.model import LinkedArticle
from scripts.transcripts.parse import parse_files
from scripts.transcripts.scan import read_transcripts
from scripts.wiki.library import Library
from scripts.wiki.links import Linked, link
from scripts.wiki.site import Site
from tests.small_site import article_body

pytestmark = pytest.mark.slow

CITATION = re.compile(r"(?:\[[\d:]+\]\()?<a class=\"yt-timestamp\"[^<>]*>[^<>]*</a>")
BARE = re.compile(r"(?<!\w)\[\d{1,3}:\d{1,2}(?::\d{1,3}){0,2}\](?![(\[:])")
WIKI = re.compile(r"\[\[(?:[^\[\]|]*\|)*([^\[\]|]*)\]\]")
MARKUP = {"class", "yt", "timestamp", "data", "t"}  # what is left of citations that are broken
INLINE = re.compile(r"</?(?:a|abbr|b|code|em|i|reference|s|small|span|strong|sub|sup|u)\b[^<>]*>")
WORD = re.compile(r"[^\W_]+")


def linked_site(source: Path) -> Site:
    """The linked library of a source, without writing anything."""
    files, _ = read_transcripts(source)
    parsed, _ = parse_files(files)
    library = Library.of(parsed)
    return Site(library, link(library))


def independent(body: str) -> LexborHTMLParser:
    """The body as cmark reads it: citations gone, wiki links as their words."""
    body = re.sub(r"\A\s*From: [^\n]*", "", body)  # the channel stands in the breadcrumb
    body = re.sub(r"(?ms)^```ad-\w+$(.*?)^```$", r"\1", body)  # Obsidian's call-outs
    body = re.sub(
        r"(?m)^([\s*-]*> ?)+\[![\w-]+\][+-]?", "> ", body
    )  # the reference of a call-out is no word
    plain = WIKI.sub(lambda link: link.group(1).strip(), BARE.sub(" ", CITATION.sub(" ", body)))
    options = Options.CMARK_OPT_UNSAFE
    return LexborHTMLParser(cmarkgfm.github_flavored_markdown_to_html(plain, options))


def words(html: LexborHTMLParser) -> Counter[str]:
    """The words of a page, folded; references inside a word don't part it."""
    blocks = LexborHTMLParser(INLINE.sub("", html.html or ""))
    text = blocks.root.text(separator=" ") if blocks.root else ""
    return Counter(WORD.findall(text.casefold()))


def page_of(site: Site, article: LinkedArticle) -> LexborHTMLParser:
    """The article's page, parsed."""
    return LexborHTMLParser(article_body(site, article.article.key))


def body_of(path: Path) -> str:
    """The body of a transcript that has plain front matter."""
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    return re.sub(r"(?m)^(##.*?)[ \t]*\{#[\w-]+\}$", r"\1", body)  # an id is no word


def lost_words(site: Site, paths: Iterable[tuple[LinkedArticle, Path]]) -> dict[str, set[str]]:
    """For each article the words of its source that its page has fewer of."""
    lost = {}
    for article, path in paths:
        missing = words(independent(body_of(path))) - words(page_of(site, article))
        if gone := {word for word in missing if word not in MARKUP and not word.isdecimal()}:
            lost[article.article.key] = gone
    return lost


@pytest.fixture(scope="module")
def own() -> Site:
    """Our own articles."""
    return linked_site(SOURCE)


@pytest.fixture(scope="module")
def real(corpus: Path) -> Site:
    """All articles of the five real channels."""
    return linked_site(corpus)


def sources(site: Site, every: int = 1) -> list[tuple[LinkedArticle, Path]]:
    """Each `every`th article with its file."""
    articles = list(site.linked.articles.values())[::every]
    return [(article, Path(article.article.path)) for article in articles]


def test_own_articles_lose_no_word(own: Site) -> None:
    assert lost_words(own, sources(own)) == {}


def test_real_articles_lose_no_word(real: Site) -> None:
    assert lost_words(real, sources(real, 3)) == {}


def list_items(html: LexborHTMLParser, inside: str) -> int:
    """How many list items stand below a selector."""
    return len(html.css(f"{inside} li"))


@pytest.mark.parametrize("name", ["own", "real"])
def test_list_items_are_what_commonmark_counts(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    different = {
        article.article.key
        for article, path in sources(site, 1 if name == "own" else 3)
        if list_items(independent(body_of(path)), "body")
        != list_items(page_of(site, article), ".mm-body")
    }
    assert different == set()


@pytest.mark.parametrize("name", ["own", "real"])
def test_every_citation_is_a_link(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    different = {
        article.article.key
        for article, path in sources(site, 1 if name == "own" else 3)
        if article.article.video
        and len(page_of(site, article).css(".mm-body a.citation")) != readable_times(path)
    }
    assert different == set()


def readable_times(path: Path) -> int:
    """Citations of a source that hold any time, counted without the project's own patterns."""
    body = body_of(path)
    anchors = re.findall(r"yt-timestamp[^<>]{0,80}\d+:\d+|yt-timestamp[^<>]*>[^<>]*\d+:\d+", body)
    without = re.sub(r"<(a|p)\b[^<>]*yt-timestamp.*?(</(a|p)>|\]\.|>\.)", " ", body)
    groups = re.findall(r"(?<!\w)\[[\d:,;\s–-]{4,}\](?!\()|\((?:\d\d:){2}[\d: –-]*\)", without)
    return len(anchors) + sum(len(re.findall(r"\d+:\d[\d:]*", group)) for group in groups)


def test_linked_is_complete(real: Site) -> None:
    linked: Linked = real.linked
    assert len(linked.articles) == len(real.library.articles)
