"""The site's folder: whole at any moment, whatever stops the command that makes it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.build.cache import Cache, DamagedCacheError
from scripts.core.files import signature, walk
from scripts.publish.checkout import (
    ForeignDirectoryError,
    Trees,
    checkout,
    held_by,
    state_of,
)
from scripts.publish.verify import drift, repair
from tests.conftest import ROOT, command

pytestmark = pytest.mark.slow

WHY = {"full": "No space left on device", "denied": "Permission denied"}
LEAST = 30  # things that the command does to the site's files
PAGES = tuple(f"wiki/c/a{number}" for number in range(6))
# Checkout itself, stopped at the nth thing that it does to a file of the site, for every n: a good
# site is published, the next one is stopped, and then published without a stop.
STOPPED = """
import errno, json, os, shutil, signal, sys
from pathlib import Path
from scripts.build.cache import Cache
from scripts.publish.checkout import checkout

how, folder = sys.argv[1], Path(sys.argv[2])
trees = json.loads(sys.argv[3])
CHANGES = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")
ERRORS = {"full": errno.ENOSPC, "denied": errno.EACCES}
WRITES = os.O_WRONLY | os.O_RDWR

def stop_at(nth, stopping):
    done = 0

    def hook(event, args):
        nonlocal done
        writes = event == "open" and isinstance(args[2], int) and args[2] & WRITES
        of_site = (event in CHANGES or writes) and "site" in " ".join(map(str, args[:2]))
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

def publish(which, nth=0):
    reading, writing = os.pipe()
    if not (child := os.fork()):
        if nth:
            stop_at(nth, writing)
        try:
            checkout(Cache(folder / "cache"), tuple(trees[which]), folder / "site")
            status = 0
        except OSError as error:
            os.write(writing, str(error).encode())
            status = 1
        os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    files = sorted(path for path in (folder / "site").rglob("*") if path.is_file())
    site = {str(path.relative_to(folder / "site")): path.read_text() for path in files}
    return {"status": status, "said": said, "site": site}

for nth in range(1, 1000):
    for name in ("site", ".site.staging"):
        shutil.rmtree(folder / name, ignore_errors=True)
    runs = [publish("first"), publish("second", nth), publish("second")]
    print(json.dumps(runs), flush=True)
    if not runs[1]["said"].startswith("stopped"):
        break
