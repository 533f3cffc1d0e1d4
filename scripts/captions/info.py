"""What `.info.json` of yt-dlp says of a video: id, title, date, length and chapters."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import compress
from typing import Any, NamedTuple

from scripts.captions.model import Chapter
from scripts.core.model import Problem

FEWEST, SHORTEST = 3, 10.0  # chapters of a description, and seconds of one, as YouTube has it
_TIME = r"[\[(]?(?:(\d{1,2}):)?(\d{1,3}):(\d{2})[\])]?(?!\d|:\d)"
_FIRST = re.compile(rf"\A\s*(?:[-*\u2022]\s*)?{_TIME}\s*[-\u2013\u2014:|]?\s*(\S.*)")
_LAST = re.compile(rf"\A\s*(\S.*?)\s*[-\u2013\u2014:|]?\s+{_TIME}\s*")
_LINE = 200  # characters of a line that may be a chapter


class Info(NamedTuple):
    """The facts of a video, empty where nothing tells them."""

    video: str = ""
    title: str = ""
    date: str = ""
    duration: float = 0.0
    language: str = ""
    chapters: tuple[Chapter, ...] = ()


def parse_info(data: bytes, path: str) -> tuple[Info, list[Problem]]:
    """Parse an `.info.json`; chapters come from the description where it has no list."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        return Info(), [
            Problem(
                path,
                getattr(error, "lineno", 1),
                "caption-info",
                f"no JSON here: {error}; get it anew",
            )
        ]
    if not isinstance(found, Mapping):
        return Info(), [Problem(path, 1, "caption-info", "this is no .info.json of yt-dlp")]
    day = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)", _text(found, "upload_date"))
    listed = found.get("chapters")
    chapters = _listed(listed) if isinstance(listed, list) else ()
    chapters = chapters or described(_text(found, "description"))
    lasting = _lasting(chapters)
    info = Info(
        _text(found, "id"),
        " ".join(_text(found, "title").split()),
        "-".join(day.groups()) if day else "",
        _seconds(found.get("duration")) or 0.0,
        _text(found, "language"),
        tuple(compress(chapters, lasting)),
    )
    gone = [one for one, lasts in zip(chapters, lasting, strict=True) if not lasts]
    return info, [_left_out(path, one) for one in gone]


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _seconds(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and 0 <= value < 1e7 else None


def _listed(listed: list[Any]) -> tuple[Chapter, ...]:
    """Return the chapters of yt-dlp's list, in order."""
    made = [
        Chapter(start, " ".join(str(one.get("title") or "").split()))
        for one in listed
        if isinstance(one, Mapping) and (start := _seconds(one.get("start_time"))) is not None
    ]
    return tuple(sorted(made, key=lambda chapter: chapter.start))


def described(text: str) -> tuple[Chapter, ...]:
    """Return the chapters that a description lists, the time before or after the title.

    YouTube's own rule: at least three, the first at 0:00, each later than the one before.
    """
    for pattern, title, clock in ((_FIRST, 4, 1), (_LAST, 1, 2)):
        found = [one for line in text.split("\n") if (one := pattern.fullmatch(line[:_LINE]))]
        made = [
            Chapter(
                3600 * int(one[clock] or 0) + 60 * int(one[clock + 1]) + int(one[clock + 2]),
                one[title],
            )
            for one in found
            if int(one[clock + 2]) < 60
        ]
        starts = [chapter.start for chapter in made]
        if len(made) >= FEWEST and starts[0] == 0 and starts == sorted(starts):
            return tuple(Chapter(float(one.start), one.title.strip()) for one in made)
    return ()


def _lasting(chapters: tuple[Chapter, ...]) -> list[bool]:
    """Return whether each chapter has a title and lasts: of several at one second the last does."""
    later = [*(chapter.start for chapter in chapters), None][1:]
    return [bool(one.title) and one.start != at for one, at in zip(chapters, later, strict=True)]


def _left_out(path: str, chapter: Chapter) -> Problem:
    message = f"the chapter {chapter.title!r} at {chapter.start:g} s has no length or no title"
    return Problem(path, 1, "caption-chapter", f"{message}; it is left out")
