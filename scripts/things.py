"""What deserves a permanent address, gathered from a build."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessments import banks
from scripts.library import Library
from scripts.model import Article
from scripts.pages.common import Site, shorten
from scripts.pages.video import all_videos
from scripts.text import slugify

KINDS = ("article", "assessment", "channel", "issue", "question", "video")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a link can mean: its kind, its name there, and names it had before."""

    kind: str
    name: str
    title: str
    aliases: tuple[str, ...] = ()


def gather(site: Site, others: Iterable[Thing] = ()) -> list[Thing]:
    """Every thing of a build: articles, channels, videos, assessments, and the others given."""
    library = site.library
    return [
        *(_article(library, article) for article in library.articles.values()),
        *(Thing("channel", name, site.channel_title(name)) for name in library.channels),
        *(Thing("video", video, library.video_title(video)) for video in all_videos(site)),
        *assessment_things(),
        *others,
    ]


def _article(library: Library, article: Article) -> Thing:
    aliases = tuple(alias_key(library, article.channel, alias) for alias in article.aliases)
    return Thing("article", article.key, article.title, aliases)


def alias_key(library: Library, channel: str, alias: str) -> str:
    """The key that an alias stands for: an old slug, an old title, or `channel/slug`."""
    other, _, rest = alias.partition("/")
    if rest and (other in library.channels or slugify(other) == other):
        return f"{other}/{slugify(rest)}"
    return f"{channel}/{slugify(alias)}"


def assessment_things() -> Iterator[Thing]:
    """The assessments of this project, and each of their questions as `assessment/item`."""
    for name in banks.IDS:
        try:
            bank = banks.load(name)
        except (OSError, tomllib.TOMLDecodeError):
            continue  # the check of banks says what is wrong with it
        yield Thing("assessment", name, bank["title"])
        for item in bank.get("items", []):
            yield Thing("question", f"{name}/{item['id']}", shorten(item["text"], 90))
