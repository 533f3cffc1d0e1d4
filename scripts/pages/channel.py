"""The page of a channel: its videos in the hub's order, and its articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scripts.core.files import File
from scripts.core.model import Listing, Page, Target, WikiLink
from scripts.core.templates import template
from scripts.core.urls import article_url, relative_url, transcript_url
from scripts.export.downloads import LOSSES, downloads, question_files
from scripts.export.sheet import Sheet, sheet_of
from scripts.pages.graph import Graph, channel_graph
from scripts.pages.head_metadata import Head, Heads
from scripts.questions.knowledge_check import (
    channel_check_file,
    channel_checks,
    drawn,
    stylesheet,
)
from scripts.wiki.links import target_of
from scripts.wiki.site import Settings, Site, Titled

SHOWN_ARTICLES = 100  # the A-Z has all


class ListedVideo(NamedTuple):
    """A video of the hub, and where each of its topics leads."""

    listing: Listing
    topics: tuple[tuple[WikiLink, Target], ...]


class ChannelView(NamedTuple):
    """Everything that a channel's page shows."""

    address: str
    head: Head
    channel: Titled
    intro: str
    videos: tuple[ListedVideo, ...]
    articles: tuple[Titled, ...]
    transcripts: tuple[Titled, ...]  # of its videos
    most_linked: tuple[Titled, ...]
    checks: Mapping[str, list[str]]  # ids of questions by the slug of their article
    sheet: Sheet | None  # all questions, to take along
    runtime: str
    graph: File


def views(site: Site, settings: Settings, heads: Heads) -> Iterator[ChannelView]:
    """Return the view of every channel."""
    graph = Graph.of(site)
    for channel in site.library.channels:
        yield view(site, settings, heads, channel, channel_graph(site, graph, channel))


def view(site: Site, settings: Settings, heads: Heads, channel: str, graph: File) -> ChannelView:
    """Return the view of one channel."""
    address = article_url(channel)
    hub = site.library.hubs.get(channel)
    keys = site.library.channels[channel]
    most_linked = sorted(keys, key=lambda key: (-len(site.linked.articles[key].backlinks), key))
    shown = sorted(most_linked[:SHOWN_ARTICLES], key=lambda key: site.title(key).casefold())
    return ChannelView(
        address=address,
        head=heads.at(address, channel),
        channel=Titled(channel, site.channel_title(channel)),
        intro=hub.intro if hub else "",
        videos=tuple(_listed(site, channel, item) for item in hub.listings) if hub else (),
        articles=site.titled(keys),
        transcripts=tuple(
            Titled(video, site.library.video_title(video))
            for video, tracks in site.library.transcripts.items()
            if tracks[0].channel == channel
        ),
        most_linked=site.titled(shown),
        checks=channel_checks(site, channel),
        sheet=sheet_of(site, channel, settings.base),
        runtime=settings.runtime,
        graph=graph,
    )


def page(view: ChannelView) -> Page:
    """Render the page of one channel."""
    title, count = view.channel.title, len(view.articles)
    body = template(
        "channel.html",
        page=view.address,
        channel=view.channel.key,
        title=title,
        intro=view.intro,
        listings=view.videos,
        articles=view.most_linked,
        count=count,
        transcripts=view.transcripts,
        downloads=downloads(view.channel.key) if view.sheet else (),
        losses=LOSSES,
        asked=sum(map(len, view.checks.values())),
        checked=len(view.checks),
        drawn=drawn(view.checks),
    )
    files = [view.graph]
    files += [channel_check_file(view.checks, view.runtime)] if view.checks else []
    files += question_files(view.channel.key, view.sheet) if view.sheet else []
    return Page(
        address=view.address,
        title=title,
        description=_description(view),
        body=body,
        markdown=f"# {title}\n\n"
        + "".join(f"- [{name}](../{key}/index.md)\n" for key, name in view.articles)
        + "".join(
            f"- [{name}]({relative_url(view.address, transcript_url(video))}index.md)\n"
            for video, name in view.transcripts
        ),
        kind="channel",
        search=False,  # its articles are
        head=stylesheet(view.address) if view.checks else "",
        files=tuple(files),
    )


def _description(view: ChannelView) -> str:
    if view.transcripts and not view.articles:
        return f"{len(view.transcripts)} transcripts of the videos of {view.channel.title}."
    return f"{len(view.articles)} articles on the videos of {view.channel.title}."


def _listed(site: Site, channel: str, item: Listing) -> ListedVideo:
    targets = ((topic, target_of(site.library, channel, topic)) for topic in item.topics)
    return ListedVideo(item, tuple((topic, target) for topic, target in targets if target))
