"""Reading a written time: a table of rules, tried in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from scripts.core.model import Timestamp
from scripts.core.text import HOUR, MINUTE

LONGEST = 48 * HOUR  # no video is longer; a reading past it is a slip of the pen

_FIELDS = re.compile(r"(?<![\d:.])\d{1,6}(?::\d{1,6}){1,3}(?!\d)")
_ADDRESS = re.compile(r"[?&#;](?:t|start)=(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,7})s?)?(?![\w])")
_DIGITS = re.compile(r"(\d{1,5}) ?s?")


@lru_cache(maxsize=1 << 16)
def read_timestamp(written: str) -> Timestamp | None:
    """Read a time however it is written; None where it holds none.

    `1:13`, `00:01:13`, `01:00:13:00` (with frames), `02:25:25]`, `11:23:0`, a video address with
    `t=73s`, or a bare number of seconds.
    """
    if found := _FIELDS.search(written):
        return _from_fields([int(part) for part in found.group().split(":")])
    if found := _ADDRESS.search(written):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return Timestamp(hours * HOUR + minutes * MINUTE + seconds) if any(found.groups()) else None
    if found := _DIGITS.fullmatch(written.strip()):
        return Timestamp(int(found.group(1)))
    return None


def _from_fields(fields: Sequence[int]) -> Timestamp | None:
    if len(fields) == 2:
        return Timestamp(fields[0] * MINUTE + fields[1])
    first, second, third = fields[:3]  # a fourth field counts frames
    scaled = first * MINUTE + second if second < MINUTE else None
    if third >= MINUTE:
        return None if scaled is None else Timestamp(scaled, scaled)
    clock = first * HOUR + second * MINUTE + third
    return Timestamp(clock, scaled, tail=third in (0, second))
