"""Where a build runs changes its time and nothing else: this process, processes, a Dask cluster."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from scripts import site
from scripts.build import batches, cluster, executors, pipeline
from scripts.build.cache import Cache
from scripts.build.cluster import Cluster, ClusterError
from scripts.build.executors import InProcess, Processes, StaleWorkerError, executor, run_all
from scripts.build.pipeline import build_pages
from scripts.build.stored import TEMPLATE
from scripts.core.diagnostics import LENIENT
from scripts.core.report import ELSEWHERE, Report
from scripts.publish.checkout import tree
from scripts.search.index import search
from scripts.site import laid_out
from tests.conftest import ROOT, command
from tests.small_site import cite

CHANNELS = ("red", "green", "blue", "grey")
ARTICLES = 6  # of each channel
TASKS = 3 * len(CHANNELS) + 4  # parse, pages and layout; shared pages' layout, three indexes
TRIES = 60  # for a cluster to start, of two seconds or more
OTHER = "another code fingerprint"


def source_below(folder: Path) -> Path:
    """Channels that keep to themselves, each with links, citations and a topic."""
    for channel in CHANNELS:
        (folder / "articles" / channel).mkdir(parents=True)
        for number in range(ARTICLES):
            video = f"{channel:_<8}vi{number % 2}"
            front = f"---\ntitle: {channel} {number}\nvideoId: {video}\n---\n\n"
            text = f"As said {cite(5 + number)}, see [[a{number + 1}]] and [[offers]].\n"
            (folder / "articles" / channel / f"a{number}.md").write_text(front + text)
    return folder / "articles"


# Tasks: functions of a module, which every worker can import.


def note(task: tuple[Path, int]) -> None:
    """Note in which process a task ran."""
    folder, number = task
    with (folder / f"{number}.ran").open("a") as file:
        file.write(f"{os.getpid()}\n")


def note_or_die(task: tuple[Path, int]) -> None:
    """Note a task; the first process that comes to number 3 is killed meanwhile."""
    folder, number = task
    if number == 3:
        try:
            (folder / "killed").touch(exist_ok=False)
        except FileExistsError:
            pass
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    note(task)


def note_or_die_elsewhere(task: tuple[Path, int, int]) -> None:
    """Note a task; every process but one is killed by number 3."""
    folder, number, builder = task
    if number == 3 and os.getpid() != builder:
        with (folder / "killed").open("a") as file:
            file.write("x")
        os.kill(os.getpid(), signal.SIGKILL)
    note((folder, number))


def fail(task: int) -> None:
    """Raise what says which task it was."""
    raise ValueError(f"task {task}")


def kill(process: int) -> None:
    """Kill a process."""
    os.kill(process, signal.SIGKILL)


def ran(folder: Path) -> dict[int, set[int]]:
    """The processes in which each task ran."""
    found = folder.glob("*.ran")
    return {int(path.stem): set(map(int, path.read_text().split())) for path in found}


@pytest.fixture
def tasks(tmp_path: Path) -> list[tuple[Path, int]]:
    return [(tmp_path, number) for number in range(8)]


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few files are not built in this process but where the executor says."""
    for module in (batches, pipeline, site):
        monkeypatch.setattr(module, "FEW", 0)


# In this process and in processes.


def test_tasks_in_this_process_run_in_it(tasks: list[tuple[Path, int]], tmp_path: Path) -> None:
    run_all(InProcess(), note, tasks, "notes")
    assert ran(tmp_path) == {number: {os.getpid()} for _, number in tasks}


def test_what_a_task_raises_is_raised_and_the_others_are_dropped() -> None:
    with pytest.raises(ValueError, match="task 1"):
        run_all(InProcess(), fail, [1], "failing")


