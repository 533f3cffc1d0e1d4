"""Building a group of channels: link its articles, then make each page whose inputs changed.

A group is memoized by everything it is given, so one that did not change is not looked into.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from macros import language
from scripts.build.cache import Cache, Digest
from scripts.build.facts import bare
from scripts.build.page_memos import memoized_pages
from scripts.build.plan import Cite, GroupPlan
from scripts.build.stored import StoredPages, stored_pages
from scripts.captions.model import Transcript
from scripts.core.digest import digest_of
from scripts.core.model import Article, Backlink, Hub, LinkedArticle, Totals
from scripts.ledger.headings import loose_headings
from scripts.questions.banks import Bank, Reading, cited_by, compared, reading
from scripts.questions.knowledge_check import sound_questions
from scripts.transcripts.scan import decoded
from scripts.wiki.library import Library
from scripts.wiki.links import Linked, link
from scripts.wiki.site import Settings, Site
from scripts.wiki.totals import totals

NEWEST = 100  # dated articles of a channel whose whole text feeds and newsletters may ask for
ANYONE = Backlink("", "", "")  # of a backlink in a summary only the number is asked


class CheckFile(NamedTuple):
    """A knowledge check: its article, its file, and the object of its bytes."""

    key: str
    path: str
    digest: Digest


class Group(NamedTuple):
    """Everything that the pages of a group depend on."""

    plan: GroupPlan
    batches: tuple[Digest, ...]  # parsed items
    checks: tuple[CheckFile, ...]
    settings: Settings

    @property
    def name(self) -> str:
        """Return the name of its pack, which stays while its channels do."""
        return digest_of(repr(sorted(self.plan.channels)).encode())[:16]


class GroupResult(NamedTuple):
    """A built group: its pages, a summary of its library, and what to tell the author."""

    pages: StoredPages
    summary: Digest  # a Site without most texts
    cited: tuple[Cite, ...]  # which of the cites that assessments make are there
    checks: int
    totals: Totals
    problems: Digest


def build_group(task: tuple[Path, Group]) -> None:
    """Build a group into the cache at a folder."""
    folder, group = task
    group_result(Cache(folder), group)
    gc.collect()


def group_result(cache: Cache, group: Group) -> GroupResult:
    """Return a built group, from this build or an earlier one."""
    return cache.memo("group", group, lambda: _build(cache, group))


def _build(cache: Cache, group: Group) -> GroupResult:
    language.use(group.settings.site.language)
    parsed = [one for digest in group.batches for one in cache.value(digest)]
    parsed.sort(key=lambda one: one[0].path)
    site, checks = _site(cache, group, [item for item, _ in parsed])
    problems = [problem for _, found in parsed for problem in found] + site.linked.problems
    problems += compared(checks, cited_by(site.linked.articles, site.library.former_keys))
    if group.settings.cards:
        problems += loose_headings(site.library.articles.values())
    pages = list(memoized_pages(cache, group.name, site, group.settings))
    cited = cited_by(site.linked.articles, site.library.former_keys)
    return GroupResult(
        pages=stored_pages(cache, group.name, pages),
        summary=cache.add_value(_summary(site, group.plan.mentioned)),
        cited=tuple(cite for cite in group.plan.asked if cite[1:] in cited.get(cite[0], ())),
        checks=len(checks),
        totals=totals(site.library, site.linked),
        problems=cache.add_value(problems),
    )


def _site(
    cache: Cache, group: Group, items: Sequence[Article | Hub | Transcript]
) -> tuple[Site, list[Reading]]:
    """The linked library of a group, and its knowledge checks as they were read."""
    library = Library.of(items).with_aliases(dict(group.plan.aliases))
    own = [file for file in group.checks if file.key in library.articles]
    read = {file.key: _check(cache, file) for file in own}
    checks = {key: questions for key, (_, questions) in read.items() if questions is not None}
    links = dict(group.plan.permalinks)
    return Site(library, link(library), links, checks), [one for one, _ in read.values()]


def _check(cache: Cache, file: CheckFile) -> tuple[Reading, list[dict[str, Any]] | None]:
    """A knowledge check as it was read, and its questions where it has no problem."""

    def make() -> tuple[Reading, list[dict[str, Any]] | None]:
        bank = Bank(file.path, decoded(cache.read(file.digest)), file.key, True)
        return reading(bank), sound_questions(bank)

    return cache.memo("knowledge check", file, make)


def _summary(site: Site, mentioned: Iterable[str]) -> Site:
    """A library with what listings, feeds and newsletters ask: the text of few articles."""
    words = frozenset(mentioned)
    newest = _newest(site.library)
    linked = {
        key: article if key in newest or _is_mentioned(article, words) else _bare(article)
        for key, article in site.linked.articles.items()
    }
    articles = {key: linked[key].article for key in site.library.articles}
    topics = {
        key: replace(topic, mentions=(ANYONE,) * topic.demand, videos=(), nearest=())
        for key, topic in site.linked.topics.items()
    }
    checks = {key: site.checks[key] for key in site.checks}
    library = Library(articles, site.library.hubs, _bare_transcripts(site.library))
    return Site(library, Linked(linked, topics, []), checks=checks)


def _bare_transcripts(library: Library) -> dict[str, tuple[Transcript, ...]]:
    """Return the transcripts of a library without their texts."""
    return {
        video: tuple(one for one in map(bare, tracks) if isinstance(one, Transcript))
        for video, tracks in library.transcripts.items()
    }


def _newest(library: Library) -> set[str]:
    """The keys of the newest dated articles of each channel."""
    newest: set[str] = set()
    for keys in library.channels.values():
        dated = [key for key in keys if library.articles[key].published]
        dated.sort(key=lambda key: (library.articles[key].modified, key), reverse=True)
        newest.update(dated[:NEWEST])
    return newest


def _is_mentioned(linked: LinkedArticle, words: frozenset[str]) -> bool:
    article = linked.article
    told = {article.slug, article.video, article.published[:7], *(c.video for c in linked.claims)}
    return not words.isdisjoint(told - {""})


def _bare(linked: LinkedArticle) -> LinkedArticle:
    article = bare(linked.article)
    assert isinstance(article, Article)
    return LinkedArticle(article, (), (), (), (ANYONE,) * len(linked.backlinks))
