"""A run on every core: how many tests at a time, who takes which, and what all of them share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pytest
from filelock import FileLock
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling


def of_them() -> bool:
    """Whether this process is one of several that run tests."""
    return "PYTEST_XDIST_WORKER" in os.environ


def count(config: pytest.Config) -> int:
    """One worker for each core for a whole run; none, but this process, for what was named."""
    whole = config.args == config.getini("testpaths")
    if not whole or config.option.regen or config.option.collectonly:
        return 0
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class InTurn(LoadScopeScheduling):  # type: ignore[misc]
    """Gives tests to workers in the order in which they were collected."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False
        self.units: dict[str, str] = {}

    def _split_scope(self, nodeid: str) -> str:
        self.units = self.units or dict(units(self.collection))
        return self.units[nodeid]


def units(tests: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each test with what it goes with: its neighbours of the same module, with their fixtures."""
    for at, (module, group) in enumerate(groupby(tests, lambda test: test.partition("::")[0])):
        yield from ((test, f"{module} {at}") for test in group)


def once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of this run, made by the first worker that asks for it; the others wait."""
    root = folders.getbasetemp().parent if of_them() else folders.getbasetemp()
    folder, made = root / name, root / f"{name}.made"
    with FileLock(root / f"{name}.lock"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            made.touch()
    return folder
