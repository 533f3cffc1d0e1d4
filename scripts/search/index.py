"""Making the indexes: a memo of the pages that each holds."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from scripts.build.cache import Cache, Digest
from scripts.build.executors import run_all
from scripts.build.stored import TEMPLATE, Fragment, Searched
from scripts.core.files import compact_json, walk
from scripts.search.groups import HAND_WRITTEN, Group, grouped
from scripts.search.words import Tally, tally, word_files

T = TypeVar("T")

ENGINE = ("pagefind.js", "wasm.en.pagefind")  # once for all groups, with the first index
MADE = ("pagefind-*", "pagefind.js", "wasm.*")  # what Pagefind writes beside an index
KEPT = "pagefind-entry.json"

EXCLUDED = ".headerlink,[hidden]"
FRAME_ROOT = "#main"  # where a hand-written page's own words stand


class Index(NamedTuple):
    """An index: its tree, and the object of its words."""

    tree: Digest
    words: Digest


class SearchError(Exception):
    """Pagefind failed."""


def search(
    cache: Cache, run: Executor, searched: Iterable[Searched], frame: Digest
) -> tuple[Digest, ...]:
    """Return the trees of all indexes, and of the tables that lead to them.

    `frame` is the tree of the hand-written pages. Raises SearchError.
    """
    groups = grouped(searched)
    site = Group(HAND_WRITTEN, (), (_hand_written(cache, frame),), 0)
    new = [one for one in (*groups, site) if cache.known("search index", one) is None]
    run_all(run, index_task, [(cache.folder, one) for one in new], "search")
    indexes = [index(cache, one) for one in (*groups, site)]
    tables = cache.memo(
        "search tables",
        (groups, [one.words for one in indexes[:-1]]),
        partial(_tables, cache, groups, indexes[:-1]),
    )
    return (*(one.tree for one in indexes), tables)


def index_task(task: tuple[Path, Group]) -> None:
    """Make the index of a group in the cache at a folder."""
    folder, group = task
    index(Cache(folder), group)


def index(cache: Cache, group: Group) -> Index:
    """Return the index of a group. Raises SearchError."""
    return cache.memo("search index", group, partial(_index, cache, group))


def _hand_written(cache: Cache, frame: Digest) -> Digest:
    pages = [
        (name.removesuffix("index.html").rstrip("/"), digest)
        for name, digest in sorted(cache.value(frame).items())
        if name.endswith("index.html") and name != TEMPLATE
    ]
    return cache.add_value(tuple(pages))


def _index(cache: Cache, group: Group) -> Index:
    """Make a group's index.

    Pagefind's command does it from a folder of files: its Python interface, page by page, takes
    fifteen times as long.
    """
    site = group.name == HAND_WRITTEN
    with tempfile.TemporaryDirectory() as place:
        stage, output = Path(place, "pages"), Path(place, "index")
        texts = dict(_staged(cache, group, stage, whole=site))
        command = [sys.executable, "-m", "pagefind", "--quiet", "--force-language", "en"]
        command += ["--site", str(stage), "--output-path", str(output)]
        command += ["--exclude-selectors", EXCLUDED]
        command += ["--root-selector", FRAME_ROOT] if site else []
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            words = tally(texts.values())
            _, said = process.communicate()
        if process.returncode:
            raise SearchError(f"Pagefind ended with {process.returncode}: {said.strip()}")
        _drop(output, (KEPT, *ENGINE) if site else (KEPT,))
        tree = {
            f"search/{group.name}/{name}": cache.add((output / name).read_bytes())
            for name in walk(output)
        }
    return Index(cache.add_value(tree), cache.add_value(words))


def _staged(cache: Cache, group: Group, stage: Path, *, whole: bool) -> Iterator[tuple[str, str]]:
    """Lay out the pages of a group as files: the HTML of each by its address."""
    stage.mkdir()
    for digest in group.pages:
        for address, fragment in cache.value(digest):
            data = cache.read(fragment)
            html = data.decode("utf-8") if whole else Fragment.read(data).body
            folder = stage / address
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "index.html").write_text(_page(html), encoding="utf-8")
            yield address, html


def _page(html: str) -> str:
    if html.lstrip().startswith("<!"):
        return html
    return f'<!doctype html><html lang="en"><body>{html}</body></html>'


def _drop(folder: Path, kept: Iterable[str]) -> None:
    """Remove Pagefind's own interfaces, which the pages do not use."""
    for pattern in MADE:
        for path in folder.glob(pattern):
            if path.name not in kept:
                path.unlink()


def _tables(cache: Cache, groups: Sequence[Group], indexes: Sequence[Index]) -> Digest:
    """The list of groups, and where there are several the words that lead to each."""
    tallies: list[Tally] = [cache.value(one.words) for one in indexes] if len(groups) > 1 else []
    files = {f"search/words/{name}": data for name, data in word_files(tallies).items()}
    table = [{"name": g.name, "channels": g.channels, "pages": g.number} for g in groups]
    files["search/groups.json"] = compact_json(table)
    return cache.add_value({name: cache.add(data) for name, data in sorted(files.items())})
