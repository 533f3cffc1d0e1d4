"""Filling the holes of a body: citations and wiki links as HTML or as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from scripts.addresses import href, target_address, watch
from scripts.link import anchor
from scripts.marks import HOLE
from scripts.model import Article, Citation, LinkedArticle, Mark, Target, WikiLink
from scripts.stamps import clock_label

Place = Citation | Target | None


def fill(text: str, linked: LinkedArticle, page: str, *, ids: bool = True) -> str:
    """Put links into the holes of a text of `linked`, as the page at `page` needs them.

    `ids` gives each cited second its id, once.
    """
    article, seen = linked.article, set[str]()

    def hole(found: re.Match[str]) -> str:
        number = int(found.group(1))
        mark, place = article.marks[number], linked.places[number]
        if not isinstance(place, Citation) or not ids:
            return place_html(article, mark, place, page)
        name = anchor(article, place)
        first = name not in seen
        seen.add(name)
        return place_html(article, mark, place, page, name if first else "")

    return HOLE.sub(hole, text)


def place_html(article: Article, mark: Mark, place: Place, page: str, ident: str = "") -> str:
    """One citation or wiki link as HTML."""
    if isinstance(place, Target):
        return _link_html(mark, place, page)
    if isinstance(place, Citation) and place.video:
        return _citation_html(article, place, ident)
    return f'<span class="citation-text">{escape(_as_text(mark, place))}</span>'


def _link_html(mark: Mark, target: Target, page: str) -> str:
    words = escape(shown_words(mark))
    address = escape(href(page, target_address(target)))
    kind = ' class="topic"' if target.kind == "topic" else ""
    preview = f' data-preview="{escape(target.key)}"' if target.kind == "article" else ""
    return f'<a{kind}{preview} href="{address}">{words}</a>'


def shown_words(mark: Mark) -> str:
    """The words of a wiki link; a bare slug is shown with spaces."""
    if not isinstance(mark, WikiLink):
        return ""
    return mark.words if mark.words != mark.target else mark.words.replace("_", " ")


def _citation_html(article: Article, citation: Citation, ident: str) -> str:
    name = f' id="{ident}"' if ident else ""
    video = "" if citation.video == article.video else f' data-video="{citation.video}"'
    note = (
        ' <small class="unverified">time not verified</small>'
        if citation.state == "unverified"
        else ""
    )
    return (
        f'<a class="citation" data-seconds="{citation.seconds}" data-state="{citation.state}"'
        f'{video} href="{escape(watch(citation))}"{name}>{clock_label(citation.seconds)}</a>{note}'
    )


def _as_text(mark: Mark, place: Place) -> str:
    if isinstance(place, Citation):
        return clock_label(place.seconds)
    label = re.search(r">([^<>]*)<", mark.written)
    return label.group(1).strip("[] ") if label else ""


def fill_markdown(linked: LinkedArticle, address: Callable[[Target], str]) -> str:
    """The article's body as clean Markdown: every citation and wiki link an ordinary link."""

    def hole(found: re.Match[str]) -> str:
        number = int(found.group(1))
        mark, place = linked.article.marks[number], linked.places[number]
        if isinstance(place, Citation) and place.video:
            return f"[{clock_label(place.seconds)}]({watch(place)})"
        if isinstance(place, Target) and isinstance(mark, WikiLink):
            return f"[{shown_words(mark)}]({address(place)})"
        return _as_text(mark, place)

    return HOLE.sub(hole, linked.article.markdown)
