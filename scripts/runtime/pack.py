"""Runs inside Pyodide: compile the modules that the core needs, and pack them into two zips.

Started by ``pack.mjs``, which tells what ``load.py`` found, and mounts ``/src`` (the package
``assessments``), ``/packages`` (``fsrs``), ``/inside``, ``/conversations`` and ``/out``. The
bytecode is written by the very interpreter that will read it, so the host's Python version does
not matter.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import io
import json
import marshal
import sys
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from types import CodeType

# Modules that only an error or a rare value reaches, so that no run is sure to load them.
RARELY_REACHED = [
    "_strptime",
    "calendar",
    "csv",
    "encodings.cp437",
    "encodings.ascii",
    "encodings.latin_1",
    "encodings.utf_16",
    "encodings.utf_8_sig",
    "encodings.idna",
    "traceback",
    "unicodedata",
]
OURS = {"assessments": Path("/src/assessments"), "fsrs": Path("/packages/fsrs")}
# fsrs wants one name of a package of 160 kB that Python 3.14 has in its own library.
TYPING_EXTENSIONS = "from typing import Self\n"
# fsrs can train its weights; that part needs packages which are not here, and is left out.
TRAINING = ("fsrs.optimizer", "torch", "pandas", "tqdm")
# What the browser never needs: the command line for authors, and that training.
LEFT_OUT = {"assessments": "validate/__main__.py", "fsrs": "optimizer.py"}
# What the archive has for Python itself, in place of what the library has under these names.
INSIDE = Path("/inside")
TABLE = "table.bin"  # where each module of the library stands, for `sitecustomize`
EPOCH = (1980, 1, 1, 0, 0, 0)
LOCAL = 30  # bytes of a zip's own header before a file's name
SAME_LINE = 0x80 | 13 << 3  # an entry of co_linetable: no columns (Objects/locations.md of CPython)
HEAD = 16  # bytes before the code in bytecode files: PEP 552


def pack(report: str) -> None:
    """Write ``/out/start.zip``, with what Python's start needs, and ``/out/rest.zip``."""
    told = json.loads(report)
    files, tabled = everything(told["loaded"])
    start = {name for name in files if module(name) in told["started"]} | set(inside())
    for part, names in (("start", start), ("rest", files.keys() - start)):
        content = zipped({name: files[name] for name in names}, tabled & names)
        Path(f"/out/{part}.zip").write_bytes(content)


def everything(modules: list[str]) -> tuple[dict[str, bytes], set[str]]:
    """The needed modules as bytecode, and the names of the library's."""
    sources = {**own_sources(), "typing_extensions.py": TYPING_EXTENSIONS.encode()}
    ours = {name: compiled(name, text) for name, text in sources.items()}
    found = dict(library(modules))
    own = {name: compiled(name, text) for name, text in inside().items()}
    return ours | found | own, found.keys() | own.keys() - {"sitecustomize.py"}


def inside() -> dict[str, bytes]:
    """What stands in the archive for the library's own files of these names."""
    paths = sorted(INSIDE.rglob("*.py"))
    return {path.relative_to(INSIDE).as_posix(): path.read_bytes() for path in paths}


def own_sources() -> dict[str, bytes]:
    """The core's and fsrs's source files by their name in the archive."""
    return {
        f"{package}/{path.relative_to(root).as_posix()}": path.read_bytes()
        for package, root in OURS.items()
        for path in sorted(root.rglob("*.py"))
        if not path.match(LEFT_OUT[package])
    }


def asked() -> str:
    """What ``load.py`` is to import and to send, as JSON: all of ours, and every message."""
    return json.dumps([sorted(imported_names() | set(RARELY_REACHED)), list(messages())])


def imported_names() -> set[str]:
    """Every module that a source file of ours imports, at its top or inside a function."""
    names: set[str] = set()
    for name, text in own_sources().items():
        names.add(module(name))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    return {name for name in names if not name.startswith(TRAINING)}


