"""A Dask cluster as an executor. Its workers share the cache's folder and run the build's own code.

Invariant: a task that was accepted ends with its result, with its own exception, with
BrokenExecutor where its workers were killed, or with ClusterError where the scheduler is gone.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from uuid import uuid4

from scripts.core.digest import code_fingerprint

T = TypeVar("T")

CONNECT = 10  # seconds to wait for a scheduler, and for a first worker
LOGGERS = ("distributed", "distributed.client", "distributed.core", "distributed.comm")


class ClusterError(Exception):
    """The cluster can't be used; the message says what to do."""


class Worker(NamedTuple):
    """A worker as a build finds it: its machine, its code, and the paths that it does not see."""

    machine: str
    code: str
    missing: tuple[str, ...]


class Cluster(Executor):
    """The workers of the Dask scheduler at an address. Raises ClusterError.

    `folders` must be seen by every worker; the first is the cache's.
    """

    def __init__(self, address: str, folders: Iterable[Path]) -> None:
        self.address = address
        self._client = _connected(address)
        try:
            self._check_code()
            self._check_workers([folder.absolute() for folder in folders])
        except BaseException:
            self.shutdown()
            raise
        self._pool: Executor = self._client.get_executor()

    def __str__(self) -> str:
        return f"{self._workers()} workers"

    def submit(self, fn: Callable[..., T], /, *args: object, **kwargs: object) -> Future[T]:
        """Return the future of a task. Raises ClusterError where the scheduler is gone."""
        given: Future[T] = Future()
        try:
            asked = self._pool.submit(fn, *args, **kwargs)
        except Exception as error:
            raise self._lost() from error
        asked.add_done_callback(partial(self._pass_on, given))
        return given

    def check(self) -> None:
        """Raise ClusterError where no worker is left."""
        if not self._workers():
            raise ClusterError(
                f"no worker is left at {self.address}; start workers and build again: "
                "the cache keeps all that was done"
            )

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, which forgets the tasks that are left."""
        self._client.close()

    def _workers(self) -> int:
        try:
            return len(self._client.nthreads())
        except Exception as error:
            raise self._lost() from error

    def _pass_on(self, given: Future[T], done: Future[T]) -> None:
        """Give a task's end to the future that `submit` returned."""
        from distributed import KilledWorker

        if not given.set_running_or_notify_cancel():
            return
        try:
            given.set_result(done.result())
        except KilledWorker as error:
            given.set_exception(BrokenExecutor(str(error)))
        except (CancelledError, OSError) as error:
            given.set_exception(self._lost() if _is_connection(error) else error)
        except BaseException as error:
            given.set_exception(error)

    def _lost(self) -> ClusterError:
        return ClusterError(
            f"the Dask scheduler at {self.address} no longer answers; start it and build again: "
            "the cache keeps all that was done"
        )

    def _check_code(self) -> None:
        """Raise ClusterError where the scheduler, which unpickles every task, has other code."""
        try:
            found = self._client.run_on_scheduler(_found, ())
        except Exception as error:
            found = error
        if reason := _refusal(found, Path()):
            raise ClusterError(f"the scheduler at {self.address} {reason}")

    def _check_workers(self, folders: list[Path]) -> None:
        try:
            self._client.wait_for_workers(1, timeout=CONNECT)
        except TimeoutError:
            message = f"the Dask scheduler at {self.address} has no workers; start one"
            raise ClusterError(message) from None
        with _probe(folders[0]) as probe:
            paths = [str(path) for path in (probe, *folders[1:])]
            found: Mapping[str, Any] = self._client.run(_found, paths, on_error="return")
        for where, worker in sorted(found.items()):
            if reason := _refusal(worker, folders[0]):
                raise ClusterError(f"the worker at {where} {reason}")


def _refusal(worker: Worker | Exception, folder: Path) -> str:
    """Why a worker can't be used; nothing where it can."""
    if isinstance(worker, OSError):
        return ""  # it ended meanwhile; every task compares the code again
    if isinstance(worker, Exception):
        return f"can't run this project ({worker}): start it in a checkout of this commit"
    if worker.code != code_fingerprint():
        return f"on {worker.machine} runs other code than this build: start it again from here"
    for path in worker.missing:
        seen = folder if Path(path).parent == folder else path
        return (
            f"on {worker.machine} does not see {seen}: put it on a folder that all machines share"
        )
    return ""


def _found(paths: Iterable[str]) -> Worker:
    """A worker as it finds itself."""
    missing = tuple(path for path in paths if not Path(path).exists())
    return Worker(os.uname().nodename, code_fingerprint(), missing)


@contextmanager
def _probe(folder: Path) -> Iterator[Path]:
    """A file of a name of its own: whoever sees it sees this folder, and not one like it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".probe-{uuid4().hex}"
    path.touch()
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _is_connection(error: BaseException) -> bool:
    from distributed.comm.core import CommClosedError

    return isinstance(error, CancelledError | CommClosedError)


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        message = "--cluster needs Dask: `pip install --requirement requirements-cluster.txt`"
        raise ClusterError(message) from None
    for name in LOGGERS:  # a scheduler that is gone is said once, in one sentence
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterError(f"no Dask scheduler answers at {address}: {error}") from error