"""


def made(cache: Cache, words: str, pages: tuple[str, ...] = PAGES) -> Trees:
    """The trees of a site: each page one, and its home page."""
    trees = [{"index.html": cache.add(f"home {words}".encode())}]
    for name in pages:
        page, markdown = cache.add(f"<p>{words} {name}".encode()), cache.add(words.encode())
        trees.append({f"{name}/index.html": page, f"{name}/index.md": markdown})
    return tuple(map(cache.add_value, trees))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {name: (folder / name).read_bytes() for name in walk(folder)}


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.mark.parametrize("how", ["kill", "full", "denied"])
def test_a_build_that_is_stopped_anywhere_leaves_the_last_good_site(
    how: str, cache: Cache, tmp_path: Path
) -> None:
    trees = json.dumps({"first": made(cache, "1"), "second": made(cache, "2", PAGES[1:])})
    script = [sys.executable, "-W", "ignore", "-c", STOPPED, how, str(tmp_path), trees]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=True)
    *stopped, last = map(json.loads, done.stdout.splitlines())
    assert len(stopped) > LEAST
    assert last[1]["status"] == 0
    for good, halfway, after in stopped:
        # After the exchange it is the next one.
        assert halfway["site"] in (good["site"], last[1]["site"])
        assert after["site"] == last[1]["site"]
        if halfway["status"] == 0:
            assert halfway["site"] == last[1]["site"]
        elif how != "kill":
            assert WHY[how] in halfway["said"]


def test_a_second_checkout_writes_nothing(cache: Cache, tmp_path: Path) -> None:
    site = tmp_path / "site"
    trees = made(cache, "first")
    assert checkout(cache, trees, site) == (len(PAGES) * 2 + 1, 0)
    before = {path: signature(path.stat()) for path in site.rglob("*")}
    assert checkout(cache, trees, site) == (0, 0)
    assert {path: signature(path.stat()) for path in site.rglob("*")} == before


def test_a_change_and_its_opposite_write_what_differs(cache: Cache, tmp_path: Path) -> None:
    site = tmp_path / "site"
    first, second = made(cache, "first"), made(cache, "second")
    first, other = first, (*first[:3], second[3], *first[4:])
    checkout(cache, first, site)
    before = tree(site)
    for trees in (other, first, other):
        assert checkout(cache, trees, site) == (2, 0)
    checkout(cache, first, site)
    assert tree(site) == before


def test_what_somebody_changed_is_told_and_mended(
    cache: Cache, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    trees = made(cache, "first")
    checkout(cache, trees, site)
    before = tree(site)
    assert list(drift(cache, site)) == []
    (site / PAGES[2] / "index.html").write_text("by hand")  # in place: the object changes as well
    (site / PAGES[3] / "index.md").unlink()
    (site / "stray.txt").write_text("by hand")
    assert list(drift(cache, site)) == [
        "stray.txt: not part of the site",
        f"{PAGES[2]}/index.html: changed since it was published",
        f"{PAGES[3]}/index.md: missing",
    ]
    options = ("verify", "--site", site, "--build", tmp_path)
    assert command(*options) == 1
    assert f"{PAGES[3]}/index.md: missing" in capsys.readouterr().out
    repair(cache, site)
    checkout(cache, made(cache, "first"), site)  # the damaged object is made anew
    assert tree(site) == before
    assert command(*options) == 0
    assert capsys.readouterr().out.endswith("0 differences\n")


def test_a_site_that_is_not_known_is_made_anew(cache: Cache, tmp_path: Path) -> None:
    site = tmp_path / "site"
    checkout(cache, made(cache, "first"), site)
    before = tree(site)
    shutil.rmtree(state_of(site))
    assert held_by(site) is None
    assert next(iter(drift(cache, site))).endswith("run `make site`")
    checkout(cache, made(cache, "first"), site)
    assert tree(site) == before


def test_a_damaged_object_is_not_published(cache: Cache, tmp_path: Path) -> None:
    site = tmp_path / "site"
    checkout(cache, made(cache, "first"), site)
    before = tree(site)
    trees = made(cache, "second")
    path = cache.path(cache.add(f"<p>second {PAGES[2]}".encode()))
    path.write_bytes(path.read_bytes().replace(b"second", b"secund"))
    with pytest.raises(DamagedCacheError, match=path.name):
        checkout(cache, trees, site)
    assert tree(site) == before
    checkout(cache, made(cache, "second"), site)
    assert tree(site)[f"{PAGES[2]}/index.html"] == f"<p>second {PAGES[2]}".encode()


def test_a_site_of_a_cache_that_is_gone_is_made_anew(cache: Cache, tmp_path: Path) -> None:
    """Nothing then says which files it has."""
    site = tmp_path / "site"
    checkout(cache, made(cache, "first"), site)
    checkout(cache, made(cache, "second"), site)
    cache.clear()
    checkout(cache, made(cache, "third", PAGES[1:]), site)
    checkout(Cache(tmp_path / "other"), made(Cache(tmp_path / "other"), "third", PAGES[1:]), site)
    clean = tmp_path / "clean"
    checkout(cache, made(cache, "third", PAGES[1:]), clean)
    assert tree(site) == tree(clean)


# Several builds publish one site, each again and again from its own cache, all at once.
AT_ONCE = """
import sys
from pathlib import Path
from scripts.build.cache import Cache
from scripts.publish.checkout import checkout
from tests.publish.test_checkout import made

folder, number = Path(sys.argv[1]), sys.argv[2]
cache = Cache(folder / f"cache{number}")
sys.stdin.read(1)
for turn in range(12):
    checkout(cache, made(cache, f"{number} {turn}"), folder / "site")
"""


def test_several_builds_of_one_site_take_turns(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", AT_ONCE, str(tmp_path)]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen([*command, str(n)], cwd=ROOT, stdin=pipe, stderr=pipe, text=True)
        for n in range(3)
    ]
    for one in running:
        assert one.stdin
        one.stdin.write("x")
        one.stdin.flush()
    said = [one.communicate()[1] for one in running]
    assert [one.returncode for one in running] == [0, 0, 0], said
    pages = tree(tmp_path / "site")
    assert len(pages) == 2 * len(PAGES) + 1
    words = {data.decode().removeprefix("<p>").removeprefix("home ")[:4] for data in pages.values()}
    assert len(words) == 1  # of one build, and of its last turn
    assert words.pop().endswith("11")


def test_a_folder_of_other_things_is_left_alone(cache: Cache, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("five years of work")
    with pytest.raises(ForeignDirectoryError, match="holds something else; name a folder of its"):
        checkout(cache, made(cache, "first"), tmp_path / "site")
    assert tree(tmp_path / "site") == {"thesis.txt": b"five years of work"}


def test_where_a_file_was_a_folder_may_be(cache: Cache, tmp_path: Path) -> None:
    def site(*names: str) -> Trees:
        return (cache.add_value({name: cache.add(name.encode()) for name in names}),)

    for names in (("a",), ("a/b", "a/c"), ("a",), ("a/b",), ("b",)):
        checkout(cache, site("index.html", *names), tmp_path / "site")
        assert set(walk(tmp_path / "site")) == {*names, "index.html"}


def test_between_two_renames_the_former_site_is_found_again(cache: Cache, tmp_path: Path) -> None:
    """Where a system cannot exchange two folders at once, the next build finds the last good."""
    site = tmp_path / "site"
    checkout(cache, made(cache, "first"), site)
    checkout(cache, made(cache, "second"), site)
    site.rename(state_of(site) / "former")
    assert checkout(cache, made(cache, "second"), site) == (0, 0)
    assert b"second" in tree(site)[f"{PAGES[0]}/index.html"]
