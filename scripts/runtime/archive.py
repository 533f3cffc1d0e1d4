"""What Pyodide under Node makes: the archive of bytecode, and a snapshot of memory with it."""

from __future__ import annotations

import gzip
import importlib.util
import io
import json
import struct
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from assessments.banks import as_json
from scripts.core.node import last_lines, node

ROOT = Path(__file__).resolve().parents[2]
PYODIDE = ROOT / "node_modules" / "pyodide"
LENGTHS = struct.Struct("<2I")  # before the two parts of an archive's file


class RuntimeBuildError(Exception):
    """The runtime could not be made; the message says what to do."""


class Archive(NamedTuple):
    """What stands in for Pyodide's library: two zips, of which Python's start needs the first."""

    start: bytes
    rest: bytes

    def file(self) -> bytes:
        """Both as ``macros/theme/assets/js/assessment/archive.js`` reads them."""
        return LENGTHS.pack(*map(len, self)) + self.start + self.rest

    @classmethod
    def read(cls, file: bytes) -> Archive:
        """Both out of what `file` gave."""
        end = LENGTHS.size + LENGTHS.unpack_from(file)[0]
        return cls(file[LENGTHS.size : end], file[end:])

    def write(self, folder: Path) -> None:
        """Lay both out for ``started.mjs``."""
        for part, content in self._asdict().items():
            (folder / f"{part}.zip").write_bytes(content)

    def modules(self) -> list[str]:
        """The names of all modules."""
        return sorted(name for part in self for name in modules(part))


def modules(part: bytes) -> list[str]:
    """The names of a zip's modules."""
    files = zipfile.ZipFile(io.BytesIO(part)).namelist()
    paths = [name.removesuffix(".pyc") for name in files if name.endswith(".pyc")]
    return [path.removesuffix("/__init__").replace("/", ".") for path in paths]


def pack(repository: Path = ROOT) -> Archive:
    """The archive; the same input gives the same bytes."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as banks:
        (Path(banks) / "banks.json").write_text(as_json(repository / "docs"), encoding="utf-8")
        run("pack.mjs", repository, fsrs_folder(), banks, folder)
        return Archive(*((Path(folder) / f"{part}.zip").read_bytes() for part in Archive._fields))


def snapshot(archive: Archive) -> bytes:
    """Memory after all of the archive was imported; the same input gives the same bytes."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        archive.write(folder)
        run("snapshot.mjs", folder, json.dumps(archive.modules()))
        return (folder / "snapshot.bin").read_bytes()


def exports() -> bytes:
    """The module that names those of the wasm's functions that Pyodide's own program asks for."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "exports.mjs"
        run("exports.mjs", made)
        return made.read_bytes()


def run(script: str, *arguments: Path | str) -> None:
    """Run one of the scripts beside this file with Node."""
    path = Path(__file__).with_name(script)
    command = [node(), str(path), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeBuildError(f"scripts/runtime/{script} failed:\n{last_lines(done.stderr)}")


def compress(content: bytes) -> bytes:
    """gzip without a date. Our own, because hosts compress known types only, and a zip is not one.

    The worker undoes it with DecompressionStream; the neutral file ending keeps hosts from
    adding an encoding header of theirs.
    """
    return gzip.compress(content, compresslevel=9, mtime=0)


def fsrs_folder() -> Path:
    """Where the scheduler's package is installed."""
    spec = importlib.util.find_spec("fsrs")
    if spec is None or spec.origin is None:
        raise RuntimeBuildError("the package fsrs is missing: run `make setup`")
    return Path(spec.origin).parent
