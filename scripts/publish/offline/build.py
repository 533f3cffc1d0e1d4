"""A folder on a stick: the site that opens as files.

It reads a site that was built to be served and writes one that works when its `index.html` is
opened as a file. A page opened so may not fetch, import or start workers, but it may load classic
scripts: so every file that programs ask for becomes one (`files.py`), the programs become one
(`bundle.mjs`), and links name their files (`pages.py`). The pages' own modules know nothing of it:
`theme/assets/js/offline` puts a `fetch`, an `import` and a `Worker` made of scripts in their way.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from scripts.build.cache import Cache
from scripts.core.csp import HEADER_FILES
from scripts.core.files import File, walk
from scripts.core.node import last_lines, node
from scripts.publish.checkout import checkout
from scripts.publish.machines import NOJEKYLL
from scripts.publish.offline.files import as_script, is_asked_for
from scripts.publish.offline.pages import linked, modules, offline_page

OURS = Path(__file__).parent
LIBRARIES = ("assets/generated/", "search/")
FEEDS = "feeds/"  # for feed readers; no page reads them
# Files that only a served page could use besides: a host's headers, the page of wrong addresses,
# the service worker and its list, the installed app, and the snapshot, which only a quick link
# pays for.
OF_SERVER = (
    *HEADER_FILES,
    NOJEKYLL,
    "404*",
    "sw.js",
    "offline.json",
    "offline/index.html",
    "manifest.webmanifest",
    "assets/generated/icons/[0-9]*.png",
    "assets/generated/icons/maskable-*.png",
    "assets/generated/runtime/fast-*.bin",
)


class BundleError(Exception):
    """The programs could not be put together; the message says why."""


class Served(NamedTuple):
    """A served site: its files, and what its pages run and name, as paths below its root."""

    folder: Path
    names: list[str]
    programs: set[str]
    named: set[str]


def survey(folder: Path) -> Served:
    """Read every page for what it runs and names."""
    names = list(walk(folder))
    programs: set[str] = set()
    named: set[str] = set()
    for name in names:
        if name.endswith(".html") and not _is_of(name, OF_SERVER):
            html = (folder / name).read_text("utf-8")
            programs.update(modules(html, name))
            named.update(linked(html, name))
    return Served(folder, names, programs, named)


def bundle(served: Served) -> dict[str, dict[str, str]]:
    """The programs as scripts, and what workers are made of. Raises BundleError."""
    libraries = [n for n in served.names if n.startswith(LIBRARIES) and n.endswith(".js")]
    asked = {
        "site": str(served.folder.resolve()),
        "modules": sorted(served.programs),
        "libraries": libraries,
        "parts": [name for name in served.names if name.endswith(".mjs")],
    }
    command = [node(), str(OURS / "bundle.mjs")]
    done = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BundleError(f"scripts/publish/offline/bundle.mjs failed:\n{last_lines(done.stderr)}")
    made: dict[str, dict[str, str]] = json.loads(done.stdout)
    return made


def offline_files(served: Served, made: dict[str, dict[str, str]]) -> Iterator[File]:
    """Return every file of the folder on a stick."""
    scripts, workers = made["scripts"], made["workers"]
    for name, code in scripts.items():
        yield name, code.encode()
    for name, code in workers.items():
        yield f"{name}.js", as_script(name, code.encode())
    for name in served.names:
        if name not in scripts and name not in workers and not _is_of_server(served, name):
            yield from _file(served, name)


def _is_of_server(served: Served, name: str) -> bool:
    """Whether only a served page could use a file: our modules, and those of OF_SERVER."""
    if name.startswith("assets/js/") and name.endswith(".js"):
        return name not in served.named
    return _is_of(name, OF_SERVER)


def _is_of(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _file(served: Served, name: str) -> Iterator[File]:
    data = (served.folder / name).read_bytes()
    if name.endswith(".html"):
        yield name, offline_page(data.decode("utf-8"), name).encode()
        return
    if is_asked_for(name) and not name.startswith(FEEDS):
        yield f"{name}.js", as_script(name, data)
    if not is_asked_for(name) or name in served.named:
        yield name, data


def publish_offline(cache: Cache, folder: Path, site: Path) -> str:
    """Publish a served site as a folder on a stick: one line that says how large it is.

    Raises BundleError and ForeignDirectoryError, with the published site as it was.
    """
    served = survey(folder)
    files = dict(offline_files(served, bundle(served)))
    tree = cache.add_value({name: cache.add(data) for name, data in files.items()})
    checkout(cache, (tree,), site)
    size = sum(map(len, files.values()))
    return f"{site}: a folder of {len(files)} files and {size / 1e6:.0f} MB; open its index.html"
