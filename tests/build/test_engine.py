"""One engine: a build after edits, after a kill or with a damaged cache is a clean build."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assessments.validate.codes import WARNINGS
from scripts.build.cache import Cache, DamagedCacheError
from tests.building import build
from tests.conftest import ROOT
from tests.small_site import cite

pytestmark = pytest.mark.slow

CHANNELS = {"red": 5, "green": 4, "blue": 3, "grey": 2}
WORDS = ("work", "pay", "boss", "offer", "layoff", "career")

# A source is built, edited, and the next build is killed at the nth thing that it does to a file
# below its folder, for some n.
STOPPED = """
import os, shutil, signal, sys
from pathlib import Path
from tests.building import build as build_pages

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
        kill_at(nth, folder)
        build_pages(source, folder)
        os._exit(0)
    return os.waitpid(child, 0)[1]

for nth in range(1, 10_000, 5):
    folder = place / "stopped" / str(nth)
    build("first", folder)
    if not build("second", folder, nth):
        break
print(nth)
"""
LEAST = 100  # things that a build does to files


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
    """Four channels that keep to themselves, beside a ledger and newsletters."""
    draw = random.Random(1)
    for channel, count in CHANNELS.items():
        (tmp_path / "docs" / "articles" / channel).mkdir(parents=True)
        for number in range(1, count + 1):
            path = tmp_path / "docs" / "articles" / channel / f"a{number}.md"
            path.write_text(article(draw, channel), encoding="utf-8")
    for name in ("ledger.tsv", "glossary.toml"):
        shutil.copy(ROOT / "docs" / name, tmp_path / "docs")
    ledger = tmp_path / "docs" / "ledger.tsv"
    kept = [line for line in ledger.read_text("utf-8").splitlines() if "\tarticle\t" not in line]
    kept = [line for line in kept if "\tlive\t" not in line]
    ledger.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return tmp_path / "docs" / "articles"


def edit(draw: random.Random, source: Path) -> str:
    """Change something: an article's text, its being there, what ties two channels, a check."""
    channel, other = draw.sample(sorted(CHANNELS), 2)
    path = source / channel / f"a{draw.randint(1, 6)}.md"
    kinds = ["write", "write", "append", "remove", "tie", "share", "hub", "alias", "captions"]
    kind = draw.choice([*kinds, "captions"])
    if kind == "remove" and len(list(path.parent.iterdir())) > 1:
        path.unlink(missing_ok=True)
    elif kind == "append" and path.exists():
        path.write_text(path.read_text() + f"\nMore on {draw.choice(WORDS)} {cite(77)}.\n")
    elif kind == "captions":
        said_in(draw, source.parent / "captions" / channel, f"{other:_<8}vi1")
    elif kind == "tie":
        path.write_text(article(draw, channel) + f"\nSee [[{other}/a1]] and [[{other}]].\n")
    elif kind == "share":
        path.write_text(article(draw, channel, f"{other:_<8}vi1"))
    elif kind == "alias":
        text = article(draw, channel).replace("---\n\n", f"aliases:\n  - {other}/old\n---\n\n", 1)
        path.write_text(text)
    elif kind == "hub":
        text = (
            f"---\ntitle: {channel.title()}\n---\n\n### [A video](https://www.youtube.com/watch?v="
        )
        hub = source / channel / f"{channel}.md"
        hub.write_text(f"{text}{channel:_<8}vi2)\n\n- [[a1]]\n- [[wanted_{draw.randint(1, 3)}]]\n")
    else:
        path.write_text(article(draw, channel))
    return f"{kind} {path.name} in {channel}"


