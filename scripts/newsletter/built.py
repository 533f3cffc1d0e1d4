"""The built site, as the linter asks it: is there a page at this address, and such an anchor?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

_TARGET = re.compile(r'data-target="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')
_HOPS = 3


@dataclass
class Built:
    """A site's folder; pages are read once."""

    folder: Path
    base: str
    pages: dict[str, str | None] = field(default_factory=dict)

    def missing(self, url: str) -> str:
        """What an address of this site leads to that is not there: `page`, `anchor` or nothing."""
        for _ in range(_HOPS):
            parts = urlsplit(url)
            page = self._page(parts.path)
            if page is None:
                return "page"
            found = _TARGET.search(page[:2000])
            if found is None:
                return "" if _has(page, unquote(parts.fragment)) else "anchor"
            url = _onwards(url, found.group(1).replace("&amp;", "&"))
        return "page"

    def _page(self, path: str) -> str | None:
        path = unquote(path).removeprefix(urlsplit(self.base).path)
        if path not in self.pages:
            file = self.folder / (f"{path}index.html" if path.endswith("/") or not path else path)
            inside = file.resolve().is_relative_to(self.folder.resolve())
            there = inside and file.is_file()
            html = file.suffix == ".html"
            self.pages[path] = (file.read_text(encoding="utf-8") if html else "") if there else None
        return self.pages[path]


def _onwards(url: str, target: str) -> str:
    """Where a redirect leads, its own fragment before the one that came along."""
    onwards, _, own = urljoin(url.partition("#")[0].partition("?")[0], target).partition("#")
    both = "&".join(part for part in (own, urlsplit(url).fragment) if part)
    return f"{onwards}#{both}" if both else onwards


def _has(page: str, fragment: str) -> bool:
    if not fragment:
        return True
    if fragment.startswith("i="):
        return _has_answer(page, fragment)
    return fragment in {found.group(1) for found in _ID.finditer(page)}


def _has_answer(page: str, fragment: str) -> bool:
    """Whether a page has the question, and among its choices the answer."""
    if f'id="{fragment.replace("&", "&amp;")}"' in page:
        return True
    wanted = parse_qs(fragment)
    item = re.escape(wanted["i"][0])
    field_ = re.search(rf'data-field="{item}".*?</fieldset>', page, re.DOTALL)
    answer = wanted.get("a", [""])[0]
    return field_ is not None and (not answer or f'value="{answer}"' in field_.group())
