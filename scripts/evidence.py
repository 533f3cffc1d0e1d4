"""Deciding which second a written time means, from what a video's articles show together.

Many articles write `MM:SS:00` where `HH:MM:SS` was meant, so that `11:36:00` means 11 min 36 s.
The two readings lie apart by a factor of sixty, which the evidence can tell:

1. *The article's own pattern.* Where at least half of its times past the first minute end in `00`
   or repeat their second field, it is written in minutes and seconds (*scaled*). Where all its
   times lie within the hour, or pass it as a long talk's do, it is written by the *clock*.
2. *The video's length*: the last second that articles of such a pattern reach, but for one that
   lies far past three that end together. An article of unclear pattern counts where it stays
   within that length, or within twice that of a video of about an hour, which may be longer.
3. *Each time.* Past the length by the clock and within it as minutes and seconds, it is repaired,
   if its third field tells or another article cites that second too; else it is unverified.

The rule and its error rates on real articles are described in CONTRIBUTING.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scripts.model import Stamp, State
from scripts.stamps import HOUR, LONGEST, MINUTE

Stamps = Sequence[Stamp]
Source = tuple[str, str]  # (article key, video id)

TAILS = 0.5  # from this share of tails on, times are written in minutes and seconds
CHANCE = 3  # so many tails may be chance
TOGETHER, ENOUGH, FAR_PAST = 0.9, 3, 1.25
NEARLY_AN_HOUR, LONGER_BY, LONG_TALK = 50 * MINUTE, 2.2, 3 * HOUR
NEARBY = 2  # seconds within which two articles cite the same moment


class Decision(NamedTuple):
    """What a written time means, in seconds, and how sure that is."""

    seconds: int
    state: State


class Evidence(NamedTuple):
    """What the articles on one video show: its length in seconds and the moments they cite."""

    length: int
    moments: frozenset[int]


def decide(times: Mapping[Source, Stamps]) -> dict[Source, list[Decision]]:
    """Decide every time of every article: `{(article, video): stamps}` in, decisions out."""
    evidence = gather(times)
    return {source: _decide_article(stamps, evidence[source[1]]) for source, stamps in times.items()}


def gather(times: Mapping[Source, Stamps]) -> dict[str, Evidence]:
    """What the articles on each video show together, by video id."""
    by_video: dict[str, list[Stamps]] = defaultdict(list)
    for (_, video), stamps in sorted(times.items()):
        by_video[video].append(stamps)
    return {video: _evidence(articles) for video, articles in by_video.items()}


def _evidence(articles: list[Stamps]) -> Evidence:
    scaled = [stamps for stamps in articles if _is_scaled(stamps)]
    clock = [stamps for stamps in articles if not _is_scaled(stamps) and _is_clock(stamps)]
    unclear = [s for s in articles if not _is_scaled(s) and not _is_clock(s)]
    shown = _agreed([max(map(_low, s)) for s in scaled] + [_end(s) for s in clock])
    reach = shown * LONGER_BY if shown >= NEARLY_AN_HOUR else shown
    more = [s for s in unclear if _end(s) <= reach]
    mixed = [_mixed_end(s) for s in unclear if _end(s) > reach]
    near = [end for end in mixed if end <= shown * FAR_PAST or not shown]
    length = max([shown, *map(_end, more), *near], default=0)
    return Evidence(length, _moments(scaled, clock + more, length))


def _moments(scaled: list[Stamps], clock: list[Stamps], length: int) -> frozenset[int]:
    cited = [_low(t) for stamps in scaled for t in stamps]
    cited += [t.clock for stamps in clock for t in stamps]
    around = range(-NEARBY, NEARBY + 1)
    return frozenset(second + off for second in cited if second <= length for off in around)


def _agreed(ends: Sequence[int]) -> int:
    """The last of the ends, but for one that lies far past three or more that end together."""
    ends = sorted(ends, reverse=True)
    for place, last in enumerate(ends):
        rest = ends[place + 1 :]
        together = sum(end >= rest[0] * TOGETHER for end in rest) if rest else 0
        if together < ENOUGH or last <= rest[0] * FAR_PAST:
            return last
    return 0


def _low(stamp: Stamp) -> int:
    return stamp.clock if stamp.scaled is None else stamp.scaled


def _end(stamps: Stamps) -> int:
    """The last second by the clock, without the one time in twenty that may be a slip."""
    ordered = sorted(stamp.clock for stamp in stamps)
    last, robust = ordered[-1], ordered[(len(ordered) - 1) * 19 // 20]
    return last if last <= robust * FAR_PAST else robust


def _mixed_end(stamps: Stamps) -> int:
    """The last second where what passes the hour is read as minutes and seconds."""
    return max(stamp.clock if stamp.clock < HOUR else _low(stamp) for stamp in stamps)


def _tail_share(stamps: Stamps) -> float:
    return sum(stamp.tail for stamp in stamps) / len(stamps) if stamps else 0.0


def _told(stamps: Stamps) -> Stamps:
    """The times past the first minute, whose third field tells something."""
    return [stamp for stamp in stamps if stamp.scaled]


def _past_hour(stamps: Stamps) -> Stamps:
    return [stamp for stamp in stamps if stamp.clock >= HOUR]


def _is_scaled(stamps: Stamps) -> bool:
    told = _told(stamps)
    return _tail_share(told) >= TAILS and (bool(_past_hour(told)) or len(told) >= CHANCE)


def _is_clock(stamps: Stamps) -> bool:
    late = _past_hour(stamps)
    if not late:
        return True
    early = [stamp.clock for stamp in stamps if stamp.clock < HOUR]
    long_talk = len(early) >= 0.3 * len(stamps) and max(early) >= HOUR / 2
    return long_talk and _end(stamps) <= LONG_TALK and _tail_share(late) < TAILS


def _decide_article(stamps: Stamps, evidence: Evidence) -> list[Decision]:
    late = _past_hour(stamps)
    late_tails = _tail_share(late) >= TAILS
    early_tails = _is_scaled(stamps) or (late_tails and len(late) > CHANCE)
    unclear = not _is_clock(stamps) and _end(stamps) > evidence.length
    return [
        _decide(stamp, evidence, unclear, late_tails if stamp.clock >= HOUR else early_tails)
        for stamp in stamps
    ]


def _decide(stamp: Stamp, evidence: Evidence, unclear: bool, tails_scaled: bool) -> Decision:
    low, late = stamp.scaled, stamp.clock >= HOUR
    fits = low is not None and low <= evidence.length
    if low is not None and fits and ((stamp.tail and tails_scaled) or (unclear and late)):
        return Decision(low, "as-written" if low == stamp.clock else "repaired")
    if stamp.clock <= evidence.length:
        return Decision(stamp.clock, "as-written")
    if low is not None and fits and (late or low in evidence.moments):
        return Decision(low, "repaired")
    return Decision(min(stamp.clock if low is None else low, LONGEST), "unverified")
