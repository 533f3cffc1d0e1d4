"""What the build step left below its pages, for the steps after it, part by part.

A manifest names the files of a part with their signatures, and of each page what later steps ask.
It stands beside the pages as long as they are as it says: it goes before one of them is changed,
and comes back last. What did not change is so known by a name, and not looked into.

    python -m scripts.build.manifests PAGES

prints as JSON which manifests and files are not as they should be.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from scripts.core.files import FRAGMENT, page_files, signature, signatures, write_if_changed
from scripts.core.model import Page

FOLDER = "manifests"  # beside the pages
GONE = ".gone"  # what is to be removed, or made anew
FIELDS = ("title", "description", "kind", "search", "modified", "canonical")
_CHANNEL = re.compile(r"/wiki/([^/\"#]+)/")

Head = dict[str, Any]


@dataclass
class Manifest:
    """The files of a part as they are written: equal names mean equal files."""

    name: str
    signatures: dict[str, str] = field(default_factory=dict)  # by file
    heads: dict[str, Head] = field(default_factory=dict)  # by fragment

    def write(self, output: Path, page: Page) -> int:
        """Write the files of a page; how many of them had changed."""
        self.heads[f"{page.address}/{FRAGMENT}"] = head_of(page)
        return sum(self.put(output, name, data) for name, data in page_files(page))

    def put(self, output: Path, name: str, data: bytes) -> bool:
        """Write a file; True where it had changed."""
        path = output / name
        changed = write_if_changed(path, data)
        self.signatures[name] = signature(path.stat())
        return changed

    def keep(self, folder: Path) -> None:
        """Let it stand: its files are as it says."""
        write_if_changed(folder / self.name, self._told())

    def _told(self) -> bytes:
        told = {"name": self.name, "signatures": self.signatures, "heads": self.heads}
        return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def head_of(page: Page) -> Head:
    """What later steps ask of a page."""
    channel = _CHANNEL.search(page.body)
    asked = {name: getattr(page, name) for name in FIELDS}
    return asked | {"channel": channel.group(1) if channel else ""}


def folder_of(pages: Path) -> Path:
    """Where the manifests of the pages below a folder stand."""
    return pages.parent / FOLDER


def standing(folder: Path) -> set[str]:
    """The names of the manifests that stand."""
    if not folder.is_dir():
        return set()
    names = (path.name for path in folder.iterdir())
    return {name for name in names if not name.endswith(GONE) and not name.startswith(".")}


def read(folder: Path, name: str) -> Manifest:
    """A manifest by its name."""
    return Manifest(**json.loads((folder / name).read_bytes()))


def withdraw(folder: Path, names: Iterable[str]) -> None:
    """Let manifests stand no longer; what they name is remembered until `clear`."""
    for name in names:
        (folder / name).replace(folder / f"{name}{GONE}")


def withdrawn(folder: Path) -> set[str]:
    """The files of the manifests that stand no longer."""
    if not folder.is_dir():
        return set()
    gone = [path.name for path in folder.iterdir() if path.name.endswith(GONE)]
    return {name for manifest in gone for name in read(folder, manifest).signatures}


def renewed(folder: Path) -> set[str]:
    """The names of the manifests that stand again."""
    return {name for name in standing(folder) if (folder / f"{name}{GONE}").exists()}


def is_unfinished(folder: Path) -> bool:
    """Whether a build was stopped before it removed what it replaced."""
    return any(folder.glob(f"*{GONE}"))


def clear(folder: Path) -> None:
    """Forget the manifests that stand no longer."""
    for path in folder.glob(f"*{GONE}"):
        path.unlink()


class Astray(NamedTuple):
    """What is not as the manifests say: manifests by name, and files that none of them has."""

    manifests: list[str]
    files: list[str]


def look(output: Path) -> Astray:
    """Compare what is below a folder with the manifests that stand."""
    known = dict(_known(folder_of(output)))
    there = dict(signatures(output)) if output.is_dir() else {}
    harmed = {
        name for name, told in known.items() if any(there.get(n) != s for n, s in told.items())
    }
    every: set[str] = set().union(*known.values())
    return Astray(sorted(harmed), sorted(there.keys() - every))


def _known(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for name in standing(folder):
        with suppress(FileNotFoundError):  # withdrawn meanwhile
            yield name, read(folder, name).signatures


class Pages:
    """The pages of a build that is done; its manifests are read once, when first asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def manifests(self) -> list[Manifest]:
        """Every manifest that stands, in the order of their names."""
        folder = folder_of(self.folder)
        return [read(folder, name) for name in sorted(standing(folder))]

    @cached_property
    def heads(self) -> dict[str, Head]:
        """What is asked of each page, by its address, in order."""
        found = {
            name.removesuffix(f"/{FRAGMENT}"): head
            for manifest in self.manifests
            for name, head in manifest.heads.items()
        }
        return dict(sorted(found.items()))


if __name__ == "__main__":
    json.dump(look(Path(sys.argv[1]))._asdict(), sys.stdout)
