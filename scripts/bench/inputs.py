"""The libraries that are measured: one channel, all, and their copies up to 21,000 articles.

A library is a folder like `docs/`: `articles/`, and beside it the ledger, the letters, the glossary
and the assessments and pages of `docs/`. The articles of `docs/` with their knowledge checks are
copied over the channels, since the ledger and the letters speak of them. Copies of channels follow
under other names; the ledger and the articles of `docs/` belong to the first of each alone.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple

from scripts.core.files import ROOT

CONTENT = ROOT / "docs"
BESIDE = ("site.toml", "ledger.tsv", "newsletter", "glossary.toml", "banks", "pages")
FULL = 21_000
_VIDEO = re.compile(r'((?:videoId: ?"?|watch\?v=|data-video="))([\w-]{11})')
_TITLE = re.compile(r"^(title: *\S.*)$", re.MULTILINE)


class Library(NamedTuple):
    """A folder with `articles/`, how many articles it has, and the name of its largest channel."""

    name: str
    folder: Path
    articles: int
    largest: str

    @property
    def source(self) -> Path:
        """Return the folder of channels."""
        return self.folder / "articles"

    @property
    def edited(self) -> Path:
        """Return the article that is edited: one of the largest channel, and not its hub."""
        paths = sorted((self.source / self.largest).glob("*.md"))
        return next((path for path in paths if path.stem != self.largest), paths[0])


def libraries(
    corpus: Path, place: Path, *, copies: int = 0, content: Path = CONTENT
) -> Iterator[Library]:
    """Write libraries below `place`: the largest channel, all, and `copies` articles.

    Without a corpus there is one, of the articles of `content` alone.
    """
    channels = sorted(path for path in corpus.iterdir() if path.is_dir()) if corpus.is_dir() else []
    largest = max(channels, key=_size, default=None)
    yield _library([largest] if largest else [], place / "one", content)
    if len(channels) > 1:
        yield _library(channels, place / "all", content)
    if copies and channels:
        yield _library(channels, place / "copies", content, copies)


def _library(channels: list[Path], folder: Path, content: Path, most: int = 0) -> Library:
    """Write a library of channels, `content` over them, and copies up to `most` articles."""
    articles = folder / "articles"
    for channel in channels:
        shutil.copytree(channel, articles / channel.name)
    shutil.copytree(content / "articles", articles, dirs_exist_ok=True)
    for path in (content / name for name in BESIDE):
        if path.is_dir():
            shutil.copytree(path, folder / path.name)
        elif path.is_file():
            shutil.copy(path, folder)
    made = _size(articles)
    largest = max((path for path in articles.iterdir() if path.is_dir()), key=_size).name
    if made < most:
        made += _repeat(channels, articles, most - made)
    return Library(f"{made:,} articles", folder, made, largest)


def _size(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.md"))


def _repeat(channels: list[Path], folder: Path, most: int) -> int:
    """Copy the channels again and again, each time under other names, on other videos."""
    made = 0
    for turn in count(2):
        for channel in channels:
            if made >= most:
                return made
            made += _copy(channel, folder / f"{channel.name}{turn}", turn)
    return made


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
    """Return the id of another video: its letters and digits moved on by `turn`."""
    moved = str.maketrans(
        {
            character: letters[(place + turn) % len(letters)]
            for letters in (ascii_lowercase, ascii_uppercase, digits)
            for place, character in enumerate(letters)
        }
    )
    return found.group(1) + found.group(2).translate(moved)
