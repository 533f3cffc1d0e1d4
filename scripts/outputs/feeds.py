"""Feeds of articles, newsletters and each channel: Atom, RSS 2.0 and JSON Feed, whole content.

Dates come from front matter, ids from the ledger, so that a build without changes writes the same
bytes. What has no date is in no feed.

Ids of feeds and entries keep their authority (`SiteSettings.tag`) even if the site moves: a
reader's program must not take the old entries for new ones. See RFC 4151 (tag URIs).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import unquote, urljoin

from markupsafe import escape

from macros.content import settings
from macros.language import say
from scripts.core.model import Article, LinkedArticle
from scripts.core.templates import template
from scripts.core.urls import article_url, relative_url
from scripts.ledger.entries import Ledger
from scripts.ledger.redirects import permanent_urls
from scripts.newsletter.compose import compose, in_mail
from scripts.newsletter.context import LinkContext
from scripts.pages.article import description
from scripts.pages.head_metadata import channel_feed, feed_title
from scripts.transcripts.letters import Issue
from scripts.wiki.site import Site, fill_body

MOST = 100  # entries of one feed, the newest


_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0
_ADDRESS = re.compile(r'(\s(?:href|src)=")([^"]*)(")')
_OWN = re.compile(r'\s(?:data-[\w-]+|id|class)="[^"]*"')


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its id and address for ever, its days, and the whole of it as HTML."""

    id: str
    url: str
    title: str
    summary: str
    published: str  # 2026-11-22
    updated: str
    html: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed before it takes a form: where it stands (`feeds/articles`) and what is in it."""

    address: str
    title: str
    about: str
    page: str  # the address of the page that it is the feed of
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> str:
        """The day of its newest change; of the epoch where it is empty."""
        return max((entry.updated for entry in self.entries), default="1970-01-01")


def feeds(world: LinkContext, issues: Sequence[Issue], base: str) -> list[Feed]:
    """The feeds of all articles, of the newsletter, and of each channel with dated articles."""
    articles, site = article_entries(world.site, world.ledger, base), settings()
    newest, about = _newest(articles.values()), say("New and revised articles.")
    made = [
        Feed("feeds/articles", say("{name}: articles", name=site.name), about, "browse", newest)
    ]
    if issues:
        letters = _newest(_letter(issue, world, base) for issue in issues)
        about = site.about or say("The letters of {name}.", name=site.name)
        made.append(
            Feed(
                "feeds/newsletter",
                say("{name}: newsletter", name=site.name),
                about,
                "newsletter",
                letters,
            )
        )
    for channel, keys in world.site.library.channels.items():
        entries = _newest(articles[key] for key in keys if key in articles)
        if entries:
            title = world.site.channel_title(channel)
            about = say("Articles on the videos of {title}.", title=title)
            made.append(
                Feed(
                    channel_feed(channel),
                    feed_title(site.name, world.site, channel),
                    about,
                    article_url(channel),
                    entries,
                )
            )
    return made


def feed_files(feed: Feed, base: str) -> Iterator[tuple[str, bytes]]:
    """The three files of a feed."""
    site, home = settings(), base + relative_url("", feed.page)
    values = {"feed": feed, "base": base, "tag": site.tag, "home": home, "site": site}
    for name in ("atom.xml", "rss.xml"):
        text = template(f"feeds/{name}", **values, stamp=stamp, rfc822=rfc822)
        yield f"{feed.address}/{name}", _FORBIDDEN.sub("\ufffd", text).encode("utf-8", "replace")
    yield f"{feed.address}/feed.json", _json(feed, base)


def _newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    found = sorted(entries, key=lambda entry: entry.id)
    return tuple(sorted(found, key=lambda entry: entry.updated, reverse=True)[:MOST])


def article_entries(site: Site, ledger: Ledger, base: str) -> dict[str, Entry]:
    """An entry for every dated article, by its key."""
    addresses = permanent_urls(site.library, ledger)
    return {
        key: _article(linked, addresses, base)
        for key, linked in sorted(site.linked.articles.items())
        if linked.article.published and linked.article.html  # a summary has but the newest whole
    }


def _article(linked: LinkedArticle, addresses: dict[str, str], base: str) -> Entry:
    article = linked.article
    here = article_url(article.key)
    body = str(fill_body(linked, here))
    return Entry(
        id=settings().tag + addresses[here],
        url=f"{base}{addresses[here]}/",
        title=article.title,
        summary=description(article),
        published=article.published,
        updated=article.modified,
        html=absolute(summary_html(article) + body, base + relative_url("", here), addresses, base),
    )


def summary_html(article: Article) -> str:
    """The summary as a list; nothing where there is none."""
    lines = "".join(f"<li>{escape(line)}</li>\n" for line in article.summary)
    return f"<ul>\n{lines}</ul>\n" if lines else ""


def absolute(html: str, page: str, addresses: dict[str, str], base: str) -> str:
    """The HTML with whole addresses, permanent where there is one, and no hooks for our scripts."""

    def whole(found: re.Match[str]) -> str:
        url, _, fragment = urljoin(page, found.group(2)).partition("#")
        address = unquote(url.removeprefix(base)).rstrip("/") if url.startswith(base) else ""
        url = f"{base}{addresses[address]}/" if address in addresses else url
        return found.group(1) + url + (f"#{fragment}" if fragment else "") + found.group(3)

    return _ADDRESS.sub(whole, _OWN.sub("", html))


def _letter(issue: Issue, world: LinkContext, base: str) -> Entry:
    where = in_mail(world, issue, base)
    ident, _ = world.address("issue", issue.name)
    return Entry(
        id=settings().tag + ident,
        url=f"{base}{ident}/",
        title=issue.subject,
        summary=issue.preview,
        published=issue.date,
        updated=issue.date,
        html=_OWN.sub("", compose(issue, world, where).html),
    )


def stamp(day: str) -> str:
    """A day as RFC 3339 has it."""
    return f"{day}T00:00:00Z"


def rfc822(day: str) -> str:
    """A day as RSS has it."""
    return format_datetime(datetime.fromisoformat(day).replace(tzinfo=UTC))


def _json(feed: Feed, base: str) -> bytes:
    """JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": base + relative_url("", feed.page),
        "feed_url": f"{base}{feed.address}/feed.json",
        "description": feed.about,
        "language": settings().language,
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "summary": entry.summary,
                "content_html": entry.html,
                "date_published": stamp(entry.published),
                "date_modified": stamp(entry.updated),
            }
            for entry in feed.entries
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
