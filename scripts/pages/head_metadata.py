"""What every page says of itself to machines: preview, permanent address, feeds, last change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from itertools import chain
from typing import NamedTuple

from scripts.core.model import Page
from scripts.core.urls import article_url, relative_url, video_url
from scripts.wiki.site import Site

FEED_KINDS = (
    ("atom.xml", "application/atom+xml"),
    ("rss.xml", "application/rss+xml"),
    ("feed.json", "application/feed+json"),
)
Picture = Callable[[str, str], str]

_TYPES = {"article": "article", "issue": "article", "video": "video.other"}


class FeedLink(NamedTuple):
    """A feed as a page names it."""

    address: str
    title: str


def with_head_metadata(
    pages: Iterable[Page],
    site: Site,
    feeds: Mapping[str, FeedLink],
    picture: Picture | None,
    base: str,
) -> Iterator[Page]:
    """The pages with their heads filled; `picture` gives the address of a preview image."""
    days = days_of_change(site)
    for page in pages:
        modified = page.modified or days.get(page.address, "")
        head = page.head + "".join(_head(page, site, feeds, picture, base))
        yield replace(page, modified=modified, head=head)


def days_of_change(site: Site) -> dict[str, str]:
    """The day of the last change of articles, and of the pages that are made of them."""
    days: dict[str, str] = {}
    for key, linked in site.linked.articles.items():
        day = linked.article.modified
        videos = {claim.video for claim in linked.claims} | {linked.article.video} - {""}
        channel = article_url(linked.article.channel)
        for address in (article_url(key), channel, *map(video_url, videos)):
            days[address] = max(day, days.get(address, ""))
    return {address: day for address, day in days.items() if day}


def _head(
    page: Page, site: Site, feeds: Mapping[str, FeedLink], picture: Picture | None, base: str
) -> Iterator[str]:
    if page.kind == "retired":
        yield '<meta name="robots" content="noindex">'
        return
    url = base + relative_url("", page.canonical or page.address)
    yield _meta("og:type", _TYPES.get(page.kind, "website"))
    yield _meta("og:site_name", "Mile Markers")
    yield _meta("og:title", page.title)
    yield _meta("og:description", page.description)
    yield _meta("og:url", url)
    if picture and page.kind in _TYPES and page.kind != "video":
        yield from _picture(page, picture, base)
    if page.address in site.permalinks:
        short = relative_url(page.address, site.permalinks[page.address])
        yield f'<link rel="shortlink" href="{escape(short)}">'
    yield from _feed_links(page, feeds)


def _picture(page: Page, picture: Picture, base: str) -> Iterator[str]:
    line = page.crumbs[0][0] if page.crumbs else ""
    yield _meta("og:image", base + picture(page.title, line))
    yield _meta("og:image:width", "1200")
    yield _meta("og:image:height", "630")
    yield _meta("og:image:alt", page.title)
    yield '<meta name="twitter:card" content="summary_large_image">'


def _feed_links(page: Page, feeds: Mapping[str, FeedLink]) -> Iterator[str]:
    """The feed of the page's own channel; those of the whole site stand in every frame."""
    channels = (address for _, address in page.crumbs)
    for address in chain([page.address], channels):
        if feed := feeds.get(address):
            for name, kind in FEED_KINDS:
                where = escape(relative_url(page.address, feed.address) + name)
                title = escape(feed.title)
                yield f'<link rel="alternate" type="{kind}" title="{title}" href="{where}">'


def _meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">'
