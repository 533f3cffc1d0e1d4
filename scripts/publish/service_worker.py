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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from functools import cache as once
from functools import partial
from pathlib import Path
from typing import NamedTuple

from macros import language
from macros.content import GENERATED, THEME, generated_files
from scripts.build.cache import Cache, Digest
from scripts.build.stored import TEMPLATE
from scripts.core.files import ROOT, walk
from scripts.core.node import last_lines, node

PREBUILT = GENERATED.with_name("sw.js")  # in a wheel alone: its users need no Node
PROGRAM, LIST = "sw.js", "offline.json"
SOURCE = ROOT / "macros/theme/assets/js/service/worker.js"
ESBUILD = ROOT / "node_modules/esbuild/bin/esbuild"
# Pictures for other sites, the snapshot that only quickens a start, what only a build reads.
NOT_KEPT = (
    "assets/og/*",
    "*/fast-*.bin",
    "assets/generated/runtime/manifest.json",
    "assets/generated/wages/[0-9]*",  # of the wages, the nation's alone
    "*/tsconfig.json",
    "assets/js/offline/*",
    "assets/js/service/*",
)
PAGES = (
    "index.html",
    "quizzes/index.html",
    "quizzes/?*/index.html",
    "review/index.html",
    "notes/index.html",
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


def version_of(assets: Mapping[str, Path] | None = None) -> str:
    """One word for all assets that pages need; another one whenever one of them changes.

    `assets` are folders by the paths that they have in the site; without them, those of a build.
    """
    digest = hashlib.sha256()
    folders = {"assets": THEME} if assets is None else assets
    files = {f"{path}/{n}": folder / n for path, folder in folders.items() for n in walk(folder)}
    if assets is None:
        files |= {f"assets/generated/{name}": path for name, path in generated_files().items()}
        if language.catalogue(spoken := language.current()):  # the modules speak it
            digest.update(language.fingerprint(spoken).encode())
    for path in sorted(filter(_is_kept, files)):
        digest.update(f"\0{path}\0".encode() + files[path].read_bytes())
    return digest.hexdigest()[:16]


def service_worker(cache: Cache, frame: Digest, search: Sequence[Digest]) -> Digest:
    """Return the tree of the service worker, for the trees of the frame and of search."""
    return cache.memo("service worker", (frame, search), partial(_made, cache, frame, search))


def _made(cache: Cache, frame: Digest, search: Sequence[Digest]) -> Digest:
    files: dict[str, Digest] = dict(cache.value(frame))
    indexes = {path: digest for one in search for path, digest in cache.value(one).items()}
    named = _VERSION.search(cache.read(files[TEMPLATE]).decode("utf-8"))
    if not named:
        return cache.add_value({})
    kept = [*_assets(cache, files), *_pages(cache, files), *_search(cache, indexes)]
    sums = json.dumps({"version": named[1], "parts": _sums(kept)}).encode()
    kept.append(Kept(LIST, len(sums), hashlib.sha256(sums).hexdigest()[:16]))
    listed = [[file.path, file.digest] for file in kept]
    head = json.dumps({"version": named[1], "files": listed}, separators=(",", ":"))
    program = f"self.mileMarkers={head};\n".encode() + worker_program()
    return cache.add_value({PROGRAM: cache.add(program), LIST: cache.add(sums)})


def _is_kept(path: str) -> bool:
    return not any(fnmatch(path, pattern) for pattern in NOT_KEPT)


def _assets(cache: Cache, files: Mapping[str, Digest]) -> Iterator[Kept]:
    """Every asset; the bytes must be as they are here, or the version is not installed."""
    for path in sorted(path for path in files if path.startswith("assets/") and _is_kept(path)):
        data = cache.read(files[path])
        yield Kept(path, len(data), b64encode(hashlib.sha256(data).digest()).decode())


def _pages(cache: Cache, files: Mapping[str, Digest]) -> Iterator[Kept]:
    """The assessments and the pages around them, under the addresses that links name."""
    for name in sorted(files):
        if any(fnmatch(name, pattern) for pattern in PAGES) and not fnmatch(name, METHODS):
            yield _kept(cache, name.removesuffix("index.html") or "./", files[name])


def _search(cache: Cache, files: Mapping[str, Digest]) -> Iterator[Kept]:
    """The search of a small library; of a large one only the engine."""
    names = sorted(files)
    if sum(cache.path(digest).stat().st_size for digest in files.values()) > LARGEST_SEARCH:
        names = [n for n in names if n.endswith("pagefind.js") or "/wasm." in n]
    for name in names:
        yield _kept(cache, name, files[name])


def _kept(cache: Cache, path: str, digest: Digest) -> Kept:
    data = cache.read(digest)
    return Kept(path, len(data), hashlib.sha256(data).hexdigest()[:16])


def _sums(kept: Iterable[Kept]) -> list[dict[str, str | int]]:
    sums = dict.fromkeys(PARTS, 0)
    for file in kept:
        sums[_part(file.path)] += file.size
    return [{"what": what, "bytes": size} for what, size in sums.items() if size]


def _part(path: str) -> str:
    name = f"{path}index.html" if path.endswith("/") else path
    return next(what for what, pattern in PARTS.items() if fnmatch(name, pattern))


@once
def worker_program() -> bytes:
    """The worker as one classic script: engines take modules as service workers only lately."""
    if PREBUILT.is_file():
        return PREBUILT.read_bytes()
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
