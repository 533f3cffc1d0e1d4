"""What `mkdocs serve` does after a change: the worker alone where it can, MkDocs where it must."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from macros import content
from scripts.core.digest import program_files
from scripts.core.files import ROOT, signature

LOG = logging.getLogger("mkdocs.hooks.mile_markers")
OURS = (
    "articles",
    "captions",
    "newsletter",
    "ledger.tsv",
)  # of the content folder: MkDocs reads none of them

# What people write in a content folder; the built site may lie in it too.
WATCHED = (
    *OURS,
    *("banks", "pages", "site.toml", "glossary.toml", "paths.toml", "synonyms.toml"),
)


def tell(step: str, said: Sequence[str], *, failed: bool) -> None:
    """Log what a step said, its last line as its outcome."""
    *lines, last = said or ["done"]
    for line in lines:
        LOG.warning(line)
    if failed:
        LOG.error("%s failed, the last good pages stay: %s", step, last)
    else:
        LOG.info("%s: %s", step, last)


class BuildWorker:
    """The process that builds pages; it is started again when the program changed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._program: list[tuple[str, str]] = []

    def ask(self, step: str, site: str) -> bool:
        """Ask for a step and tell how it went; False where it failed."""
        now = list(_signatures(program_files()))
        if self._process is None or self._program != now:
            self.stop()
            self._program = now
            pipe = subprocess.PIPE
            command = [sys.executable, "-m", "scripts.serve.worker"]
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT)
        process: Any = self._process
        try:
            process.stdin.write(json.dumps({"step": step, "site": site}) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
        except (OSError, ValueError):
            self.stop()
            answer = {"failed": True, "said": ["the build worker ended; it is started again"]}
        tell(step, answer["said"], failed=answer["failed"])
        return not answer["failed"]

    def stop(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


class Rebuild:
    """The builder of MkDocs' server: while only our own inputs changed, MkDocs rests."""

    def __init__(self, whole: Callable[[], None], config: Any, worker: BuildWorker) -> None:
        self._whole, self._worker, self._site = whole, worker, str(config["site_dir"])
        self._docs = content.folder()
        names = (
            config["config_file_path"],
            *(str(self._docs / name) for name in WATCHED),
            *config["watch"],
        )
        self._watched = [Path(name) for name in names]
        self._others = self._signatures()

    def __call__(self) -> None:
        """Build what has to be built."""
        start, others = time.perf_counter(), self._signatures()
        if self._others == others:
            catalogue = content.build_folder() / "catalogue.json"
            shown = catalogue.read_bytes()
            done = self._worker.ask("update", self._site)
            if not done or catalogue.read_bytes() == shown:
                LOG.info("Pages built in %.2f seconds", time.perf_counter() - start)
                return
        self._whole()
        self._others = others  # as they were before: what changed meanwhile has not been built

    def _signatures(self) -> list[tuple[str, str]]:
        """Every watched file that MkDocs or its macros read, with what changes when it does."""
        ours = {self._docs / name for name in OURS}
        return [
            (name, stamp)
            for name, stamp in _signatures(self._watched)
            if not any(Path(name).is_relative_to(own) for own in ours)
        ]


def _signatures(folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for folder in folders:
        if folder.is_file():
            yield _signed(folder)
        for place, inside, names in os.walk(folder):
            inside[:] = sorted(name for name in inside if name != "__pycache__")
            yield from (_signed(Path(place, name)) for name in sorted(names))


def _signed(path: Path) -> tuple[str, str]:
    """A file with its signature, which is empty where it went, or is a link that leads nowhere."""
    try:
        return str(path), signature(path.stat())
    except OSError:
        return str(path), ""
