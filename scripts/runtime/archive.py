"""What Pyodide under Node makes: the archive of bytecode, and a snapshot of memory with it."""

from __future__ import annotations

import gzip
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYODIDE = ROOT / "node_modules" / "pyodide"


class RuntimeBuildError(Exception):
    """The runtime could not be made; the message says what to do."""


def pack(repository: Path = ROOT) -> bytes:
    """The zip that stands in for Pyodide's library; the same input gives the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        run("pack.mjs", repository, fsrs_folder(), folder)
        return (Path(folder) / "core.zip").read_bytes()


def snapshot(archive: bytes) -> bytes:
    """Memory after all of the archive was imported; the same input gives the same bytes."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "core.zip").write_bytes(archive)
        run("snapshot.mjs", folder / "core.zip", folder / "snapshot.bin")
        return (folder / "snapshot.bin").read_bytes()


def run(script: str, *arguments: Path | str) -> None:
    """Run one of the scripts beside this file with Node."""
    path = Path(__file__).with_name(script)
    command = [node(), str(path), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeBuildError(f"scripts/runtime/{script} failed:\n{last_lines(done.stderr)}")


def compress(archive: bytes) -> bytes:
    """gzip without a date. Our own, because hosts compress known types only, and a zip is not one.

    The worker undoes it with DecompressionStream; the neutral file ending keeps hosts from
    adding an encoding header of theirs.
    """
    return gzip.compress(archive, compresslevel=9, mtime=0)


def node() -> str:
    """The path of node: the virtual environment's, else the machine's."""
    here = str(Path(sys.executable).parent)
    found = shutil.which("node", path=os.pathsep.join([here, os.environ.get("PATH", "")]))
    if not found or not PYODIDE.exists():
        raise RuntimeBuildError("node or node_modules/pyodide is missing: run `make setup`")
    return found


def fsrs_folder() -> Path:
    """Where the scheduler's package is installed."""
    spec = importlib.util.find_spec("fsrs")
    if spec is None or spec.origin is None:
        raise RuntimeBuildError("the package fsrs is missing: run `make setup`")
    return Path(spec.origin).parent


def last_lines(text: str, count: int = 20, width: int = 400) -> str:
    """The end of an error output, its lines cut: Pyodide quotes its source of one huge line."""
    return "\n".join(line[:width] for line in text.rstrip().splitlines()[-count:])
