"""What deserves a permanent address, gathered from a build."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from assessments import banks
from scripts.core.model import Article, Resource
from scripts.core.text import former_slug, name_slug, shorten, slugify
from scripts.wiki.library import Library


def gather(
    library: Library, videos: Iterable[str], others: Iterable[Resource] = ()
) -> list[Resource]:
    """Every thing of a build: articles, channels, videos, assessments, and the others given.

    A draft gets its permanent address when it is none any more.
    """
    former = _former_keys(library)
    names = {key: [old for old, heir in former.items() if heir == key] for key in former.values()}
    return [
        *(
            _article(library, article, names)
            for article in library.articles.values()
            if not article.draft
        ),
        *(_channel(library, name, former) for name in library.channels),
        *(Resource("video", video, library.video_title(video)) for video in videos),
        *assessment_resources(),
        *others,
    ]


def _article(library: Library, article: Article, former: Mapping[str, list[str]]) -> Resource:
    aliases = [alias_key(library, article.channel, alias) for alias in article.aliases]
    aliases += former.get(article.key, ())
    return Resource("article", article.key, article.title, tuple(aliases))


def _channel(library: Library, name: str, former: Mapping[str, str]) -> Resource:
    olds = (old.partition("/")[0] for old, key in former.items() if key.startswith(f"{name}/"))
    aliases = tuple(old for old in dict.fromkeys(olds) if old not in library.channels)
    return Resource("channel", name, library.channel_title(name), aliases)


def _former_keys(library: Library) -> dict[str, str]:
    """The keys that articles had before marks and signs counted in names, with those of today.

    Of several that shared one address the first had it.
    """
    found: dict[str, str] = {}
    for article in sorted(library.articles.values(), key=lambda article: article.path):
        *_, folder, name = ["", *article.path.split("/")][-2:]
        stem = PurePath(name).stem
        if stem.isascii() and folder.isascii() and "+" not in stem + folder and "#" not in stem:
            continue
        channel = _former(folder, article.channel)
        old = f"{channel}/{_former(stem, article.slug)}"
        if old != article.key and old not in library.articles:
            found.setdefault(old, article.key)
    return found


def _former(name: str, slug: str) -> str:
    """The slug that a name had; a slug that does not come from the name is kept."""
    return former_slug(name) if name_slug(name) == slug else slug


def alias_key(library: Library, channel: str, alias: str) -> str:
    """The key that an alias stands for: an old slug, an old title, or `channel/slug`."""
    other, _, rest = alias.partition("/")
    if rest and (other in library.channels or slugify(other) == other):
        return f"{other}/{name_slug(rest)}"
    return f"{channel}/{name_slug(alias)}"


def assessment_resources() -> Iterator[Resource]:
    """The assessments of the content folder, and each of their questions as `assessment/item`."""
    for name in banks.ids():
        try:
            bank = banks.load(name)
        except (OSError, tomllib.TOMLDecodeError):
            continue  # the check of banks says what is wrong with it
        yield Resource("assessment", name, bank["title"])
        for item in bank.get("items", []):
            yield Resource("question", f"{name}/{item['id']}", shorten(item["text"], 90))
