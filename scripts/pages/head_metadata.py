"""What every page says of itself to machines: preview, permanent address, feeds, last change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from typing import NamedTuple

from scripts.core.model import Page
from scripts.core.urls import article_url, relative_url, video_url
from scripts.wiki.site import UNNAMED, Settings, Site

FEED_KINDS = (
    ("atom.xml", "application/atom+xml"),
    ("rss.xml", "application/rss+xml"),
    ("feed.json", "application/feed+json"),
)
Picture = Callable[[str, str], str]

_TYPES = {
    "article": "article",
    "issue": "article",
    "transcript": "video.other",
    "video": "video.other",
}


HANDWRITTEN = "handwritten"  # the kind of the pages that MkDocs makes
_PICTURED = ("article", "issue", HANDWRITTEN)


class FeedLink(NamedTuple):
    """A feed as a page names it."""

    address: str
    title: str


class Head(NamedTuple):
    """What a page's head says besides title and description."""

    base: str = ""
    permalink: str = ""
    modified: str = ""  # the day of the last change of what it shows, 2026-11-22
    feed: FeedLink | None = None  # of its channel; those of the whole site stand in every page
    name: str = UNNAMED.name  # of the site
    language: str = UNNAMED.language  # in which every word of the page is that is ours


class Heads(NamedTuple):
    """The heads of a library's pages, by what they depend on."""

    base: str
    permalinks: dict[str, str]
    days: dict[str, str]
    feeds: dict[str, FeedLink]
    name: str = UNNAMED.name
    language: str = UNNAMED.language

    @classmethod
    def of(cls, site: Site, settings: Settings) -> Heads:
        """Return the heads of the pages of a library."""
        own, spoken = settings.site.name, settings.site.language
        dated = {a.channel for a in site.library.articles.values() if a.published}
        feeds = {name: FeedLink(channel_feed(name), feed_title(own, site, name)) for name in dated}
        return cls(settings.base, dict(site.permalinks), days_of_change(site), feeds, own, spoken)

    def at(self, address: str, channel: str = "") -> Head:
        """Return the head of the page at an address, which belongs to a channel or none."""
        days, links = self.days, self.permalinks
        feed = self.feeds.get(channel)
        day = days.get(address, "")
        return Head(self.base, links.get(address, ""), day, feed, self.name, self.language)


def channel_feed(channel: str) -> str:
    """Return the address of a channel's feed."""
    return f"feeds/channel/{channel}"


def feed_title(name: str, site: Site, channel: str) -> str:
    """Return the title of a channel's feed; `name` is the site's."""
    return f"{name}: {site.channel_title(channel)}"


def with_head(page: Page, head: Head, picture: Picture | None) -> Page:
    """Return the page with its head filled; `picture` gives the address of a preview image."""
    html = page.head + "".join(_head(page, head, picture))
    return replace(page, modified=page.modified or head.modified, head=html)


def days_of_change(site: Site) -> dict[str, str]:
    """Return the last day of change of articles, and of the pages that are made of them."""
    days: dict[str, str] = {}
    for key, linked in site.linked.articles.items():
        day = linked.article.modified
        videos = {claim.video for claim in linked.claims} | {linked.article.video} - {""}
        channel = article_url(linked.article.channel)
        for address in (article_url(key), channel, *map(video_url, videos)):
            days[address] = max(day, days.get(address, ""))
    return {address: day for address, day in days.items() if day}


def _head(page: Page, head: Head, picture: Picture | None) -> Iterator[str]:
    if page.kind == "retired":
        yield '<meta name="robots" content="noindex">'
        return
    yield _meta("og:type", _TYPES.get(page.kind, "website"))
    yield _meta("og:site_name", head.name)
    yield _meta("og:title", page.title)
    yield _meta("og:description", page.description)
    address = page.canonical or page.address  # the first page has none
    yield _meta("og:url", head.base + (relative_url("", address) if address else ""))
    if picture and page.kind in _PICTURED:
        yield from _picture(page, picture, head.base)
    if head.permalink:
        short = relative_url(page.address, head.permalink)
        yield f'<link rel="shortlink" href="{escape(short)}">'
    if head.feed:
        for name, kind in FEED_KINDS:
            where = escape(relative_url(page.address, head.feed.address) + name)
            title = escape(head.feed.title)
            yield f'<link rel="alternate" type="{kind}" title="{title}" href="{where}">'


def _picture(page: Page, picture: Picture, base: str) -> Iterator[str]:
    line = page.crumbs[0][0] if page.crumbs else ""
    yield _meta("og:image", base + picture(page.title, line))
    yield _meta("og:image:width", "1200")
    yield _meta("og:image:height", "630")
    yield _meta("og:image:alt", page.title)
    yield '<meta name="twitter:card" content="summary_large_image">'


def _meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">'
