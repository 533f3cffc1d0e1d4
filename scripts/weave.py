"""Putting page fragments into the frame that MkDocs made.

    python -m scripts.weave [--pages build/wiki] [--frame build/frame] [--site site]

MkDocs builds the hand-written pages and one empty page, the shell. Each fragment of the build step
is put into a copy of the shell: Material's header, footer, styles and scripts serve all pages, and
a wiki page costs a string replacement instead of a pass through the generator.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from scripts.addresses import href
from scripts.write import FRAGMENT, Written, walk, write_tree

SHELL = "shell/index.html"

_RELATIVE = re.compile(r'((?:href|src|content|data-[\w-]+)=")\.\./')
_BASE = re.compile(r'"base":\s*"\.\."')
_SCOPE = re.compile(r'new URL\("\.\."')
_PLACE = re.compile(r"%(TITLE|DESCRIPTION|CANONICAL|HEAD|TOC|CRUMBS|CONTENT)%")


class Shell(NamedTuple):
    """The frame of wiki pages, as MkDocs rendered it one folder deep."""

    html: str

    def at_depth(self, depth: int) -> str:
        """The frame for a page `depth` folders deep: its relative links lead one up per folder."""
        return _at_depth(self.html, depth)


@lru_cache(maxsize=16)
def _at_depth(html: str, depth: int) -> str:
    up = "../" * depth
    html = _RELATIVE.sub(lambda found: found.group(1) + up, html)
    html = html.replace('href=".."', f'href="{up}"')
    html = _BASE.sub(f'"base": "{up.rstrip("/")}"', html)
    return _SCOPE.sub(f'new URL("{up.rstrip("/")}"', html)


def weave_page(shell: Shell, address: str, fragment: str, site_url: str) -> str:
    """One whole page from the shell and a fragment."""
    first, _, body = fragment.partition("\n")
    head: dict[str, Any] = json.loads(first)
    parts = {
        "TITLE": escape(head["title"]),
        "DESCRIPTION": escape(head["description"]),
        "CANONICAL": escape(href("", address).join([site_url, ""])),
        "HEAD": _head(head),
        "TOC": _toc(head["toc"]),
        "CRUMBS": _crumbs(address, head["crumbs"]),
        "CONTENT": body,
    }
    frame = shell.at_depth(address.count("/") + 1)
    return _PLACE.sub(lambda found: parts[found.group(1)], frame)


def _head(head: dict[str, Any]) -> str:
    parts = ['<link rel="alternate" type="text/markdown" href="index.md">']
    if head["json_ld"]:
        parts.append(f'<script type="application/ld+json">{head["json_ld"]}</script>')
    return "".join(parts)


def _toc(headings: list[tuple[int, str, str]]) -> str:
    if len(headings) < 2:
        return ""
    items = "".join(
        f'<li class="md-nav__item mm-toc-{level}"><a href="#{escape(ident)}" class="md-nav__link">'
        f'<span class="md-ellipsis">{escape(text)}</span></a></li>'
        for level, text, ident in headings
    )
    return (
        '<nav class="md-nav md-nav--secondary" aria-label="Table of contents">'
        '<p class="md-nav__title">On this page</p>'
        f'<ul class="md-nav__list" data-md-component="toc">{items}</ul></nav>'
    )


def _crumbs(address: str, crumbs: list[tuple[str, str]]) -> str:
    links = [("Home", ""), *crumbs]
    items = "".join(
        f'<li><a href="{escape(href(address, to))}">{escape(title)}</a></li>' for title, to in links
    )
    return f'<nav class="mm-crumbs" aria-label="Breadcrumb"><ol>{items}</ol></nav>'


def weave(pages: Path, frame: Path, site: Path, site_url: str) -> Written:
    """Make `site` of the frame's files and every page woven into its shell."""
    shell = Shell((frame / SHELL).read_text(encoding="utf-8"))
    woven = woven_files(pages, shell, site_url)
    if site.resolve() == frame.resolve():
        shutil.rmtree(site / "shell")
        return write_tree_over(site, woven)
    return write_tree(site, _both(frame, woven))


def woven_files(pages: Path, shell: Shell, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Every file below `pages`, the fragments as whole pages."""
    for name in walk(pages):
        if not name.endswith(FRAGMENT):
            yield name, (pages / name).read_bytes()
            continue
        address = name.removesuffix(f"/{FRAGMENT}")
        fragment = (pages / name).read_text(encoding="utf-8")
        html = weave_page(shell, address, fragment, site_url)
        yield f"{address}/index.html", html.encode("utf-8")


def _both(frame: Path, woven: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for name in walk(frame):
        if name != SHELL:
            yield name, (frame / name).read_bytes()
    yield from woven


def write_tree_over(site: Path, files: Iterator[tuple[str, bytes]]) -> Written:
    """Write files into a site that has others, which stay."""
    from scripts.write import write_if_changed

    return Written(sum(write_if_changed(site / name, data) for name, data in files), 0)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m scripts.weave", description=__doc__)
    parser.add_argument("--pages", type=Path, default=Path("build/wiki"))
    parser.add_argument("--frame", type=Path, default=Path("build/frame"))
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--site-url", default="https://mile-markers.example/")
    options = parser.parse_args(arguments)
    done = weave(options.pages, options.frame, options.site, options.site_url)
    print(f"{options.site}: {done.written} written, {done.removed} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
