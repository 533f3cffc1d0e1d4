"""Checking a built site: every internal link, every anchor, and wiki links left raw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from scripts.core.model import Problem

_LINK = re.compile(r'<(?:a|link|script|img|source|iframe)\b[^<>]*?\s(?:href|src)="([^"]*)"')
_ID = re.compile(r'<[a-zA-Z][^<>]*?\s(?:id|name)="([^"]*)"')
_CODE = re.compile(r"<(/?)(script|style|pre|code)\b")
NO_PLACES = ("__", ":~:", "i=", "r=")  # fragments that carry something else
ANYWHERE = "404.html"  # hosts show it at any wrong address
OPAQUE = ("mailto:", "data:", "javascript:", "tel:", "blob:")


class BuiltSite(NamedTuple):
    """A folder of built pages, and what can be asked of it."""

    folder: Path

    def pages(self) -> Iterator[Path]:
        """Every HTML page, in order."""
        yield from sorted(self.folder.rglob("*.html"))

    def target(self, page: Path, link: str) -> Path | None:
        """The file that a link leads to; None where it leaves the site."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or link.startswith(OPAQUE):
            return None
        path = unquote(parts.path)
        base = self.folder if path.startswith("/") else page.parent
        found = base / path.lstrip("/") if path else page
        if page == self.folder / ANYWHERE and not found.resolve().is_relative_to(self.folder):
            return None  # one of its ways up from whatever address it is shown at
        return found / "index.html" if path.endswith("/") or found.is_dir() else found


def check_site(folder: Path) -> list[Problem]:
    """Every dead link, dead anchor and raw wiki link of a built site."""
    site = BuiltSite(folder.resolve())
    return [problem for page in site.pages() for problem in _check_page(site, page)]


def _check_page(site: BuiltSite, page: Path) -> Iterator[Problem]:
    html = page.read_text(encoding="utf-8")
    name = PurePosixPath(page.relative_to(site.folder)).as_posix()
    if "[[" in html and "[[" in _without_code(html):
        yield Problem(name, 1, "raw-wiki-link", "[[ stands in the page")
    for link in sorted(set(_LINK.findall(html))):
        yield from _check_link(site, page, name, link.replace("&amp;", "&"))


def _without_code(html: str) -> str:
    """The HTML without scripts, styles and code, in time that grows in step with its length."""
    kept, start, inside = [], 0, ""
    for found in _CODE.finditer(html):
        closes, name = found.groups()
        if not inside and not closes:
            kept.append(html[start : found.start()])
            inside = name
        elif closes and name == inside:
            start, inside = found.end(), ""
    return "".join(kept if inside else [*kept, html[start:]])


def _check_link(site: BuiltSite, page: Path, name: str, link: str) -> Iterator[Problem]:
    target = site.target(page, link)
    if target is None:
        return
    anchor = unquote(urlsplit(link).fragment)
    if not _exists(target):
        yield Problem(name, 1, "dead-link", f"{link} leads nowhere")
    elif not all(_has(target, place) for place in _places(anchor)):
        yield Problem(name, 1, "dead-anchor", f"{link} names no place in its page")


def _places(anchor: str) -> list[str]:
    """The ids that a fragment needs: a check in an order or of a section needs these two."""
    if anchor.startswith("check="):
        return ["check", *filter(None, [anchor.partition("/")[2]])]
    return [anchor] if anchor and not anchor.startswith(NO_PLACES) else []


def _has(page: Path, anchor: str) -> bool:
    return page.suffix != ".html" or anchor in _ids(page)


@cache
def _exists(path: Path) -> bool:
    return path.is_file()


@cache
def _ids(page: Path) -> frozenset[str]:
    return frozenset(_ID.findall(page.read_text(encoding="utf-8")))
