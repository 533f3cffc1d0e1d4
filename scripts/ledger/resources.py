"""What deserves a permanent address, gathered from a build."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator

from assessments import banks
from scripts.core.model import Article, Resource
from scripts.core.text import shorten, slugify
from scripts.wiki.library import Library


def gather(
    library: Library, videos: Iterable[str], others: Iterable[Resource] = ()
) -> list[Resource]:
    """Every thing of a build: articles, channels, videos, assessments, and the others given.

    A draft gets its permanent address when it is none any more.
    """
    return [
        *(_article(library, one) for one in library.articles.values() if not one.draft),
        *(Resource("channel", name, library.channel_title(name)) for name in library.channels),
        *(Resource("video", video, library.video_title(video)) for video in videos),
        *assessment_resources(),
        *others,
    ]


def _article(library: Library, article: Article) -> Resource:
    aliases = tuple(alias_key(library, article.channel, alias) for alias in article.aliases)
    return Resource("article", article.key, article.title, aliases)


def alias_key(library: Library, channel: str, alias: str) -> str:
    """The key that an alias stands for: an old slug, an old title, or `channel/slug`."""
    other, _, rest = alias.partition("/")
    if rest and (other in library.channels or slugify(other) == other):
        return f"{other}/{slugify(rest)}"
    return f"{channel}/{slugify(alias)}"


def assessment_resources() -> Iterator[Resource]:
    """The assessments of this project, and each of their questions as `assessment/item`."""
    for name in banks.IDS:
        try:
            bank = banks.load(name)
        except (OSError, tomllib.TOMLDecodeError):
            continue  # the check of banks says what is wrong with it
        yield Resource("assessment", name, bank["title"])
        for item in bank.get("items", []):
            yield Resource("question", f"{name}/{item['id']}", shorten(item["text"], 90))
