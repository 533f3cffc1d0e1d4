"""Make the runtime's files when their inputs changed; a second run only compares one hash."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from macros.content import GENERATED
from scripts.core.node import node
from scripts.runtime.archive import (
    PYODIDE,
    ROOT,
    compress,
    exports,
    fsrs_folder,
    pack,
    snapshot,
)

SCRIPTS = ROOT / "macros" / "theme" / "assets" / "js" / "assessment"
FORMATS = (SCRIPTS / "archive.js", SCRIPTS / "exports.js", SCRIPTS / "snapshot.js")
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
EXPORTS = "exports.mjs"
# Browser libraries, copied under plain names: what the pages import, from where in node_modules.
VENDOR = {"idb.js": "idb/build/index.js", "chart.js": "chart.js/dist/chart.umd.min.js"}


def build(out: Path = GENERATED, repository: Path = ROOT) -> str:
    """Write ``out/runtime`` and ``out/vendor`` and answer one line that says what was done.

    ``repository`` is where the core and the recorded conversations are read.
    """
    node()
    manifest = out / "runtime" / "manifest.json"
    wanted = digest(input_files(repository))
    if is_current(manifest, wanted):
        return "runtime: nothing changed"
    made = write_runtime(out / "runtime", wanted, repository)
    copy_vendor(out / "vendor")
    write_if_changed(manifest, (json.dumps(made, indent=2) + "\n").encode())
    return f"runtime: {made['core']['file']}, {made['core']['bytes'] / 1e6:.2f} MB"


def input_files(repository: Path) -> Iterator[Path]:
    """Everything the result depends on, in a fixed order."""
    yield PYODIDE / "package.json"
    yield from FORMATS
    yield from sorted(Path(__file__).parent.glob("*.*"))
    yield from sorted(Path(__file__).parent.rglob("inside/**/*.py"))
    yield from sorted(
        path for path in (repository / "assessments").rglob("*") if path.suffix == ".py"
    )
    yield from sorted(fsrs_folder().glob("*.py"))
    yield from sorted((repository / "tests" / "cases" / "conversations").glob("*.json"))
    yield from (ROOT / "node_modules" / source for source in VENDOR.values())


def digest(files: Iterator[Path]) -> str:
    """One SHA-256 over the names and contents of ``files``."""
    whole = hashlib.sha256()
    for path in files:
        whole.update(f"{path.name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return whole.hexdigest()


def is_current(manifest: Path, wanted: str) -> bool:
    """Whether the last run had the same inputs and everything it wrote is still there."""
    try:
        made = json.loads(manifest.read_text("utf-8"))
        files = [made["core"]["file"], made["snapshot"]["file"]]
        files += [f"{made['pyodide']['folder']}/{n}" for n in (*PYODIDE_FILES, EXPORTS)]
    except (OSError, ValueError, KeyError):
        return False
    there = all((manifest.parent / name).exists() for name in files)
    vendor = all((manifest.parent.parent / "vendor" / name).exists() for name in VENDOR)
    return bool(made["inputs"] == wanted) and there and vendor


def write_runtime(folder: Path, inputs: str, repository: Path) -> dict[str, Any]:
    """Write the archive and Pyodide's files under names that carry their content's hash."""
    archive = pack(repository)
    core = write_packed(folder, "core", archive.file())
    fast = write_packed(folder, "fast", snapshot(archive))
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))
    version = json.loads((PYODIDE / "package.json").read_text("utf-8"))["version"]
    files = {name: (PYODIDE / name).read_bytes() for name in PYODIDE_FILES} | {EXPORTS: exports()}
    pyodide = f"pyodide-{version}-{hashlib.sha256(b''.join(files.values())).hexdigest()[:8]}"
    for name, content in files.items():
        write_if_changed(folder / pyodide / name, content)
    sweep(folder, {core["file"], fast["file"], pyodide, "manifest.json"})
    return {
        "inputs": inputs,
        "core": core,
        "snapshot": fast,
        "pyodide": {"folder": pyodide, "version": version, "lock": lock["info"]},
    }


def write_packed(folder: Path, kind: str, content: bytes) -> dict[str, Any]:
    """Write a file of our own, compressed, named by what it holds."""
    name = f"{kind}-{hashlib.sha256(content).hexdigest()[:16]}.bin"
    packed = compress(content)
    write_if_changed(folder / name, packed)
    return {"file": name, "bytes": len(packed), "unpacked": len(content)}


def copy_vendor(folder: Path) -> None:
    """Copy the browser libraries, without the comments that point to absent source maps."""
    for name, source in VENDOR.items():
        text = (ROOT / "node_modules" / source).read_text("utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("//# sourceMappingURL")]
        write_if_changed(folder / name, ("\n".join(lines) + "\n").encode())


def write_if_changed(path: Path, content: bytes) -> None:
    """Write through a neighbour and a rename, so that nobody ever reads half a file."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)


def sweep(folder: Path, keep: set[str]) -> None:
    """Remove what an earlier run left under other names."""
    for path in folder.iterdir():
        if path.name not in keep:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
