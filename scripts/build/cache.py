"""The cache: immutable objects by the digest of their bytes, and memoized values by their inputs.

A value whose inputs or program differ has another name. Each file begins with, or is named by, a
digest of its bytes, so damage is noticed when it is read. Invariant: a value is written after every
object that it refers to, so a build that is killed leaves only files that nothing refers to.

    cache/objects/<2>/<digest>   bytes that pages are made of, linked into the site
    cache/memos/<2>/<name>       digest, then references and value, pickled
    cache/packs/<name>           many small values of one group of pages, in one file
    cache/seal                   its time is the end of the last build
"""

from __future__ import annotations

import io
import os
import pickle
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import is_dataclass
from functools import cache as once
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast
from uuid import uuid4

from scripts.core.digest import code_fingerprint, digest_of
from scripts.core.files import alone

T = TypeVar("T")
Digest = str

OBJECTS, MEMOS, PACKS, LOCK, SEAL = "objects", "memos", "packs", "lock", "seal"
PLAIN = {(one.__module__, one.__name__): one for one in (set, frozenset, Counter)}
LEFT_OVER = 0.5  # of what a build used: how many files more make it sweep


class DamagedCacheError(Exception):
    """A file of the cache is missing or has other bytes than its name says."""


class Record(NamedTuple):
    """A memoized value, and the objects and memos that it refers to."""

    value: Any
    references: tuple[str, ...]


