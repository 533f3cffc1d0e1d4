"""The libraries that are measured: one channel, all, and their copies up to 21,000 articles."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple

FULL = 21_000
_VIDEO = re.compile(r'((?:videoId: ?"?|watch\?v=|data-video="))([\w-]{11})')
_TITLE = re.compile(r"^(title: *\S.*)$", re.MULTILINE)


class Library(NamedTuple):
    """A folder of channels, and how many files it has."""

    name: str
    folder: Path
    articles: int


def libraries(corpus: Path, place: Path, *, full: bool) -> Iterator[Library]:
    """The largest channel alone, all channels, and with `full` their copies up to FULL articles."""
    channels = sorted(path for path in corpus.iterdir() if path.is_dir())
    largest = max(channels, key=_size)
    shutil.copytree(largest, place / "one" / largest.name)
    yield _library(place / "one")
    if len(channels) > 1:
        yield _library(corpus)
    if full:
        _repeat(channels, place / "full")
        yield _library(place / "full")


def _size(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.md"))


def _library(folder: Path) -> Library:
    articles = _size(folder)
    return Library(f"{articles:,} articles", folder, articles)


def _repeat(channels: list[Path], folder: Path) -> None:
    """Copy the channels again and again, each time under other names, on other videos."""
    made = 0
    for turn in count(1):
        for channel in channels:
            if made >= FULL:
                return
            made += _copy(channel, folder / f"{channel.name}{turn}", turn)


def _copy(channel: Path, folder: Path, turn: int) -> int:
    folder.mkdir(parents=True)
    rename = partial(_other_video, turn=turn)
    paths = list(channel.rglob("*.md"))
    for path in paths:
        text = _VIDEO.sub(rename, path.read_text(encoding="utf-8"))
        text = text.replace(f"[[{channel.name}", f"[[{folder.name}")
        if path.stem == channel.name:  # a hub's title is its channel's name for others
            text = _TITLE.sub(rf"\1 {turn}", text, count=1)
        name = f"{folder.name}.md" if path.stem == channel.name else path.name
        (folder / name).write_text(text, encoding="utf-8")
    return len(paths)


def _other_video(found: re.Match[str], turn: int) -> str:
    """The id of another video: its letters and digits moved on by `turn`."""
    moved = str.maketrans(
        {
            character: letters[(place + turn) % len(letters)]
            for letters in (ascii_lowercase, ascii_uppercase, digits)
            for place, character in enumerate(letters)
        }
    )
    return found.group(1) + found.group(2).translate(moved)
