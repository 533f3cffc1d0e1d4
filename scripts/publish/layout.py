"""Putting page fragments into the frame that MkDocs made.

    python -m scripts.publish.layout [--pages build/wiki] [--frame build/frame] [--site site]

MkDocs builds the hand-written pages and one empty page, the shell. Each fragment of the build step
is put into a copy of the shell: one frame serves all pages, and a wiki page costs a string
replacement instead of a pass through the generator.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from scripts.build.fragments import Fragment
from scripts.build.manifests import Head, Manifest, Pages
from scripts.core.csp import header_files
from scripts.core.digest import code_fingerprint, digest_of
from scripts.core.files import FRAGMENT, Written, signatures, walk, write_if_changed
from scripts.core.urls import relative_url, site_url
from scripts.outputs.llms_txt import Known, machine_files
from scripts.outputs.sitemap import SITEMAP, Entry, sitemap_files
from scripts.publish.checkout import Bundle, ForeignDirectoryError, Source, replace_site
from scripts.publish.inventory import Touched
from scripts.publish.service_worker import service_files

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
        "CANONICAL": escape(root_url + relative_url("", head["canonical"] or address)),
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
        f'<li><a href="{escape(relative_url(address, to))}">{escape(title)}</a></li>'
        for title, to in links
    )
    return f'<nav class="mm-crumbs" aria-label="Breadcrumb"><ol>{items}</ol></nav>'


def weave(
    pages: Pages,
    frame: Path,
    site: Path,
    root_url: str,
    looked: Callable[[], Touched] | None = None,
) -> Written:
    """Make `site` of the frame's files, every page woven into its shell, and the sitemap."""
    shell = Shell((frame / SHELL).read_text(encoding="utf-8"))
    search = pages.folder.parent / "search"
    bundles = [
        *_woven(pages, shell, root_url),
        _machines(_hand_written(frame), pages, root_url),
        *_search(search),
        Bundle.of(list(map(_made, service_files(frame, search, shell.html)))),
    ]
    if site.resolve() == frame.resolve():
        write_if_changed(kept_shell(pages.folder), shell.html.encode("utf-8"))
        shutil.rmtree(site / "shell")
        return _write_over(site, chain.from_iterable(bundle.files() for bundle in bundles))
    return replace_site(site, [Bundle.of(list(_frame_files(frame))), *bundles], looked)


def kept_shell(pages: Path) -> Path:
    """Where the shell of a site lies that was woven into its frame."""
    return pages.parent / "shell.html"


def weave_changed(
    pages: Pages, shell: Shell, site: Path, root_url: str, keys: dict[str, str]
) -> None:
    """Bring the wiki's pages in `site` up to date, and nothing else.

    `keys` tells by name what was woven last, and is brought up to date as well.
    """
    woven = chain.from_iterable(bundle.files() for bundle in _woven(pages, shell, root_url))
    now = {file.name: file for file in woven}
    for name in keys.keys() - now.keys():
        (site / name).unlink(missing_ok=True)
        del keys[name]
    for name, file in now.items():
        if keys.get(name) != file.key:
            write_if_changed(site / name, file.read())
            keys[name] = file.key


def _woven(pages: Pages, shell: Shell, root_url: str) -> Iterator[Bundle]:
    """The files of each part, its fragments as whole pages."""
    frame = digest_of(f"{code_fingerprint()}\0{root_url}\0{shell.html}".encode())
    for manifest in pages.manifests:
        made = partial(_woven_files, manifest, pages.folder, frame, shell, root_url)
        yield Bundle(digest_of(f"{frame} {manifest.name}".encode()), made)


def _woven_files(
    manifest: Manifest, pages: Path, frame: str, shell: Shell, root_url: str
) -> Iterator[Source]:
    for name, signature in manifest.signatures.items():
        path, address = f"{pages}/{name}", name.removesuffix(f"/{FRAGMENT}")
        if name in manifest.heads:
            read = partial(_page, path, shell, address, root_url)
            yield Source(f"{address}/index.html", f"{frame} {signature}", read)
        else:
            yield Source.of_file(name, signature, path)


def _page(path: str, shell: Shell, address: str, root_url: str) -> bytes:
    return weave_page(shell, address, Fragment.read(Path(path)), root_url).encode("utf-8")


def _is_listed(head: Head) -> bool:
    return not head["canonical"] and head["kind"] != "retired"


def _made(file: tuple[str, bytes]) -> Source:
    """A file that is here already, known by its bytes."""
    name, data = file
    return Source(name, digest_of(data), lambda: data)


def _search(folder: Path) -> Iterator[Bundle]:
    """The search indexes, as `scripts.search` left them beside the pages."""
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    for index in (path for path in inside if path.is_dir()):
        yield Bundle.of(list(_search_files(index)))
    yield Bundle.of([_made((f"search/{p.name}", p.read_bytes())) for p in inside if p.is_file()])


def _search_files(index: Path) -> Iterator[Source]:
    for name, key in signatures(index):
        if not name.rpartition("/")[2].startswith("."):
            yield Source.of_file(f"search/{index.name}/{name}", key, f"{index}/{name}")


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


def _machines(written: list[Entry], pages: Pages, root_url: str) -> Bundle:
    """What names every page: the sitemap and the files for machines that read."""
    listed = {address: head for address, head in pages.heads.items() if _is_listed(head)}
    told = repr((code_fingerprint(), written, root_url, listed)).encode("utf-8", "surrogatepass")
    return Bundle(digest_of(told), partial(_machine_files, written, listed, root_url))


def _machine_files(
    written: list[Entry], listed: dict[str, Head], root_url: str
) -> Iterator[Source]:
    entries = {entry.address: entry for entry in written}
    entries |= {address: Entry(address, head["modified"]) for address, head in listed.items()}
    known = [Known(a, h["title"], h["description"], h["kind"]) for a, h in listed.items()]
    made = sitemap_files(sorted(entries.values()), root_url), machine_files(known, root_url)
    yield from map(_made, chain(*made, header_files().items()))


def _write_over(site: Path, files: Iterable[Source]) -> Written:
    """Write files into a site that has others, which stay."""
    (site / f"{SITEMAP}.gz").unlink(missing_ok=True)  # MkDocs' own, without the wiki
    return Written(sum(write_if_changed(site / file.name, file.read()) for file in files), 0)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m scripts.publish.layout", description=__doc__)
    parser.add_argument("--pages", type=Path, default=Path("build/wiki"))
    parser.add_argument("--frame", type=Path, default=Path("build/frame"))
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--site-url", default=site_url())
    options = parser.parse_args(arguments)
    return run(Pages(options.pages), options.frame, options.site, options.site_url)


def run(
    pages: Pages,
    frame: Path,
    site: Path,
    root_url: str,
    looked: Callable[[], Touched] | None = None,
) -> int:
    """Weave and say so; answer as the command does."""
    try:
        done = weave(pages, frame, site, root_url, looked)
    except (ForeignDirectoryError, OSError) as error:
        print(f"{error}; the site is as it was")
        return 1
    print(f"{site}: {done.written} written, {done.removed} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
