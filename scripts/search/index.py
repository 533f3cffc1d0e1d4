"""Making the indexes: those whose pages have changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from scripts.build.manifests import Pages
from scripts.core.digest import code_fingerprint
from scripts.core.files import compact_json, write_if_changed, write_tree
from scripts.search.groups import HAND_WRITTEN, Group, grouped, hand_written, wiki_pages
from scripts.search.words import Tally, tally, word_files

T = TypeVar("T")

STAMP, WORDS = ".stamp", ".words"
ENGINE = ("pagefind.js", "wasm.en.pagefind")  # once for all groups, with the first index
MADE = ("pagefind-*", "pagefind.js", "wasm.*")  # what Pagefind writes beside an index
KEPT = "pagefind-entry.json"

EXCLUDED = ".headerlink,[hidden]"
FRAME_ROOT = "#main"  # where a hand-written page's own words stand


class Made(NamedTuple):
    """How many pages are searched, and how many of their indexes were made anew."""

    pages: int
    anew: int


def index_frame(frame: Path, output: Path) -> Made:
    """Make the index of the pages that MkDocs made."""
    return _index_stale([hand_written(frame)], output)


def index_wiki(pages: Pages, output: Path) -> Made:
    """Make the indexes of the wiki, and the tables that lead to them."""
    groups = grouped(wiki_pages(pages))
    made = _index_stale(groups, output)
    _tidy(output, {HAND_WRITTEN, "words", *(group.name for group in groups)})
    tallies = [_tally(group, output / group.name) for group in groups] if len(groups) > 1 else []
    write_tree(output / "words", sorted(word_files(tallies).items()))
    table = [{"name": g.name, "channels": g.channels, "pages": len(g.pages)} for g in groups]
    write_if_changed(output / "groups.json", compact_json(table))
    return made


def _index_stale(groups: list[Group], output: Path) -> Made:
    output.mkdir(parents=True, exist_ok=True)
    stale = [group for group in groups if _stamp(group) != _made(output / group.name)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda group: _index(group, output / group.name), stale))
    return Made(sum(len(group.pages) for group in groups), len(stale))


def _index(group: Group, folder: Path) -> None:
    """Make one group's index in `folder`, in place of an older one.

    Pagefind's command does it from a folder of files: its Python interface, page by page, takes
    fifteen times as long.
    """
    site = group.name == HAND_WRITTEN
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as stage:
        for page in group.pages:
            _put(Path(stage, page.address), _whole(page.read()))
        command = [sys.executable, "-m", "pagefind", "--quiet", "--force-language", "en"]
        command += ["--site", stage, "--output-path", str(folder)]
        command += ["--exclude-selectors", EXCLUDED]
        command += ["--root-selector", FRAME_ROOT] if site else []
        words = _meanwhile(command, partial(tally, group))
    _drop(folder, (KEPT, *ENGINE) if site else (KEPT,))
    _keep_words(folder, words)
    (folder / STAMP).write_text(_stamp(group), encoding="utf-8")


def _put(folder: Path, html: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(html, encoding="utf-8")


def _meanwhile(command: Sequence[str], work: Callable[[], T]) -> T:
    """Do some work while a command runs; raises CalledProcessError where that fails."""
    with subprocess.Popen(command) as process:
        done = work()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return done


def _tally(group: Group, folder: Path) -> Tally:
    """The words of a group, kept beside its index, which goes when its pages change."""
    place = folder / WORDS
    if place.is_file():
        found = json.loads(place.read_bytes())
        if found["program"] == code_fingerprint():
            return dict(found["words"])
    words = tally(group)
    _keep_words(folder, words)
    return words


def _keep_words(folder: Path, words: Tally) -> None:
    (folder / WORDS).write_bytes(compact_json({"program": code_fingerprint(), "words": words}))


def _whole(html: str) -> str:
    if html.lstrip().startswith("<!"):
        return html
    return f'<!doctype html><html lang="en"><body>{html}</body></html>'


def _drop(folder: Path, kept: Iterable[str]) -> None:
    """Remove Pagefind's own interfaces, which the pages do not use."""
    for pattern in MADE:
        for path in folder.glob(pattern):
            if path.name not in kept:
                path.unlink()


def _stamp(group: Group) -> str:
    """What an index depends on, as one word: its pages in order, each by its key."""
    digest = hashlib.sha256(repr((EXCLUDED, FRAME_ROOT)).encode())
    for page in group.pages:
        digest.update(f"{page.address}\n{page.key}\0".encode("utf-8", "replace"))
    return digest.hexdigest()


def _made(folder: Path) -> str:
    stamp = folder / STAMP
    return stamp.read_text(encoding="utf-8") if stamp.is_file() else ""


def _tidy(output: Path, names: set[str]) -> None:
    for folder in output.iterdir():
        if folder.is_dir() and folder.name not in names:
            shutil.rmtree(folder)
