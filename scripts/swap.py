"""The site's folder, changed as a whole: a reader finds the last good site or the next one.

The next site grows in a *spare* folder beside the site: files that stay are links to the site's
own, those that the build has already are links to its, the others are written. When it is complete
the two folders change places in one step, and the former site is the spare of the next build, so
that a build touches only what changed. Killed at any moment, or out of disk, the site is as it was.

What each file was made from is kept beside the spare, under the number that the file system gives
its folder: it stays with the folder when that moves. A file whose size or time is not as noted
counts as unknown.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from scripts.write import (
    Written,
    remove_empty,
    signature,
    signatures,
    write_if_changed,
    write_tree,
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


class NotOurs(Exception):
    """The folder holds something that was not made here."""


Note = dict[str, tuple[str, str]]  # a folder's files by name: the signature and the key of each


def replace_site(site: Path, files: Iterable[Source]) -> Written:
    """Make `site` hold exactly these files, in one step.

    Raises NotOurs for a folder of other things. Where the site's folder cannot be moved (it is a
    mount, or what it lies in is not ours) its files are replaced one by one instead.
    """
    site = site.resolve()
    if site.is_mount() or (site.exists() and not os.access(site.parent, os.W_OK)):
        return write_tree(site, ((file.name, file.read()) for file in files))
    state = site.parent / f".{site.name}.spare"
    state.mkdir(parents=True, exist_ok=True)
    _recover(site, state)
    return _replace_whole(site, state, {file.name: file for file in files})


def _replace_whole(site: Path, state: Path, wanted: Mapping[str, Source]) -> Written:
    live = _checked(site, state)
    gone = live.keys() - wanted.keys()
    if not gone and all(name in live and live[name][1] == wanted[name].key for name in wanted):
        return Written(0, 0)
    if live and not any(name in live for name in OURS):
        raise NotOurs(f"{site} holds something else; name a folder of its own for the site")
    spare = state / SPARE
    had = _opened(spare, state)
    _remove(spare, had.keys() - wanted.keys())
    written = sum(_put(file, site, live, spare, had) for file in wanted.values())
    _close(spare, state, {name: had[name] for name in wanted})
    _exchange(site, spare, state)
    return Written(written, len(gone))


def _checked(site: Path, state: Path) -> Note:
    """The site's files; the key of one that is not as it was noted is empty.

    The note of a folder that was touched goes: as the next spare it is laid out anew.
    """
    if not site.is_dir():
        return {}
    note = _note(site, state)
    noted = _read(note)
    found = {}
    for name, now in signatures(site):
        then, key = noted.get(name, ("", ""))
        found[name] = (now, key if now == then else "")
    if len(found) != len(noted) or not all(key for _, key in found.values()):
        note.unlink(missing_ok=True)
    return found


def _opened(spare: Path, state: Path) -> Note:
    """The spare folder's files, their note gone for now; what was left unfinished is made anew."""
    note = _note(spare, state) if spare.is_dir() else None
    if note is None or not note.is_file():
        shutil.rmtree(spare, ignore_errors=True)
        spare.mkdir()
        return {}
    had = _read(note)
    note.unlink()
    return had


def _close(spare: Path, state: Path, note: Note) -> None:
    """Note what the spare folder holds, now that it is complete."""
    place = _note(spare, state)
    write_if_changed(place, json.dumps(note).encode("utf-8", "surrogateescape"))


def _read(note: Path) -> Note:
    return dict(json.loads(note.read_bytes())) if note.is_file() else {}


def _note(folder: Path, state: Path) -> Path:
    return state / f"{folder.stat().st_ino}.json"


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
    numbers = {_note(folder, state) for folder in (site, state / SPARE) if folder.exists()}
    for note in set(state.glob("*.json")) - numbers:
        note.unlink()
