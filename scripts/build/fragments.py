"""The page fragments of a build, as the steps after it read them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple


class Fragment(NamedTuple):
    """What the build step wrote for one page: the fields of `model.Page`, its body."""

    head: dict[str, Any]
    body: str

    @classmethod
    def read(cls, path: Path) -> Fragment:
        """Read the file of a page."""
        first, _, body = path.read_text(encoding="utf-8").partition("\n")
        return cls(json.loads(first), body)
