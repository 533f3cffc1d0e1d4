"""The parts of a build that ask every group: shared pages, redirects, the catalogue of articles."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from macros.banks_file import with_banks
from macros.content import content_of
from scripts.build.cache import Cache, Digest
from scripts.build.groups import GroupResult
from scripts.build.inputs import Beside, unknown_names
from scripts.build.plan import Plan
from scripts.build.stored import StoredPages, store_page, stored_pages
from scripts.ledger.redirects import redirect_files
from scripts.newsletter.context import LinkContext
from scripts.outputs.shared import catalogue, shared_outputs
from scripts.pages.head_metadata import Head
from scripts.questions.banks import check_banks
from scripts.wiki.library import Library
from scripts.wiki.links import Linked
from scripts.wiki.site import Site


class Shared(NamedTuple):
    """What belongs to the whole site: pages, other files as a tree, the catalogue, problems."""

    pages: StoredPages
    files: Digest
    catalogue: Digest
    problems: Digest


def shared_result(
    cache: Cache, beside: Beside, plan: Plan, results: Sequence[GroupResult]
) -> Shared:
    """Return the shared outputs; made again where a summary of a group changed."""
    inputs = (beside.digest, plan, [(one.summary, one.cited) for one in results])
    return cache.memo("shared", inputs, partial(_shared, cache, beside, plan, results))


def _shared(cache: Cache, beside: Beside, plan: Plan, results: Sequence[GroupResult]) -> Shared:
    site = _together(cache.value(one.summary) for one in results)
    links = {page: url for group in plan.groups for page, url in group.permalinks}
    site = replace(site, permalinks=links)
    context = LinkContext(site, cache.value(plan.ledger))
    runtime = with_banks(json.loads(beside.settings.runtime or "{}"))
    made = shared_outputs(context, beside.issues, runtime, beside.settings.base)
    head = Head(beside.settings.base, name=beside.settings.site.name)
    pages = [store_page(cache, p, head, cards=beside.settings.cards) for p in made.pages]
    cited: dict[str, set[tuple[str, int]]] = {key: set() for key in site.library.articles}
    for article, video, second in (cite for one in results for cite in one.cited):
        cited.setdefault(article, set()).add((video, second))
    for key in site.library.articles:
        for former in site.library.former_keys(key):
            cited.setdefault(former, cited[key])
    unknown = unknown_names(content_of(beside.source), cited.keys())
    problems = [*made.problems, *check_banks(beside.banks, cited), *unknown]
    return Shared(
        stored_pages(cache, "shared", pages),
        cache.add_value({name: cache.add(data) for name, data in made.files}),
        cache.add(_as_json(catalogue(site))),
        cache.add_value(problems),
    )


def _together(sites: Iterable[Site]) -> Site:
    """The summaries of all groups as one library."""
    found = list(sites)
    articles = {k: a for site in found for k, a in site.library.articles.items()}
    hubs = {k: h for site in found for k, h in site.library.hubs.items()}
    linked = {k: a for site in found for k, a in site.linked.articles.items()}
    topics = {k: t for site in found for k, t in site.linked.topics.items()}
    checks = {k: c for site in found for k, c in site.checks.items()}
    whole = Linked(dict(sorted(linked.items())), dict(sorted(topics.items())), [])
    tracks = {v: t for site in found for v, t in site.library.transcripts.items()}
    library = Library(
        dict(sorted(articles.items())), dict(sorted(hubs.items())), dict(sorted(tracks.items()))
    )
    return Site(library, whole, checks=dict(sorted(checks.items())))


def redirects(cache: Cache, plan: Plan, pages: Iterable[StoredPages], base: str) -> Digest:
    """Return the tree of redirects from permanent and former addresses that have no page."""
    addresses = [one.addresses for one in pages]

    def make() -> Digest:
        taken: Collection[str] = {name for one in addresses for name in cache.value(one)}
        files = redirect_files(cache.value(plan.ledger), taken, base)
        return cache.add_value({name: cache.add(data) for name, data in files})

    return cache.memo("redirects", (plan.ledger, addresses, base), make)


def _as_json(table: Mapping[str, object]) -> bytes:
    """A table with a line for each entry, for whoever compares two."""
    write = partial(json.dumps, ensure_ascii=False)
    lines = (f"{write(key)}: {write(value)}" for key, value in table.items())
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()