def test_a_worker_of_other_code_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As this process would be by a build of other code."""
    with monkeypatch.context() as here:
        here.setattr(executors, "code_fingerprint", iter((OTHER, "ours")).__next__)
        with pytest.raises(StaleWorkerError, match="runs other code than this build: start it"):
            run_all(InProcess(), fail, [1], "failing")


def test_without_distributed_the_command_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match="--cluster needs Dask"):
        Cluster("tcp://127.0.0.1:1", [])


@pytest.mark.slow
def test_a_killed_process_costs_time_and_nothing_else(
    tasks: list[tuple[Path, int]], tmp_path: Path
) -> None:
    with Processes(2) as run:
        run_all(run, note_or_die, tasks, "notes")
        assert (tmp_path / "killed").exists()
        assert ran(tmp_path).keys() == {number for _, number in tasks}
        assert os.getpid() not in set().union(*ran(tmp_path).values())
        for path in tmp_path.glob("*.ran"):
            path.unlink()
        run_all(run, note, tasks, "notes")  # the next phase has processes again
    assert os.getpid() not in set().union(*ran(tmp_path).values())


@pytest.mark.slow
def test_a_task_that_kills_every_process_runs_in_this_one(tmp_path: Path) -> None:
    tasks = [(tmp_path, number, os.getpid()) for number in range(4)]
    with Processes(2) as run:
        run_all(run, note_or_die_elsewhere, tasks, "notes")
    assert ran(tmp_path).keys() == set(range(4))
    assert ran(tmp_path)[3] == {os.getpid()}
    assert len((tmp_path / "killed").read_text()) == executors.ROUNDS


# On a cluster: a scheduler and two workers as an operator starts them, in another folder.


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a cluster of two processes; a worker that dies is started again."""
    import dask
    from distributed import Client, LocalCluster

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=":0",
            host="127.0.0.1",
            protocol="tcp",
        ) as made,
    ):
        with Client(made, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.run(os.chdir, "/")
        yield str(made.scheduler_address)


FRAME = (TEMPLATE, "index.html", "about/index.html")


def site_from(source: Path, folder: Path, run: Executor) -> dict[str, bytes]:
    """Every generated file of a site, its pages in a small layout, and the indexes."""
    cache = Cache(folder)
    pages = build_pages(cache, source, run, Report(), LENIENT)
    template = b"<!doctype html><html><title>%TITLE%</title><main id=main>%CONTENT%</main></html>"
    frame = cache.add_value({name: cache.add(template) for name in FRAME})
    searched = [one for group in pages.groups for one in group.searched]
    trees = *laid_out(cache, run, pages, frame), *search(cache, run, searched, frame)
    return {path: cache.read(digest) for one in trees for path, digest in tree(cache, one).items()}


@pytest.mark.slow
def test_trees_are_equal_wherever_a_build_runs(
    address: str, always: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From relative paths, which mean another folder to a worker."""
    source_below(tmp_path)
    monkeypatch.chdir(tmp_path)
    source = Path("articles")
    ways: dict[str, Callable[[], object]] = {
        "here": InProcess,
        "processes": partial(Processes, 2),
        "cluster": partial(Cluster, address, [Path("cluster"), source]),
    }
    expected: dict[str, bytes] = {}
    for name, way in ways.items():
        run = way()
        assert isinstance(run, Executor)
        seen = len(ELSEWHERE)
        with run:
            files = site_from(source, Path(name), run)
        expected = expected or files
        assert files.keys() == expected.keys(), name
        assert {path for path in files if files[path] != expected[path]} == set(), name
        elsewhere = len(ELSEWHERE) - seen
        assert elsewhere == (0 if name == "here" else TASKS), name
    assert len(expected) > len(CHANNELS) * ARTICLES
    for name in ways:
        left = [path.name for path in Path(name).rglob("*") if path.name.startswith(".")]
        assert left == []


@pytest.mark.slow
def test_a_killed_worker_costs_time_and_nothing_else(
    address: str, tasks: list[tuple[Path, int]], tmp_path: Path
) -> None:
    with executor(cluster=address, folders=[tmp_path]) as run:
        run_all(run, note_or_die, tasks, "notes")
        run_all(run, note, tasks, "notes")
    assert (tmp_path / "killed").exists()
    assert ran(tmp_path).keys() == {number for _, number in tasks}
    assert os.getpid() not in set().union(*ran(tmp_path).values())


@pytest.mark.slow
def test_a_task_that_kills_every_worker_runs_in_this_process(address: str, tmp_path: Path) -> None:
    tasks = [(tmp_path, number, os.getpid()) for number in range(4)]
    with executor(cluster=address, folders=[tmp_path]) as run:
        run_all(run, note_or_die_elsewhere, tasks, "notes")
    assert ran(tmp_path).keys() == set(range(4))
    assert os.getpid() in ran(tmp_path)[3]


@pytest.mark.slow
def test_what_a_task_raises_on_a_worker_is_raised_here(address: str, tmp_path: Path) -> None:
    with executor(cluster=address, folders=[tmp_path]) as run, pytest.raises(ValueError, match="1"):
        run_all(run, fail, [1], "failing")


@pytest.mark.slow
def test_workers_of_other_code_are_refused(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a build begins, and where one joins later."""
    with Cluster(address, [tmp_path]) as run:
        monkeypatch.setattr(executors, "code_fingerprint", lambda: OTHER)
        with pytest.raises(StaleWorkerError, match="runs other code than this build: start it"):
            run_all(run, fail, [1], "failing")
    monkeypatch.setattr(cluster, "code_fingerprint", lambda: OTHER)
    with pytest.raises(ClusterError, match="runs other code than this build: start it again"):
        Cluster(address, [tmp_path])


@pytest.mark.slow
def test_workers_that_do_not_see_a_folder_are_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="does not see /nowhere: put it on a folder that all"):
        Cluster(address, [tmp_path, Path("/nowhere")])


# Commands that operators run, in processes of their own.


class Started(NamedTuple):
    """A scheduler with one worker, which nothing starts again."""

    address: str
    scheduler: int  # process
    worker: int


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    """A cluster that is ready; where nothing ends it is asked for its workers after a second."""
    monkeypatch.setattr(cluster, "CONNECT", 2)
    monkeypatch.setattr(executors, "PATIENCE", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, here = f"tcp://127.0.0.1:{port}", ("--no-dashboard", "--host", "127.0.0.1")
    dask = (sys.executable, "-m", "dask")
    own = ("--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path / "dask"))
    with ExitStack() as stack:
        quiet = partial(subprocess.Popen, cwd=ROOT, stderr=subprocess.DEVNULL)
        scheduler = stack.enter_context(quiet([*dask, "scheduler", "--port", str(port), *here]))
        stack.callback(scheduler.kill)
        worker = stack.enter_context(quiet([*dask, "worker", address, *own, *here]))
        stack.callback(worker.kill)
        assert any(is_ready(address, tmp_path) for _ in range(TRIES))
        yield Started(address, scheduler.pid, worker.pid)


def is_ready(address: str, folder: Path) -> bool:
    try:
        Cluster(address, [folder]).shutdown()
    except ClusterError:
        return False
    return True


@pytest.mark.slow
def test_a_cluster_that_dies_is_told(started: Started, tmp_path: Path) -> None:
    """First its only worker, then its scheduler."""
    with executor(cluster=started.address, folders=[tmp_path]) as run:
        with pytest.raises(ClusterError, match=r"no worker is left at .*; start workers and build"):
            run_all(run, kill, [started.worker], "kills")
        os.kill(started.scheduler, signal.SIGKILL)
        with pytest.raises(ClusterError, match="no longer answers; start it and build again: the"):
            run_all(run, note, [(tmp_path, 1)], "notes")
    with pytest.raises(ClusterError, match="no Dask scheduler answers at"):
        Cluster(started.address, [tmp_path])


@pytest.mark.slow
def test_a_scheduler_that_dies_while_tasks_run_is_told(started: Started, tmp_path: Path) -> None:
    with executor(cluster=started.address, folders=[tmp_path]) as run:
        with pytest.raises(ClusterError, match="no longer answers; start it and build again: the"):
            run_all(run, kill, [started.scheduler], "kills")
        assert ran(tmp_path) == {}


@pytest.mark.slow
def test_without_a_scheduler_the_site_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1)
    source = source_below(tmp_path)
    page = tmp_path / "site" / "index.html"
    page.parent.mkdir()
    page.write_text("the last build")
    options = ("--site", page.parent, "--build", tmp_path / "build", "--source", source)
    try:
        assert command("build", *options, "--cluster", "tcp://127.0.0.1:1") == 1
    finally:
        gc.enable()
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("no Dask scheduler answers at tcp://127.0.0.1:1: ")
    assert said[1] == f"{page.parent} is as it was"
    assert {path.name: path.read_text() for path in page.parent.iterdir()} == {
        "index.html": "the last build"
    }
