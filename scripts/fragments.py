"""The page fragments of a build, without reading again what did not change.

What the steps after the build step ask of each fragment is kept beside the pages, with the file's
signature: a file is replaced, never changed in place, whenever its bytes change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from scripts.version import program
from scripts.write import FRAGMENT, signatures, write_if_changed

KEPT = "fragments.json"
FIELDS = ("title", "description", "kind", "search", "modified", "canonical")
_CHANNEL = re.compile(r"/wiki/([^/\"#]+)/")


class Fragment(NamedTuple):
    """What the build step wrote for one page: the fields of `scripts.model.Page`, and its body."""

    head: dict[str, Any]
    body: str

    @classmethod
    def read(cls, path: Path) -> Fragment:
        """Read the file of a page."""
        first, _, body = path.read_text(encoding="utf-8").partition("\n")
        return cls(json.loads(first), body)


class PageFile(NamedTuple):
    """A file below the pages: its name, its signature, and for a fragment what is asked of it."""

    name: str
    signature: str
    head: dict[str, Any] | None

    @property
    def address(self) -> str:
        """The address of the page that a fragment is of."""
        return self.name.removesuffix(f"/{FRAGMENT}")


class Pages:
    """The pages of a build that is done: the folder is looked through once, when first asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def files(self) -> list[PageFile]:
        """Every file of the folder, in order."""
        return known_files(self.folder)


def known_files(pages: Path) -> list[PageFile]:
    """Every file below `pages`, in order."""
    place = pages.parent / KEPT
    before = _load(place)
    found = [_known(pages, before, *file) for file in signatures(pages)]
    kept = {known.name: (known.signature, known.head) for known in found if known.head}
    write_if_changed(place, json.dumps({"program": program(), "files": kept}).encode())
    return found


def _load(place: Path) -> Mapping[str, Any]:
    try:
        kept = json.loads(place.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return dict(kept["files"]) if kept["program"] == program() else {}


def _known(pages: Path, before: Mapping[str, Any], name: str, signature: str) -> PageFile:
    if not name.endswith(FRAGMENT):
        return PageFile(name, signature, None)
    then, head = before.get(name, ("", None))
    return PageFile(name, signature, head if then == signature else _head(pages / name))


def _head(path: Path) -> dict[str, Any]:
    fragment = Fragment.read(path)
    channel = _CHANNEL.search(fragment.body)
    return {name: fragment.head[name] for name in FIELDS} | {
        "channel": channel.group(1) if channel else ""
    }


def heads(files: list[PageFile]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The pages among the files: addresses and heads."""
    for known in files:
        if known.head is not None:
            yield known.address, known.head
