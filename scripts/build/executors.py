"""Where work runs: in this process, in a process on each core, or on a Dask cluster.

All three are `concurrent.futures.Executor`. A task is a function of a module with arguments that
can be pickled; what it makes goes into the cache, which every worker shares. So a task that runs
twice, because its worker was killed, costs time and nothing else.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from typing import NamedTuple, TypeVar

from scripts.build.cluster import Cluster
from scripts.core.digest import code_fingerprint
from scripts.core.progress import progress
from scripts.core.report import ELSEWHERE, own_cpu

S = TypeVar("S")
T = TypeVar("T")

FEW = 150  # files: below it, starting processes costs more than they save
ROUNDS = 3  # for tasks whose workers are killed; then they run in this process
PATIENCE = 60  # seconds in which no task ends, after which a cluster is asked for its workers
ONE = Lock()  # a worker with several threads runs one task at a time: parsers are not shared


class Spent(NamedTuple):
    """What a task took, in which process."""

    process: str
    cpu: float  # seconds


class StaleWorkerError(Exception):
    """A worker runs other code than the build that asks it."""


class InProcess(Executor):
    """Run each task at once, in this process."""

    def submit(self, fn: Callable[..., T], /, *args: object, **kwargs: object) -> Future[T]:
        """Return a future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Processes(Executor):
    """Processes that start with the first task, and start again after one of them was killed."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool = self._new()

    def __str__(self) -> str:
        return f"{self.count} processes"

    def submit(self, fn: Callable[..., T], /, *args: object, **kwargs: object) -> Future[T]:
        """Return the future of a task."""
        try:
            return self._pool.submit(fn, *args, **kwargs)
        except BrokenExecutor:
            self._pool.shutdown()
            self._pool = self._new()
            return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.count, get_context("spawn"), gc.disable)


@contextmanager
def executor(
    workers: int = 0, cluster: str = "", folders: Sequence[Path] = ()
) -> Iterator[Executor]:
    """Return a context with an executor. Raises ClusterError.

    `workers` are processes, 0 one on each core; `cluster` is the address of a Dask scheduler, whose
    workers must see the `folders`, of which the first is the cache's.
    """
    count = workers or os.cpu_count() or 1
    run = Cluster(cluster, folders) if cluster else Processes(count) if count > 1 else InProcess()
    with run:
        yield run


def run_all(run: Executor, function: Callable[[S], object], tasks: Sequence[S], what: str) -> None:
    """Run a function on each task, in any order. Raises what a task raised, StaleWorkerError.

    Tasks whose workers were killed run again, those that kill every worker in this process. A
    single one runs here at once: a process takes a second to start.
    """
    left = list(tasks)
    if len(left) == 1 and isinstance(run, Processes):
        run = InProcess()
    for _ in range(ROUNDS):
        if left:
            left = list(_killed(run, function, left, what))
    for task in left:
        function(task)


def _killed(
    run: Executor, function: Callable[[S], object], tasks: Sequence[S], what: str
) -> Iterator[S]:
    """Run tasks: those that ended with their workers."""
    done: SimpleQueue[Future[Spent]] = SimpleQueue()
    futures: dict[Future[Spent], S] = {}
    try:
        for task in tasks:
            future = run.submit(_checked, code_fingerprint(), function, task)
            futures[future] = task
            future.add_done_callback(done.put)
        for _ in progress(range(len(tasks)), _where(run, what), len(tasks)):
            future = _next(run, done)
            try:
                spent = future.result()
            except BrokenExecutor:
                yield futures[future]
                continue
            if spent.process != _process():
                ELSEWHERE.append(spent.cpu)
    finally:
        for future in futures:
            future.cancel()


def _where(run: Executor, what: str) -> str:
    return what if isinstance(run, InProcess) else f"{what} on {run}"


def _next(run: Executor, done: SimpleQueue[Future[Spent]]) -> Future[Spent]:
    """The next future that is done; a cluster where nothing ends is asked for its workers."""
    while True:
        try:
            return done.get(timeout=PATIENCE)
        except Empty:
            if isinstance(run, Cluster):
                run.check()


def _checked(asked: str, function: Callable[[S], object], task: S) -> Spent:
    """Run a task, unless this worker's code is not that of the build."""
    if code_fingerprint() != asked:
        where = os.uname().nodename
        message = f"a worker on {where} runs other code than this build: start it again from here"
        raise StaleWorkerError(message)
    with ONE:
        before = own_cpu()
        function(task)
        return Spent(_process(), own_cpu() - before)


def _process() -> str:
    return f"{os.uname().nodename} {os.getpid()}"
