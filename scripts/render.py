"""Every page of a linked library but the listings, with what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from scripts.checks import channel_check_files, check_files
from scripts.export.downloads import question_files
from scripts.graph import Graph, article_graph, channel_graph
from scripts.model import Page
from scripts.pages.article import article_page
from scripts.pages.channel import channel_page
from scripts.pages.common import Site
from scripts.pages.topic import topic_page
from scripts.pages.video import all_videos, claims_by_video, moments, video_page
from scripts.previews import File, article_preview, claim_previews
from scripts.progress import progress


def render(site: Site) -> Iterator[Page]:
    """The pages of articles, videos, channels and topics, one at a time."""
    claims = claims_by_video(site)
    graph = Graph.of(site)
    articles = site.linked.articles.values()
    for linked in progress(articles, "articles", len(articles)):
        graph_file = article_graph(site, graph, linked.article.key)
        preview, check = article_preview(site, linked), check_files(site, linked)
        yield _beside(article_page(site, linked), preview, graph_file, *check)
    for video in all_videos(site):
        cited = claims.get(video, [])
        yield _beside(video_page(site, video, cited), *claim_previews(site, video, moments(cited)))
    for channel in site.library.channels:
        draw = channel_check_files(site, channel), question_files(site, channel)
        beside = channel_graph(site, graph, channel), *chain(*draw)
        yield _beside(channel_page(site, channel), *beside)
    for topic in site.linked.topics.values():
        yield topic_page(site, topic, claims)


def _beside(page: Page, *files: File) -> Page:
    return replace(page, files=files)
