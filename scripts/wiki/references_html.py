"""Filling the placeholders of a body: citations and wiki links as HTML or as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from macros.citations import look
from scripts.core.model import (
    Article,
    Citation,
    LinkedArticle,
    Reference,
    Target,
    Verbatim,
    WikiLink,
)
from scripts.core.text import PLACEHOLDER, clock_label
from scripts.core.urls import relative_url, target_url, watch
from scripts.transcripts.markdown import words_html
from scripts.wiki.links import anchor

Place = Citation | Target | None


def fill(text: str, linked: LinkedArticle, page: str, *, ids: bool = True) -> str:
    """Put links into the placeholders of a text of `linked`, as the page at `page` needs them.

    `ids` gives each cited second its id, once.
    """
    article, seen = linked.article, set[str]()

    def placeholder(found: re.Match[str]) -> str:
        number = int(found.group(1))
        reference, place = article.references[number], linked.places[number]
        if not isinstance(place, Citation) or not ids:
            return place_html(article, reference, place, page)
        name = anchor(article, place)
        first = name not in seen
        seen.add(name)
        return place_html(article, reference, place, page, name if first else "")

    return PLACEHOLDER.sub(placeholder, text)


def place_html(
    article: Article, reference: Reference, place: Place, page: str, ident: str = ""
) -> str:
    """One citation or wiki link as HTML."""
    if isinstance(place, Target):
        return _link_html(reference, place, page)
    if isinstance(place, Citation) and place.video:
        return _citation_html(article, place, ident)
    if isinstance(reference, WikiLink):
        return words_as_html(reference)
    return f'<span class="citation-text">{escape(_as_text(reference, place))}</span>'


def _link_html(reference: Reference, target: Target, page: str) -> str:
    words = words_as_html(reference)
    address = escape(relative_url(page, target_url(target), target.heading))
    kind = ' class="topic"' if target.kind == "topic" else ""
    preview = f' data-preview="{escape(target.key)}"' if target.kind == "article" else ""
    return f'<a{kind}{preview} href="{address}">{words}</a>'


def words_as_html(reference: Reference) -> str:
    """The words of a wiki link as HTML."""
    if isinstance(reference, WikiLink) and reference.marked:
        return words_html(reference.marked)
    return escape(shown_words(reference))


def shown_words(reference: Reference) -> str:
    """The words of a wiki link; a bare slug is shown with spaces."""
    if not isinstance(reference, WikiLink):
        return ""
    return (
        reference.words
        if reference.words != reference.target
        else reference.words.replace("_", " ")
    )


def _citation_html(article: Article, citation: Citation, ident: str) -> str:
    own = citation.video == article.video
    html = look(citation.state, own, bool(ident))
    return html(citation.seconds, citation.video, clock_label(citation.seconds), ident)


def _as_text(reference: Reference, place: Place) -> str:
    if isinstance(place, Citation):
        return clock_label(place.seconds)
    if isinstance(reference, WikiLink):
        return reference.marked or shown_words(reference)
    if isinstance(reference, Verbatim):
        return reference.written
    label = re.search(r">([^<>]*)<", reference.written)
    return label.group(1).strip("[] ") if label else ""


def fill_markdown(linked: LinkedArticle, address: Callable[[Target], str]) -> str:
    """The article's body as clean Markdown: every citation and wiki link an ordinary link."""

    def placeholder(found: re.Match[str]) -> str:
        number = int(found.group(1))
        reference, place = linked.article.references[number], linked.places[number]
        if isinstance(place, Citation) and place.video:
            return f"[{clock_label(place.seconds)}]({watch(place)})"
        if isinstance(place, Target) and isinstance(reference, WikiLink):
            return f"[{reference.marked or shown_words(reference)}]({address(place)})"
        return _as_text(reference, place)

    return PLACEHOLDER.sub(placeholder, linked.article.markdown)
