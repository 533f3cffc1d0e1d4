"""How a job search goes: what becomes of applications, stage by stage, and how sure that is."""

from __future__ import annotations

from assessments.formulas.common import chart, clamp, outcome, share
from assessments.formulas.standing import unknown
from assessments.records import wilson
from assessments.refusal import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from assessments.shapes import Answers, Bank, Outcome

    Range = tuple[float, float]

ITEMS = ("applications", "replies", "interviews", "offers", "weeks")
STAGES = ("applications", "replies", "interviews", "offers")
RATES = ("reply_rate", "interview_rate", "offer_rate")
VALUES = (*RATES, "ranges", "applications_a_week", "applications_to_tell")
TOO_EARLY = "too early to say"
VERDICTS = ("replies", "interviews", "offers", TOO_EARLY)
MEASURES = ("replies", "interviews", "offers", "early", "pace")
standing = unknown
MOST = 100_000  # applications; no search is longer
PACE = 10  # applications a week, from where more are seldom the answer


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return each rate, its range, and the weakest stage where the ranges can tell it."""
    counts = [answers[key] for key in STAGES]
    _check(counts)
    ranges = ranges_of(counts)
    rates = [share(hits, of) for hits, of in zip(counts[1:], counts, strict=False)]
    weakest = weakest_of(counts)
    pace = share(counts[0], answers["weeks"])
    rows = [
        [title, rate, *(ends or (None, None))]
        for title, rate, ends in zip(TITLES, rates, ranges, strict=True)
    ]
    return outcome(
        {
            **dict(zip(RATES, rates, strict=True)),
            "ranges": {k: list(r) if r else None for k, r in zip(RATES, ranges, strict=True)},
            "applications_a_week": pace,
            "applications_to_tell": applications_to_tell(counts),
        },
        verdict=STAGES[weakest + 1] if weakest is not None else TOO_EARLY,
        gaps={
            **{
                name: None if rate is None else 1 - rate if weakest == place else 0.0
                for place, (name, rate) in enumerate(zip(STAGES[1:], rates, strict=True))
            },
            "early": float(weakest is None),
            "pace": None if pace is None else clamp(pace / PACE),
        },
        charts=[chart("rates", "range", "How many get to the next stage", HEADS, rows)],
    )


TITLES = ("Applications answered", "Answers to interviews", "Interviews to offers")
HEADS = {"Stage": "text", "Rate": "percent", "At least": "percent", "At most": "percent"}


def _check(counts: list[int]) -> None:
    """Refuse a stage with more in it than the stage before."""
    for before, name, most, count in zip(STAGES, STAGES[1:], counts, counts[1:], strict=False):
        if count > most:
            words = f'"{name.capitalize()}" must be a whole number from 0 to {most}'
            raise refuse("inconsistent", f'{words}: as many as "{before.capitalize()}".', name)


def ranges_of(counts: list[int]) -> list[Range | None]:
    """Return the 95 % range of each rate, None where its stage is empty."""
    pairs = (wilson(hits, of) for hits, of in zip(counts[1:], counts, strict=False))
    return [(low, high) if low is not None and high is not None else None for low, high in pairs]


def weakest_of(counts: list[int]) -> int | None:
    """Return the place of the stage whose range lies below all others, None where none does."""
    ranges = ranges_of(counts)
    known = [(ends[0], ends[1], place) for place, ends in enumerate(ranges) if ends]
    for _, high, place in known:
        if len(known) > 1 and all(high < low for low, _, other in known if other != place):
            return place
    return None


def applications_to_tell(counts: list[int]) -> int | None:
    """Return how many applications would tell the weakest stage if the rates stay as they are.

    None where it is told already, and where no number would do because two rates are equal.
    """
    if not counts[0] or weakest_of(counts) is not None:
        return None
    low, high = 1, 2
    while weakest_of([n * high for n in counts]) is None:
        low, high = high, 2 * high
        if counts[0] * high > MOST:
            return None
    while low + 1 < high:  # in whole multiples first: every stage grows alike
        middle = (low + high) // 2
        low, high = (
            (low, middle)
            if weakest_of([n * middle for n in counts]) is not None
            else (
                middle,
                high,
            )
        )
    return int(counts[0] * high)
