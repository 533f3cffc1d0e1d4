"""How long an author waits under `mkdocs serve`: from the edit of an article to the reload."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import IO, NamedTuple

from scripts.bench.rows import Row
from scripts.runtime.archive import ROOT

ARTICLE = Path("docs/articles/alifeafterlayoff/bad_bosses.md")
EDITS, MOST = 9, 1.0  # seconds
COPIED = ("docs", "macros", "scripts", "assessments", "tests", "mkdocs.yml", "package.json")
LINKED = ("node_modules",)
SERVING, RELOAD = "Serving on", "Reloading browsers"


class Served(NamedTuple):
    """A server at work on a copy of the project."""

    project: Path
    address: str
    lines: Iterator[str]

    def until(self, words: str) -> list[str]:
        """The lines that the server says up to the one that holds `words`."""
        said = []
        for line in self.lines:
            said.append(line)
            if words in line:
                return said
        raise RuntimeError("the server ended:\n" + "".join(said))

    def page(self, address: str) -> str:
        """A page as a browser gets it."""
        with urllib.request.urlopen(f"{self.address}/{address}/") as answer:  # noqa: S310
            return str(answer.read().decode())


@contextmanager
def serving(project: Path) -> Iterator[Served]:
    """`mkdocs serve` in a copy of the project made at `project`, after its first build."""
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project / name)
    for name in LINKED:
        (project / name).symlink_to(ROOT / name)
    port = _free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    output: IO[str] = process.stdout  # type: ignore[assignment]
    server = Served(project, f"http://127.0.0.1:{port}", iter(output.readline, ""))
    try:
        server.until(SERVING)
        yield server
    finally:
        process.terminate()
        process.wait()
        output.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def rows() -> Iterator[Row]:
    """The median of edits of one article."""
    with tempfile.TemporaryDirectory() as place, serving(Path(place)) as server:
        _edited(server, 0)  # until then the pages are being remembered
        waits = [_edited(server, turn) for turn in range(1, EDITS + 1)]
    yield Row("mkdocs serve, an article edited to the reload", "s", median(waits), None, MOST)


def _edited(server: Served, turn: int) -> float:
    time.sleep(turn / 10)  # the server looks twice a second: each edit meets it at another moment
    began = time.perf_counter()
    with (server.project / ARTICLE).open("a", encoding="utf-8") as file:
        file.write(f"\nSentence {turn} of a longer text.\n")
    server.until(RELOAD)
    return time.perf_counter() - began
