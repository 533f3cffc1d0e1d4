"""The sitemap: every page of the site, in files of at most 50,000 addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from scripts.core.urls import relative_url

SITEMAP = "sitemap.xml"
MOST = 50_000  # addresses in one file: https://www.sitemaps.org/protocol.html
_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Entry(NamedTuple):
    """A page by its address, and the day of its last change (`2026-11-22`) where that is known."""

    address: str
    modified: str = ""


def sitemap_files(entries: Sequence[Entry], site_url: str) -> Iterator[tuple[str, bytes]]:
    """The sitemap's files with their names: one, or an index and as many as it takes."""
    parts = [entries[start : start + MOST] for start in range(0, len(entries), MOST)]
    if len(parts) <= 1:
        yield SITEMAP, _urls(entries, site_url)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _urls(part, site_url)
    lines = (f"<sitemap><loc>{escape(site_url + name)}</loc></sitemap>" for name in names)
    yield SITEMAP, _document("sitemapindex", lines)


def _urls(entries: Sequence[Entry], site_url: str) -> bytes:
    return _document("urlset", (_url(entry, site_url) for entry in entries))


def _url(entry: Entry, site_url: str) -> str:
    address = escape(site_url + relative_url("", entry.address).removeprefix("./"))
    modified = f"<lastmod>{escape(entry.modified)}</lastmod>" if entry.modified else ""
    return f"<url><loc>{address}</loc>{modified}</url>"


def _document(name: str, lines: Iterator[str]) -> bytes:
    body = "\n".join(lines)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_XMLNS}">\n{body}\n</{name}>\n'
    ).encode()
