"""Every page of a linked library but the listings, with what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from scripts.build.remembered import Again, afresh
from scripts.core.files import File
from scripts.core.model import Claim, LinkedArticle, Page
from scripts.core.progress import progress
from scripts.export.downloads import question_files
from scripts.pages.article import article_page
from scripts.pages.channel import channel_page
from scripts.pages.graph import Graph, article_graph, channel_graph
from scripts.pages.previews import article_preview, claim_previews
from scripts.pages.topic import topic_page
from scripts.pages.video import video_page
from scripts.questions.knowledge_check import channel_check_files, check_files
from scripts.wiki.claims import all_videos, claims_by_video, moments
from scripts.wiki.site import Site


def render(site: Site, again: Again = afresh) -> Iterator[Page]:
    """The pages of articles, videos, channels and topics, one at a time.

    `again` may take a page as it was, where it would come out the same.
    """
    claims = claims_by_video(site)
    graph = Graph.of(site)
    articles = site.linked.articles.values()
    for linked in progress(articles, "articles", len(articles)):
        key = linked.article.key
        drawn = article_graph(site, graph, key)
        made = partial(_article, linked=linked, graph=drawn)
        yield again(f"article {key}", site, made, linked, drawn)
    for video in all_videos(site):
        cited = claims.get(video, [])
        made = partial(_video, video=video, cited=cited)
        yield again(f"video {video}", site, made, cited)
    for channel in site.library.channels:
        core = channel_graph(site, graph, channel)
        asked = again(f"questions of {channel}", site, partial(_questions, channel=channel))
        made = partial(_channel, channel=channel, files=(core, *asked))
        yield again(f"channel {channel}", site, made, core, asked)
    for topic in site.linked.topics.values():
        yield topic_page(site, topic, claims)


def _article(site: Site, linked: LinkedArticle, graph: File) -> Page:
    preview, check = article_preview(site, linked), check_files(site, linked)
    return replace(article_page(site, linked), files=(preview, graph, *check))


def _video(site: Site, video: str, cited: list[Claim]) -> Page:
    previews = claim_previews(site, video, moments(cited))
    return replace(video_page(site, video, cited), files=tuple(previews))


def _questions(site: Site, channel: str) -> tuple[File, ...]:
    return *channel_check_files(site, channel), *question_files(site, channel)


def _channel(site: Site, channel: str, files: tuple[File, ...]) -> Page:
    return replace(channel_page(site, channel), files=files)
