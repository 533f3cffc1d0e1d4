"""The service worker: its program, and the list of what it keeps, for readers who want it.

The *frame* is what pages need beside themselves: scripts, styles, the quiz runtime, the
assessments, search. Each page names the version of its frame; `theme/assets/js/service` keeps page
and frame together.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import NamedTuple

from macros import GENERATED
from scripts.core.files import ROOT, walk
from scripts.core.node import last_lines, node

ASSETS = {"assets": ROOT / "macros" / "theme" / "assets", "assets/generated": GENERATED}
PROGRAM, LIST = "sw.js", "offline.json"
SOURCE = ROOT / "macros/theme/assets/js/service/worker.js"
ESBUILD = ROOT / "node_modules/esbuild/bin/esbuild"
# Pictures for other sites, the snapshot that only quickens a start, what only a build reads.
NOT_KEPT = (
    "assets/og/*",
    "*/fast-*.bin",
    "*.json",
    "assets/js/offline/*",
    "assets/js/service/*",
)
PAGES = (
    "index.html",
    "quizzes/index.html",
    "quizzes/?*/index.html",
    "review/index.html",
    "about/offline/index.html",
    "offline/index.html",
)
METHODS = "*/methodology/*"
LARGEST_SEARCH = 5_000_000  # bytes; of a larger index only what was used is kept
# A reader sees these sums before anything is kept.
PARTS = {
    "Scoring program": "assets/generated/runtime/*",
    "Scripts, styles and icons": "assets/*",
    "Quizzes and their pages": "*.html",
    "Search": "search/*",
}
_VERSION = re.compile(r'<meta name="version" content="([\w-]+)"')


class Kept(NamedTuple):
    """A file of the frame: its path, its bytes' number, and its SHA-256 (of a page its start)."""

    path: str
    size: int
    digest: str


def version_of(assets: Mapping[str, Path] = ASSETS) -> str:
    """One word for all assets that pages need; another one whenever one of them changes.

    `assets` are folders by the paths that they have in the site.
    """
    digest = hashlib.sha256()
    files = {f"{path}/{n}": folder / n for path, folder in assets.items() for n in walk(folder)}
    for path in sorted(filter(_is_kept, files)):
        digest.update(f"\0{path}\0".encode() + files[path].read_bytes())
    return digest.hexdigest()[:16]


def service_files(frame: Path, search: Path, shell: str) -> Iterator[tuple[str, bytes]]:
    """The service worker and the sums that readers see; nothing where pages name no version."""
    if not (named := _VERSION.search(shell)):
        return
    kept = [*_assets(frame), *_pages(frame), *_search(search)]
    sums = json.dumps({"version": named[1], "parts": _sums(kept)}).encode()
    kept.append(Kept(LIST, len(sums), hashlib.sha256(sums).hexdigest()[:16]))
    listed = [[file.path, file.digest] for file in kept]
    head = json.dumps({"version": named[1], "files": listed}, separators=(",", ":"))
    yield PROGRAM, f"self.mileMarkers={head};\n".encode() + _program()
    yield LIST, sums


def _is_kept(path: str) -> bool:
    return not any(fnmatch(path, pattern) for pattern in NOT_KEPT)


def _assets(frame: Path) -> Iterator[Kept]:
    """Every asset; the bytes must be as they are here, or the version is not installed."""
    for name in walk(frame / "assets"):
        path = f"assets/{name}"
        if _is_kept(path):
            data = (frame / path).read_bytes()
            yield Kept(path, len(data), b64encode(hashlib.sha256(data).digest()).decode())


def _pages(frame: Path) -> Iterator[Kept]:
    """The assessments and the pages around them, under the addresses that links name."""
    for name in walk(frame):
        if any(fnmatch(name, pattern) for pattern in PAGES) and not fnmatch(name, METHODS):
            data = (frame / name).read_bytes()
            path = name.removesuffix("index.html")
            yield Kept(path or "./", len(data), hashlib.sha256(data).hexdigest()[:16])


def _search(folder: Path) -> Iterator[Kept]:
    """The search of a small library; files that it names by their content need no digest."""
    names = [name for name in walk(folder) if not name.rpartition("/")[2].startswith(".")]
    if sum((folder / name).stat().st_size for name in names) > LARGEST_SEARCH:
        names = [n for n in names if n.endswith(("pagefind.js", "wasm.en.pagefind"))]
    for name in names:
        data = (folder / name).read_bytes()
        yield Kept(f"search/{name}", len(data), hashlib.sha256(data).hexdigest()[:16])


def _sums(kept: Iterable[Kept]) -> list[dict[str, str | int]]:
    sums = dict.fromkeys(PARTS, 0)
    for file in kept:
        sums[_part(file.path)] += file.size
    return [{"what": what, "bytes": size} for what, size in sums.items() if size]


def _part(path: str) -> str:
    name = f"{path}index.html" if path.endswith("/") else path
    return next(what for what, pattern in PARTS.items() if fnmatch(name, pattern))


@cache
def _program() -> bytes:
    """The worker as one classic script: engines take modules as service workers only lately."""
    options = ["--bundle", "--format=iife", "--minify", "--target=es2022", "--log-level=error"]
    options += [
        '--define:process.env.NODE_ENV="production"',
        "--banner:js=/* with Workbox (MIT) */",
    ]
    command = [node(), str(ESBUILD), str(SOURCE), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"{SOURCE.name} could not be put together:\n{last_lines(done.stderr)}")
    return done.stdout.encode()
