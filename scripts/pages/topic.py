"""The page of a topic that no article answers yet, made of what the library does know."""

from __future__ import annotations

from scripts.core.model import Claim, Page, Topic
from scripts.core.templates import template
from scripts.core.urls import article_url, topic_url
from scripts.wiki.site import Site

MENTIONS = 40


def topic_page(site: Site, topic: Topic, claims: dict[str, list[Claim]]) -> Page:
    """Render a topic: the sentences that mention it, its video, and the nearest articles."""
    key = f"{topic.channel}/{topic.slug}"
    address = topic_url(key)
    mentions = [(b, site.sentence(b, address)) for b in topic.mentions[:MENTIONS]]
    videos = [(video, site.library.by_video.get(video, [])) for video in topic.videos]
    body = template(
        "topic.html",
        site=site,
        page=address,
        topic=topic,
        mentions=mentions,
        videos=videos,
    )
    asked = (
        f"{topic.demand} sentences mention it" if topic.demand != 1 else "one sentence mentions it"
    )
    return Page(
        address=address,
        title=topic.title,
        description=f"No article is called “{topic.title}” yet: {asked}, and these come nearest.",
        body=body,
        markdown=f"# {topic.title}\n\nNo article has this name yet.\n",
        kind="topic",
        crumbs=((site.channel_title(topic.channel), article_url(topic.channel)),),
        search=False,
    )