def messages() -> Iterator[str]:
    """Every recorded message, so that what is imported on the way is imported."""
    for path in sorted(Path("/conversations").glob("*.json")):
        for turn in json.loads(path.read_text("utf-8")):
            sent = turn["send"]
            yield sent if isinstance(sent, str) else json.dumps(sent)


def library(modules: list[str]) -> list[tuple[str, bytes]]:
    """The needed part of Pyodide's own library, compiled; parents of packages come along."""
    wanted = {part for name in modules for part in parents(name)}
    with zipfile.ZipFile(
        f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"
    ) as stock:
        there = set(stock.namelist())
        names = [file for name in sorted(wanted) if (file := file_of(name, there))]
        return [(name, of_library(name, stock.read(name))) for name in names]


def of_library(name: str, source: bytes) -> bytes:
    """A module of the library, without what no reader sees: a third of its bytes."""
    return bytecode(source, of_one_line(compile_source(name, source, level(name))))


def level(name: str) -> int:
    """The library travels without docstrings; Pyodide reads its own."""
    return 0 if name.startswith(("pyodide/", "_pyodide/")) else 2


def of_one_line(code: CodeType) -> CodeType:
    """The code with all of a function on the line where it begins: tracebacks of ours keep theirs.

    A table must cover the code, or `traceback` fails; an entry covers eight units of two bytes.
    """
    whole, rest = divmod(len(code.co_code) // 2, 8)
    table = bytes([SAME_LINE + 7, 0]) * whole + bytes([SAME_LINE + rest - 1, 0]) * (rest > 0)
    inner = (of_one_line(it) if isinstance(it, CodeType) else it for it in code.co_consts)
    return code.replace(co_linetable=table, co_consts=tuple(inner))


def parents(name: str) -> list[str]:
    """``a.b.c`` -> ``a``, ``a.b``, ``a.b.c``."""
    parts = name.split(".")
    return [".".join(parts[: end + 1]) for end in range(len(parts))]


def file_of(name: str, there: set[str]) -> str | None:
    """The module's file in the stock archive; None for built-in modules."""
    path = name.replace(".", "/")
    return next((f for f in (f"{path}/__init__.py", f"{path}.py") if f in there), None)


def compiled(name: str, source: bytes) -> bytes:
    """A module of ours as bytecode, nothing left out."""
    return bytecode(source, compile_source(name, source))


def compile_source(name: str, source: bytes, optimize: int = 0) -> CodeType:
    """The code of a module."""
    return compile(source, name, "exec", dont_inherit=True, optimize=optimize)


def bytecode(source: bytes, code: CodeType) -> bytes:
    """Unchecked-hash bytecode (PEP 552): nothing is compared at import, no clock comes in."""
    external = importlib.import_module("importlib._bootstrap_external")
    digest = importlib.util.source_hash(source)
    return bytes(external._code_to_hash_pyc(code, digest, False))


def zipped(files: dict[str, bytes], tabled: Collection[str]) -> bytes:
    """One zip, sorted, dates fixed, stored: bytecode compresses better as a whole afterwards.

    Its last file tells where the code of those in `tabled` stands.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"{name}c", EPOCH), content)
        rows = dict(row(entry) for entry in archive.infolist() if entry.filename[:-1] in tabled)
        archive.writestr(zipfile.ZipInfo(TABLE, EPOCH), marshal.dumps(rows))
    return buffer.getvalue()


def row(entry: zipfile.ZipInfo) -> tuple[str, tuple[str, int, int]]:
    """A module's name; its file, and the start and length of its code in the archive."""
    start = entry.header_offset + LOCAL + len(entry.filename) + HEAD
    name = module(entry.filename.removesuffix("c"))
    return name, (entry.filename, start, entry.file_size - HEAD)


def module(file: str) -> str:
    """``a/b.py`` -> ``a.b``, ``a/__init__.py`` -> ``a``."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