class Cache:
    """Objects and memos below a folder; a `resident` one keeps values in memory as well."""

    def __init__(self, folder: Path, *, resident: bool = False) -> None:
        self.folder = folder.absolute()  # of a worker, the current folder may be another
        self._resident: dict[Path, Record] | None = {} if resident else None
        self._collecting: list[set[str]] = [set()]  # the outermost: what this build used

    def memo(self, task: str, inputs: Iterable[object], make: Callable[[], T]) -> T:
        """Return what `make` gave for these inputs, in this build or an earlier one."""
        path = self._path(MEMOS, self.name(task, inputs))
        record = self._load(path)
        if record is None:
            with self.collecting() as references:
                value = make()
            record = Record(value, tuple(sorted(references)))
            self._store(path, record)
        self.refer(f"{MEMOS}/{path.name}")
        return cast(T, record.value)

    def known(self, task: str, inputs: Iterable[object]) -> Any | None:
        """Return what an earlier build memoized for these inputs; None where nothing is."""
        record = self._load(self._path(MEMOS, self.name(task, inputs)))
        return record.value if record else None

    @staticmethod
    def name(task: str, inputs: Iterable[object]) -> Digest:
        """Return the name of a memo: the task, the program and the `repr` of every input."""
        told = repr((task, code_fingerprint(), tuple(inputs)))
        return digest_of(told.encode("utf-8", "surrogatepass"))

    def add(self, data: bytes) -> Digest:
        """Store bytes, once however often they are added: their digest."""
        digest = digest_of(data)
        path = self.path(digest)
        if _bytes(path) != data:
            _write(path, data)
        self.refer(f"{OBJECTS}/{digest}")
        return digest

    def read(self, digest: Digest) -> bytes:
        """Return the bytes of an object. Raises DamagedCacheError."""
        data = _bytes(self.path(digest))
        if data is None or digest_of(data) != digest:
            with suppress(OSError):
                self.path(digest).unlink()
            raise DamagedCacheError(f"{self.path(digest)} is missing or damaged")
        return data

    def path(self, digest: Digest) -> Path:
        """Return where the bytes of an object lie."""
        return self._path(OBJECTS, digest)

    def add_value(self, value: object) -> Digest:
        """Store a value as an object; equal values have equal digests."""
        data = io.BytesIO()
        pickler = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
        pickler.fast = True  # without it the bytes tell which parts are the same in memory
        pickler.dump(value)
        return self.add(data.getvalue())

    def value(self, digest: Digest) -> Any:
        """Return the value of an object. Raises DamagedCacheError."""
        return _unpickled(self.read(digest))

    def refer(self, *names: str) -> None:
        """Note that the memo being made, or this build, needs these files."""
        self._collecting[-1].update(names)

    @contextmanager
    def collecting(self) -> Iterator[set[str]]:
        """Collect the names that are referred to meanwhile."""
        self._collecting.append(set())
        try:
            yield self._collecting[-1]
        finally:
            self._collecting.pop()

    def pack(self, name: str) -> dict[str, Record]:
        """Return the values that were last kept together under a name, by their names."""
        record = self._load(self._pack(name))
        return dict(record.value) if record else {}

    def keep_pack(self, name: str, records: Mapping[str, Record]) -> None:
        """Keep values together in place of those of this name before."""
        path = self._pack(name)
        for old in {*path.parent.glob(f"{name}-*")} - {path}:  # of another program
            old.unlink(missing_ok=True)
        self._store(path, Record(dict(records), ()))

    def sweep(self) -> int:
        """Remove what this build did not use, once that is half of it; the number of files."""
        there = {f"{p}/{one.name}": one.path for p in (OBJECTS, MEMOS) for one in self._files(p)}
        live = self._reachable()
        gone = there.keys() - live
        if len(gone) <= LEFT_OVER * len(live):
            return 0
        for name in gone:
            Path(there[name]).unlink(missing_ok=True)
        return len(gone)

    def seal(self) -> None:
        """Note that a build ended: `check` trusts the objects that it leaves."""
        (self.folder / SEAL).touch()

    def check(self) -> None:
        """Read every object that somebody wrote since the last build ended.

        Among them is what another program changed, also in the site, whose files are the same; and
        what a machine that stopped left half written. Raises DamagedCacheError.
        """
        seal = self.folder / SEAL
        sealed = seal.stat().st_mtime_ns if seal.exists() else 0
        for one in self._files(OBJECTS):
            if one.stat().st_mtime_ns >= sealed and not one.name.startswith("."):
                self.read(one.name)

    def clear(self) -> None:
        """Remove everything: the next build makes all anew."""
        for part in (OBJECTS, MEMOS, PACKS):
            shutil.rmtree(self.folder / part, ignore_errors=True)
        if self._resident:
            self._resident.clear()

    def alone(self) -> AbstractContextManager[None]:
        """Keep other builds from this cache meanwhile; one that comes second says so and waits."""
        return alone(self.folder / LOCK)

    def _files(self, part: str) -> Iterator[os.DirEntry[str]]:
        for folder in sorted((self.folder / part).glob("*")):
            with os.scandir(folder) as files:
                yield from files

    def _reachable(self) -> set[str]:
        """The names of everything that this build used, or that what it used refers to."""
        live, ahead = set[str](), [*self._collecting[0]]
        while ahead:
            name = ahead.pop()
            if name not in live:
                live.add(name)
                part, _, digest = name.partition("/")
                record = self._load(self._path(MEMOS, digest)) if part == MEMOS else None
                ahead += record.references if record else ()
        return live

    def _path(self, part: str, name: str) -> Path:
        return self.folder / part / name[:2] / name

    def _pack(self, name: str) -> Path:
        return self.folder / PACKS / f"{name}-{code_fingerprint()[:8]}"

    def _load(self, path: Path) -> Record | None:
        """The record of a file; None where it is missing or not as it was written."""
        if self._resident and path in self._resident:
            return self._resident[path]
        digest, _, data = (_bytes(path) or b"").partition(b"\n")
        if digest_of(data).encode() != digest:
            return None
        record = Record(*_unpickled(data))
        if self._resident is not None:
            self._resident[path] = record
        return record

    def _store(self, path: Path, record: Record) -> None:
        data = pickle.dumps(tuple(record), pickle.HIGHEST_PROTOCOL)
        _write(path, digest_of(data).encode() + b"\n" + data)
        if self._resident is not None:
            self._resident[path] = record


class _Values(pickle.Unpickler):
    """Make values of our own kinds and nothing that runs, whoever wrote the file."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of values. Raises UnpicklingError."""
        return PLAIN.get((module, name)) or _kind(module, name)


@once
def _kind(module: str, name: str) -> Any:
    """Return a tuple or dataclass of ours."""
    ours = module.startswith(("scripts.", "assessments."))
    found = getattr(import_module(module), name, None) if ours else None
    if isinstance(found, type) and (issubclass(found, tuple) or is_dataclass(found)):
        return found
    raise pickle.UnpicklingError(f"{module}.{name} is no value of a build")


def _unpickled(data: bytes) -> Any:
    try:
        return _Values(io.BytesIO(data)).load()
    except Exception as error:  # of bytes that no build wrote
        raise DamagedCacheError(f"the cache holds what no build wrote: {error}") from error


def _bytes(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.{uuid4().hex}")  # of many machines
    try:
        try:
            beside.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
