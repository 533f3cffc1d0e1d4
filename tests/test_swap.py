"""The site's folder: whole at any moment, whatever stops the command that makes it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.swap import Source, replace_site
from scripts.write import walk
from tests.conftest import ROOT
from tests.small_site import HEAD

PAGES = tuple(f"wiki/c/a{number}" for number in range(6))
LAST = 400  # no run below does as many things to files

# The command itself, stopped at the nth thing that it does to a file of the site.
STOPPED = """
import os, signal, sys
nth, how, done = int(sys.argv.pop(1)), sys.argv.pop(1), 0
CHANGES = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")

def hook(event, args):
    global done
    writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
    if not (event in CHANGES or writes or event == "ctypes.dlsym") or "site" not in str(args[0]):
        if event != "ctypes.dlsym":
            return
    done += 1
    if done == nth:
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(28, "No space left on device")

from scripts.weave import main
sys.addaudithook(hook)
sys.exit(main())
"""


def made(folder: Path, words: str, pages: tuple[str, ...] = PAGES) -> None:
    """The pages and the frame that the steps before leave in a folder."""
    for name in pages:
        place = folder / "wiki" / name
        place.mkdir(parents=True, exist_ok=True)
        (place / "index.fragment").write_text(f"{json.dumps(HEAD)}\n<p>{words} {name}</p>")
        (place / "index.md").write_text(words)
    for name in ("shell/index.html", "index.html"):
        (folder / "frame" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "frame" / name).write_text("%TITLE%%ROOT%%CONTENT%")


def weave(folder: Path, *before: str, program: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command that makes the site."""
    start = ["-c", program, *before] if program else ["-m", "scripts.weave"]
    places = [f"--{name}={folder / name}" for name in ("frame", "site")]
    command = [sys.executable, *start, f"--pages={folder / 'wiki'}", *places]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {name: (folder / name).read_bytes() for name in walk(folder)}


@pytest.mark.parametrize("how", ["kill", "full"])
def test_a_build_that_is_stopped_anywhere_leaves_the_last_good_site(
    how: str, tmp_path: Path
) -> None:
    made(tmp_path, "first")
    assert weave(tmp_path).returncode == 0
    first = tree(tmp_path / "site")
    made(tmp_path, "second", PAGES[1:])
    (tmp_path / "wiki" / PAGES[0] / "index.fragment").unlink()
    stops = [2, 3, 8, 14, 22, 30, LAST]
    for nth in stops:
        done = weave(tmp_path, str(nth), how, program=STOPPED)
        now = tree(tmp_path / "site")
        if done.returncode == 0:
            break
        assert now == first or b"second" in now[f"{PAGES[1]}/index.html"]
        assert len({b"first" in data for name, data in now.items() if "/a" in name}) == 1
        if how == "full":
            assert "No space left on device" in done.stdout
            assert "the site is as it was" in done.stdout
    else:
        raise AssertionError("the last run was to end by itself")
    assert nth > stops[0]
    assert weave(tmp_path).stdout.endswith("0 written, 0 removed\n")
    assert PAGES[0] + "/index.html" not in tree(tmp_path / "site")


def test_the_second_build_writes_nothing(tmp_path: Path) -> None:
    made(tmp_path, "first")
    weave(tmp_path)
    before = {path: path.stat() for path in (tmp_path / "site").rglob("*")}
    assert weave(tmp_path).stdout.endswith("0 written, 0 removed\n")
    assert {path: path.stat() for path in (tmp_path / "site").rglob("*")} == before


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


def test_a_site_touched_by_hand_is_put_right(tmp_path: Path) -> None:
    made(tmp_path, "first")
    weave(tmp_path)
    first = tree(tmp_path / "site")
    (tmp_path / "site" / PAGES[2] / "index.html").write_text("by hand")
    (tmp_path / "site" / PAGES[3] / "index.md").unlink()
    (tmp_path / "site" / "stray.txt").write_text("by hand")
    assert weave(tmp_path).stdout.endswith("2 written, 1 removed\n")
    assert tree(tmp_path / "site") == first


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
    def site(*names: str) -> list[Source]:
        return [Source(name, name, name.encode) for name in ("index.html", *names)]

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
