"""`mkdocs serve` on a copy of the project, for tests and measurements."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from scripts.core.files import ROOT

COPIED = ("docs", "macros", "scripts", "assessments", "tests", "mkdocs.yml", "package.json")
LINKED = ("node_modules",)
MADE = Path("build", "generated")  # the quiz runtime: making it takes most of a first start
SERVING = "Serving on"


class Served(NamedTuple):
    """A server at work on a copy of the project."""

    project: Path
    address: str
    lines: Iterator[str]

    def until(self, words: str) -> list[str]:
        """Return the lines that the server says up to the one that holds `words`."""
        said = []
        for line in self.lines:
            said.append(line)
            if words in line:
                return said
        raise RuntimeError("the server ended:\n" + "".join(said))

    def page(self, address: str) -> str:
        """Return a page as a browser gets it."""
        with urllib.request.urlopen(f"{self.address}/{address}/") as answer:  # noqa: S310
            return str(answer.read().decode())


@contextmanager
def serving(project: Path) -> Iterator[Served]:
    """Return `mkdocs serve` in a copy of the project made at `project`, after its first build."""
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project / name)
    for name in LINKED:
        (project / name).symlink_to(ROOT / name)
    if (ROOT / MADE).is_dir():
        shutil.copytree(ROOT / MADE, project / MADE)
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
