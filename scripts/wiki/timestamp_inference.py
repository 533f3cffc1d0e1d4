"""Deciding which second a written time means, from what a video's articles show together.

Transcripts give times as `MM:SS` below the hour and as `HH:MM:SS` past it. Articles make three
fields of both, and some put the missing field at the wrong end: `11:36:00` for 11 min 36 s. So a
written time may mean the second that stands there (*clock*); minutes and seconds, with a third
field that is `00` or repeats the second (*padded*) or is anything (*frames*); or minutes and
seconds after an hour that is wrong (*stray hour*).

An article has a habit, which tells how often it writes in each way, and a video has a length,
past which nothing is cited. For every video the length, and for every article the habit, is taken
under which all that its articles write is likeliest, when the cited seconds are spread over the
video evenly; a length that captions tell is taken as it is. Then each time means its likeliest
second. Where two meanings are about as likely, or none is, the time is unverified.

The rule in plain words and its error rates on real articles: citation-seconds.md, beside this file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate
from math import log
from operator import mul, sub
from typing import Literal, NamedTuple, get_args

from scripts.core.model import State, Timestamp
from scripts.core.text import HOUR, MINUTE
from scripts.transcripts.timestamps import LONGEST

Timestamps = Sequence[Timestamp]
Source = tuple[str, str]  # (article key, video id)
Habit = Literal["clock", "padded", "frames", "mixed", "stray hour"]


class Ways(NamedTuple):
    """How many articles have a habit, and how often they write a time in each way."""

    share: float
    clock: float
    padded: float
    frames: float  # past the hour
    early: float  # frames below the hour
    stray: float


HABITS: dict[Habit, Ways] = {
    "clock": Ways(0.80, clock=0.97, padded=0.004, frames=0.004, early=0.004, stray=0.0005),
    "padded": Ways(0.15, clock=0.03, padded=0.94, frames=0.02, early=0.02, stray=0.0005),
    "frames": Ways(0.02, clock=0.005, padded=0.30, frames=0.68, early=0.68, stray=0.0005),
    "mixed": Ways(0.02, clock=0.45, padded=0.30, frames=0.24, early=0.004, stray=0.0005),
    "stray hour": Ways(0.01, clock=0.20, padded=0.01, frames=0.004, early=0.004, stray=0.75),
}
Steps = dict[Habit, list[tuple[int, float]]]
Kind = Literal["sole", "no clock", "early", "tail", "late", "late tail", "likely hour"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SLIP = 0.002  # how often a written time means nothing, and may be any within ANY
ANY = 100 * HOUR
PAST_HOUR = 0.9  # past the hour the transcript itself has three fields, and they are kept
THIRD_FIELDS = 60  # the values that a third field takes which means nothing
LIKELY_HOUR, OTHER_HOUR = 0.3, 0.004  # a stray hour is 1 or repeats the minutes, or is any
SAME_SECOND = 0.5  # two claims of an article within one second of the video are that likely
SURE = 0.75  # from this share of the likelihood on, a meaning is taken as sound
DOUBT = 1e-4  # what is hardly likelier than this may as well be a slip


def _weights(ways: Ways, kind: Kind) -> tuple[float, float, float]:
    """How likely a time of a kind is by the clock, as minutes and seconds, after a stray hour."""
    if kind in ("sole", "no clock"):  # one reading; no third field, or one that cannot be seconds
        return (1, 0, 0) if kind == "sole" else (0, ways.frames, 0)
    if kind in ("early", "tail"):
        return ways.clock, ways.padded if kind == "tail" else ways.early / THIRD_FIELDS, 0
    scaled = ways.padded if kind == "late tail" else ways.frames / THIRD_FIELDS
    stray = ways.stray * (LIKELY_HOUR if kind == "likely hour" else OTHER_HOUR)
    return ways.clock if kind == "late tail" else max(ways.clock, PAST_HOUR), scaled, stray


WEIGHTS = {(habit, kind): _weights(ways, kind) for habit, ways in HABITS.items() for kind in KINDS}

STEP, SLACK = 1.08, 1.1  # lengths are tried in steps of 8%; past one, 10% may hold single claims
LENGTHS = [MINUTE * STEP**n for n in range(127) if MINUTE * STEP**n < LONGEST]
EVENLY = 0.95  # claims lie a little closer together than evenly spread ones
LOGS = [EVENLY * log(length) for length in LENGTHS]
LONG, RARER = 1.5 * HOUR, 3  # beyond 90 minutes a length is the rarer, by its third power
RARITY = [-RARER * log(max(length / LONG, 1)) for length in LENGTHS]


class Decision(NamedTuple):
    """What a written time means, in seconds, and how sure that is."""

    seconds: int
    state: State


class Evidence(NamedTuple):
    """What the articles on a video show: its length in seconds at most, and their habits."""

    length: float
    habits: dict[str, Habit]


class Shape(NamedTuple):
    """What the likelihood of a time depends on: its kind, and where its meanings fit in LENGTHS."""

    kind: Kind
    clock: int
    scaled: int
    stray: int


class Reading(NamedTuple):
    """A written time's shape, and the second by the clock, as minutes and seconds, with no hour."""

    shape: Shape
    meanings: tuple[int, int, int]


def decide(
    times: Mapping[Source, Timestamps], lengths: Mapping[str, float] | None = None
) -> dict[Source, list[Decision]]:
    """Decide every time of every article: `{(article, video): stamps}` in, decisions out.

    `lengths` are the seconds of videos whose length is known.
    """
    evidence = gather(times, lengths or {})
    decided = {}
    for (article, video), stamps in times.items():
        length, habits = evidence[video]
        decided[article, video] = [_decide(stamp, habits[article], length) for stamp in stamps]
    return decided


