"""``python -m scripts.offline [--served build/served] [--site site]``: a folder on a stick.

It reads a site that was built to be served and writes one that works when its `index.html` is
opened as a file. A page opened so may not fetch, import or start workers, but it may load classic
scripts: so every file that programs ask for becomes one (`files.py`), the programs become one
(`bundle.mjs`), and links name their files (`pages.py`). The pages' own modules know nothing of it:
`theme/assets/js/offline` puts a `fetch`, an `import` and a `Worker` made of scripts in their way.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from scripts.core.csp import header_files
from scripts.core.digest import digest_of
from scripts.core.files import walk
from scripts.core.node import last_lines, node
from scripts.publish.checkout import Bundle, ForeignDirectoryError, Source, replace_site
from scripts.publish.offline.files import as_script, is_asked_for
from scripts.publish.offline.pages import linked, modules, offline_page

OURS = Path(__file__).parent
LIBRARIES = ("assets/generated/", "search/")
FEEDS = "feeds/"  # for feed readers; no page reads them
# Files that only a served page could use besides: a host's headers, the page of wrong addresses,
# the service worker and its list, the installed app, and the snapshot, which only a quick link
# pays for.
OF_SERVER = (
    *header_files(),
    "404*",
    "sw.js",
    "offline.json",
    "offline/index.html",
    "manifest.webmanifest",
    "assets/generated/icons/*",
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
        if name.endswith(".html"):
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


def offline_files(served: Served, made: dict[str, dict[str, str]]) -> Iterator[Source]:
    """Every file of the folder on a stick."""
    scripts, workers = made["scripts"], made["workers"]
    for name, code in scripts.items():
        yield _source(name, code.encode())
    for name, code in workers.items():
        yield _source(f"{name}.js", as_script(name, code.encode()))
    for name in served.names:
        if name not in scripts and name not in workers and not _is_of_server(served, name):
            yield from _file(served, name)


def _is_of_server(served: Served, name: str) -> bool:
    """Whether only a served page could use a file: our modules, and those of OF_SERVER."""
    if name.startswith("assets/js/") and name.endswith(".js"):
        return name not in served.named
    return any(fnmatch(name, pattern) for pattern in OF_SERVER)


def _file(served: Served, name: str) -> Iterator[Source]:
    data = (served.folder / name).read_bytes()
    if name.endswith(".html"):
        yield _source(name, offline_page(data.decode("utf-8"), name).encode())
        return
    if is_asked_for(name) and not name.startswith(FEEDS):
        yield _source(f"{name}.js", as_script(name, data))
    if not is_asked_for(name) or name in served.named:
        yield _source(name, data)


def _source(name: str, data: bytes) -> Source:
    return Source(name, digest_of(data), partial(_same, data))


def _same(data: Any) -> bytes:
    return bytes(data)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: says what was written and how large the folder is."""
    parser = argparse.ArgumentParser(prog="python -m scripts.offline", description=__doc__)
    parser.add_argument("--served", type=Path, default=Path("build/served"))
    parser.add_argument("--site", type=Path, default=Path("site"))
    options = parser.parse_args(arguments)
    served = survey(options.served)
    try:
        files = list(offline_files(served, bundle(served)))
        done = replace_site(options.site, [Bundle.of(files)])
    except (BundleError, ForeignDirectoryError, OSError) as error:
        print(f"{error}; the site is as it was")
        return 1
    size = sum((options.site / name).stat().st_size for name in walk(options.site))
    print(
        f"{options.site}: {done.written} written, {done.removed} removed; a folder of "
        f"{size / 1e6:.0f} MB that opens by its index.html"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
