"""The hand-written pages: MkDocs builds them when something changed that it reads."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from macros import BUILD, GENERATED
from scripts.build.cache import Cache, Digest
from scripts.core.digest import digest_of
from scripts.core.files import ROOT, walk
from scripts.core.urls import sender, site_url

ALONE = "MILE_MARKERS_MKDOCS"  # set where the hook has nothing to do: other steps run beside MkDocs
QUIET = {"NO_MKDOCS_2_WARNING": "1"}  # Material speaks of its successor in every build
READ = (
    "docs",
    "macros",
    "mkdocs.yml",
    "assessments/banks",
)  # besides tables of tests
NOT_READ = ("docs/articles/", "docs/newsletter/", "docs/ledger.tsv", "docs/synonyms.toml")


class HandwrittenError(Exception):
    """MkDocs failed; the message is its own."""


def handwritten(cache: Cache, catalogue: Digest, folder: Path) -> Digest:
    """Return the tree of what MkDocs builds; `catalogue` is written to `folder` for its macros.

    Raises HandwrittenError.
    """
    inputs = (
        catalogue,
        site_url(),
        sender(),
        [(name, digest_of(data)) for name, data in _inputs()],
    )
    return cache.memo("handwritten pages", inputs, lambda: _build(cache, folder))


def _inputs() -> Iterator[tuple[str, bytes]]:
    """Every file that MkDocs reads, but the program's."""
    for part in READ:
        names = [part] if (ROOT / part).is_file() else [f"{part}/{n}" for n in walk(ROOT / part)]
        for name in names:
            if not name.startswith(NOT_READ) and "__pycache__" not in name:
                yield name, (ROOT / name).read_bytes()
    for name in walk(GENERATED):
        yield f"generated/{name}", (GENERATED / name).read_bytes()
    for path in sorted((ROOT / "tests").rglob("*.toml")):
        yield str(path.relative_to(ROOT)), path.read_bytes()


def _build(cache: Cache, folder: Path) -> Digest:
    with tempfile.TemporaryDirectory() as place:
        site = Path(place)
        run_mkdocs(site, folder)
        return cache.add_value({name: cache.add((site / name).read_bytes()) for name in walk(site)})


def run_mkdocs(site: Path, folder: Path) -> None:
    """Build the hand-written pages into a folder. Raises HandwrittenError."""
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)]
    environment = {**os.environ, **QUIET, ALONE: "1", BUILD: str(folder.resolve())}
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.splitlines()
        raise HandwrittenError("\n".join(line for line in said if not line.startswith("INFO")))