def gather(times: Mapping[Source, Timestamps], lengths: Mapping[str, float]) -> dict[str, Evidence]:
    """What the articles on each video show together, by video id."""
    by_video: dict[str, dict[str, Timestamps]] = defaultdict(dict)
    for (article, video), stamps in sorted(times.items()):
        by_video[video][article] = stamps
    return {video: _evidence(articles, lengths.get(video)) for video, articles in by_video.items()}


def _evidence(articles: Mapping[str, Timestamps], known: float | None) -> Evidence:
    """The known or likeliest length, and every article's likeliest habit at that length."""
    scores = {article: _scores(stamps) for article, stamps in articles.items()}
    if known is None:
        totals = list(map(sum, zip(RARITY, *map(_best, scores.values()), strict=True)))
        place = totals.index(max(totals))
    else:
        place = min(bisect_left(LENGTHS, known), len(LENGTHS) - 1)
    habits = {
        article: max(score, key=lambda habit: score[habit][place])
        for article, score in scores.items()
    }
    length = LENGTHS[place] * SLACK if known is None else known
    return Evidence(min(length, LONGEST), habits)


def _best(scores: Mapping[Habit, list[float]]) -> list[float]:
    return scores["clock"] if len(scores) == 1 else list(map(max, *scores.values()))


def _scores(stamps: Timestamps) -> dict[Habit, list[float]]:
    """The log likelihood of an article's times by habit, at each of LENGTHS."""
    shapes = Counter(_read(stamp).shape for stamp in stamps)
    plain = all(shape.kind in ("sole", "early", "tail") for shape in shapes)
    habits: Iterable[Habit] = ("clock",) if plain and _few_tails(stamps) else HABITS
    steps = [(_steps(shape), count) for shape, count in shapes.items()]
    gains = {habit: _gains(habit, steps) for habit in habits}
    if "frames" in gains:
        gains["frames"][0] += _crowding(stamps) * log(SAME_SECOND)
    spread = _spread(shapes)
    return {habit: list(map(sub, accumulate(row), spread)) for habit, row in gains.items()}


def _few_tails(stamps: Timestamps) -> bool:
    return [stamp.tail for stamp in stamps].count(True) <= len(stamps) / 4


def _gains(habit: Habit, steps: Iterable[tuple[Steps, int]]) -> list[float]:
    """By how much each of LENGTHS is likelier than the one before, were they equally wide."""
    gains = [0.0] * len(LENGTHS)
    gains[0] = log(HABITS[habit].share)
    for by_habit, count in steps:
        for place, gain in by_habit[habit]:
            gains[place] += gain * count
    return gains


def _spread(shapes: Mapping[Shape, int]) -> list[float]:
    """What the times cost for being anywhere in a video, which is the longer the less likely."""
    readable = [0] * len(LENGTHS)
    for (_, *places), count in shapes.items():
        readable[min(places)] += count
    return list(map(mul, accumulate(readable), LOGS))


def _crowding(stamps: Timestamps) -> int:
    """How many times differ from another only in the third field, which hardly means nothing."""
    told = {stamp.clock: stamp.scaled for stamp in stamps if stamp.scaled and not stamp.tail}
    return len(told) - len(set(told.values()))


@cache
def _read(stamp: Timestamp) -> Reading:
    clock, scaled = stamp.clock, stamp.scaled
    meanings = (clock,) * 3 if scaled in (None, clock) else (clock, scaled, clock % HOUR)
    places = [min(bisect_left(LENGTHS, second), len(LENGTHS) - 1) for second in meanings]
    return Reading(Shape(_kind(stamp), *places), meanings)


def _kind(stamp: Timestamp) -> Kind:
    if stamp.scaled is None or stamp.clock < MINUTE:
        return "sole"
    if stamp.scaled == stamp.clock:
        return "no clock"
    if stamp.clock < HOUR:
        return "tail" if stamp.tail else "early"
    if stamp.tail:
        return "late tail"
    hour, rest = divmod(stamp.clock, HOUR)
    return "likely hour" if hour in (1, rest // MINUTE) else "late"


@cache
def _steps(shape: Shape) -> Steps:
    """Where among LENGTHS a likelier meaning begins to fit, and by how much, for every habit."""
    kind, *places = shape
    return {habit: _likelier(places, WEIGHTS[habit, kind]) for habit in HABITS}


def _likelier(places: Sequence[int], weights: Sequence[float]) -> list[tuple[int, float]]:
    steps, before = [], log(SLIP / ANY)
    for place, weight in sorted(zip(places, weights, strict=True)):
        if weight and log(weight) > before:
            steps.append((place, log(weight) - before))
            before = log(weight)
    return steps


def _decide(stamp: Timestamp, habit: Habit, length: float) -> Decision:
    """The likeliest meaning within the length, if it is likely enough."""
    (kind, *_), meanings = _read(stamp)
    clock, scaled, stray = meanings
    way, sound = _verdict(habit, kind, (clock <= length, scaled <= length, stray <= length))
    if not sound:
        return Decision(min(meanings[way], LONGEST), "unverified")
    return Decision(meanings[way], "repaired" if way else "as-written")


@cache
def _verdict(habit: Habit, kind: Kind, fits: tuple[bool, bool, bool]) -> tuple[int, bool]:
    """Which of the meanings that fit is the likeliest, and whether it is likely enough."""
    weights = [w if fit else 0.0 for w, fit in zip(WEIGHTS[habit, kind], fits, strict=True)]
    most = max(weights)
    return weights.index(most) if most else 1, most >= SURE * (DOUBT + sum(weights))
