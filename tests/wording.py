"""Words of texts, and runs of words that two bodies of text share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

RUN = 8  # so many words in a row are wording, fewer are language

_MARKUP = (
    (re.compile(r"<a\b[^>]*yt-timestamp[^>]*>[^<]*</a>"), " "),
    (re.compile(r"^### \[.*$", re.MULTILINE), " "),  # titles of videos are facts
    (re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]"), r"\1"),
    (re.compile(r"<[^>]+>"), " "),
    (re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+"), " "),  # an article's address is a name
)
_WORD = re.compile(r"[a-z0-9$]+(?:'[a-z]+)?")


def words_of(text: str) -> list[str]:
    """The words of a text without its markup, in lower case."""
    for pattern, instead in _MARKUP:
        text = pattern.sub(instead, text)
    return _WORD.findall(text.lower().replace("\u2019", "'"))


def runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Every run of eight words."""
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def shared_runs(ours: Iterable[Path], theirs: Iterable[Path]) -> dict[str, str]:
    """The runs of ours that stand in any of theirs, with our file."""
    known = {run: path for path in ours for run in runs(words_of(read(path)))}
    found = {}
    for path in theirs:
        for run in runs(words_of(read(path))):
            if run in known:
                found[" ".join(run)] = known[run].name
    return found


def read(path: Path) -> str:
    """The text of a file, whatever its bytes."""
    return path.read_text(encoding="utf-8", errors="replace")
