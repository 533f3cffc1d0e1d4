"""The banks of a content folder as one file for the browser, named by what it holds."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from typing import Any

from assessments import banks


def packed_banks() -> bytes:
    """Return the banks, packed; the worker unpacks them with DecompressionStream."""
    return _packed(banks.as_json())


@lru_cache(maxsize=1)  # every hand-written page names the file
def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def with_banks(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return the quiz runtime's manifest and the file of the banks; empty before it is built."""
    return manifest | banks_file() if manifest else {}


def banks_file() -> dict[str, str]:
    """Return what the runtime's manifest says of the file; nothing where there are no banks."""
    if not banks.ids():
        return {}
    return {"banks": f"banks-{hashlib.sha256(packed_banks()).hexdigest()[:16]}.bin"}
