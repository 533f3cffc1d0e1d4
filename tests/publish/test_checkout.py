"""The site's folder: whole at any moment, whatever stops the command that makes it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.core.files import signature, walk, write_if_changed
from scripts.publish.checkout import Bundle, Source, replace_site
from tests.conftest import ROOT
from tests.small_site import HEAD, shelve

pytestmark = pytest.mark.slow

WHY = {"full": "No space left on device", "denied": "Permission denied"}
LEAST = 30  # things that the command does to the site's files
PAGES = tuple(f"wiki/c/a{number}" for number in range(6))
# The command itself, stopped at the nth thing that it does to a file of the site, for every n: a
# good site is made, the next one is stopped, and then made without a stop. Each is a process.
STOPPED = """
import errno, io, json, os, shutil, signal, sys
from contextlib import redirect_stdout
from pathlib import Path
from scripts.publish.layout import main

how, folder = sys.argv[1], Path(sys.argv[2])
CHANGES = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")
ERRORS = {"full": errno.ENOSPC, "denied": errno.EACCES}
WRITES = os.O_WRONLY | os.O_RDWR

def stop_at(nth, stopping):
    done = 0

    def hook(event, args):
        nonlocal done
        writes = event == "open" and isinstance(args[2], int) and args[2] & WRITES
        of_site = (event in CHANGES or writes) and "site" in str(args[0])
        if not (of_site or event == "ctypes.dlsym"):
            return
        done += 1
        if done == nth:
            os.write(stopping, b"stopped\\n")
        if done == nth and how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if done == nth:
            raise OSError(ERRORS[how], os.strerror(ERRORS[how]))

    sys.addaudithook(hook)

def weave(pages, nth=0):
    reading, writing = os.pipe()
    if not (child := os.fork()):
        with redirect_stdout(io.StringIO()) as said:
            if nth:
                stop_at(nth, writing)
            places = [f"--pages={folder / pages / 'wiki'}", f"--frame={folder / 'frame'}"]
            status = main([*places, f"--site={folder / 'site'}"])
        os.write(writing, said.getvalue().encode())
        os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    files = sorted(path for path in (folder / "site").rglob("*") if path.is_file())
    site = {str(path.relative_to(folder / "site")): path.read_text() for path in files}
    return {"status": status, "said": said, "site": site}

for nth in range(1, 1000):
    for name in ("site", ".site.spare"):
        shutil.rmtree(folder / name, ignore_errors=True)
    runs = [weave("first"), weave("second", nth), weave("second")]
    print(json.dumps(runs), flush=True)
    if not runs[1]["said"].startswith("stopped"):
        break
"""


def made(folder: Path, words: str, pages: tuple[str, ...] = PAGES) -> None:
    """The pages and the frame that the steps before leave in a folder."""
    for name in pages:
        place = folder / "wiki" / name
        place.mkdir(parents=True, exist_ok=True)
        fragment = f"{json.dumps(HEAD)}\n<p>{words} {name}</p>"
        write_if_changed(place / "index.fragment", fragment.encode())
        write_if_changed(place / "index.md", words.encode())
    for name in ("shell/index.html", "index.html"):
        (folder / "frame" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "frame" / name).write_text("%TITLE%%ROOT%%CONTENT%")
    shelve(folder / "wiki")


def weave(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command that makes the site."""
    places = [f"--{name}={folder / name}" for name in ("frame", "site")]
    command = [
        sys.executable,
        "-m",
        "scripts.publish.layout",
        f"--pages={folder / 'wiki'}",
        *places,
    ]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {name: (folder / name).read_bytes() for name in walk(folder)}


