"""The site's folder, changed as a whole: a reader finds the last good site or the next one.

The next site grows in a *spare* folder beside the site: files that stay are links to the site's
own, those that the build has already are links to its, the others are written. When it is complete
the two folders change places in one step, and the former site is the spare of the next build, so
that a build touches only what changed. Killed at any moment, or out of disk, the site is as it was.

What each folder holds is kept beside them in notes, bundle by bundle, under the number that the
file system gives the folder: they stay with it when it moves. A bundle that both folders have is
not looked into. Where a file of the site is not as it was noted, both are laid out anew.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from scripts.core.digest import digest_of
from scripts.core.files import (
    Written,
    remove_empty,
    signature,
    write_if_changed,
    write_tree,
)
from scripts.publish.inventory import (
    Note,
    Notes,
    Touched,
    index_of,
    look,
    notes_of,
    place_of,
    state_of,
)

SPARE = "site"
AT_CWD, EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
OURS = ("index.html", "sitemap.xml")  # a folder with neither was not made here


class Source(NamedTuple):
    """A file that the site is to have: equal keys mean equal bytes, which `read` gives.

    Where a file that is only ever replaced has these bytes already, `path` names it: the site's own
    is then a link to it.
    """

    name: str
    key: str
    read: Callable[[], bytes]
    path: str | None = None

    @classmethod
    def of_file(cls, name: str, key: str, path: str) -> Source:
        """A file that has its bytes already."""
        return cls(name, key, partial(_bytes, path), path)


def _bytes(path: str) -> bytes:
    return Path(path).read_bytes()


class Bundle(NamedTuple):
    """Files that change together: equal names mean equal files, told only where that is asked."""

    name: str
    files: Callable[[], Iterable[Source]]

    @classmethod
    def of(cls, files: Sequence[Source]) -> Bundle:
        """The bundle of files that are here already, named by what they are."""
        told = repr([(file.name, file.key) for file in files])
        return cls(digest_of(told.encode("utf-8", "surrogatepass")), lambda: files)


class ForeignDirectoryError(Exception):
    """The folder holds something that was not made here."""


def replace_site(
    site: Path, bundles: Iterable[Bundle], looked: Callable[[], Touched] | None = None
) -> Written:
    """Make `site` hold exactly the files of these bundles, in one step.

    `looked` gives what `look` has found, where another process was asked to. Raises
    ForeignDirectoryError for a folder of other things. Where the site's folder cannot be moved
    (it is a mount, or what it lies in is not ours) its files are replaced one by one instead.
    """
    site = site.resolve()
    wanted = {bundle.name: bundle for bundle in bundles}
    if site.is_mount() or (site.exists() and not os.access(site.parent, os.W_OK)):
        files = chain.from_iterable(bundle.files() for bundle in wanted.values())
        return write_tree(site, ((file.name, file.read()) for file in files))
    state = state_of(site)
    state.mkdir(parents=True, exist_ok=True)
    _recover(site, state)
    touched = looked() if looked else look(site)
    return _replace_whole(site, state, wanted, touched)


def _replace_whole(
    site: Path, state: Path, wanted: Mapping[str, Bundle], touched: Touched
) -> Written:
    notes = notes_of(site, state)
    if notes.names == wanted.keys() and not touched:
        return Written(0, 0)
    if touched and not any((site / name).is_file() for name in OURS):
        raise ForeignDirectoryError(
            f"{site} holds something else; name a folder of its own for the site"
        )
    spare = state / SPARE
    kept = _opened(spare, state, touched)
    new = {b: {f.name: f for f in wanted[b].files()} for b in wanted if b not in kept.names}
    files = {name: file for laid in new.values() for name, file in laid.items()}
    had = kept.of(kept.names - wanted.keys())
    live = _known(notes.of(notes.names - wanted.keys() | notes.names & new.keys()), touched)
    _remove(spare, had.keys() - files.keys())
    written = sum(_put(file, site, live, spare, had) for file in files.values())
    _close(spare, kept, wanted, {name: {n: had[n] for n in laid} for name, laid in new.items()})
    if touched:
        index_of(notes.place).unlink(missing_ok=True)  # as the next spare it is laid out anew
    _exchange(site, spare, state)
    return Written(written, len(live.keys() - files.keys()))


def _known(noted: Note, touched: Touched) -> Note:
    """The site's files among these, and those that were touched, whose keys are empty."""
    there = {name: (now, "") for name, now in touched.items() if now}
    return {name: told for name, told in noted.items() if name not in touched} | there


