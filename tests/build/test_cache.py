"""The cache: equal inputs give one value, damage is noticed, and only what is unused goes."""

from __future__ import annotations

import errno
import os
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from scripts.build.cache import Cache, DamagedCacheError, Record
from scripts.core.digest import digest_of
from scripts.core.files import write_if_changed
from scripts.core.model import Problem
from tests.conftest import ROOT


@pytest.fixture(params=[False, True], ids=["on disk", "in memory"])
def resident(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def counted(value: object) -> tuple[Callable[[], object], list[object]]:
    made: list[object] = []

    def make() -> object:
        made.append(value)
        return value

    return make, made


def test_a_value_is_made_once_for_equal_inputs(tmp_path: Path, resident: bool) -> None:
    cache = Cache(tmp_path, resident=resident)
    make, made = counted(["v"])
    assert cache.memo("task", ("a", 1), make) == ["v"]
    assert cache.memo("task", ("a", 1), make) == ["v"]
    assert Cache(tmp_path).memo("task", ("a", 1), make) == ["v"]
    assert len(made) == 1


@pytest.mark.parametrize("other", [("task", ("a", 2)), ("other", ("a", 1)), ("task", ("a", "1"))])
def test_other_inputs_have_a_value_of_their_own(
    tmp_path: Path, other: tuple[str, tuple[object, ...]]
) -> None:
    cache = Cache(tmp_path)
    cache.memo("task", ("a", 1), lambda: "first")
    assert cache.memo(*other, lambda: "second") == "second"


def test_what_is_not_there_is_not_known(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.known("task", ("a",)) is None
    cache.memo("task", ("a",), lambda: 7)
    assert cache.known("task", ("a",)) == 7


def test_an_object_has_the_bytes_that_its_digest_says(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    digest = cache.add(b"words")
    assert cache.read(digest) == b"words"
    assert cache.add(b"words") == digest
    cache.path(digest).write_bytes(b"world")
    with pytest.raises(DamagedCacheError, match="missing or damaged"):
        cache.read(digest)
    assert cache.add(b"words") == digest  # the damaged file is gone
    assert cache.read(digest) == b"words"


def test_a_damaged_memo_is_made_anew(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    make, made = counted("v")
    cache.memo("task", ("a",), make)
    path = next(path for path in (tmp_path / "memos").rglob("*") if path.is_file())
    for damage in (b"", path.read_bytes()[:-1], b"x" + path.read_bytes()[1:]):
        path.write_bytes(damage)
        assert Cache(tmp_path).memo("task", ("a",), make) == "v"
    assert len(made) == 4


def test_equal_values_are_one_object(tmp_path: Path) -> None:
    """Whether two parts of a value are the same object in memory is not part of it."""
    cache, word = Cache(tmp_path), "".join(["w", "ord"])
    assert cache.add_value((word, word)) == cache.add_value(("word", "".join(["wo", "rd"])))


def test_a_sweep_removes_what_no_memo_of_this_build_refers_to(tmp_path: Path) -> None:
    first = Cache(tmp_path)
    for number in range(40):
        first.memo("task", (number,), lambda n=number: first.add(str(n).encode()))  # type: ignore[misc]
    now = Cache(tmp_path)

    def outer() -> str:
        return now.memo("task", (7,), lambda: now.add(b"7"))

    digest = now.memo("outer", (), outer)
    again = Cache(tmp_path)  # the outer memo is enough: what it refers to is found
    assert again.memo("outer", (), outer) == digest
    assert again.sweep() == 2 * 39
    assert again.read(digest) == b"7"
    assert again.known("task", (7,)) == digest
    assert again.known("task", (8,)) is None
    assert again.sweep() == 0


def test_of_two_builds_the_second_says_that_it_waits(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from scripts.build.cache import Cache\n"
    code += "with Cache(Path(sys.argv[1])).alone(): print('its turn')"
    with Cache(tmp_path).alone():
        second = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert second.stderr
        said = second.stderr.readline()
        assert said == f"another build works in {tmp_path}; this one waits until it ends\n"
        assert second.poll() is None
    assert second.communicate() == ("its turn\n", "")


def test_what_another_program_changed_in_place_is_noticed(tmp_path: Path) -> None:
    """Its file may be one of the published site, which no build reads again."""
    cache = Cache(tmp_path)
    first, second = cache.add(b"first"), cache.add(b"second")
    (cache.path(first).parent / f".{first}.left-by-a-kill").write_bytes(b"fir")
    cache.check()
    cache.seal()
    cache.check()
    cache.path(second).write_bytes(b"secund")
    with pytest.raises(DamagedCacheError, match=second):
        cache.check()


def test_bytes_that_are_damaged_are_written_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    digest = cache.add(b"words")
    cache.path(digest).write_bytes(b"wards")
    assert cache.add(b"words") == digest
    assert cache.read(digest) == b"words"


def test_a_disk_that_is_full_leaves_no_part_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        Cache(tmp_path).add(b"words")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


class Runs:
    """A value that calls something when it is read."""

    def __init__(self, function: Callable[..., object], *given: object) -> None:
        self.call = (function, given)

    def __reduce__(self) -> tuple[object, ...]:
        return self.call


WOULD_RUN: dict[str, object] = {
    "a command": Runs(os.system, "touch escaped"),
    "a text as code": Runs(eval, "open('escaped', 'w')"),
    "another program": Runs(subprocess.check_call, ["touch", "escaped"]),
    "a module": Runs(import_module, "antigravity"),
    "a function of ours": Runs(write_if_changed, Path("escaped"), b"x"),
    "a class of ours that is no value": Runs(Cache, Path("escaped")),
    "a path": Path("escaped"),
    "an attribute": Runs(getattr, "x", "upper"),
}


@pytest.mark.parametrize("what", WOULD_RUN)
def test_nothing_that_is_read_runs(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever can write into the cache can give a file its right digest."""
    monkeypatch.chdir(tmp_path)
    cache = Cache(tmp_path / "cache")
    planted = pickle.dumps(WOULD_RUN[what])
    with pytest.raises(DamagedCacheError, match="what no build wrote"):
        cache.value(cache.add(planted))
    cache.memo("task", (), lambda: 1)
    record = pickle.dumps((WOULD_RUN[what], ()))
    path = next(path for path in (cache.folder / "memos").rglob("*") if path.is_file())
    path.write_bytes(digest_of(record).encode() + b"\n" + record)
    with pytest.raises(DamagedCacheError, match="what no build wrote"):
        cache.memo("task", (), lambda: 1)
    assert not (tmp_path / "escaped").exists()


def test_values_of_every_kind_come_back(tmp_path: Path) -> None:
    value = {
        "plain": [1, 2.5, True, None, "x", b"y", (1,), {"a"}, frozenset({"b"}), Counter("aab")],
        "ours": (Record(1, ("x",)), Problem("a.md", 1, "code", "message")),
    }
    cache = Cache(tmp_path)
    assert cache.value(cache.add_value(value)) == value


def test_a_pack_keeps_what_it_was_given_last(tmp_path: Path, resident: bool) -> None:
    cache = Cache(tmp_path, resident=resident)
    assert cache.pack("p") == {}
    cache.keep_pack("p", {"a": Record(1, ("x",)), "b": Record(2, ())})
    cache.keep_pack("p", {"b": Record(2, ())})
    assert cache.pack("p") == {"b": Record(2, ())}
    assert Cache(tmp_path).pack("p") == {"b": Record(2, ())}


def test_everything_can_be_cleared(tmp_path: Path, resident: bool) -> None:
    cache = Cache(tmp_path, resident=resident)
    cache.memo("task", (), lambda: cache.add(b"x"))
    cache.keep_pack("p", {"a": Record(1, ())})
    cache.clear()
    assert cache.known("task", ()) is None
    assert cache.pack("p") == {}
