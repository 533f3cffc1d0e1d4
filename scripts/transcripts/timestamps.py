"""Reading a written time, by a table of rules tried in order, and the video of an address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from scripts.core.model import Timestamp
from scripts.core.text import HOUR, MINUTE

LONGEST = 48 * HOUR  # no video is longer; a reading past it is a slip of the pen

VIDEO_ID = re.compile(r"[\w-]{11}", re.ASCII)

_VIDEO = re.compile(
    r"(?:youtu\.be/|youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#\s]{0,300}[&;])?v=|(?:shorts|live|embed|v|e)/))"
    r"([\w-]{11})(?![\w-])",
    re.ASCII | re.IGNORECASE,
)
_FIELDS = re.compile(r"(?<![\d:.])\d{1,6}(?::\d{1,6}){1,3}(?!\d)")
_ADDRESS = re.compile(r"[?&#;](?:t|start)=(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,7})s?)?(?![\w])")
_UNITS = re.compile(
    r"(?=\d{1,4} ?[hms])(?:(\d{1,2}) ?h(?:ours?|rs?)?(?:,? ?|$))?"
    r"(?:(\d{1,4}) ?m(?:in(?:ute)?s?)?(?:,? ?|$))?(?:(\d{1,5}) ?s(?:ecs?|econds?)?)?"
)
_DIGITS = re.compile(r"(\d{1,5}) ?s?")


def read_video(written: str) -> str:
    """Return the id of a video from the id itself or an address on YouTube, or nothing."""
    if VIDEO_ID.fullmatch(written):
        return written
    found = _VIDEO.search(written)
    return found.group(1) if found else ""


@lru_cache(maxsize=1 << 16)
def read_timestamp(written: str) -> Timestamp | None:
    """Read a time however it is written; None where it holds none.

    `1:13`, `00:01:13`, `01:00:13:00` (with frames), `02:25:25]`, `11:23:0`, a video address with
    `t=73s`, a bare number of seconds, or `1h 2m 3s`.
    """
    written = written.replace("\uff1a", ":")  # the colon of Chinese and Japanese keyboards
    if found := _FIELDS.search(written):
        return _from_fields([int(part) for part in found.group().split(":")])
    if found := _ADDRESS.search(written):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return Timestamp(hours * HOUR + minutes * MINUTE + seconds) if any(found.groups()) else None
    if found := _DIGITS.fullmatch(written.strip()):
        return Timestamp(int(found.group(1)))
    if found := _UNITS.fullmatch(written.strip(" []()")):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return Timestamp(hours * HOUR + minutes * MINUTE + seconds)
    return None


def _from_fields(fields: Sequence[int]) -> Timestamp | None:
    if len(fields) == 2:
        return Timestamp(fields[0] * MINUTE + fields[1])
    first, second, third = fields[:3]  # a fourth field counts frames
    scaled = first * MINUTE + second if second < MINUTE else None
    if third > MINUTE:  # 60 seconds are the next minute
        return None if scaled is None else Timestamp(scaled, scaled)
    clock = first * HOUR + second * MINUTE + third
    return Timestamp(clock, scaled, tail=third in (0, second))
