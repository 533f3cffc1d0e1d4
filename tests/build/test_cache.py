"""The cache: equal inputs give one value, damage is noticed, and only what is unused goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.build.cache import Cache, DamagedCacheError, Record


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


def test_nothing_is_swept_while_another_build_runs(tmp_path: Path) -> None:
    old = Cache(tmp_path)
    for number in range(10):
        old.add(str(number).encode())
    with Cache(tmp_path).shared():
        assert Cache(tmp_path).sweep() == 0
    assert Cache(tmp_path).sweep() == 10


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
