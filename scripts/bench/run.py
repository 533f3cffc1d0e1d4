"""Sections of a run: each is measured in a process of its own, and ended at its deadline.

A section sends its rows to this process as it measures them, and each is printed and saved at once.
A section that fails, or that is ended with all that it started, is a line in the output; the
others go on.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from typing import NamedTuple

from scripts.bench.processes import end
from scripts.bench.rows import Row, Store

# A forked process has the section as it stands here; one that is spawned would need to import it.
FORK = multiprocessing.get_context("fork")


class Section(NamedTuple):
    """What is measured together: its word in `--only`, a name, a deadline in seconds, and rows."""

    of: str
    name: str
    seconds: float
    rows: Callable[[], Iterable[Row]]


def run(sections: Iterable[Section], store: Store) -> list[str]:
    """Write the rows of sections to `store`; return a line for each that was not measured whole."""
    return [problem for section in sections if (problem := _run(section, store))]


def _run(section: Section, store: Store) -> str:
    """Measure one section; return a line that says why it is not whole, empty where it is."""
    print(f"{section.name}: measuring, {section.seconds:.0f} s at most", flush=True)
    began = time.monotonic()
    source, sink = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_work, args=(section, sink))
    process.start()
    sink.close()
    assert process.pid is not None
    try:
        problem = _receive(section, source, began + section.seconds, store)
    finally:
        end(process.pid)
        process.join()
        source.close()
    print(problem or f"{section.name}: {time.monotonic() - began:.0f} s", flush=True)
    return problem


def _receive(section: Section, source: Connection, until: float, store: Store) -> str:
    """Save rows until the section has ended or its time is over."""
    while source.poll(max(0.0, until - time.monotonic())):
        try:
            sent: Row | str = source.recv()
        except EOFError:
            return f"{section.name}: its process ended before it had measured everything"
        if isinstance(sent, str):
            return sent and f"{section.name}: could not be measured: {sent}"
        store.add(sent)
        print(f"  {sent.line}", flush=True)
    return f"{section.name}: ended at its deadline of {section.seconds:.0f} s"


def _work(section: Section, sink: Connection) -> None:
    """Send the rows of a section, then a text: empty, or what went wrong."""
    os.setsid()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        for row in section.rows():
            sink.send(row)
    except Exception as error:  # a figure less, but the others stand
        sink.send(f"{type(error).__name__}: {error}")
    else:
        sink.send("")


def _end_with_parent() -> None:
    """End this section with all that it started when the run itself has been killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    end(os.getpid())
