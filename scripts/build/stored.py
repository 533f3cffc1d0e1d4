"""Pages as the cache stores them: a fragment, the files beside it, and what other steps ask."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from scripts.build.cache import OBJECTS, Cache, Digest
from scripts.core.model import Page
from scripts.outputs.social_cards import card_path, draw
from scripts.pages.head_metadata import Head, with_head

# The layout template: where it stands in what MkDocs builds, and the page it is built from.
TEMPLATE, TEMPLATE_PAGE = (
    "layout/index.html",
    '---\ntitle: "%TITLE%"\nroot: "%ROOT%"\ntemplate: layout.html\n---\n',
)

SEARCHED_TOGETHER = 800  # pages: Pagefind takes 9 ms for each, and again after every edit

_CHANNEL = re.compile(r"/wiki/([^/\"#]+)/")


class PageInfo(NamedTuple):
    """What the sitemap, the search and files for machines ask of a page."""

    title: str
    description: str
    kind: str
    search: bool
    modified: str
    canonical: str
    channel: str  # the first that the page links to


class StoredPage(NamedTuple):
    """A page in the cache: its fragment has no layout yet; `files` and `card` are ready."""

    address: str
    info: PageInfo
    fragment: Digest
    files: tuple[tuple[str, Digest], ...]  # by path in the site
    card: tuple[str, Digest] | None


class Searched(NamedTuple):
    """Searched pages of a channel: their number, and the object of address and fragment.

    A large channel has several of these, among which its pages are dealt by their addresses: an
    edit changes one.
    """

    channel: str
    number: int
    pages: Digest


class StoredPages(NamedTuple):
    """Many stored pages, each part an object: what did not change is not opened."""

    name: str  # of what was built together
    pages: Digest  # tuple[StoredPage, ...]
    addresses: Digest  # tuple[str, ...]
    infos: Digest  # dict[str, PageInfo], by address
    cards: Digest  # dict[str, Digest], by path
    searched: tuple[Searched, ...]
    kinds: tuple[tuple[str, int], ...]


class Fragment(NamedTuple):
    """A page without its layout: what its head needs, and its body."""

    head: dict[str, Any]
    body: str

    @classmethod
    def read(cls, data: bytes) -> Fragment:
        """Return the fragment of an object's bytes."""
        first, _, body = data.decode("utf-8").partition("\n")
        return cls(json.loads(first), body)


def store_page(cache: Cache, page: Page, head: Head, *, cards: bool) -> StoredPage:
    """Put a page into the cache, with the picture for links to it where it has one."""
    wanted: list[tuple[str, str, str]] = []

    def picture(title: str, line: str) -> str:
        wanted.append((title, line, head.name))
        return card_path(title, line, head.name)

    page = with_head(page, head, picture if cards else None)
    files = [(f"{page.address}/{name}", cache.add(data)) for name, data in page.files]
    files += [(f"{page.address}/{name}", digest) for name, digest in page.cached]
    cache.refer(*(f"{OBJECTS}/{digest}" for _, digest in page.cached))
    if page.markdown:
        markdown = cache.add(page.markdown.encode("utf-8", "replace"))
        files.append((f"{page.address}/index.md", markdown))
    card = next(((card_path(*one), cache.add(draw(*one))) for one in wanted), None)
    return StoredPage(page.address, _info(page), cache.add(_fragment(page)), tuple(files), card)


def _info(page: Page) -> PageInfo:
    channel = _CHANNEL.search(page.body)
    return PageInfo(
        page.title,
        page.description,
        page.kind,
        page.search,
        page.modified,
        page.canonical,
        channel.group(1) if channel else "",
    )


def _fragment(page: Page) -> bytes:
    head = {
        "title": page.title,
        "description": page.description,
        "kind": page.kind,
        "toc": [(heading.level, heading.text, heading.id) for heading in page.toc],
        "crumbs": page.crumbs,
        "json_ld": page.json_ld,
        "canonical": page.canonical,
        "head": page.head,
    }
    fragment = json.dumps(head, ensure_ascii=False) + "\n" + page.body
    return fragment.encode("utf-8", "replace")


def stored_pages(cache: Cache, name: str, pages: Iterable[StoredPage]) -> StoredPages:
    """Return pages that were built together as one value, in the order of their addresses."""
    found = sorted(pages, key=lambda page: page.address)
    infos = {page.address: page.info for page in found}
    cards = dict(sorted(page.card for page in found if page.card))
    kinds = Counter(page.info.kind for page in found)
    return StoredPages(
        name,
        cache.add_value(tuple(found)),
        cache.add_value(tuple(infos)),
        cache.add_value(infos),
        cache.add_value(cards),
        tuple(_searched(cache, found)),
        tuple(sorted(kinds.items())),
    )


def _searched(cache: Cache, pages: Sequence[StoredPage]) -> Iterable[Searched]:
    channels: dict[str, list[tuple[str, Digest]]] = {}
    for page in pages:
        if page.info.search:
            first, _, rest = page.address.partition("/")
            channel = rest.partition("/")[0] if first == "wiki" else page.info.channel
            channels.setdefault(channel, []).append((page.address, page.fragment))
    for channel, found in sorted(channels.items()):
        number = -(-len(found) // SEARCHED_TOGETHER)
        dealt: list[list[tuple[str, Digest]]] = [[] for _ in range(number)]
        for address, fragment in found:
            dealt[crc32(address.encode("utf-8", "replace")) % number].append((address, fragment))
        for part in filter(None, dealt):
            yield Searched(channel, len(part), cache.add_value(tuple(part)))
