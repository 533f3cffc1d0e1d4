"""What every format parses to: lines on a screen, before it is known which words are new."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scripts.core.model import Problem

MS = 1000
# A tag of markup, `{\\an8}` of a subtitle editor, and the directions of writing.
_MARKUP = re.compile(r"(<(?:/?[A-Za-z][^<>]*|\d[\d:.]*)>|\{\\[^{}]*\})")
_TIME_TAG = re.compile(r"<(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)>")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>")
_READING = re.compile(r"<rt[^<>]*>[^<>]*(?:</rt>)?")  # how a word is read: it is not said twice
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_RUN = re.compile(r"\s+|\S+")


class Token(NamedTuple):
    """A word as shown, and its own time where the file gives one."""

    text: str
    start: float | None = None


class Line(NamedTuple):
    """One line of a cue; `speaker` is empty where the file names none."""

    tokens: tuple[Token, ...]
    speaker: str = ""

    @property
    def timed(self) -> bool:
        """Return whether a word has its own time."""
        return any(token.start is not None for token in self.tokens)

    @property
    def text(self) -> str:
        """Return the words with one space between."""
        return " ".join(token.text for token in self.tokens)


class Shown(NamedTuple):
    """What is on the screen between two times, and the line of the file that says so."""

    start: float
    end: float
    lines: tuple[Line, ...]
    line: int = 0


class Parsed(NamedTuple):
    """A file's cues, what was wrong with it, its language and front matter where it has them."""

    shown: tuple[Shown, ...]
    problems: tuple[Problem, ...] = ()
    language: str = ""
    front: tuple[tuple[str, str], ...] = ()


def tokens(text: str, start: float | None = None) -> tuple[Token, ...]:
    """Return the words of a text without markup; the first one begins at `start`."""
    words = _UNSEEN.sub("", text).split()
    return tuple(Token(word, None if at else start) for at, word in enumerate(words))


def marked_lines(text: str, start: float) -> tuple[Line, ...]:
    """Return the lines of a cue's text with tags; a line with time tags begins at `start`."""
    lines: list[Line] = []
    speaker = ""
    for line in _READING.sub("", text).split("\n"):
        if found := _VOICE.search(line):
            speaker = " ".join(html.unescape(found[1]).split())
        words = tuple(_timed(line))
        if any(word.start is not None for word in words) and words[0].start is None:
            words = (words[0]._replace(start=start), *words[1:])
        lines.append(Line(words, speaker))
        speaker = "" if "</v>" in line else speaker
    return tuple(line for line in lines if line.tokens)


def _timed(line: str) -> Iterator[Token]:
    """Return the words of a line; a time tag counts for the word that follows it."""
    if "<" not in line and "{" not in line:
        yield from tokens(html.unescape(line))
        return
    word, start, pending = "", None, None
    for piece in _MARKUP.split(line):
        if _MARKUP.fullmatch(piece):
            if found := _TIME_TAG.fullmatch(piece):
                pending = clock(found[1], found[2], found[3])
            continue
        for run in _RUN.findall(_UNSEEN.sub("", html.unescape(piece))):
            if not run.isspace():
                if not word:
                    start, pending = pending, None
                word += run
            elif word:
                yield Token(word, start)
                word = ""
    if word:
        yield Token(word, start)


def clock(hours: str | None, minutes: str, seconds: str) -> float:
    """Return the seconds of a clock's fields."""
    return 3600 * int(hours or 0) + 60 * int(minutes) + float(seconds)


def joined(pieces: Iterable[tuple[str, float | None]]) -> tuple[Line, ...]:
    """Return the lines of pieces that hold their own blanks and line ends, each with its time."""
    lines: list[list[Token]] = [[]]
    word, start = "", None
    for text, time in pieces:
        for part in _RUN.findall(_UNSEEN.sub("", text)):
            if part.isspace():
                if word:
                    lines[-1].append(Token(word, start))
                word = ""
                if "\n" in part:
                    lines.append([])
            else:
                if not word:
                    start, time = time, None
                word += part
    if word:
        lines[-1].append(Token(word, start))
    return tuple(Line(tuple(line)) for line in lines if line)
