"""Where work runs: in this process, in a process on each core, or on a Dask cluster.

All three are `concurrent.futures.Executor`. A task is a function of a module with arguments that
can be pickled; what it makes goes into the cache, which every worker shares.
"""

from __future__ import annotations

import gc
import os
import resource
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from scripts.core.digest import code_fingerprint
from scripts.core.progress import progress

S = TypeVar("S")
T = TypeVar("T")

_ELSEWHERE: list[float] = []  # CPU seconds of tasks in other processes

FEW = 150  # files: below it, starting processes costs more than they save


class StaleWorkerError(Exception):
    """A worker runs other code than the build that asks it."""


class ClusterError(Exception):
    """The cluster can't be used; the message says what to do."""


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


@contextmanager
def executor(workers: int = 0, cluster: str = "") -> Iterator[Executor]:
    """Give an executor, which starts its processes when it is first asked. Raises ClusterError.

    `workers` are processes, 0 one on each core; `cluster` is the address of a Dask scheduler.
    """
    count = workers or os.cpu_count() or 1
    if cluster:
        with _dask(cluster) as pool:
            yield pool
    elif count == 1:
        yield InProcess()
    else:
        with ProcessPoolExecutor(count, get_context("spawn"), gc.disable) as pool:
            yield pool


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError:
        message = "a cluster needs the package `distributed`: pip install 'mile-markers[cluster]'"
        raise ClusterError(message) from None
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise ClusterError(f"no Dask scheduler answers at {address}: {error}") from error
    with client:
        yield client.get_executor()


def run_all(
    run: Executor, function: Callable[[S], T], tasks: Sequence[S], what: str
) -> Iterator[T]:
    """Return what the function makes of each task, in their order.

    Where the processes of the executor are killed, what is left to do is done in this one.
    """
    asked = code_fingerprint()
    futures = [run.submit(_checked, asked, function, task) for task in tasks]
    for task, future in progress(zip(tasks, futures, strict=True), what, len(tasks)):
        try:
            value, process, cpu = future.result()
        except BrokenExecutor:
            yield function(task)
            continue
        if process != _process():
            _ELSEWHERE.append(cpu)
        yield value


def cpu_seconds() -> float:
    """Return the CPU seconds of this process, its ended children, and of tasks elsewhere."""
    return _own_cpu() + sum(_ELSEWHERE)


def _checked(asked: str, function: Callable[[S], T], task: S) -> tuple[T, str, float]:
    """Run a task, unless this worker's code is not that of the build: value, process, seconds."""
    if code_fingerprint() != asked:
        where = os.uname().nodename
        message = f"a worker on {where} runs other code than this build: start it again from here"
        raise StaleWorkerError(message)
    before = _own_cpu()
    value = function(task)
    return value, _process(), _own_cpu() - before


def _process() -> str:
    return f"{os.uname().nodename} {os.getpid()}"


def _own_cpu() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))
