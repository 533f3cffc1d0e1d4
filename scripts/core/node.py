"""Node: where it is, and what it said when it failed."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


class NodeMissingError(Exception):
    """Node is not installed; the message says what to do."""


def node() -> str:
    """The path of node: the virtual environment's, else the machine's."""
    here = str(Path(sys.executable).parent)
    found = shutil.which("node", path=os.pathsep.join([here, os.environ.get("PATH", "")]))
    if not found:
        raise NodeMissingError("node is missing: run `make setup`")
    return found


def last_lines(text: str, count: int = 20, width: int = 400) -> str:
    """The end of an error output, its lines cut: Pyodide quotes its source of one huge line."""
    return "\n".join(line[:width] for line in text.rstrip().splitlines()[-count:])