def said_in(draw: random.Random, folder: Path, video: str) -> None:
    """Write captions of a video, or take them away."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{video}.{draw.choice(['en', 'de'])}.vtt"
    if path.exists() and draw.random() < 0.4:
        path.unlink()
        return
    cues = [
        f"{at // 60:02}:{at % 60:02}.000 --> {at // 60:02}:{at % 60:02}.900\n{draw.choice(WORDS)}."
        for at in range(0, draw.choice([90, 3000]), 7)
    ]
    path.write_text("\n\n".join(["WEBVTT", *cues]) + "\n", encoding="utf-8")


def packs(folder: Path) -> dict[str, int]:
    """When the pack of each group was last written."""
    found = (folder / "cache" / "packs").iterdir()
    return {path.name: path.stat().st_mtime_ns for path in found}


@pytest.mark.parametrize("seed", range(3))
def test_a_build_after_edits_is_a_clean_build(seed: int, source: Path, tmp_path: Path) -> None:
    draw = random.Random(seed)
    build(source, tmp_path / "kept")
    edits = []
    for turn in range(3):
        edits += [edit(draw, source) for _ in range(draw.randint(1, 3))]
        again = build(source, tmp_path / "kept").files
        clean = build(source, tmp_path / f"clean{turn}").files
        assert clean
        assert again.keys() == clean.keys(), edits
        assert {name for name in clean if clean[name] != again[name]} == set(), edits


def test_a_group_that_did_not_change_is_not_built_again(source: Path, tmp_path: Path) -> None:
    build(source, tmp_path / "kept")
    before = packs(tmp_path / "kept")
    assert len(before) == len(CHANNELS)
    path = source / "red" / "a1.md"
    path.write_text(path.read_text() + "\nOne more.\n", encoding="utf-8")
    build(source, tmp_path / "kept")
    after = packs(tmp_path / "kept")
    assert len(after) == len(CHANNELS)
    assert len(before.items() & after.items()) == len(CHANNELS) - 1


def test_channels_on_one_video_are_one_group(source: Path, tmp_path: Path) -> None:
    path = source / "red" / "a1.md"
    path.write_text(article(random.Random(3), "red", "blue____vi1"), encoding="utf-8")
    files = build(source, tmp_path / "kept").files
    assert len(packs(tmp_path / "kept")) == len(CHANNELS) - 1
    assert "red/a1" in files["video/blue____vi1/index.fragment"].decode()


def test_a_check_that_cites_another_channel_ties_it(source: Path, tmp_path: Path) -> None:
    check = ['version = "1.0"']
    for name in ("one", "two", "three"):
        check += [
            "[[questions]]",
            f'id = "{name}"',
            'type = "true-false"',
            f'text = "Statement {name}."',
            "answer = false",
            'feedback = "Look at the claim."',
            'explain = "The claim says so."',
            'cite = { article = "blue/a1", video = "blue____vi1", second = 5 }',
            "reasons = [",
            '  { id = "right", text = "This is why.", right = true },',
            '  { id = "wrong", text = "Another reason." },',
            "]",
        ]
    (source / "red" / "a1.toml").write_text("\n".join(check) + "\n", encoding="utf-8")
    built = build(source, tmp_path / "kept")
    assert built.report.banks == 1
    codes = {line.split(": ")[1] for line in built.lines if "a1.toml" in line}
    assert codes <= {"astray-cite", *WARNINGS}  # read as a sound check
    assert len(packs(tmp_path / "kept")) == len(CHANNELS) - 1


@pytest.mark.parametrize("part", ["objects", "memos", "packs"])
def test_a_damaged_cache_is_noticed(part: str, source: Path, tmp_path: Path) -> None:
    clean = build(source, tmp_path / "kept").files
    assert clean
    cache = Cache(tmp_path / "kept" / "cache")
    damaged = [path for path in (cache.folder / part).rglob("*") if path.is_file()]
    assert len(damaged) >= len(CHANNELS)
    for path in damaged:
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    try:
        again = build(source, tmp_path / "kept").files
    except DamagedCacheError:  # what the command does then: see scripts/site.py
        cache.clear()
        again = build(source, tmp_path / "kept").files
    assert again == clean


@pytest.mark.parametrize("seed", range(2))
def test_a_build_that_is_stopped_anywhere_is_made_good_by_the_next(
    seed: int, source: Path, tmp_path: Path
) -> None:
    draw = random.Random(seed)
    shutil.copytree(source, tmp_path / "first")
    for _ in range(4):
        edit(draw, source)
    shutil.copytree(source, tmp_path / "second")
    clean = build(source, tmp_path / "clean").files
    assert clean
    command = [sys.executable, "-W", "ignore", "-c", STOPPED, str(source), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) > LEAST
    for stopped in (tmp_path / "stopped").iterdir():
        assert build(source, stopped).files == clean, stopped.name


def test_channels_without_a_readable_file_have_no_page(source: Path, tmp_path: Path) -> None:
    clean = build(source, tmp_path / "clean").files
    assert clean
    for channel in ("black", "white"):
        (source / channel).mkdir()
        (source / channel / "a1.md").write_bytes(b"\xff")
    again = build(source, tmp_path / "kept")
    assert again.files == clean
    assert again.report.refused == 2
    for channel in CHANNELS:
        shutil.rmtree(source / channel)
    assert "browse/index.fragment" in build(source, tmp_path / "kept").files


HASHED = """
import hashlib, sys
from pathlib import Path
from scripts.build.executors import InProcess, executor
from tests.building import build

source, folder, workers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
if __name__ == "__main__":
    with executor(workers) as run:
        files = build(source, folder, run=run).files
    told = sorted((name, hashlib.sha256(data).hexdigest()) for name, data in files.items())
    print(len(files), hashlib.sha256(repr(told).encode()).hexdigest())
