"""The hand-written pages: MkDocs builds them when something changed that it reads."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from macros import content
from macros.content import BUILD, CONTENT
from scripts.build.cache import Cache, Digest
from scripts.core.digest import digest_of
from scripts.core.files import ROOT, walk
from scripts.core.urls import sender, site_url
from scripts.transcripts.scan import SourceChangedError

ALONE = "MILE_MARKERS_MKDOCS"  # set where the hook has nothing to do: other steps run beside MkDocs
QUIET = {"NO_MKDOCS_2_WARNING": "1"}  # Material speaks of its successor in every build
READ = ("macros", "mkdocs.yml")  # of the engine, besides tables of tests
OF_CONTENT = ("pages", "banks", "site.toml", "glossary.toml", "paths.toml")


class HandwrittenError(Exception):
    """MkDocs failed; the message is its own."""


def handwritten(cache: Cache, catalogue: Digest, folder: Path) -> Digest:
    """Return the tree of what MkDocs builds; `catalogue` is written to `folder` for its macros.

    Raises HandwrittenError, SourceChangedError where a page is edited while MkDocs reads.
    """
    read = list(_inputs())

    def make() -> Digest:
        tree = _build(cache, folder)
        if changed := set(read) ^ set(_inputs()):
            raise SourceChangedError(f"{min(changed)[0]} changed while the source was read")
        return tree

    return cache.memo("handwritten pages", (catalogue, site_url(), sender(), read), make)


def _inputs() -> Iterator[tuple[str, Digest]]:
    """Every file that MkDocs reads, but the program's, with its digest."""
    own = content.folder()
    for root, parts in ((ROOT, READ), (own, OF_CONTENT)):
        for part in parts:
            yield from _below(root, part)
    yield "letters", str(any((own / "newsletter").glob("*.md")))
    yield "cards", str((own / "ledger.tsv").is_file())
    for name, path in content.generated_files().items():
        yield f"generated/{name}", digest_of(path.read_bytes())
    for path in sorted((ROOT / "tests").rglob("*.toml")):
        yield str(path.relative_to(ROOT)), digest_of(path.read_bytes())


def _below(root: Path, part: str) -> Iterator[tuple[str, Digest]]:
    """The files below a path, which is a file, a folder or nothing, each with its digest."""
    whole = root / part
    names = [part] if whole.is_file() else [f"{part}/{name}" for name in walk(whole)]
    for name in names:
        if "__pycache__" not in name:
            yield name, digest_of((root / name).read_bytes())


def _build(cache: Cache, folder: Path) -> Digest:
    with tempfile.TemporaryDirectory() as place:
        site = Path(place)
        run_mkdocs(site, folder)
        return cache.add_value({name: cache.add((site / name).read_bytes()) for name in walk(site)})


def run_mkdocs(site: Path, folder: Path) -> None:
    """Build the hand-written pages into a folder. Raises HandwrittenError."""
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)]
    environment = {**os.environ, **QUIET, ALONE: "1", BUILD: str(folder.resolve())}
    environment[CONTENT] = str(content.folder().resolve())
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
        told, _, _ = "\n".join(said).partition("\n```\n")  # after which a macro's traceback stands
        raise HandwrittenError(told.strip())
