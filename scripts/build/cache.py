"""The cache: immutable objects by the digest of their bytes, and memoized values by their inputs.

A value whose inputs or program differ has another name. Each file begins with, or is named by, a
digest of its bytes, so damage is noticed when it is read. Invariant: a value is written after every
object that it refers to, so a build that is killed leaves only files that nothing refers to.

    cache/objects/<2>/<digest>   bytes that pages are made of, linked into the site
    cache/memos/<2>/<name>       digest, then references and value, pickled
    cache/packs/<name>           many small values of one group of pages, in one file
"""

from __future__ import annotations

import fcntl
import io
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast
from uuid import uuid4

from scripts.core.digest import code_fingerprint, digest_of

T = TypeVar("T")
Digest = str

OBJECTS, MEMOS, PACKS, LOCK = "objects", "memos", "packs", "lock"
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
        if not path.exists():
            _write(path, data)
        self.refer(f"{OBJECTS}/{digest}")
        return digest

    def read(self, digest: Digest) -> bytes:
        """Return the bytes of an object. Raises DamagedCacheError."""
        path, data = self.path(digest), b""
        with suppress(OSError):
            data = path.read_bytes()
        if digest_of(data) != digest:
            path.unlink(missing_ok=True)
            raise DamagedCacheError(f"{path} is missing or damaged")
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
        return pickle.loads(self.read(digest))  # noqa: S301 - its digest was compared

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
        """Remove what this build did not use, once that is half of it; the number of files.

        Nothing is removed while another build uses the cache.
        """
        with self._locked(fcntl.LOCK_EX | fcntl.LOCK_NB) as alone:
            there = dict(self._files()) if alone else {}
            live = self._reachable() if there else set()
            gone = there.keys() - live
            if len(gone) <= LEFT_OVER * len(live):
                return 0
            for name in gone:
                there[name].unlink(missing_ok=True)
        return len(gone)

    def clear(self) -> None:
        """Remove everything: the next build makes all anew."""
        for part in (OBJECTS, MEMOS, PACKS):
            shutil.rmtree(self.folder / part, ignore_errors=True)
        if self._resident:
            self._resident.clear()

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Keep other builds from sweeping meanwhile."""
        with self._locked(fcntl.LOCK_SH):
            yield

    @contextmanager
    def _locked(self, how: int) -> Iterator[bool]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, how)
            except BlockingIOError:
                yield False
            else:
                yield True

    def _files(self) -> Iterator[tuple[str, Path]]:
        for part in (OBJECTS, MEMOS):
            for path in (self.folder / part).glob("*/*"):
                yield f"{part}/{path.name}", path

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
        try:
            digest, _, data = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if digest_of(data).encode() != digest:
            return None
        record = Record(*pickle.loads(data))  # noqa: S301 - its digest was compared
        if self._resident is not None:
            self._resident[path] = record
        return record

    def _store(self, path: Path, record: Record) -> None:
        data = pickle.dumps(tuple(record), pickle.HIGHEST_PROTOCOL)
        _write(path, digest_of(data).encode() + b"\n" + data)
        if self._resident is not None:
            self._resident[path] = record


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.{uuid4().hex}")  # of many machines
    try:
        beside.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
    beside.replace(path)
