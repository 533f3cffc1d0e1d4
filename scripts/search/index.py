"""Making the indexes: a memo of the pages that each holds."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from macros import content
from scripts.build.cache import Cache, Digest
from scripts.build.executors import run_all
from scripts.build.stored import Fragment, Searched
from scripts.core.files import compact_json, walk
from scripts.search.groups import Group, grouped, hand_written
from scripts.search.segments import segmented
from scripts.search.synonyms import NONE, Synonyms
from scripts.search.words import Tally, tally, vocabulary, word_files

T = TypeVar("T")

ENGINE = "pagefind.js"  # for all groups, with the hand-written pages
STEMMER = "wasm.{}.pagefind"  # the engine's part for a language
MADE = ("pagefind-*", "pagefind.js", "wasm.*")  # what Pagefind writes beside an index
KEPT = "pagefind-entry.json"

EXCLUDED = ".headerlink,[hidden]"
FRAME_ROOT = "#main"  # where a hand-written page's own words stand


class Task(NamedTuple):
    """What an index is made of: lists of pages, whole or without a layout, and their language."""

    pages: tuple[Digest, ...]
    language: str
    whole: bool


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
    language = content.settings().language.partition("-")[0]
    groups = grouped(searched)
    whole = hand_written(cache, frame)
    wanted = [*(one for group in groups for one in group.indexes), *whole]
    tasks = {one.name: Task(one.pages, language, whole=one in whole) for one in wanted}
    new = [task for task in tasks.values() if cache.known("search index", task) is None]
    run_all(run, index_task, [(cache.folder, task) for task in new], "search")
    made = {name: make_index(cache, task) for name, task in tasks.items()}
    words = [[made[one.name].words for one in group.indexes] for group in groups]
    others = [made[one.name].words for one in whole]
    inputs = (groups, words, others, synonyms)
    tables = cache.memo("search tables", inputs, partial(_tables, cache, *inputs))
    trees = {name: one.tree for name, one in made.items()}
    return (*(_placed(cache, name, tree) for name, tree in trees.items()), tables)


def index_task(asked: tuple[Path, Task]) -> None:
    """Make an index in the cache at a folder."""
    folder, task = asked
    make_index(Cache(folder), task)


def make_index(cache: Cache, task: Task) -> Made:
    """Return an index. Raises SearchError."""
    return cache.memo("search index", task, partial(_index, cache, task))


def _placed(cache: Cache, name: str, tree: Digest) -> Digest:
    """Return the tree of an index below its folder: another channel may give it another name."""
    files: dict[str, Digest] = cache.value(tree)
    return cache.add_value({f"search/{name}/{path}": one for path, one in files.items()})


def _index(cache: Cache, task: Task) -> Made:
    """Make an index.

    Pagefind's command does it from a folder of files: its Python interface, page by page, takes
    fifteen times as long.
    """
    with tempfile.TemporaryDirectory() as place:
        stage, output = Path(place, "pages"), Path(place, "index")
        texts = dict(_staged(cache, task, stage))
        command = [sys.executable, "-m", "pagefind", "--quiet"]
        command += ["--force-language", task.language]
        command += ["--site", str(stage), "--output-path", str(output)]
        command += ["--exclude-selectors", EXCLUDED]
        command += ["--root-selector", FRAME_ROOT] if task.whole else []
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            words = tally(texts.values())
            _, said = process.communicate()
        if process.returncode:
            raise SearchError(f"Pagefind ended with {process.returncode}: {said.strip()}")
        _drop(output, (KEPT, *(_engine(output) if task.whole else ())))
        tree = {name: cache.add((output / name).read_bytes()) for name in walk(output)}
    return Made(cache.add_value(tree), cache.add_value(words))


def _engine(output: Path) -> tuple[str, str]:
    """Return the names of the engine's files; a language that it does not know has no stems."""
    (language,) = json.loads((output / KEPT).read_bytes())["languages"].values()
    return ENGINE, STEMMER.format(language["wasm"] or "unknown")


def _staged(cache: Cache, task: Task, stage: Path) -> Iterator[tuple[str, str]]:
    """Lay out the pages of an index as files: the HTML of each by its address."""
    stage.mkdir()
    for digest in task.pages:
        for address, fragment in cache.value(digest):
            data = cache.read(fragment)
            html = data.decode("utf-8") if task.whole else Fragment.read(data).body
            folder = stage / address
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "index.html").write_text(
                _page(segmented(html), task.language), encoding="utf-8"
            )
            yield address, html


def _page(html: str, language: str) -> str:
    if html.lstrip().startswith("<!"):
        return html
    return f'<!doctype html><html lang="{language}"><body>{html}</body></html>'


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
