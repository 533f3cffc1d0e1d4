"""WebVTT by `webvtt-py` and SRT by `srt`, after what files often get wrong has been mended.

Both formats are blocks: a line with two times, and the text below it. `_blocks` finds them whatever
stands between, and writes them as the libraries want them. A block's name is the number of its
line, so that a problem can be told with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import srt
import webvtt

from scripts.captions.formats.shown import Parsed, Shown, marked_lines
from scripts.core.model import Problem

_FRACTION = r"[.,]\d{1,6}"
_TIME = (
    rf"((?:\d{{1,4}}[:.,])?\d{{1,4}}[:.,]\d{{1,2}}{_FRACTION}"
    rf"|(?:\d{{1,4}}:)?\d{{1,4}}:\d{{1,2}}|\d{{1,6}}{_FRACTION})"
)
TIMING = re.compile(rf"\A\s*{_TIME}\s*-{{1,2}}>\s*{_TIME}(?=\s|$)")
_NO_CUE = re.compile(r"(NOTE|STYLE|REGION)(\s|$)")
_NUMBER = re.compile(r"\A\s*\d+\s*")
_LANGUAGE = re.compile(r"(?im)\A(?:.+\n){0,9}?lang(?:uage)?:\s*([a-z]{2,3}(?:-[a-z0-9]+)*)\s*$")


class _Block(NamedTuple):
    """The number of the line with the times, the times in milliseconds, and the text."""

    line: int
    start: int
    end: int
    text: str


def parse_webvtt(text: str, path: str) -> Parsed:
    """Parse WebVTT, its header missing or not."""
    blocks, problems = _blocks(text, path, comments=True)
    mended = ["WEBVTT", ""]
    for block in blocks:
        arrowless = block.text.replace("-->", "--&gt;")
        timing = f"{_clock(block.start, '.')} --> {_clock(block.end, '.')}"
        mended += [str(block.line), timing, arrowless, ""]
    found = webvtt.from_string("\n".join(mended))
    by_line = {str(block.line): block for block in blocks}
    shown = tuple(_shown(by_line[cue.identifier or ""], cue.raw_text) for cue in found.captions)
    language = _LANGUAGE.match(text[:1000])
    return Parsed(shown, tuple(problems), language[1] if language else "")


def parse_srt(text: str, path: str) -> Parsed:
    """Parse SRT."""
    blocks, problems = _blocks(text, path, comments=False)
    # The tab keeps a line of digits from being read as the next cue's number.
    mended = [
        f"{block.line}\n{_clock(block.start, ',')} --> {_clock(block.end, ',')}\n"
        + "\n".join(f"\t{line}" for line in block.text.split("\n"))
        for block in blocks
    ]
    by_line = {block.line: block for block in blocks}
    found = srt.parse("\n\n".join([*mended, ""]))
    return Parsed(tuple(_shown(by_line[cue.index], cue.content) for cue in found), tuple(problems))


def _shown(block: _Block, text: str) -> Shown:
    start, end = block.start / 1000, block.end / 1000
    return Shown(start, end, marked_lines(text, start), block.line)


def _blocks(text: str, path: str, *, comments: bool) -> tuple[list[_Block], list[Problem]]:
    """Return the cues of a file, and its lines with an arrow that have no two times."""
    lines = text.split("\n")
    timings = [(at, found) for at, line in enumerate(lines) if (found := TIMING.match(line))]
    ends = [*(_first_line(lines, at) for at, _ in timings), len(lines)][1:]
    blocks, problems = [], []
    for (at, found), end in zip(timings, ends, strict=True):
        kept = list(_text(lines[at + 1 : end], comments=comments))
        start, stop = milliseconds(found[1]), milliseconds(found[2])
        blocks.append(_Block(at + 1, start, max(start, stop), "\n".join(kept)))
        for below, line in enumerate(lines[at + 1 : end], at + 2):
            if "-->" in line and any(map(str.isdigit, line.split("-->")[0])):
                message = (
                    f"{line.strip()[:60]!r} has no two times; write 00:01:02.000 --> 00:01:04.000"
                )
                problems.append(Problem(path, below, "caption-time", message))
    return blocks, problems


def _first_line(lines: list[str], at: int) -> int:
    """Return the first line of a block: its name stands above its times."""
    if at and lines[at - 1].strip() and (at < 2 or not lines[at - 2].strip()):
        return at - 1
    return at - 1 if at and _NUMBER.fullmatch(lines[at - 1]) else at


def _text(lines: list[str], *, comments: bool) -> Iterator[str]:
    """Return the lines of a cue's text, without empty ones and comments."""
    skipping = False
    for at, line in enumerate(lines):
        if not line.strip():
            skipping = skipping and bool(line)
        elif comments and at and not lines[at - 1].strip() and _NO_CUE.match(line):
            skipping = True
        elif not skipping:
            yield line


def milliseconds(time: str) -> int:
    """Return a written time: `1:02.5`, `00:00:01,50` (half a second) and `64:22` are times."""
    whole, dot, fraction = time.replace(",", ".").rpartition(".")
    if not dot or ":" in fraction:
        whole, fraction = time, "0"
    fields = [int(field) for field in re.split("[:.]", whole)]
    seconds = 0
    for field in fields:
        seconds = 60 * seconds + field
    return 1000 * seconds + int(fraction[:3].ljust(3, "0"))


def _clock(ms: int, dot: str) -> str:
    """Return milliseconds as `01:02:03.456`."""
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{dot}{rest % 1000:03}"
