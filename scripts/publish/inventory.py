"""Notes of what a site's folder and its spare hold, bundle by bundle.

They stand beside both, under the number that the file system gives a folder: so they stay with it
when it moves. A folder that is not listed is unknown.

    python -m scripts.publish.inventory SITE

prints as JSON which files of a site are not as noted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from scripts.core.files import signatures

Note = dict[str, tuple[str, str]]  # files by name: the signature and the key of each
Touched = Mapping[str, str]  # files that are not as noted: their signatures, empty where gone


class Notes(NamedTuple):
    """What a folder holds: bundles, each noted in a file of its own below `place`."""

    place: Path
    names: frozenset[str]

    def of(self, names: Iterable[str]) -> Note:
        """The files of some of the bundles."""
        return {name: told for bundle in names for name, told in self._read(bundle).items()}

    def _read(self, bundle: str) -> Note:
        return dict(json.loads((self.place / bundle).read_bytes()))


def state_of(site: Path) -> Path:
    """Where a site's spare folder and the notes of both stand."""
    return site.parent / f".{site.name}.spare"


def look(site: Path) -> Touched:
    """The files of the site that are not as it was noted."""
    site = site.resolve()
    if not site.is_dir():
        return {}
    notes = notes_of(site, state_of(site))
    left = notes.of(notes.names)
    touched = {}
    for name, now in signatures(site):
        then, _ = left.pop(name, ("", ""))
        if now != then:
            touched[name] = now
    return touched | dict.fromkeys(left, "")


def notes_of(folder: Path, state: Path) -> Notes:
    """The notes of a folder; none where it is not listed as complete."""
    place = place_of(folder, state) if folder.exists() else state / "none"
    index = index_of(place)
    return Notes(place, frozenset(json.loads(index.read_bytes()) if index.is_file() else ()))


def place_of(folder: Path, state: Path) -> Path:
    """Where the bundles of a folder are noted."""
    return state / str(folder.stat().st_ino)


def index_of(place: Path) -> Path:
    """The list of the bundles that are noted in a place; there as long as they are true."""
    return place.with_suffix(".bundles")


if __name__ == "__main__":
    json.dump(look(Path(sys.argv[1])), sys.stdout)
