"""What everything that is kept between builds depends on besides its input: the program itself."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

from scripts.core.files import ROOT

PARTS = ("scripts", "macros", "assessments")
KINDS = (".py", ".html", ".xml", ".toml", ".tsv", ".txt", ".po")
INPUTS = ("macros/theme/", "macros/engine_pages/")  # files that what reads them names


class ProgramChangedError(Exception):
    """The program's own files changed while it ran."""


@cache
def code_fingerprint() -> str:
    """Return one word for the program's own files, its pinned packages, and Python.

    Files that a memo names among its inputs do not count: an edited assessment remakes its own
    pages and not the library's.
    """
    return _fingerprint()


def unchanged_program() -> None:
    """Raise ProgramChangedError where the program is not what `code_fingerprint` said first."""
    if _fingerprint() != code_fingerprint():
        raise ProgramChangedError("the program changed while it built; build again")


def _fingerprint() -> str:
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for path in program_files():
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(INPUTS):
            digest.update(f"\0{name}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def program_files() -> list[Path]:
    """Return the program's own files, and the list of its packages as they are pinned."""
    files = (path for part in PARTS for path in (ROOT / part).rglob("*") if path.suffix in KINDS)
    return [path for path in sorted([*files, ROOT / "requirements.txt"]) if path.is_file()]


def digest_of(data: bytes) -> str:
    """Return one word for some bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
