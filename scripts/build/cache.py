"""Values kept between builds, each under a word for everything that it depends on.

Nothing kept can be stale: what depends on other input has another name, and the program itself is
part of every name. The folder is the project's own; pickles of others have no business there.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from scripts.core.digest import code_fingerprint, digest_of
from scripts.core.files import write_if_changed

T = TypeVar("T")


def name_of(kind: str, *parts: object) -> str:
    """The name of a kept value that depends on these parts, whose `repr` tells all of them."""
    return f"{digest_of(repr((code_fingerprint(), parts)).encode('utf-8', 'surrogatepass'))}.{kind}"


def load(folder: Path, name: str) -> object | None:
    """The value of this name; None where it is not kept, or was only half written."""
    try:
        return pickle.loads((folder / name).read_bytes())  # type: ignore[no-any-return]  # noqa: S301
    except (FileNotFoundError, EOFError, pickle.UnpicklingError):
        return None


def keep(folder: Path, name: str, value: object) -> None:
    """Keep a value under its name."""
    write_if_changed(folder / name, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def kept(folder: Path | None, name: str, kind: type[T], make: Callable[[], T]) -> T:
    """The value of this name as it was kept, or else as it is made, and kept from now on."""
    if folder is None:
        return make()
    value = load(folder, name)
    if not isinstance(value, kind):
        value = make()
        keep(folder, name, value)
    return value


def forget(folder: Path, names: Collection[str]) -> None:
    """Remove every kept value but those of these names."""
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name not in names:
                path.unlink()
