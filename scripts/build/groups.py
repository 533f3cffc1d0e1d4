"""Building a group of channels: link its articles, then make each page whose inputs changed.

A group is memoized by everything it is given, so one that did not change is not looked into. In one
that did, a page is made again when a field of its view changed; the values of unchanged pages come
from the group's pack.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from scripts.build.batches import bare, problems_of
from scripts.build.cache import Cache, Digest, Record
from scripts.build.plan import Cite, GroupPlan
from scripts.build.stored import StoredPage, StoredPages, store_page, stored_pages
from scripts.core.digest import digest_of
from scripts.core.model import Article, Backlink, Hub, LinkedArticle, Totals
from scripts.ledger.headings import loose_headings
from scripts.pages.head_metadata import Heads
from scripts.pages.kinds import KINDS, Kind, View
from scripts.questions.banks import Bank, check_banks, cited_by
from scripts.questions.knowledge_check import sound_checks
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


class PageValue(NamedTuple):
    """A page in the pack of its group: how it is stored, and why it was made."""

    page: StoredPage
    inputs: Mapping[str, Digest]  # by the name of a field of its view
    changed: tuple[str, ...]  # the names of those that differed when it was made; none: it was new
    kind: str

    def told(self) -> Iterator[str]:
        """Return, in lines, what the page was made from and why."""
        reason = ", ".join(self.changed) or "nothing of this address was in the cache"
        yield f"{self.page.address}: made again because of: {reason}"
        yield f"a page of kind {self.kind}; a change in any of these makes it again:"
        yield from (f"  {name:<14} {digest[:12]}" for name, digest in self.inputs.items())


def build_group(task: tuple[Path, Group]) -> None:
    """Build a group into the cache at a folder."""
    folder, group = task
    group_result(Cache(folder), group)
    gc.collect()


def group_result(cache: Cache, group: Group) -> GroupResult:
    """Return a built group, from this build or an earlier one."""
    return cache.memo("group", group, lambda: _build(cache, group))


def _build(cache: Cache, group: Group) -> GroupResult:
    parsed = [one for digest in group.batches for one in cache.value(digest)]
    parsed.sort(key=lambda one: one[0].path)
    site, checks = _site(cache, group, [item for item, _ in parsed])
    problems = problems_of(parsed) + site.linked.problems
    problems += check_banks(checks, cited_by(site.linked.articles))
    if group.settings.cards:
        problems += loose_headings(site.library.articles.values())
    pages = list(_pages(cache, group, site))
    asked = {cite[0] for cite in group.plan.asked}
    cited = {k: {(c.video, c.seconds) for c in site.linked.articles[k].claims} for k in asked}
    return GroupResult(
        pages=stored_pages(cache, group.name, pages),
        summary=cache.add_value(_summary(site, group.plan.mentioned)),
        cited=tuple(cite for cite in group.plan.asked if cite[1:] in cited[cite[0]]),
        checks=len(checks),
        totals=totals(site.library, site.linked),
        problems=cache.add_value(problems),
    )


def _site(cache: Cache, group: Group, items: Sequence[Article | Hub]) -> tuple[Site, list[Bank]]:
    """The linked library of a group, and its knowledge checks."""
    library = Library.of(items).with_aliases(dict(group.plan.aliases))
    banks = [
        Bank(file.path, decoded(cache.read(file.digest)), file.key, True)
        for file in group.checks
        if file.key in library.articles
    ]
    links = dict(group.plan.permalinks)
    return Site(library, link(library), links, sound_checks(banks)), banks


def _pages(cache: Cache, group: Group, site: Site) -> Iterator[StoredPage]:
    """Every page of a group, made again where an input changed; the pack is brought up to date."""
    pack = cache.pack(group.name)
    before = {record.value.page.address: record.value for record in pack.values()}
    now: dict[str, Record] = {}
    heads = Heads.of(site, group.settings)
    for kind in KINDS:
        for view in kind.views(site, group.settings, heads):
            inputs = view_inputs(view)
            key = cache.name(kind.name, inputs.items())
            record = pack.get(key)
            if record is None:
                record = _made(cache, group, kind, view, inputs, before.get(view.address))
            now[key] = record
            cache.refer(*record.references)
            yield record.value.page
    if now.keys() != pack.keys():
        cache.keep_pack(group.name, now)


def view_inputs(view: View) -> dict[str, Digest]:
    """Return the digest of every named input of a page: the fields of its view."""
    return {
        name: digest_of(repr(value).encode("utf-8", "surrogatepass"))
        for name, value in zip(view._fields, view, strict=True)
    }


def _made(
    cache: Cache,
    group: Group,
    kind: Kind,
    view: View,
    inputs: Mapping[str, Digest],
    before: PageValue | None,
) -> Record:
    old = before.inputs if before else inputs
    changed = tuple(name for name in inputs if inputs[name] != old.get(name))
    with cache.collecting() as references:
        page = store_page(cache, kind.page(view), view.head, cards=group.settings.cards)
    return Record(PageValue(page, inputs, changed, kind.name), tuple(sorted(references)))


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
    return Site(Library(articles, site.library.hubs), Linked(linked, topics, []), checks=checks)


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