"""


def test_the_same_input_gives_the_same_bytes_under_any_hash_seed_on_any_cores(
    corpus: Path, tmp_path: Path
) -> None:
    """On two real channels with everything of docs/ beside them, and captions: 220 articles."""
    place = tmp_path / "docs"
    shutil.copytree(ROOT / "docs", place, ignore=shutil.ignore_patterns("quizzes", "paths"))
    shutil.copytree(ROOT / "tests/talks", place, dirs_exist_ok=True)
    german = place / "captions/workshop/ourOwnTalk1.de.srt"
    for language in ("da", "nl"):  # as many as several processes read
        shutil.copy(german, german.with_name(f"ourOwnTalk1.{language}.srt"))
    for channel in ("3blue1brown", "marrowmed"):
        files = sorted((corpus / channel).glob("*.md"))[:80]
        (place / "articles" / channel).mkdir()
        for path in files:
            shutil.copy(path, place / "articles" / channel)
    script = tmp_path / "hashed.py"
    script.write_text(HASHED, encoding="utf-8")
    said = set()
    for seed in range(6):
        folder = tmp_path / f"built{seed // 2}" if seed % 2 else tmp_path / f"clean{seed}"
        command = [sys.executable, str(script), str(place / "articles"), str(folder)]
        done = subprocess.run(
            [*command, str(1 + seed % 2)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        said.add(done.stdout)
    assert len(said) == 1
    assert int(said.pop().split()[0]) > 1_000


CHANNEL = "alifeafterlayoff"
ARTICLE, OTHER = f"{CHANNEL}/bad_bosses", f"{CHANNEL}/acting_like_a_free_agent"


def changed(docs: Path, key: str, change: Callable[[str], str]) -> None:
    """Change the text of a file of the source."""
    path = docs / "articles" / key
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def _added(docs: Path) -> None:
    text = "---\ntitle: Zebras\nvideoId: abcdefghijk\n---\n\nThey like [[bad_bosses]].\n"
    (docs / "articles" / CHANNEL / "zebras.md").write_text(text, encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda docs: None,
    "a sentence": lambda docs: changed(docs, f"{ARTICLE}.md", lambda t: t + "\nOf zebras.\n"),
    "a title": lambda docs: changed(
        docs, f"{ARTICLE}.md", lambda t: t.replace("title: ", "title: Zebras and ", 1)
    ),
    "a link": lambda docs: changed(
        docs, f"{OTHER}.md", lambda t: t + "\nAlso read [[bad_bosses]] on zebras.\n"
    ),
    "a citation": lambda docs: changed(
        docs,
        f"{OTHER}.md",
        lambda t: t + '\nZebras too <a class="yt-timestamp" data-t="00:00:41">[00:00:41]</a>.\n',
    ),
    "a question": lambda docs: changed(
        docs, f"{ARTICLE}.toml", lambda t: t.replace('text = "', 'text = "Of zebras: ', 1)
    ),
    "a letter": lambda docs: changed(
        docs,
        "../newsletter/2026-11-22-the-first-day-after.md",
        lambda t: t + "\nAnd of zebras: [[bad_bosses]].\n",
    ),
    "a term": lambda docs: changed(
        docs, "../glossary.toml", lambda t: t.replace("aliases = [", 'aliases = ["zebras", ', 1)
    ),
    "an article more": _added,
    "an article less": lambda docs: (docs / "articles" / CHANNEL / "zebras.md").unlink(),
}


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the project's pages are made from."""
    place = tmp_path_factory.mktemp("edited") / "docs"
    shutil.copytree(ROOT / "docs", place)
    return place


def test_a_cache_in_memory_changes_nothing_but_the_time(docs: Path, tmp_path: Path) -> None:
    """As under `mkdocs serve`, where one process builds again and again."""
    cache = Cache(tmp_path / "resident" / "cache", resident=True)
    for what, change in CHANGES.items():
        change(docs)
        again = build(docs / "articles", tmp_path, cache=cache)
        assert not again.refused, what
        clean = build(docs / "articles", tmp_path / "fresh" / what.replace(" ", "-"))
        assert again.files == clean.files != {}, what


def test_a_page_is_made_again_only_where_an_input_changed(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(ROOT / "docs", docs)
    build(docs / "articles", tmp_path)
    before = made(tmp_path)
    changed(docs, f"{ARTICLE}.md", lambda text: text + "\nMore of zebras.\n")
    build(docs / "articles", tmp_path)
    now = {key: value for key, value in made(tmp_path).items() if key not in before}
    assert {value.page.address for value in now.values()} == {f"wiki/{ARTICLE}"}
    assert [value.changed for value in now.values()] == [("article",)]


def made(folder: Path) -> dict[str, Any]:
    """The pages in all packs, by the names of their memos."""
    cache = Cache(folder / "cache")
    names = (path.name.rpartition("-")[0] for path in (cache.folder / "packs").iterdir())
    return {key: r.value for name in names for key, r in cache.pack(name).items()}
