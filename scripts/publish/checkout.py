"""Checkout: make the site's folder a tree, as a whole. A reader finds the last site or the next.

The next site is staged in a folder beside it, as links to the cache's objects; then the two folders
change places in one step, and the former site is the next build's staging, so that a build touches
only what changed. What each folder holds is recorded beside them under the number that the file
system gives a folder, which stays with it when it moves. Killed at any moment, or out of disk, the
site is as it was. Files that somebody edits in the output are found by `verify`.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from scripts.build.cache import Cache, DamagedCacheError, Digest
from scripts.core.files import Written, alone, remove_empty, write_if_changed, write_tree

Trees = tuple[Digest, ...]  # of a site; no path is in two of them

STAGING, LOCK = "site", "lock"
AT_CWD, EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
OURS = ("index.html", "sitemap.xml")  # a folder with neither was not made here


class Difference(NamedTuple):
    """What leads from one version of a site to another: files to write, and files to remove."""

    written: dict[str, Digest]
    removed: list[str]


class ForeignDirectoryError(Exception):
    """The folder holds something that was not made here."""


def checkout(cache: Cache, trees: Trees, site: Path) -> Written:
    """Make `site` hold exactly the files of these trees, in one step.

    Raises ForeignDirectoryError for a folder of other things, DamagedCacheError where an object is
    missing. Where the site's folder cannot be moved (it is a mount, or what it lies in is not ours)
    its files are replaced one by one instead.
    """
    site = site.resolve()
    if site.is_mount() or (site.exists() and not os.access(site.parent, os.W_OK)):
        files = (item for one in trees for item in tree(cache, one).items())
        return write_tree(site, ((name, cache.read(digest)) for name, digest in files))
    state = state_of(site)
    with alone(state / LOCK):  # builds of several folders may publish one site
        _recover(site, state)
        held = held_by(site)
        if held == trees:
            return Written(0, 0)
        if held is None and site.exists() and not any((site / name).is_file() for name in OURS):
            raise ForeignDirectoryError(f"{site} holds something else; name a folder of its own")
        changes = difference(cache, _known(cache, held, trees) or (), trees)
        _stage(cache, trees, site, state)
        _exchange(site, state / STAGING, state)
        return Written(len(changes.written), len(changes.removed))


def forget(site: Path) -> None:
    """Forget what a site and its staging hold: the next checkout writes every file anew."""
    shutil.rmtree(state_of(site.resolve()), ignore_errors=True)


def state_of(site: Path) -> Path:
    """Return where a site's staging folder and the records of both lie."""
    return site.parent / f".{site.name}.staging"


def held_by(folder: Path, site: Path | None = None) -> Trees | None:
    """Return the trees that a site's folder holds; None where that is not known."""
    with suppress(OSError, ValueError):
        return tuple(json.loads(_record(folder, state_of(site or folder)).read_bytes()))
    return None


def _known(cache: Cache, held: Trees | None, wanted: Trees) -> Trees | None:
    """What a folder holds; None where the cache no longer says what that is."""
    with suppress(DamagedCacheError):
        _joined(cache, [one for one in held or () if one not in wanted])
        return held
    return None


def _record(folder: Path, state: Path) -> Path:
    return state / f"{folder.stat().st_ino}.trees"


def _stage(cache: Cache, trees: Trees, site: Path, state: Path) -> None:
    """Bring the staging folder to these trees; its record goes first and comes back last."""
    staging = state / STAGING
    held = _known(cache, held_by(staging, site), trees)
    if held is None:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
    _record(staging, state).unlink(missing_ok=True)
    apply(cache, difference(cache, held or (), trees), staging)
    write_if_changed(_record(staging, state), json.dumps(trees).encode())


def apply(cache: Cache, changes: Difference, folder: Path) -> None:
    """Make the changes in a folder; its files are links to the cache's objects."""
    for name in changes.removed:
        (folder / name).unlink(missing_ok=True)
    remove_empty(folder, changes.removed)
    for name, digest in changes.written.items():
        _link(cache, digest, folder / name)


def _link(cache: Cache, digest: Digest, new: Path) -> None:
    """Let `new` be an object's file, or a copy where the file system has no more links."""
    data, source = cache.read(digest), cache.path(digest)
    try:
        os.link(source, new)
    except OSError:  # a folder is missing, or a file is there already
        new.parent.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        try:
            os.link(source, new)
        except OSError:
            new.write_bytes(data)


def _exchange(site: Path, staging: Path, state: Path) -> None:
    """Let the two folders change places, in one step where the system can."""
    if not site.exists():
        staging.rename(site)
    elif not _exchange_at_once(site, staging):
        _exchange_by_turns(site, staging, state)


def _exchange_at_once(site: Path, staging: Path) -> bool:
    """Linux changes two names in one step: renameat2(2), which Python does not offer."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    return not rename(AT_CWD, os.fsencode(site), AT_CWD, os.fsencode(staging), EXCHANGE)


def _exchange_by_turns(site: Path, staging: Path, state: Path) -> None:
    """Elsewhere two names change one after the other; `_recover` mends what ends in between."""
    former = state / "former"
    site.rename(former)
    staging.rename(site)
    former.rename(staging)


def _recover(site: Path, state: Path) -> None:
    """Put the last good site back where a build ended between two renames."""
    former = state / "former"
    if former.is_dir():
        former.rename(state / STAGING if site.exists() else site)
    if site.is_dir() and not any(site.iterdir()):
        site.rmdir()  # an empty folder is no site
    folders = [folder for folder in (site, state / STAGING) if folder.exists()]
    stay = {state / STAGING, state / LOCK, *(_record(folder, state) for folder in folders)}
    for path in set(state.iterdir()) - stay:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def tree(cache: Cache, digest: Digest) -> dict[str, Digest]:
    """Return a tree by its digest."""
    return dict(cache.value(digest))


def difference(cache: Cache, old: Sequence[Digest], new: Sequence[Digest]) -> Difference:
    """Return what differs between two versions of a site."""
    before = _joined(cache, [one for one in old if one not in new])
    after = _joined(cache, [one for one in new if one not in old])
    written = {path: digest for path, digest in after.items() if before.get(path) != digest}
    return Difference(written, sorted(before.keys() - after.keys()))


def _joined(cache: Cache, trees: Sequence[Digest]) -> dict[str, Digest]:
    return {path: digest for one in trees for path, digest in cache.value(one).items()}
