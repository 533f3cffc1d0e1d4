"""Building in parts, and again after edits: always what a clean build gives."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.build.pipeline import main
from scripts.core.files import walk
from tests.conftest import ROOT
from tests.small_site import cite

pytestmark = pytest.mark.slow

CHANNELS = {"red": 5, "green": 4, "blue": 3, "grey": 2}
WORDS = ("work", "pay", "boss", "offer", "layoff", "career")


# The command itself: a source is built, edited, and the next build is killed at the nth thing that
# it does to a file below its folder, for some n.
STOPPED = """
import os, shutil, signal, sys
from pathlib import Path
from scripts.build.pipeline import main

source, place = Path(sys.argv[1]), Path(sys.argv[2])
CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
WRITES = os.O_WRONLY | os.O_RDWR

def kill_at(nth, folder):
    done = 0

    def hook(event, args):
        nonlocal done
        writes = event == "open" and isinstance(args[2], int) and args[2] & WRITES
        if (event in CHANGES or writes) and str(folder) in str(args[0]):
            done += 1
            if done == nth:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)

def build(version, folder, nth=0):
    shutil.rmtree(source)
    shutil.copytree(place / version, source)
    if not (child := os.fork()):
        sys.stdout = open(os.devnull, "w")
        kill_at(nth, folder)
        places = ["--output", str(folder / "wiki"), "--report", str(folder / "report.json")]
        os._exit(main(["--source", str(source), *places]))
    return os.waitpid(child, 0)[1]

for nth in range(1, 10_000, 5):
    folder = place / "stopped" / str(nth)
    build("first", folder)
    if not build("second", folder, nth):
        break
print(nth)
"""
LEAST = 100  # things that the command does to files


def build(source: Path, folder: Path) -> dict[str, bytes]:
    """Build a source below a folder: every file of the pages."""
    places = ["--output", str(folder / "wiki"), "--report", str(folder / "report.json")]
    assert main(["--source", str(source), *places]) == 0
    return {name: (folder / "wiki" / name).read_bytes() for name in walk(folder / "wiki")}


def article(draw: random.Random, channel: str, video: str = "") -> str:
    """A transcript that links to articles of its channel, now and then to others or to none."""
    number = draw.randint(1, 6)
    video = video or f"{channel:_<8}vi{draw.randint(1, 2)}"
    target = draw.choice([f"a{draw.randint(1, 6)}", "nowhere", f"a{number}"])
    title = f"{draw.choice(WORDS)} {draw.choice(WORDS)} {number}"
    words = " ".join(draw.choices(WORDS, k=6))
    front = f"---\ntitle: {title}\nvideoId: {video}\n---\n\nFrom: [[{channel}]]\n\n"
    return f"{front}{words} {cite(draw.randint(5, 4000))}, see [[{target}]] and {words}.\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Four channels that keep to themselves."""
    draw = random.Random(1)
    for channel, count in CHANNELS.items():
        (tmp_path / "source" / channel).mkdir(parents=True)
        for number in range(1, count + 1):
            path = tmp_path / "source" / channel / f"a{number}.md"
            path.write_text(article(draw, channel), encoding="utf-8")
    return tmp_path / "source"


def edit(draw: random.Random, source: Path) -> str:
    """Change something: an article's text, its being there, or what ties two channels."""
    channel, other = draw.sample(sorted(CHANNELS), 2)
    path = source / channel / f"a{draw.randint(1, 6)}.md"
    kind = draw.choice(["write", "write", "append", "remove", "tie", "share", "hub"])
    if kind == "remove" and len(list(path.parent.iterdir())) > 1:
        path.unlink(missing_ok=True)
    elif kind == "append" and path.exists():
        path.write_text(path.read_text() + f"\nMore on {draw.choice(WORDS)} {cite(77)}.\n")
    elif kind == "tie":
        path.write_text(article(draw, channel) + f"\nSee [[{other}/a1]] and [[{other}]].\n")
    elif kind == "share":
        path.write_text(article(draw, channel, f"{other:_<8}vi1"))
    elif kind == "hub":
        text = (
            f"---\ntitle: {channel.title()}\n---\n\n### [A video](https://www.youtube.com/watch?v="
        )
        hub = source / channel / f"{channel}.md"
        hub.write_text(f"{text}{channel:_<8}vi2)\n\n- [[a1]]\n- [[wanted_{draw.randint(1, 3)}]]\n")
    else:
        path.write_text(article(draw, channel))
    return f"{kind} {path.name} in {channel}"


