"""The table of pages: how each kind is seen in a linked library, and how it is rendered.

A *view* is a frozen value with everything that a page shows; rendering asks nothing else. So equal
views mean equal pages, and the fields of a view are the named inputs of its page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from scripts.core.model import Page
from scripts.pages import article, channel, topic, transcript, video
from scripts.pages.head_metadata import Heads
from scripts.wiki.site import Settings, Site

View = Any  # a NamedTuple with `address` and `head`


class Kind(NamedTuple):
    """One kind of page: its views in a library, and the page of a view."""

    name: str
    views: Callable[[Site, Settings, Heads], Iterator[View]]
    page: Callable[[View], Page]


KINDS = (
    Kind("article", article.views, article.page),
    Kind("video", video.views, video.page),
    Kind("transcript", transcript.views, transcript.page),
    Kind("channel", channel.views, channel.page),
    Kind("topic", topic.views, topic.page),
)
