"""What `mkdocs serve` does after a change: the quick way for articles, MkDocs for all the rest."""

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

from scripts.core.files import signature

LOG = logging.getLogger("mkdocs.hooks.mile_markers")
CATALOGUE = Path("build/catalogue.json")  # what hand-written pages show of the articles


def tell(module: str, said: Sequence[str], *, failed: bool) -> None:
    """Log what a command said, its last line as its outcome."""
    *lines, last = said
    for line in lines:
        LOG.warning(line)
    if failed:
        LOG.error("%s failed, the last good pages stay: %s", module, last)
    else:
        LOG.info("%s: %s", module, last)


class Rebuild:
    """The builder of MkDocs' server.

    While nothing but articles changed, a process that remembers their pages brings them up to date
    (`scripts.serve.worker`). It is started anew after every build of the whole, as scripts may have
    changed.
    """

    def __init__(self, whole: Callable[[], None], config: Any) -> None:
        self._whole = whole
        self._articles = Path(config["docs_dir"], "articles")
        names = (config["config_file_path"], config["docs_dir"], *config["watch"])
        self._watched = [Path(name) for name in names]
        self._command = [sys.executable, "-m", "scripts.serve.worker"]
        self._command += ["--site", config["site_dir"], "--site-url", config["site_url"]]
        self._start(self._signatures())

    def __call__(self) -> None:
        """Build what has to be built."""
        start, others = time.perf_counter(), self._signatures()
        if self._others == others and self._articles_alone():
            LOG.info("Articles built in %.2f seconds", time.perf_counter() - start)
            return
        self.stop()
        self._whole()
        self._start(others)  # as they were before: what changed meanwhile has not been built

    def stop(self) -> None:
        """End the process that remembers."""
        self._resident.kill()
        self._resident.communicate()

    def _start(self, others: list[tuple[str, str]]) -> None:
        self._others = others
        pipe = subprocess.PIPE
        self._resident = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, text=True)

    def _articles_alone(self) -> bool:
        """Whether the process that remembers did all that there was to do."""
        shown = CATALOGUE.read_bytes()
        resident: Any = self._resident
        try:
            resident.stdin.write("\n")
            resident.stdin.flush()
            answer = json.loads(resident.stdout.readline())
        except (OSError, ValueError):
            return False  # it has ended; the whole build tells why
        tell("scripts.build.pipeline", answer["said"], failed=answer["failed"])
        return CATALOGUE.read_bytes() == shown

    def _signatures(self) -> list[tuple[str, str]]:
        """Every watched file that is no article, with what changes when it does."""
        return [(str(path), signature(path.stat())) for path in self._files()]

    def _files(self) -> Iterator[Path]:
        for watched in self._watched:
            if watched.is_file():
                yield watched
            for place, folders, names in os.walk(watched):
                folders[:] = [name for name in folders if Path(place, name) != self._articles]
                yield from (Path(place, name) for name in sorted(names))
