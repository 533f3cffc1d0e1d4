"""Processes and what they started, read from `/proc`: to sum their memory, and to end them.

Killing a process group is not enough. Chromium runs in groups of its own, and a process whose
parent was killed is no longer found below it; so `end` stops the whole tree before it kills it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")


class Process(NamedTuple):
    """A process: its id, its parent's, and its session's."""

    id: int
    parent: int
    session: int


def processes() -> Iterator[Process]:
    """Return all processes of the machine; none where it has no `/proc`."""
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            words = (folder / "stat").read_text().rpartition(")")[2].split()
            state, parent, _group, session, *_ = words
            if state != "Z":
                yield Process(int(folder.name), int(parent), int(session))


def tree(root: int) -> set[int]:
    """Return the ids of a process, of all that it started, and of all of its session."""
    every = list(processes())
    found = {process.id for process in every if process.session == root} | {root}
    while new := {p.id for p in every if p.parent in found} - found:
        found |= new
    return found


def end(root: int) -> None:
    """Kill a process that leads a session, with all that it started; the caller itself last."""
    stopped: set[int] = set()
    while new := tree(root) - stopped - {os.getpid()}:  # what is stopped starts nothing more
        _signal(new, signal.SIGSTOP)
        stopped |= new
    _signal(stopped, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.killpg(root, signal.SIGKILL)


def _signal(ids: set[int], number: signal.Signals) -> None:
    for one in ids:
        with suppress(ProcessLookupError):
            os.kill(one, number)


def memory(root: int) -> dict[int, int]:
    """Return the bytes of each process below `root`; pages that several share count in parts."""
    return {one: size for one in tree(root) if (size := _proportional(one))}


def _proportional(one: int) -> int:
    """Return the proportional set size of a process; 0 where it has ended."""
    with suppress(OSError):
        for line in (PROC / str(one) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return 1024 * int(line.split()[1])
    return 0
