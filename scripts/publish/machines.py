"""Files for machines: the sitemap, llms.txt, suggestions for wrong addresses, hosts' headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from scripts.build.cache import Cache, Digest
from scripts.build.stored import TEMPLATE, PageInfo
from scripts.core.csp import header_files
from scripts.core.urls import sender
from scripts.outputs.llms_txt import Known, machine_files
from scripts.outputs.sitemap import Entry, sitemap_files

# GitHub Pages, from a branch, otherwise gives the site to Jekyll, which leaves out what begins with
# an underscore and reads Markdown for itself.
NOJEKYLL = ".nojekyll"


def machines(cache: Cache, infos: Sequence[Digest], frame: Digest, base: str, name: str) -> Digest:
    """Return the tree of these files, for the pages of groups and the tree of the frame.

    `name` is the site's.
    """
    written = [
        Entry(name.removesuffix("index.html").rstrip("/"))
        for name in sorted(cache.value(frame))
        if name.endswith("index.html") and name != TEMPLATE
    ]
    make = partial(_made, cache, infos, written, (base, name))
    return cache.memo("machines", (infos, written, base, name, sender()), make)


def _made(
    cache: Cache, infos: Sequence[Digest], written: Sequence[Entry], site: tuple[str, str]
) -> Digest:
    base, name = site
    listed: Mapping[str, PageInfo] = {
        address: info
        for one in infos
        for address, info in cache.value(one).items()
        if not info.canonical and info.kind != "retired"
    }
    entries = {entry.address: entry for entry in written}
    entries |= {address: Entry(address, info.modified) for address, info in listed.items()}
    known = [
        Known(address, info.title, info.description, info.kind)
        for address, info in sorted(listed.items())
    ]
    files = [
        *sitemap_files(sorted(entries.values()), base),
        *machine_files(known, base, name),
        *header_files().items(),
        (NOJEKYLL, b""),
    ]
    return cache.add_value({name: cache.add(data) for name, data in files})
