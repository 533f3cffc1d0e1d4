"""Pages and files that belong to the whole site: listings, newsletters, quiz pages, feeds, schemas.

A source with a ledger has permanent addresses. In any other, what would lead to them leads to the
pages of today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from scripts.core.files import File
from scripts.core.model import Page, Problem
from scripts.core.text import minutes
from scripts.core.urls import article_url
from scripts.ledger.redirects import permalink_pages
from scripts.newsletter.archive import archive_pages
from scripts.newsletter.context import LinkContext
from scripts.outputs.feeds import feed_files, feeds
from scripts.outputs.schemas import schema_files
from scripts.pages.arrival import quiz_pages
from scripts.pages.listings import listing_pages
from scripts.transcripts.letters import Issue
from scripts.wiki.site import Site

Catalogue = Mapping[str, Mapping[str, Any]]


class SharedOutputs(NamedTuple):
    """The pages and files of the whole site, and what is wrong in the newsletters."""

    pages: list[Page]
    files: list[File]
    problems: list[Problem]


def shared_outputs(
    context: LinkContext, issues: Sequence[Issue], runtime: Mapping[str, Any], base: str
) -> SharedOutputs:
    """Return what belongs to the whole site."""
    letters, problems = archive_pages(issues, context)
    articles = catalogue(context.site)
    pages = [
        *listing_pages(context.site),
        *letters,
        *quiz_pages(context.ledger, articles, runtime),
        *permalink_pages(context.site, context.ledger),
    ]
    return SharedOutputs(pages, list(_files(context, issues, base)), problems)


def _files(context: LinkContext, issues: Sequence[Issue], base: str) -> Iterator[File]:
    for feed in feeds(context, issues, base):
        yield from feed_files(feed, base)
    yield from schema_files(base)


def catalogue(site: Site) -> dict[str, dict[str, Any]]:
    """Return what hand-written pages need to link to articles, by key.

    That is title, address, minutes, day, `check`, the number of questions at the end, and `former`,
    the keys that it had.
    """
    library = site.library
    return {
        key: {
            "title": article.title,
            "address": article_url(key),
            "minutes": minutes(article.words),
            "date": article.published,
            "check": len(site.checks.get(key, ())),
            "former": library.former_keys(key),
        }
        for key, article in sorted(site.library.articles.items())
    }
