"""The pages of a group as memos: a page is made again when a field of its view changed.

The values of a group's pages lie in one pack, so that an edit opens one file and not thousands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scripts.build.cache import Cache, Digest, Record
from scripts.build.stored import StoredPage, store_page
from scripts.core.digest import digest_of
from scripts.pages.head_metadata import Heads
from scripts.pages.kinds import KINDS, Kind, View
from scripts.wiki.site import Settings, Site


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


def memoized_pages(cache: Cache, name: str, site: Site, settings: Settings) -> Iterator[StoredPage]:
    """Return every page of a group, made again where an input changed; its pack follows."""
    pack = cache.pack(name)
    before = {record.value.page.address: record.value for record in pack.values()}
    now: dict[str, Record] = {}
    heads = Heads.of(site, settings)
    for kind in KINDS:
        for view in kind.views(site, settings, heads):
            inputs = view_inputs(view)
            key = cache.name(kind.name, inputs.items())
            record = pack.get(key)
            if record is None:
                record = _made(
                    cache, kind, view, inputs, before.get(view.address), cards=settings.cards
                )
            now[key] = record
            cache.refer(*record.references)
            yield record.value.page
    if now.keys() != pack.keys():
        cache.keep_pack(name, now)


def view_inputs(view: View) -> dict[str, Digest]:
    """Return the digest of every named input of a page: the fields of its view."""
    return {
        name: digest_of(repr(value).encode("utf-8", "surrogatepass"))
        for name, value in zip(view._fields, view, strict=True)
    }


def _made(
    cache: Cache,
    kind: Kind,
    view: View,
    inputs: Mapping[str, Digest],
    before: PageValue | None,
    *,
    cards: bool,
) -> Record:
    old = before.inputs if before else inputs
    changed = tuple(name for name in inputs if inputs[name] != old.get(name))
    with cache.collecting() as references:
        page = store_page(cache, kind.page(view), view.head, cards=cards)
    return Record(PageValue(page, inputs, changed, kind.name), tuple(sorted(references)))
