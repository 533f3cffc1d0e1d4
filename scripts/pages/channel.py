"""The page of a channel: its videos in the hub's order, and its articles."""

from __future__ import annotations

from scripts.core.model import Listing, Page, Target, WikiLink
from scripts.core.templates import template
from scripts.core.urls import article_url
from scripts.export.downloads import LOSSES, downloads
from scripts.questions.knowledge_check import channel_checks, drawn, stylesheet
from scripts.wiki.links import topic_key
from scripts.wiki.site import Site

SHOWN_ARTICLES = 100  # the A-Z has all


def channel_page(site: Site, channel: str) -> Page:
    """Render the page of one channel."""
    address = article_url(channel)
    hub = site.library.hubs.get(channel)
    keys = site.library.channels[channel]
    title = site.channel_title(channel)
    listings = [] if hub is None else [_listing(site, channel, item) for item in hub.listings]
    asked = channel_checks(site, channel)
    most_linked = sorted(keys, key=lambda key: (-len(site.linked.articles[key].backlinks), key))
    body = template(
        "channel.html",
        site=site,
        page=address,
        channel=channel,
        title=title,
        intro=hub.intro if hub else "",
        listings=listings,
        articles=sorted(most_linked[:SHOWN_ARTICLES], key=lambda key: site.title(key).casefold()),
        count=len(keys),
        downloads=downloads(site, channel),
        losses=LOSSES,
        asked=sum(len(site.checks.get(key, ())) for key in keys),
        checked=len(asked),
        drawn=drawn(asked),
    )
    return Page(
        address=address,
        title=title,
        description=f"{len(keys)} articles on the videos of {title}.",
        body=body,
        markdown=f"# {title}\n\n"
        + "".join(f"- [{site.title(k)}](../{k}/index.md)\n" for k in keys),
        kind="channel",
        head=stylesheet(address) if asked else "",
    )


def _listing(
    site: Site, channel: str, item: Listing
) -> tuple[Listing, list[tuple[WikiLink, Target]]]:
    return item, [(topic, _target(site, channel, topic.target)) for topic in item.topics]


def _target(site: Site, channel: str, target: str) -> Target:
    key = site.library.resolve(channel, target)
    return Target("article", key) if key else Target("topic", topic_key(channel, target))