@pytest.mark.parametrize("how", ["kill", "full", "denied"])
def test_a_build_that_is_stopped_anywhere_leaves_the_last_good_site(
    how: str, tmp_path: Path
) -> None:
    made(tmp_path / "first", "first")
    made(tmp_path / "second", "second", PAGES[1:])
    shutil.move(tmp_path / "first" / "frame", tmp_path / "frame")
    command = [sys.executable, "-W", "ignore", "-c", STOPPED, how, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    *stopped, last = map(json.loads, done.stdout.splitlines())
    assert len(stopped) > LEAST
    assert last[1]["status"] == 0
    for good, halfway, after in stopped:
        assert halfway["site"] in (
            good["site"],
            last[1]["site"],
        )  # after the exchange, the next one
        assert after["site"] == last[1]["site"]
        if halfway["status"] == 0:
            assert halfway["site"] == last[1]["site"]
        elif how != "kill":
            assert WHY[how] in halfway["said"]
            assert halfway["said"].endswith("the site is as it was\n")
            assert halfway["site"] == good["site"]


def test_the_second_build_writes_nothing(tmp_path: Path) -> None:
    made(tmp_path, "first")
    weave(tmp_path)
    before = {path: signature(path.stat()) for path in (tmp_path / "site").rglob("*")}
    assert weave(tmp_path).stdout.endswith("0 written, 0 removed\n")
    assert {path: signature(path.stat()) for path in (tmp_path / "site").rglob("*")} == before


def test_a_change_and_its_opposite_write_one_page_each(tmp_path: Path) -> None:
    made(tmp_path, "first")
    weave(tmp_path)
    first = tree(tmp_path / "site")
    for words in ("second", "first", "second"):
        made(tmp_path, words, PAGES[:1])
        assert weave(tmp_path).stdout.endswith("2 written, 0 removed\n")
    made(tmp_path, "first", PAGES[:1])
    weave(tmp_path)
    assert tree(tmp_path / "site") == first


@pytest.mark.parametrize("builds", [1, 3])
def test_a_site_touched_by_hand_is_put_right(builds: int, tmp_path: Path) -> None:
    """Also where the spare folder has the same files, as after some builds."""
    for words in ("third", "second", "first")[-builds:]:
        made(tmp_path, words)
        weave(tmp_path)
    first = tree(tmp_path / "site")
    (tmp_path / "site" / PAGES[2] / "index.html").write_text("by hand")
    (tmp_path / "site" / PAGES[3] / "index.md").unlink()
    (tmp_path / "site" / "stray.txt").write_text("by hand")
    assert weave(tmp_path).stdout.endswith("2 written, 1 removed\n")
    assert tree(tmp_path / "site") == first
    made(tmp_path, "second", PAGES[:1])  # the folder that was touched does not come back as it was
    weave(tmp_path)
    second = tree(tmp_path / "site")
    assert second.keys() == first.keys()
    assert {name.rpartition("/")[0] for name in first if first[name] != second[name]} == {PAGES[0]}


def test_a_site_from_elsewhere_is_taken_over(tmp_path: Path) -> None:
    """Without a note of what it was made from, its bytes are compared."""
    made(tmp_path, "first")
    weave(tmp_path)
    (tmp_path / ".site.spare").rename(tmp_path / "gone")
    assert weave(tmp_path).stdout.endswith("0 written, 0 removed\n")


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    made(tmp_path, "first")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("five years of work")
    done = weave(tmp_path)
    assert done.returncode == 1
    assert "holds something else; name a folder of its own" in done.stdout
    assert tree(tmp_path / "site") == {"thesis.txt": b"five years of work"}


def test_where_a_file_was_a_folder_may_be(tmp_path: Path) -> None:
    def site(*names: str) -> list[Bundle]:
        return [Bundle.of([Source(name, name, name.encode) for name in ("index.html", *names)])]

    for names in (("a",), ("a/b", "a/c"), ("a",), ("a/b",), ("b",)):
        replace_site(tmp_path / "site", site(*names))
        assert set(walk(tmp_path / "site")) == {*names, "index.html"}


def test_between_two_renames_the_former_site_is_found_again(tmp_path: Path) -> None:
    """Where a system cannot exchange two folders at once, the next build finds the last good."""
    made(tmp_path, "first")
    weave(tmp_path)
    made(tmp_path, "second")
    weave(tmp_path)
    (tmp_path / "site").rename(tmp_path / ".site.spare" / "former")
    assert weave(tmp_path).stdout.endswith("0 written, 0 removed\n")
    assert b"second" in tree(tmp_path / "site")[f"{PAGES[0]}/index.html"]
