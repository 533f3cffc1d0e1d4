"""Paged listings over everything: A to Z, most linked, and wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from macros.language import counted, say
from scripts.core.model import Page
from scripts.core.templates import template
from scripts.core.urls import BROWSE, article_url, topic_url
from scripts.wiki.site import Site

PER_PAGE = 200


class Row(NamedTuple):
    """One line of a listing."""

    title: str
    address: str
    note: str


class Listing(NamedTuple):
    """A listing before it is cut into pages."""

    slug: str
    title: str
    lead: str
    rows: Sequence[Row]


def listing_pages(site: Site) -> Iterator[Page]:
    """Every page of every listing, and the page that leads to them."""
    listings = [_a_to_z(site), _most_linked(site), _wanted(site)]
    yield _front(site, listings)
    for listing in listings:
        yield from _pages(listing)


def _a_to_z(site: Site) -> Listing:
    keys = sorted(site.library.articles, key=lambda key: (site.title(key).casefold(), key))
    rows = [Row(site.title(k), article_url(k), _channel_note(site, k)) for k in keys]
    return Listing("a-z", say("All articles, A to Z"), say("Every article by its title."), rows)


def _channel_note(site: Site, key: str) -> str:
    return site.channel_title(key.partition("/")[0]) if len(site.library.channels) > 1 else ""


def _most_linked(site: Site) -> Listing:
    articles = site.linked.articles
    keys = sorted(articles, key=lambda key: (-len(articles[key].backlinks), key))
    rows = [
        Row(
            site.title(k),
            article_url(k),
            say("linked in {sentences}", sentences=_sentences(len(articles[k].backlinks))),
        )
        for k in keys
        if articles[k].backlinks
    ]
    title, lead = say("Most linked articles"), say("What other articles lead to.")
    return Listing("most-linked", title, lead, rows)


def _wanted(site: Site) -> Listing:
    topics = sorted(site.linked.topics.items(), key=lambda item: (-item[1].demand, item[0]))
    rows = [
        Row(
            topic.title,
            topic_url(key),
            say("wanted in {sentences}", sentences=_sentences(topic.demand)),
        )
        for key, topic in topics
    ]
    lead = "Topics that articles mention and no article answers yet, the most wanted first."
    return Listing("wanted", say("Wanted articles"), say(lead), rows)


def _sentences(count: int) -> str:
    return counted(count, "sentence")


def _counted(site: Site, channel: str, articles: int) -> str:
    tracks = site.library.transcripts.values()
    count = sum(found[0].channel == channel for found in tracks)
    shown = [counted(articles, "article")] if articles or not count else []
    return ", ".join(shown + ([counted(count, "transcript")] if count else []))


def _front(site: Site, listings: list[Listing]) -> Page:
    channels = [
        Row(site.channel_title(channel), article_url(channel), _counted(site, channel, len(keys)))
        for channel, keys in site.library.channels.items()
    ]
    body = template("browse.html", page=BROWSE, channels=channels, listings=listings)
    lead = say("Every channel, every article, and what is still wanted.")
    title = say("Browse everything")
    markdown = f"# {title}\n"
    return Page(BROWSE, title, lead, body, markdown, "listing", search=False)


def _pages(listing: Listing) -> Iterator[Page]:
    count = max(1, -(-len(listing.rows) // PER_PAGE))
    addresses = [_address(listing, number) for number in range(1, count + 1)]
    for number, address in enumerate(addresses, 1):
        rows = listing.rows[(number - 1) * PER_PAGE : number * PER_PAGE]
        title = listing.title
        if number > 1:
            title = say("{title}, page {number}", title=title, number=number)
        body = template(
            "listing.html",
            page=address,
            title=title,
            lead=listing.lead,
            rows=rows,
            addresses=addresses,
            number=number,
        )
        yield Page(
            address=address,
            title=title,
            description=listing.lead,
            body=body,
            markdown=f"# {title}\n\n" + "".join(f"- {row.title}\n" for row in rows),
            kind="listing",
            crumbs=((say("Browse"), BROWSE),),
            search=False,
        )


def _address(listing: Listing, number: int) -> str:
    base = f"{BROWSE}/{listing.slug}"
    return base if number == 1 else f"{base}/{number}"
