"""What a page says of itself to machines, as JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from macros.language import say
from scripts.core.model import Article
from scripts.core.urls import relative_url, video_url, watch_at

JsonObject = dict[str, Any]

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def script_json(things: Sequence[JsonObject]) -> str:
    """The things as JSON that may stand in a script element: nothing in it can end the element."""
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": list(things)},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    for character, escaped in _UNSAFE.items():
        text = text.replace(character, escaped)
    return text


def absolute(address: str, base: str) -> str:
    """The whole address of a page of the site at `base`."""
    return base + (relative_url("", address) if address else "")


def article_thing(
    article: Article, address: str, description: str, base: str, publisher: str
) -> JsonObject:
    """An article, with the video that it is drawn from, and the name of the site."""
    thing: JsonObject = {
        "@type": "Article",
        "headline": article.title,
        "description": description,
        "url": absolute(address, base),
        "wordCount": article.words,
        "publisher": {"@type": "Organization", "name": publisher, "url": absolute("", base)},
    }
    if article.published:
        thing |= {"datePublished": article.published, "dateModified": article.modified}
    if article.video:
        thing["isBasedOn"] = absolute(video_url(article.video), base)
    return thing


def video_thing(
    video: str, title: str, description: str, clips: Iterable[JsonObject], base: str
) -> JsonObject:
    """A video of another site, with the moments that articles cite as its parts."""
    return {
        "@type": "VideoObject",
        "name": title,
        "description": description,
        "url": f"https://www.youtube.com/watch?v={video}",
        "embedUrl": f"https://www.youtube-nocookie.com/embed/{video}",
        "thumbnailUrl": f"https://i.ytimg.com/vi/{video}/hqdefault.jpg",
        "mainEntityOfPage": absolute(video_url(video), base),
        "hasPart": list(clips),
    }


def clip_thing(video: str, name: str, seconds: int) -> JsonObject:
    """One cited moment of a video."""
    url = watch_at(video, seconds)
    return {"@type": "Clip", "name": name, "startOffset": seconds, "url": url}


def breadcrumbs_thing(crumbs: Iterable[tuple[str, str]], base: str) -> JsonObject:
    """The way to a page from the home page: titles and addresses, the page itself last."""
    items = [
        {"@type": "ListItem", "position": number, "name": title, "item": absolute(address, base)}
        for number, (title, address) in enumerate([(say("Home"), ""), *crumbs], 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
