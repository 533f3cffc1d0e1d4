"""A model of the engine: after every step the published tree is the last one or a clean build's.

`python -m tests.build.model SEED EDITS FOLDER` edits a small library at random and publishes it by
the command's own story (`scripts.site.build_site`). Some builds are killed, some find the disk full
or closed, some a damaged cache, some a clock that was set back. It prints a line of JSON for each
build. MkDocs and Pagefind, which would be nearly all of the time, have no part.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import scripts.captions.source.transcript  # noqa: F401 - or each process imports it anew
from scripts import site as story
from scripts.build.cache import Cache
from scripts.build.pipeline import FatalProblemsError, Pages, build_pages
from scripts.build.stored import TEMPLATE
from scripts.core.files import walk
from scripts.core.report import Report
from scripts.publish.checkout import Trees
from scripts.site import Build, build_site, laid_out, without_template
from tests.conftest import command
from tests.small_site import cite

LAYOUT = b"<html><title>%TITLE%</title><main id=main>%CONTENT%</main></html>"
CHANNELS = ("red", "green", "blue")
VIDEOS = tuple(f"{channel:_<8}vi1" for channel in CHANNELS)
WORDS = ("work", "pay", "boss", "offer", "layoff", "career", "free agent")
CHANGES = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")
WRITES = os.O_WRONLY | os.O_RDWR
ERRORS = {"full": errno.ENOSPC, "denied": errno.EACCES}
FATES = {"whole": 8, "kill": 6, "full": 3, "denied": 2, "damage": 2, "back": 2, "swept": 1}
FAILED, REFUSED = 1, 2  # what a build ends with
ENDS: dict[str, tuple[int, ...]] = dict.fromkeys(FATES, (0, REFUSED))
ENDS |= {"kill": (0, REFUSED, -signal.SIGKILL), "full": (0, FAILED, REFUSED)}
ENDS |= {"denied": (0, FAILED, REFUSED)}


class Library:
    """A library in a folder, and every way in which somebody changes it."""

    def __init__(self, folder: Path, draw: random.Random) -> None:
        self.docs, self.draw = folder / "docs", draw
        self.source = self.docs / "articles"
        self.base = "https://one.example"
        self.drafts = False
        for channel in CHANNELS:
            for number in range(1, 3):
                self._write(self.source / channel / f"a{number}.md", self._article(channel))
        for edit in (self.glossary, self.letter, self.ledger, self.captions, self.check):
            edit()

    def edits(self) -> list[Callable[[], object]]:
        """Every kind of edit; the commonest kinds more than once."""
        articles = [self.article, self.append, self.remove, self.channel, self.hub, self.rename]
        beside = [self.check, self.captions, self.glossary, self.letter, self.ledger]
        return [
            *articles,
            self.article,
            self.append,
            *beside,
            self.setting,
            self.broken,
            self.hidden,
        ]

    def article(self) -> None:
        """Write an article, new or not, that may link to another channel."""
        channel = self.draw.choice(CHANNELS)
        self._write(self._one(channel), self._article(channel))

    def append(self) -> None:
        """Add a sentence in place."""
        path = self._one()
        if path.is_file():
            with path.open("a", encoding="utf-8") as file:
                file.write(f"\nMore on {self.draw.choice(WORDS)} {cite(77)}.\n")

    def remove(self) -> None:
        """Remove an article."""
        self._one().unlink(missing_ok=True)

    def rename(self) -> None:
        """Give an article another name."""
        path = self._one()
        if path.is_file():
            path.rename(self._one(path.parent.name))

    def channel(self) -> None:
        """Copy a channel, or remove a copy."""
        name = self.draw.choice(CHANNELS)
        copy = self.source / f"{name}2"
        if copy.exists():
            shutil.rmtree(copy)
        elif (self.source / name).exists():
            shutil.copytree(self.source / name, copy, symlinks=True)

    def hub(self) -> None:
        """Write the file of a channel, with a list."""
        channel = self.draw.choice(CHANNELS)
        video = f"https://www.youtube.com/watch?v={self.draw.choice(VIDEOS)}"
        text = f"---\ntitle: {channel.title()}\n---\n\n### [A video]({video})\n\n- [[a1]]\n"
        self._write(self.source / channel / f"{channel}.md", text)

    def check(self) -> None:
        """Write a knowledge check, now and then one with a mistake, or remove it."""
        path = self._one().with_suffix(".toml")
        if path.exists() and self.draw.random() < 0.3:
            path.unlink()
            return
        text = 'version = "1.0"\n'
        for name in ("one", "two", "three"):
            text += f'[[questions]]\nid = "{name}"\ntype = "short"\naccept = ["{name}"]\n'
            text += f'text = "Is it {self.draw.choice(WORDS)} or {name}?"\nexplain = "It is."\n'
            text += f'cite = {{ video = "{self.draw.choice(VIDEOS)}", second = 73 }}\n'
        self._write(path, text if self.draw.random() < 0.8 else text.replace("accept", "except"))

    def captions(self) -> None:
        """Write captions of a video, or remove them."""
        video, language = self.draw.choice(VIDEOS), self.draw.choice(["en", "de"])
        path = self.docs / "captions" / self.draw.choice(CHANNELS) / f"{video}.{language}.vtt"
        if path.exists() and self.draw.random() < 0.4:
            path.unlink()
            return
        times = range(0, self.draw.choice([60, 300]), 6)
        cues = [
            f"{at // 60:02}:{at % 60:02}.000 --> {at // 60:02}:{at % 60:02}.900\n"
            f"{self.draw.choice(WORDS)}."
            for at in times
        ]
        self._write(path, "\n\n".join(["WEBVTT", *cues]) + "\n")

    def glossary(self) -> None:
        """Write the glossary, now and then one that can't be read."""
        word = self.draw.choice(WORDS)
        text = f'[[term]]\nid = "it"\nterm = "{word}"\ntext = "A word."\n'
        self._write(self.docs / "glossary.toml", text if self.draw.random() < 0.8 else text[:-2])

    def letter(self) -> None:
        """Write a newsletter, or remove it."""
        path = self.docs / "newsletter" / f"2026-11-{self.draw.randint(10, 14)}-a-letter.md"
        if path.exists() and self.draw.random() < 0.3:
            path.unlink()
            return
        front = (
            f"---\nsubject: On {self.draw.choice(WORDS)}\npreview: A line.\ndate: {path.name[:10]}"
        )
        self._write(path, f"{front}\n---\n\nSee [[a{self.draw.randint(1, 4)}]] today.\n")

    def ledger(self) -> None:
        """Give permanent addresses, retire one, or lose the file."""
        path, chance = self.docs / "ledger.tsv", self.draw.random()
        if chance < 0.1:
            path.unlink(missing_ok=True)
        elif chance < 0.3 and path.exists():
            lines = [
                line for line in path.read_text("utf-8").splitlines() if "\tarticle\tlive" in line
            ]
            if lines:
                name = self.draw.choice(lines).split("\t")[0]
                command("ledger", "--source", self.source, "retire", name)
        else:
            command("ledger", "--source", self.source, "update")

    def setting(self) -> None:
        """Change where the site stands, or whether drafts are shown."""
        self.base = self.draw.choice(["https://one.example", "https://two.example/below"])
        self.drafts = self.draw.random() < 0.3

    def broken(self) -> None:
        """Write a file that can't be read, or a draft."""
        path = self.source / self.draw.choice(CHANNELS) / "odd.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = (
            b"---\ntitle: x\n---\n\n\xff\n",
            b"---\ntitle: x\ndraft: true\n---\n\nHidden.\n",
            b"",
        )
        path.write_bytes(self.draw.choice(texts))

    def hidden(self) -> None:
        """Put beside the articles what editors and systems do."""
        folder = self.source / self.draw.choice(CHANNELS)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".DS_Store").write_bytes(b"\0\1")
        link = folder / ".#a1.md"
        if not link.is_symlink():
            link.symlink_to("nobody@nowhere.1:2")

    def _one(self, channel: str = "") -> Path:
        """The place of an article that may be there."""
        return (
            self.source / (channel or self.draw.choice(CHANNELS)) / f"a{self.draw.randint(1, 5)}.md"
        )

    def _article(self, channel: str) -> str:
        draw = self.draw
        target = draw.choice(["a1", "a2", "nowhere", f"{draw.choice(CHANNELS)}/a1"])
        video = draw.choice(VIDEOS) if draw.random() < 0.2 else f"{channel:_<8}vi1"
        title = f"{draw.choice(WORDS)} {draw.choice(WORDS)} {draw.randint(1, 9)}"
        words = " ".join(draw.choices(WORDS, k=6))
        return (
            f"---\ntitle: {title}\nvideoId: {video}\n---\n\nFrom: [[{channel}]]\n\n"
            f"{words} {cite(draw.randint(5, 4000))}, see [[{target}]] and {words}.\n"
        )

    @staticmethod
    def _write(path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


class Step(NamedTuple):
    """What happened: the edits, the fate of the build, its end, and whether the tree is right."""

    edits: list[str]
    fate: str
    ended: str
    right: bool
    told: str


def steps(seed: int, edits: int, folder: Path) -> Iterator[Step]:
    """Edit and publish a library, and compare each published tree."""
    draw = random.Random(seed)
    library = Library(folder, draw)
    done, number, site = 0, 0, folder / "site"
    with patch.object(story, "site_trees", _pages_alone):  # templates and modules, once for all
        build_site(Build(library.source, folder / "warm"), folder / "warm" / "site", Report())
    gc.disable()
    gc.freeze()  # or each process copies all that is here
    while done < edits:
        number += 1
        names = [_edit(library) for _ in range(draw.randint(1, 12))] if number > 1 else ["all"]
        done += len(names)
        fate = draw.choices(list(FATES), list(FATES.values()))[0] if number > 1 else "whole"
        _prepare(fate, folder, draw)
        before = _tree(site)  # the site has files of the cache, damaged ones as well
        ended, told = published(library, folder / "build", site, fate, draw.randint(1, 400))
        now = _tree(site)
        right = ended in ENDS[fate] and (now == before or not ended or fate == "kill")
        if right and (ended in (0, REFUSED) or now != before):
            status, wanted = _clean(library, folder / "clean")
            right = (status == ended) if ended >= 0 else True
            right = right and now == (before if status else wanted)
        yield Step(names, fate, str(ended), right, told)
        if ended == REFUSED and draw.random() < 0.6:  # an address would be lost: nothing is built
            (library.docs / "ledger.tsv").unlink(missing_ok=True)


def _clean(library: Library, folder: Path) -> tuple[int, dict[str, bytes]]:
    """What a build from nothing ends with, and its tree."""
    status, _ = published(library, folder / "build", folder / "site", "whole", 0)
    wanted = _tree(folder / "site")
    shutil.rmtree(folder)
    return status, wanted


def _edit(library: Library) -> str:
    edit: Any = library.draw.choice(library.edits())
    edit()
    return str(edit.__name__)


def _prepare(fate: str, folder: Path, draw: random.Random) -> None:
    """Do to the cache or the clock what happens before a build."""
    cache = folder / "build" / story.CACHE
    files = sorted(path for path in cache.rglob("*/*/*") if path.is_file())
    if fate == "damage":
        for path in draw.sample(files, min(5, len(files))):
            data = bytearray(path.read_bytes()) or bytearray(b"x")
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
            path.write_bytes(bytes(data) if draw.random() < 0.7 else bytes(data[: len(data) // 2]))
    elif fate == "swept":
        shutil.rmtree(cache, ignore_errors=True)
    elif fate == "back":  # a clock that was set back, and files as old as before
        for path in sorted(folder.glob("docs/articles/*/*.md")):
            if not path.is_symlink() and draw.random() < 0.5:
                os.utime(path, (1_000_000_000, 1_000_000_000))


def published(library: Library, folder: Path, site: Path, fate: str, nth: int) -> tuple[int, str]:
    """Publish in a process of its own: what it ends with, and what it said."""
    reading, writing = os.pipe()
    if not (child := os.fork()):
        os.environ["SITE_URL"] = library.base
        os.dup2(writing, 2)
        status = FAILED
        try:
            _stop_at(nth, fate, folder.parent)
            with patch.object(story, "site_trees", _pages_alone):
                clock = time.time
                with patch("time.time", lambda: clock() - (9e7 if fate == "back" else 0)):
                    build = Build(library.source, folder, workers=1, drafts=library.drafts)
                    build_site(build, site, Report())
            status = 0
        except FatalProblemsError:
            status = REFUSED
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, errors="replace") as pipe:
        told = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told[-500:]


def _stop_at(nth: int, fate: str, folder: Path) -> None:
    """Kill this process, or deny it, at the nth thing that it does to a file below a folder."""
    done = 0

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal done
        writes = event == "open" and isinstance(args[2], int) and args[2] & WRITES
        if not (writes or event in CHANGES) or str(folder) not in " ".join(map(str, args[:2])):
            return
        done += 1
        if fate == "kill" and done == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        if fate in ERRORS and done >= nth:  # a disk that is full stays so
            raise OSError(ERRORS[fate], os.strerror(ERRORS[fate]))

    if fate == "kill" or fate in ERRORS:
        sys.addaudithook(hook)


def _pages_alone(cache: Cache, run: Executor, build: Build, report: Report) -> tuple[Pages, Trees]:
    """The pages of a source in a small layout, and their trees."""
    pages = build_pages(cache, build.source, run, report, build.care, drafts=build.drafts)
    frame = cache.add_value({name: cache.add(LAYOUT) for name in (TEMPLATE, "index.html")})
    return pages, (
        without_template(cache, frame),
        *laid_out(cache, run, pages, frame),
        *pages.files,
    )


def _tree(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in walk(folder)}


def main() -> int:
    """Print the steps; end with 1 where a tree was wrong."""
    seed, edits, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    with Path(os.devnull).open("w") as nowhere:
        told, sys.stdout = sys.stdout, nowhere  # of the ledger's commands
        found = []
        for step in steps(seed, edits, folder):
            found.append(step)
            print(json.dumps(step), file=told, flush=True)
    return int(not all(step.right for step in found))


if __name__ == "__main__":
    sys.exit(main())
