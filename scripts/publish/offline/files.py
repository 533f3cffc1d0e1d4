"""Files that a page asks for, as classic scripts that hand them over."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from pathlib import PurePosixPath

TEXT = frozenset({".json", ".js", ".mjs"})
ASKED_FOR = frozenset(
    {".json", ".mjs", ".bin", ".wasm", ".pagefind", ".pf_meta", ".pf_index", ".pf_fragment"}
)
GZIP = b"\x1f\x8b"


def is_asked_for(name: str) -> bool:
    """Whether programs fetch a file of this name, and not the reader's browser by itself."""
    return PurePosixPath(name).suffix in ASKED_FOR


def as_script(name: str, data: bytes) -> bytes:
    """A file as the script `<name>.js`: text as it is, other bytes packed unless they are so."""
    kind, text = _packed(name, data)
    call = ",".join(json.dumps(part, ensure_ascii=False) for part in (name, text, kind))
    return f"mileMarkers.put({call})".encode()


def _packed(name: str, data: bytes) -> tuple[str, str]:
    if PurePosixPath(name).suffix in TEXT:
        return "text", data.decode("utf-8")
    if data.startswith(GZIP):
        return "base64", b64encode(data).decode("ascii")
    return "gzip", b64encode(gzip.compress(data, mtime=0)).decode("ascii")
