"""The peer: MkDocs with Material and roamlinks on the same articles, beside our saved rows."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.bench.cost import measure
from scripts.bench.inputs import Library
from scripts.bench.rows import Row, Store
from scripts.bench.sections.build import (
    CPU_A_PAGE,
    HTML_A_PAGE,
    PEAK,
    SECONDS,
    page_sizes,
    row_name,
)

PEER = """
site_name: Peer
site_url: https://example.org/
docs_dir: {docs}
site_dir: {site}
theme: {{name: material}}
plugins: [roamlinks]
"""
QUIET = {"NO_MKDOCS_2_WARNING": "1"}


def rows(library: Library, store: Store) -> Iterator[Row]:
    """Return our saved rows of a library again, with the peer's figures beside them.

    The peer is built without a search index; its seconds stand beside ours with search.
    """
    with tempfile.TemporaryDirectory() as place:
        docs, site = Path(place, "docs"), Path(place, "site")
        shutil.copytree(library.source, docs)
        (docs / "index.md").write_text("# Peer\n", encoding="utf-8")
        Path(place, "mkdocs.yml").write_text(PEER.format(docs=docs, site=site), encoding="utf-8")
        command = [sys.executable, "-m", "mkdocs", "-q", "build", "-f", f"{place}/mkdocs.yml"]
        cost, sizes = measure(command, {**os.environ, **QUIET}), page_sizes(site)
    saved = store.rows
    theirs = {
        CPU_A_PAGE: 1000 * cost.cpu / len(sizes),
        HTML_A_PAGE: sum(sizes) / len(sizes) / 1000,
        SECONDS: cost.seconds,
        PEAK: cost.peak,
    }
    for what, value in theirs.items():
        if row := saved.get(row_name(library, what)):
            yield row._replace(theirs=value)