def _opened(spare: Path, state: Path, touched: Touched) -> Notes:
    """What the spare folder holds, unlisted for now; what was left unfinished is made anew."""
    if spare.is_dir():
        notes = notes_of(spare, state)
        index_of(notes.place).unlink(missing_ok=True)
        if notes.names and not touched:
            return notes
        shutil.rmtree(spare)
    spare.mkdir()
    return Notes(place_of(spare, state), frozenset())


def _close(spare: Path, kept: Notes, wanted: Collection[str], new: Mapping[str, Note]) -> None:
    """Note what the spare folder holds, now that it is complete."""
    kept.place.mkdir(exist_ok=True)
    for name, note in new.items():
        data = json.dumps(note).encode("utf-8", "surrogateescape")
        write_if_changed(kept.place / name, data)
    for path in kept.place.iterdir():
        if path.name not in wanted:
            path.unlink()
    write_if_changed(index_of(kept.place), json.dumps(sorted(wanted)).encode())


def _put(file: Source, site: Path, live: Note, spare: Path, had: Note) -> bool:
    """Put a file into the spare folder; True where the site did not have these bytes."""
    stays = _same(file, site, live)
    if file.name in had and had[file.name][1] == file.key:
        return not stays
    new, old = spare / file.name, site / file.name if stays else file.path
    if old:
        _link(Path(old), new)
    else:
        write_if_changed(new, file.read())
    had[file.name] = (signature(new.stat()), file.key)
    return not stays


def _same(file: Source, site: Path, live: Note) -> bool:
    """Whether the site has this file as it is to be, by its key or by its bytes."""
    if file.name not in live:
        return False
    return live[file.name][1] == file.key or (site / file.name).read_bytes() == file.read()


def _link(old: Path, new: Path) -> None:
    """Let `new` be the same file as `old`, or a copy where the file system has no links."""
    try:
        os.link(old, new)
    except OSError:  # a folder is missing, or a file is there already
        new.parent.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        _link_or_copy(old, new)


def _link_or_copy(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def _remove(folder: Path, names: Iterable[str]) -> None:
    gone = list(names)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    remove_empty(folder, gone)


def _exchange(site: Path, spare: Path, state: Path) -> None:
    """Let the two folders change places, in one step where the system can."""
    if not site.exists():
        spare.rename(site)
    elif not _exchange_at_once(site, spare):
        _exchange_by_turns(site, spare, state)


def _exchange_at_once(site: Path, spare: Path) -> bool:
    """Linux changes two names in one step: renameat2(2), which Python does not offer."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    return not rename(AT_CWD, os.fsencode(site), AT_CWD, os.fsencode(spare), EXCHANGE)


def _exchange_by_turns(site: Path, spare: Path, state: Path) -> None:
    """Elsewhere two names change one after the other; `_recover` mends what ends in between."""
    former = state / "former"
    site.rename(former)
    spare.rename(site)
    former.rename(spare)


def _recover(site: Path, state: Path) -> None:
    """Put the last good site back where a build ended between two renames."""
    former = state / "former"
    if former.is_dir():
        former.rename(state / SPARE if site.exists() else site)
    if site.is_dir() and not any(site.iterdir()):
        site.rmdir()  # an empty folder is no site
    places = [place_of(folder, state) for folder in (site, state / SPARE) if folder.exists()]
    for path in set(state.iterdir()) - {state / SPARE, *places, *map(index_of, places)}:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
