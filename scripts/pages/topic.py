"""The page of a topic that no article answers yet, made of what the library does know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from scripts.core.model import Page, Topic
from scripts.core.templates import template
from scripts.core.urls import article_url, topic_url
from scripts.pages.head_metadata import Head, Heads
from scripts.wiki.site import Settings, Site, Titled

MENTIONS = 40


class Mention(NamedTuple):
    """A sentence that mentions the topic: its article, the id of its place there, and itself."""

    article: Titled
    anchor: str
    sentence: Markup


class Listed(NamedTuple):
    """A video under which a channel's hub lists the topic, and the articles on it."""

    video: Titled
    articles: tuple[Titled, ...]


class TopicView(NamedTuple):
    """Everything that a topic's page shows."""

    address: str
    head: Head
    title: str
    channel: Titled
    demand: int
    mentions: tuple[Mention, ...]
    videos: tuple[Listed, ...]
    nearest: tuple[Titled, ...]


def views(site: Site, settings: Settings, heads: Heads) -> Iterator[TopicView]:
    """Return the view of every topic."""
    for topic in site.linked.topics.values():
        yield view(site, heads, topic)


def view(site: Site, heads: Heads, topic: Topic) -> TopicView:
    """Return the view of one topic."""
    address = topic_url(f"{topic.channel}/{topic.slug}")
    mentions = (
        Mention(Titled(b.article, site.title(b.article)), b.anchor, site.sentence(b, address))
        for b in topic.mentions[:MENTIONS]
    )
    videos = (
        Listed(
            Titled(video, site.library.video_title(video)),
            site.titled(site.library.by_video.get(video, [])),
        )
        for video in topic.videos
    )
    return TopicView(
        address=address,
        head=heads.at(address, topic.channel),
        title=topic.title,
        channel=Titled(topic.channel, site.channel_title(topic.channel)),
        demand=topic.demand,
        mentions=tuple(mentions),
        videos=tuple(videos),
        nearest=site.titled(topic.nearest),
    )


def page(view: TopicView) -> Page:
    """Render a topic: the sentences that mention it, its video, and the nearest articles."""
    body = template("topic.html", page=view.address, topic=view)
    asked = (
        f"{view.demand} sentences mention it" if view.demand != 1 else "one sentence mentions it"
    )
    return Page(
        address=view.address,
        title=view.title,
        description=f"No article is called “{view.title}” yet: {asked}, and these come nearest.",
        body=body,
        markdown=f"# {view.title}\n\nNo article has this name yet.\n",
        kind="topic",
        crumbs=((view.channel.title, article_url(view.channel.key)),),
        search=False,
    )
