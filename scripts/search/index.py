"""Making the indexes: a memo of the pages that each holds."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from scripts.build.cache import Cache, Digest
from scripts.build.executors import run_all
from scripts.build.stored import Fragment, Searched
from scripts.core.files import compact_json, walk
from scripts.search.groups import Group, grouped, hand_written
from scripts.search.segments import segmented
from scripts.search.synonyms import NONE, Synonyms
from scripts.search.words import Tally, tally, vocabulary, word_files

T = TypeVar("T")

ENGINE = ("pagefind.js", "wasm.en.pagefind")  # for all groups, with the hand-written pages
MADE = ("pagefind-*", "pagefind.js", "wasm.*")  # what Pagefind writes beside an index
KEPT = "pagefind-entry.json"

EXCLUDED = ".headerlink,[hidden]"
FRAME_ROOT = "#main"  # where a hand-written page's own words stand


class Made(NamedTuple):
    """A finished index: its tree, and the object of its words."""

    tree: Digest
    words: Digest


class SearchError(Exception):
    """Pagefind failed."""


def search(
    cache: Cache,
    run: Executor,
    searched: Iterable[Searched],
    frame: Digest,
    synonyms: Synonyms = NONE,
) -> tuple[Digest, ...]:
    """Return the trees of all indexes, and of the tables that lead to them.

    `frame` is the tree of the hand-written pages. Raises SearchError.
    """
    groups = grouped(searched)
    whole = hand_written(cache, frame)
    wanted = [*(one for group in groups for one in group.indexes), *whole]
    new = [one for one in wanted if cache.known("search index", one.pages) is None]
    run_all(run, index_task, [(cache.folder, one.pages, one in whole) for one in new], "search")
    made = {one.name: make_index(cache, one.pages, whole=one in whole) for one in wanted}
    words = [[made[one.name].words for one in group.indexes] for group in groups]
    others = [made[one.name].words for one in whole]
    inputs = (groups, words, others, synonyms)
    tables = cache.memo("search tables", inputs, partial(_tables, cache, *inputs))
    trees = {name: one.tree for name, one in made.items()}
    return (*(_placed(cache, name, tree) for name, tree in trees.items()), tables)


def index_task(task: tuple[Path, tuple[Digest, ...], bool]) -> None:
    """Make an index in the cache at a folder."""
    folder, pages, whole = task
    make_index(Cache(folder), pages, whole=whole)


def make_index(cache: Cache, pages: tuple[Digest, ...], *, whole: bool) -> Made:
    """Return an index of pages, which are `whole` or have no layout yet. Raises SearchError."""
    return cache.memo("search index", pages, partial(_index, cache, pages, whole=whole))


def _placed(cache: Cache, name: str, tree: Digest) -> Digest:
    """Return the tree of an index below its folder: another channel may give it another name."""
    files: dict[str, Digest] = cache.value(tree)
    return cache.add_value({f"search/{name}/{path}": one for path, one in files.items()})


def _index(cache: Cache, pages: Sequence[Digest], *, whole: bool) -> Made:
    """Make an index.

    Pagefind's command does it from a folder of files: its Python interface, page by page, takes
    fifteen times as long.
    """
    with tempfile.TemporaryDirectory() as place:
        stage, output = Path(place, "pages"), Path(place, "index")
        texts = dict(_staged(cache, pages, stage, whole=whole))
        command = [sys.executable, "-m", "pagefind", "--quiet", "--force-language", "en"]
        command += ["--site", str(stage), "--output-path", str(output)]
        command += ["--exclude-selectors", EXCLUDED]
        command += ["--root-selector", FRAME_ROOT] if whole else []
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            words = tally(texts.values())
            _, said = process.communicate()
        if process.returncode:
            raise SearchError(f"Pagefind ended with {process.returncode}: {said.strip()}")
        _drop(output, (KEPT, *ENGINE) if whole else (KEPT,))
        tree = {name: cache.add((output / name).read_bytes()) for name in walk(output)}
    return Made(cache.add_value(tree), cache.add_value(words))


def _staged(
    cache: Cache, lists: Sequence[Digest], stage: Path, *, whole: bool
) -> Iterator[tuple[str, str]]:
    """Lay out the pages of an index as files: the HTML of each by its address."""
    stage.mkdir()
    for digest in lists:
        for address, fragment in cache.value(digest):
            data = cache.read(fragment)
            html = data.decode("utf-8") if whole else Fragment.read(data).body
            folder = stage / address
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "index.html").write_text(_page(segmented(html)), encoding="utf-8")
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


def _tables(
    cache: Cache,
    groups: Sequence[Group],
    words: Sequence[Sequence[Digest]],
    others: Sequence[Digest],
    synonyms: Synonyms,
) -> Digest:
    """The list of groups, synonyms, the commonest words, and which words lead to which group."""
    tallies: list[Tally] = [sum((cache.value(one) for one in found), Counter()) for found in words]
    leading = word_files(tallies) if len(groups) > 1 else {}
    files = {f"search/words/{name}": data for name, data in leading.items()}
    table = [
        {"indexes": [one.name for one in g.indexes], "channels": g.channels, "pages": g.number}
        for g in groups
    ]
    files["search/groups.json"] = compact_json(table)
    files["search/synonyms.json"] = compact_json(synonyms._asdict())
    files["search/vocabulary.json"] = vocabulary([*tallies, *map(cache.value, others)])
    return cache.add_value({name: cache.add(data) for name, data in sorted(files.items())})
