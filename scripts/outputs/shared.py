"""What stands around the wiki's own pages: permanent addresses, newsletters, quiz landings, feeds.

A source with a ledger beside it has all of them. Any other source has no permanent addresses and
no preview images; what would lead to them leads to the pages of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from macros import read_json
from scripts.core.files import ROOT
from scripts.core.model import Page, Problem, Resource
from scripts.core.urls import article_url, site_url
from scripts.ledger.entries import Ledger, load_ledger
from scripts.ledger.headings import loose_headings
from scripts.ledger.history import ledger_file, lost_ids, unledgered
from scripts.ledger.operations import update
from scripts.ledger.redirects import permalink_pages, redirect_files
from scripts.ledger.resources import gather
from scripts.newsletter.archive import archive_pages
from scripts.newsletter.context import LinkContext
from scripts.outputs.feeds import Feed, feed_files, feeds, permanent_addresses
from scripts.outputs.schemas import schema_files
from scripts.outputs.social_cards import Cards
from scripts.pages.arrival import quiz_pages
from scripts.pages.head_metadata import FeedLink, with_head_metadata
from scripts.questions.knowledge_check import RUNTIME
from scripts.transcripts.letters import Issue, is_day, issue_resources, read_issues
from scripts.wiki.site import Site

NEWSLETTER = ROOT / "docs" / "newsletter"


def read_ledger(source: Path) -> tuple[Ledger, list[Problem]]:
    """The ledger of a source; an empty one where none lies beside it."""
    return load_ledger(ledger_file(source))


@dataclass
class Surroundings:
    """The pages and files around the wiki of one build."""

    world: LinkContext
    letters: list[Page]
    issues: list[Issue]
    cards: Cards | None = None
    base: str = field(default_factory=site_url)
    taken: set[str] = field(default_factory=set)

    def pages(self, wiki: Iterable[Page], articles: Mapping[str, dict[str, Any]]) -> Iterator[Page]:
        """The wiki's pages and these around them, each with its head filled."""
        runtime = read_json(RUNTIME)
        world = self.world
        pages = chain(
            wiki,
            self.letters,
            quiz_pages(world.ledger, articles, runtime),
            permalink_pages(world.site, world.ledger),
        )
        picture = self.cards.address if self.cards else None
        for page in with_head_metadata(
            pages, world.site, self._channel_feeds(), picture, self.base
        ):
            self.taken.add(page.address)
            yield page

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Feeds, schemas, and for a source with a ledger redirects and preview images.

        To be asked after the pages: an address that a page has is not redirected.
        """
        for feed in self._feeds:
            yield from feed_files(feed, self.base)
        yield from redirect_files(self.world.ledger, self.taken, self.base)
        yield from schema_files(self.base)
        if self.cards:
            yield from self.cards.files()

    @cached_property
    def _feeds(self) -> list[Feed]:
        return feeds(self.world, self.issues, self.base)

    def _channel_feeds(self) -> dict[str, FeedLink]:
        channels = {article_url(channel) for channel in self.world.site.library.channels}
        return {f.page: FeedLink(f.address, f.title) for f in self._feeds if f.page in channels}


def all_letters() -> str:
    """The text of the newsletters that a source without its own goes with."""
    paths = sorted(NEWSLETTER.glob("*.md"))
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in paths)


def surroundings(
    source: Path, site: Site, ledger: Ledger, cards: Path, questions: Iterable[Resource] = ()
) -> tuple[Surroundings, list[Problem]]:
    """Everything around a linked site; the ledger's newest lines are taken as given already."""
    known = bool(ledger.entries)
    folder = source.parent / "newsletter" if known else NEWSLETTER
    issues, problems = read_issues(folder)
    issues = [issue for issue in issues if is_day(issue.date)]
    if known:
        file, before = ledger_file(source), len(ledger.entries)
        ledger, found = update(ledger, gather(site, [*issue_resources(folder), *questions]))
        problems += loose_headings(site.library.articles.values())
        problems += found + lost_ids(file, ledger) + unledgered(file, len(ledger.entries) - before)
        site = replace(site, permalinks=permanent_addresses(site, ledger))
    world = LinkContext(site, ledger)
    letters, found = archive_pages(issues, world)
    problems += found
    return Surroundings(
        world, letters, issues, Cards(cards) if known else None
    ), problems if known else []