@pytest.mark.parametrize("seed", range(3))
def test_a_build_after_edits_is_a_clean_build(seed: int, source: Path, tmp_path: Path) -> None:
    draw = random.Random(seed)
    build(source, tmp_path / "kept")
    edits = []
    for turn in range(3):
        edits += [edit(draw, source) for _ in range(draw.randint(1, 3))]
        again = build(source, tmp_path / "kept")
        clean = build(source, tmp_path / f"clean{turn}")
        assert again.keys() == clean.keys(), edits
        assert {name for name in clean if clean[name] != again[name]} == set(), edits


def test_a_part_that_did_not_change_is_not_built_again(source: Path, tmp_path: Path) -> None:
    build(source, tmp_path / "kept")
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "kept/kept").glob("*.part")}
    assert len(before) == len(CHANNELS)
    path = source / "red" / "a1.md"
    path.write_text(path.read_text() + "\nOne more.\n", encoding="utf-8")
    build(source, tmp_path / "kept")
    after = {p: p.stat().st_mtime_ns for p in (tmp_path / "kept/kept").glob("*.part")}
    assert len(after) == len(CHANNELS)
    assert len(before.items() & after.items()) == len(CHANNELS) - 1


def test_what_was_kept_and_harmed_is_made_anew(source: Path, tmp_path: Path) -> None:
    clean = build(source, tmp_path / "kept")
    for path in (tmp_path / "kept/kept").iterdir():
        path.write_bytes(path.read_bytes()[:40])
    page = tmp_path / "kept/wiki/wiki/red/a1/index.fragment"
    page.write_text("by hand", encoding="utf-8")
    assert build(source, tmp_path / "kept") == clean
    shutil.rmtree(tmp_path / "kept/kept")
    page.unlink()
    assert build(source, tmp_path / "kept") == clean


def test_what_the_rest_asks_of_a_part_is_made_anew_where_it_was_lost(
    source: Path, tmp_path: Path
) -> None:
    clean = build(source, tmp_path / "kept")
    kept = tmp_path / "kept/kept"
    for path in (*kept.glob("*.slim"), *kept.glob("*.rest")):
        path.write_bytes(b"")
    assert build(source, tmp_path / "kept") == clean


@pytest.mark.parametrize("seed", range(2))
def test_a_build_that_is_stopped_anywhere_is_made_good_by_the_next(
    seed: int, source: Path, tmp_path: Path
) -> None:
    draw = random.Random(seed)
    shutil.copytree(source, tmp_path / "first")
    for _ in range(4):
        edit(draw, source)
    shutil.copytree(source, tmp_path / "second")
    clean = build(source, tmp_path / "clean")
    command = [sys.executable, "-W", "ignore", "-c", STOPPED, str(source), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) > LEAST
    for stopped in (tmp_path / "stopped").iterdir():
        assert build(source, stopped) == clean, stopped.name


def test_channels_without_a_readable_file_are_no_parts(source: Path, tmp_path: Path) -> None:
    clean = build(source, tmp_path / "clean")
    for channel in ("black", "white"):
        (source / channel).mkdir()
        (source / channel / "a1.md").write_bytes(b"\xff")
    assert build(source, tmp_path / "kept") == clean
    assert json.loads((tmp_path / "kept/report.json").read_bytes())["refused"] == 2
    for channel in CHANNELS:
        shutil.rmtree(source / channel)
    assert "browse/index.fragment" in build(source, tmp_path / "kept")


def test_channels_on_one_video_are_one_part(source: Path, tmp_path: Path) -> None:
    path = source / "red" / "a1.md"
    path.write_text(article(random.Random(3), "red", "blue____vi1"), encoding="utf-8")
    files = build(source, tmp_path / "kept")
    assert len(list((tmp_path / "kept/kept").glob("*.part"))) == len(CHANNELS) - 1
    page = files["video/blue____vi1/index.fragment"].decode()
    assert "wiki/red/a1" in page or "red/a1" in page
