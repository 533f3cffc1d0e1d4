"""Layout: put page fragments into the page layout that MkDocs made.

MkDocs builds the hand-written pages and one empty page, the *layout template*. Each fragment is put
into a copy of it: one layout serves all pages, and a generated page costs a string replacement
instead of a pass through MkDocs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from macros import language
from macros.language import say
from scripts.build.cache import Cache, Digest, Record
from scripts.build.stored import Fragment, StoredPage
from scripts.core.urls import relative_url

WIDE = frozenset({"channel", "listing"})
_PLACEHOLDER = re.compile(r"%(TITLE|DESCRIPTION|CANONICAL|HEAD|TOC|CRUMBS|CONTENT|LAYOUT|HERE)%")


class LayoutTemplate(NamedTuple):
    """The layout of generated pages; `%ROOT%` stands for the way to the site's root."""

    html: str

    def at_depth(self, depth: int) -> str:
        """Return the layout for a page `depth` folders deep."""
        return _at_depth(self.html, depth)


@lru_cache(maxsize=16)
def _at_depth(html: str, depth: int) -> str:
    return html.replace("%ROOT%", "../" * depth)


def apply_layout(layout: LayoutTemplate, address: str, fragment: Fragment, root_url: str) -> str:
    """Return a whole page from the layout template and a fragment."""
    head = fragment.head
    parts = {
        "TITLE": escape(head["title"]),
        "DESCRIPTION": escape(head["description"]),
        "CANONICAL": escape(root_url + relative_url("", head["canonical"] or address)),
        "HEAD": _head(head),
        "TOC": _toc(head["toc"]),
        "CRUMBS": _crumbs(address, head["crumbs"]),
        "CONTENT": fragment.body,
        "LAYOUT": _layout(head),
        "HERE": _here(address),
    }
    html = layout.at_depth(address.count("/") + 1)
    return _PLACEHOLDER.sub(lambda found: _no_raw_links(parts[found.group(1)]), html)


def _no_raw_links(html: str) -> str:
    """Two opening brackets of a text, written so that they are no wiki link; data stays."""
    return html if "<script" in html else html.replace("[[", "[&#91;")


def _head(head: dict[str, Any]) -> str:
    parts = ['<link rel="alternate" type="text/markdown" href="index.md">']
    if head["json_ld"]:
        parts.append(f'<script type="application/ld+json">{head["json_ld"]}</script>')
    if head["head"]:
        parts.append(head["head"])
    return "\n".join(parts)


def _layout(head: dict[str, Any]) -> str:
    """Whether something stands beside the text, or the page takes the whole width."""
    if len(head["toc"]) > 1:
        return "mm-beside"
    return "mm-open" if head["kind"] in WIDE else ""


def _here(address: str) -> str:
    """Marks the header's link to the listings as the way that leads here."""
    if not address.startswith("browse"):
        return ""
    return f' aria-current="{"page" if address == "browse" else "true"}"'


def _toc(headings: list[tuple[int, str, str]]) -> str:
    if len(headings) < 2:
        return ""
    items = "\n".join(
        f'<li class="mm-toc-{level}"><a href="#{escape(ident)}">{escape(text)}</a></li>'
        for level, text, ident in headings
    )
    return (
        '<aside class="mm-aside">\n'
        f'<nav class="mm-toc" aria-label="{say("On this page")}" data-md-component="toc">\n'
        f'<p class="mm-toc-title" aria-hidden="true">{say("On this page")}</p>\n'
        f"<ul>\n{items}\n</ul>\n</nav>\n</aside>"
    )


def _crumbs(address: str, crumbs: list[tuple[str, str]]) -> str:
    links = [(say("Home"), ""), *crumbs]
    items = "".join(
        f'<li><a href="{escape(relative_url(address, to))}">{escape(title)}</a></li>'
        for title, to in links
    )
    return f'<nav class="mm-crumbs" aria-label="{say("Breadcrumb")}"><ol>{items}</ol></nav>'


class Layout(NamedTuple):
    """What the layout of pages depends on: pages that were built together, template, site's URL."""

    name: str
    pages: Digest
    template: Digest
    base: str
    language: str = "en"


def lay_out_task(task: tuple[Path, Layout]) -> None:
    """Lay out pages into the cache at a folder."""
    folder, layout = task
    lay_out(Cache(folder), layout)


def lay_out(cache: Cache, layout: Layout) -> Digest:
    """Return the tree of pages in their layout, with the files beside them."""
    return cache.memo("layout", layout, lambda: _lay_out(cache, layout))


def _lay_out(cache: Cache, layout: Layout) -> Digest:
    language.use(layout.language)
    template = LayoutTemplate(cache.read(layout.template).decode("utf-8"))
    pack = cache.pack(f"layout-{layout.name}")
    now: dict[str, Record] = {}
    tree: dict[str, Digest] = {}
    pages: tuple[StoredPage, ...] = cache.value(layout.pages)
    for page in pages:
        key = f"{layout.language} {layout.template} {layout.base} {page.address} {page.fragment}"
        now[key] = record = pack.get(key) or _made(cache, layout, template, page)
        cache.refer(*record.references)
        tree[f"{page.address}/index.html"] = record.value
        tree.update(page.files)
    if now.keys() != pack.keys():
        cache.keep_pack(f"layout-{layout.name}", now)
    return cache.add_value(tree)


def _made(cache: Cache, layout: Layout, template: LayoutTemplate, page: StoredPage) -> Record:
    fragment = Fragment.read(cache.read(page.fragment))
    html = apply_layout(template, page.address, fragment, layout.base)
    with cache.collecting() as references:
        digest = cache.add(html.encode("utf-8"))
    return Record(digest, tuple(sorted(references)))
