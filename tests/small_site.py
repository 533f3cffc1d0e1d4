"""A small linked library from pasted texts, for tests of what is made from one."""

from __future__ import annotations

from scripts.core.model import TranscriptFile
from scripts.pages import article
from scripts.pages.graph import Graph, article_graph
from scripts.pages.head_metadata import Heads
from scripts.transcripts.parse import parse_file
from scripts.wiki.library import Library
from scripts.wiki.links import link
from scripts.wiki.site import Settings, Site

VIDEO = "abcdefghijk"


def site_of(articles: dict[str, str], channel: str = "ch") -> Site:
    """The site of articles given as slug and body; each is of the same video."""
    files = [
        TranscriptFile(channel, slug, f"{channel}/{slug}.md", _text(slug, body))
        for slug, body in articles.items()
    ]
    library = Library.of(parse_file(file)[0] for file in files)
    return Site(library, link(library))


def _text(slug: str, body: str) -> str:
    return f"---\ntitle: {slug.title()}\nvideoId: {VIDEO}\n---\n\n{body}\n"


def article_body(site: Site, key: str) -> str:
    """The HTML of an article's page, without its layout."""
    settings = Settings("https://example.org/")
    if id(site) not in _KNOWN:  # of all articles together, once
        _KNOWN[id(site)] = site, Heads.of(site, settings), Graph.of(site)
    _, heads, graph = _KNOWN[id(site)]
    drawn = article_graph(site, graph, key)
    return article.page(article.view(site, settings, heads, site.linked.articles[key], drawn)).body


_KNOWN: dict[int, tuple[Site, Heads, Graph]] = {}


def cite(seconds: int) -> str:
    """The markup of a citation."""
    stamp = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f'<a class="yt-timestamp" data-t="{stamp}">[{stamp}]</a>'
