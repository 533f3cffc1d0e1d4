"""Putting page fragments into the frame that MkDocs made.

    python -m scripts.weave [--pages build/wiki] [--frame build/frame] [--site site]

MkDocs builds the hand-written pages and one empty page, the shell. Each fragment of the build step
is put into a copy of the shell: one frame serves all pages, and a wiki page costs a string
replacement instead of a pass through the generator.
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
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from scripts.addresses import href, site_url
from scripts.machines import Known, machine_files
from scripts.sitemap import SITEMAP, Entry, sitemap_files
from scripts.write import FRAGMENT, Written, walk, write_if_changed, write_tree

SHELL = "shell/index.html"

WIDE = frozenset({"channel", "listing"})
_PLACE = re.compile(r"%(TITLE|DESCRIPTION|CANONICAL|HEAD|TOC|CRUMBS|CONTENT|LAYOUT)%")


class Shell(NamedTuple):
    """The frame of wiki pages; `%ROOT%` stands for the way to the site's root."""

    html: str

    def at_depth(self, depth: int) -> str:
        """The frame for a page `depth` folders deep."""
        return _at_depth(self.html, depth)


@lru_cache(maxsize=16)
def _at_depth(html: str, depth: int) -> str:
    return html.replace("%ROOT%", "../" * depth)


class Fragment(NamedTuple):
    """What the build step wrote for one page: the fields of `scripts.model.Page`, and its body."""

    head: dict[str, Any]
    body: str

    @classmethod
    def read(cls, path: Path) -> Fragment:
        """Read the file of a page."""
        first, _, body = path.read_text(encoding="utf-8").partition("\n")
        return cls(json.loads(first), body)


def weave_page(shell: Shell, address: str, fragment: Fragment, root_url: str) -> str:
    """One whole page from the shell and a fragment."""
    head = fragment.head
    parts = {
        "TITLE": escape(head["title"]),
        "DESCRIPTION": escape(head["description"]),
        "CANONICAL": escape(root_url + href("", head["canonical"] or address)),
        "HEAD": _head(head),
        "TOC": _toc(head["toc"]),
        "CRUMBS": _crumbs(address, head["crumbs"]),
        "CONTENT": fragment.body,
        "LAYOUT": _layout(head),
    }
    frame = shell.at_depth(address.count("/") + 1)
    return _PLACE.sub(lambda found: _no_raw_links(parts[found.group(1)]), frame)


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


def _toc(headings: list[tuple[int, str, str]]) -> str:
    if len(headings) < 2:
        return ""
    items = "\n".join(
        f'<li class="mm-toc-{level}"><a href="#{escape(ident)}">{escape(text)}</a></li>'
        for level, text, ident in headings
    )
    return (
        '<aside class="mm-aside">\n'
        '<nav class="mm-toc" aria-label="On this page" data-md-component="toc">\n'
        '<p class="mm-toc-title" aria-hidden="true">On this page</p>\n'
        f"<ul>\n{items}\n</ul>\n</nav>\n</aside>"
    )


def _crumbs(address: str, crumbs: list[tuple[str, str]]) -> str:
    links = [("Home", ""), *crumbs]
    items = "".join(
        f'<li><a href="{escape(href(address, to))}">{escape(title)}</a></li>' for title, to in links
    )
    return f'<nav class="mm-crumbs" aria-label="Breadcrumb"><ol>{items}</ol></nav>'


def weave(pages: Path, frame: Path, site: Path, root_url: str) -> Written:
    """Make `site` of the frame's files, every page woven into its shell, and the sitemap."""
    shell = Shell((frame / SHELL).read_text(encoding="utf-8"))
    seen: list[Fragment] = []
    woven = chain(
        woven_files(pages, shell, root_url, seen),
        _machines(_hand_written(frame), seen, root_url),
        _search_files(pages.parent / "search"),
    )
    if site.resolve() == frame.resolve():
        shutil.rmtree(site / "shell")
        return _write_over(site, woven)
    return write_tree(site, chain(_frame_files(frame), woven))


def woven_files(
    pages: Path, shell: Shell, root_url: str, seen: list[Fragment]
) -> Iterator[tuple[str, bytes]]:
    """Every file below `pages`, the fragments as whole pages, whose heads `seen` takes note of."""
    for name in walk(pages):
        if not name.endswith(FRAGMENT):
            yield name, (pages / name).read_bytes()
            continue
        address = name.removesuffix(f"/{FRAGMENT}")
        fragment = Fragment.read(pages / name)
        html = weave_page(shell, address, fragment, root_url)
        if not fragment.head["canonical"] and fragment.head["kind"] != "retired":
            seen.append(Fragment(fragment.head | {"address": address}, ""))
        yield f"{address}/index.html", html.encode("utf-8")


def _search_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The search indexes, as `scripts.search` left them beside the pages."""
    for name in walk(folder):
        if not name.endswith("/.stamp"):
            yield f"search/{name}", (folder / name).read_bytes()


def _frame_files(frame: Path) -> Iterator[tuple[str, bytes]]:
    for name in walk(frame):
        if name != SHELL and not name.startswith("sitemap.xml"):
            yield name, (frame / name).read_bytes()


def _hand_written(frame: Path) -> list[Entry]:
    """The pages that MkDocs made; to be asked before others are woven in among them."""
    return [
        Entry(name.removesuffix("index.html").rstrip("/"))
        for name in walk(frame)
        if name.endswith("index.html") and name != SHELL
    ]


def _machines(
    written: list[Entry], seen: list[Fragment], root_url: str
) -> Iterator[tuple[str, bytes]]:
    """What names every page: the sitemap and the files for machines that read."""
    heads = [fragment.head for fragment in seen]
    entries = {entry.address: entry for entry in written}
    entries |= {head["address"]: Entry(head["address"], head["modified"]) for head in heads}
    yield from sitemap_files(sorted(entries.values()), root_url)
    fields = ("address", "title", "description", "kind")
    yield from machine_files([Known(*(head[name] for name in fields)) for head in heads], root_url)


def _write_over(site: Path, files: Iterator[tuple[str, bytes]]) -> Written:
    """Write files into a site that has others, which stay."""
    (site / f"{SITEMAP}.gz").unlink(missing_ok=True)  # MkDocs' own, without the wiki
    return Written(sum(write_if_changed(site / name, data) for name, data in files), 0)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m scripts.weave", description=__doc__)
    parser.add_argument("--pages", type=Path, default=Path("build/wiki"))
    parser.add_argument("--frame", type=Path, default=Path("build/frame"))
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--site-url", default=site_url())
    options = parser.parse_args(arguments)
    done = weave(options.pages, options.frame, options.site, options.site_url)
    print(f"{options.site}: {done.written} written, {done.removed} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
