"""Putting page fragments into the frame that MkDocs made.

    python -m scripts.weave [--pages build/wiki] [--frame build/frame] [--site site]

MkDocs builds the hand-written pages and one empty page, the shell. Each fragment of the build step
is put into a copy of the shell: one frame serves all pages, and a wiki page costs a string
replacement instead of a pass through the generator.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from scripts.addresses import href, site_url
from scripts.fragments import Fragment, PageFile, Pages, heads, known_files
from scripts.machines import Known, machine_files
from scripts.policy import header_files
from scripts.service import service_files
from scripts.sitemap import SITEMAP, Entry, sitemap_files
from scripts.swap import NotOurs, Source, replace_site
from scripts.version import key_of, program
from scripts.write import Written, signatures, walk, write_if_changed

SHELL = "shell/index.html"

WIDE = frozenset({"channel", "listing"})
_PLACE = re.compile(r"%(TITLE|DESCRIPTION|CANONICAL|HEAD|TOC|CRUMBS|CONTENT|LAYOUT|HERE)%")


class Shell(NamedTuple):
    """The frame of wiki pages; `%ROOT%` stands for the way to the site's root."""

    html: str

    def at_depth(self, depth: int) -> str:
        """The frame for a page `depth` folders deep."""
        return _at_depth(self.html, depth)


@lru_cache(maxsize=16)
def _at_depth(html: str, depth: int) -> str:
    return html.replace("%ROOT%", "../" * depth)


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
        "HERE": _here(address),
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


def weave(pages: Pages, frame: Path, site: Path, root_url: str) -> Written:
    """Make `site` of the frame's files, every page woven into its shell, and the sitemap."""
    shell = Shell((frame / SHELL).read_text(encoding="utf-8"))
    search = pages.folder.parent / "search"
    listed = [(address, head) for address, head in heads(pages.files) if _is_listed(head)]
    woven = chain(
        _woven(pages.folder, pages.files, shell, root_url),
        map(_made, _machines(_hand_written(frame), listed, root_url)),
        _search_files(search),
        map(_made, service_files(frame, search, shell.html)),
    )
    if site.resolve() == frame.resolve():
        write_if_changed(kept_shell(pages.folder), shell.html.encode("utf-8"))
        shutil.rmtree(site / "shell")
        return _write_over(site, woven)
    return replace_site(site, chain(_frame_files(frame), woven))


def kept_shell(pages: Path) -> Path:
    """Where the shell of a site lies that was woven into its frame."""
    return pages.parent / "shell.html"


def weave_changed(
    pages: Path, shell: Shell, site: Path, root_url: str, keys: dict[str, str]
) -> None:
    """Bring the wiki's pages in `site` up to date, and nothing else.

    `keys` tells by name what was woven last, and is brought up to date as well.
    """
    now = {file.name: file for file in _woven(pages, known_files(pages), shell, root_url)}
    for name in keys.keys() - now.keys():
        (site / name).unlink(missing_ok=True)
        del keys[name]
    for name, file in now.items():
        if keys.get(name) != file.key:
            write_if_changed(site / name, file.read())
            keys[name] = file.key


def _woven(pages: Path, known: Iterable[PageFile], shell: Shell, root_url: str) -> Iterator[Source]:
    """Every file below `pages`, the fragments as whole pages."""
    frame = key_of(f"{program()}\0{root_url}\0{shell.html}".encode())
    for file in known:
        path = f"{pages}/{file.name}"
        if file.head is None:
            yield Source.of_file(file.name, file.signature, path)
        else:
            read = partial(_page, path, shell, file.address, root_url)
            yield Source(f"{file.address}/index.html", f"{frame} {file.signature}", read)


def _page(path: str, shell: Shell, address: str, root_url: str) -> bytes:
    return weave_page(shell, address, Fragment.read(Path(path)), root_url).encode("utf-8")


def _is_listed(head: dict[str, Any]) -> bool:
    return not head["canonical"] and head["kind"] != "retired"


def _made(file: tuple[str, bytes]) -> Source:
    """A file that is here already, known by its bytes."""
    name, data = file
    return Source(name, key_of(data), lambda: data)


def _search_files(folder: Path) -> Iterator[Source]:
    """The search indexes, as `scripts.search` left them beside the pages."""
    for name, key in signatures(folder) if folder.is_dir() else ():
        if not name.rpartition("/")[2].startswith("."):
            yield Source.of_file(f"search/{name}", key, f"{folder}/{name}")


def _frame_files(frame: Path) -> Iterator[Source]:
    for name in walk(frame):
        if name != SHELL and not name.startswith("sitemap.xml"):
            yield _made((name, (frame / name).read_bytes()))


def _hand_written(frame: Path) -> list[Entry]:
    """The pages that MkDocs made; to be asked before others are woven in among them."""
    return [
        Entry(name.removesuffix("index.html").rstrip("/"))
        for name in walk(frame)
        if name.endswith("index.html") and name != SHELL
    ]


def _machines(
    written: list[Entry], listed: list[tuple[str, dict[str, Any]]], root_url: str
) -> Iterator[tuple[str, bytes]]:
    """What names every page: the sitemap and the files for machines that read."""
    entries = {entry.address: entry for entry in written}
    entries |= {address: Entry(address, head["modified"]) for address, head in listed}
    yield from sitemap_files(sorted(entries.values()), root_url)
    pages = [Known(a, h["title"], h["description"], h["kind"]) for a, h in listed]
    yield from machine_files(pages, root_url)
    yield from header_files().items()


def _write_over(site: Path, files: Iterable[Source]) -> Written:
    """Write files into a site that has others, which stay."""
    (site / f"{SITEMAP}.gz").unlink(missing_ok=True)  # MkDocs' own, without the wiki
    return Written(sum(write_if_changed(site / file.name, file.read()) for file in files), 0)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m scripts.weave", description=__doc__)
    parser.add_argument("--pages", type=Path, default=Path("build/wiki"))
    parser.add_argument("--frame", type=Path, default=Path("build/frame"))
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--site-url", default=site_url())
    options = parser.parse_args(arguments)
    return run(Pages(options.pages), options.frame, options.site, options.site_url)


def run(pages: Pages, frame: Path, site: Path, root_url: str) -> int:
    """Weave and say so; answer as the command does."""
    try:
        done = weave(pages, frame, site, root_url)
    except (NotOurs, OSError) as error:
        print(f"{error}; the site is as it was")
        return 1
    print(f"{site}: {done.written} written, {done.removed} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
