"""Writing pages: only what changed, and nothing half."""

from __future__ import annotations

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

File = tuple[str, bytes]  # a name below some folder, and bytes
SETTLES = 2  # seconds, the coarsest clock of a file system
ROOT = Path(__file__).resolve().parents[2]  # of the checkout


class Written(NamedTuple):
    """How many files a step wrote, and how many it removed."""

    written: int
    removed: int


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold a lock file meanwhile; whoever comes second says so and waits.

    The system lets go of it when its process ends, however it ends.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"another build works in {lock.parent}; this one waits until it ends"
            print(message, file=sys.stderr, flush=True)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def write_tree(folder: Path, files: Iterable[tuple[str, bytes]]) -> Written:
    """Make `folder` hold exactly these files, touching only what differs."""
    folder.mkdir(parents=True, exist_ok=True)
    old = set(walk(folder))
    written = 0
    for name, data in files:
        written += write_if_changed(folder / name, data)
        old.discard(name)
    for name in old:
        (folder / name).unlink()
    remove_empty(folder, old)
    return Written(written, len(old))


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write `data` unless the file has these bytes already; True where it was written.

    The bytes go to a file beside it first and are then moved into place, so that a reader, or a
    build that is killed, never leaves half a file.
    """
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return True


def rewrite(path: Path, data: bytes) -> bool:
    """Write `data` into a file that somebody keeps: where a link leads, with the mode it has."""
    path = path.resolve()
    mode = path.stat().st_mode if path.exists() else None
    written = write_if_changed(path, data)
    if written and mode is not None:
        path.chmod(mode)
    return written


def walk(folder: Path) -> Iterator[str]:
    """The names of all files below a folder, relative to it, in order; none where it is missing."""
    return (name for name, _ in _files(str(folder), "")) if folder.is_dir() else iter(())


def signature(found: os.stat_result) -> str:
    """What changes when a file is written: its number, size and times, of which one nobody sets."""
    return f"{found.st_ino}:{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}"


def settled(found: os.stat_result) -> str:
    """The signature of a file, empty while another write could give it the same.

    A write within one tick of the clock does, and one after the clock was set back.
    """
    return signature(found) if time.time() - found.st_mtime > SETTLES else ""


def _files(folder: str, inside: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        name = inside + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{name}/")
        else:
            yield name, entry


def remove_empty(folder: Path, removed: Iterable[str]) -> None:
    """Remove the folders that the removal of these files left empty."""
    for parent in sorted({Path(name).parent for name in removed}, reverse=True):
        place = folder / parent
        while place != folder and place.is_dir() and not any(place.iterdir()):
            place.rmdir()
            place = place.parent


def compact_json(value: object) -> bytes:
    """A value as compact JSON, with a line's end."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode(
        "utf-8", "replace"
    )
