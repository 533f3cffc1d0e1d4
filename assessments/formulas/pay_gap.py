"""What staying has cost and will cost: own pay and market pay, year by year."""

from __future__ import annotations

from itertools import accumulate, repeat
from math import fsum

from assessments.compare import number
from assessments.formulas.common import chart, clamp, outcome
from assessments.formulas.standing import STANDINGS
from assessments.remarks import remark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Answers, Bank, Outcome

ITEMS = (
    "own_pay",
    "own_raise",
    "market_pay",
    "market_growth",
    "years_stayed",
    "years_ahead",
    "currency",
)
VALUES = ("lost_so_far", "lost_ahead", "lost_so_far_range", "lost_ahead_range")
POINT = 0.01  # how far off the guess of market growth is tried
VERDICTS: tuple[str, ...] = ()
MEASURES = ("behind", "slower", "level")


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return the sums lost so far and ahead, in the currency given; a gain is negative.

    Year 0 is the coming year at today's pay, year -1 the last one. Both sums stand with their
    range for a market growth one point lower and higher, whose guess may decide the sign.
    """
    stayed, ahead = answers["years_stayed"], answers["years_ahead"]
    own, market, gaps = _lines(answers, 0.0)
    sums = [_sums(_lines(answers, off)[2], stayed) for off in (-POINT, 0.0, POINT)]
    so_far, later = ([pair[part] for pair in sums] for part in (0, 1))
    table = [list(row) for row in zip(range(-stayed, ahead), own, market, gaps, strict=True)]
    by_year = [dict(zip(("year", "own", "market", "gap"), row, strict=True)) for row in table]
    found = outcome(
        {
            "lost_so_far": so_far[1],
            "lost_ahead": later[1],
            "lost_so_far_range": [min(so_far), max(so_far)],
            "lost_ahead_range": [min(later), max(later)],
            "by_year": by_year,
        },
        gaps=_gaps(answers),
        charts=[chart("by_year", "line", "Your pay and the market", HEADS, table)],
        detail={"currency": answers.get("currency", "USD")},
    )
    found["remarks"] = _remarks(so_far, later, answers)
    return found


def _lines(answers: Answers, off: float) -> tuple[list[float], list[float], list[float]]:
    """Return own pay, market pay and the gap by year, with the market growing by `off` more."""
    years = answers["years_stayed"], answers["years_ahead"]
    own = series(answers["own_pay"], answers["own_raise"], *years)
    market = series(answers["market_pay"], answers["market_growth"] + off, *years)
    return own, market, [theirs - mine for theirs, mine in zip(market, own, strict=True)]


def _sums(gaps: list[float], stayed: int) -> tuple[float, float]:
    return fsum(gaps[:stayed]), fsum(gaps[stayed:])


def _remarks(so_far: list[float], later: list[float], answers: Answers) -> list[dict[str, str]]:
    """Say where the guess of growth decides, and what a past gain beside a gap means."""
    found = []
    if any(min(sums) < 0 < max(sums) for sums in (so_far, later)):
        found.append(remark("growth-decides", GROWTH))
    if so_far[1] < 0 and answers["market_pay"] > answers["own_pay"]:
        found.append(remark("past-gain", PAST_GAIN))
    return found


GROWTH = (
    "One point more or less of market growth turns a loss into a gain here. The sum says little "
    "before you know that rate better."
)
PAST_GAIN = (
    "By these numbers you were paid above the market in earlier years, and the market has "
    "overtaken you since. The gap is new and grows from here."
)
HEADS = {"Year": "year", "Your pay": "money", "Market pay": "money", "Gap": "money"}


def series(pay: float, rate: float, stayed: int, ahead: int) -> list[float]:
    """Return pay by year from -stayed to ahead - 1, growing by a rate a year (0.03 is 3 %).

    Years are multiplied out one by one: powers differ in their last digit between machines.
    """
    factors = list(accumulate(repeat(1 + rate, max(stayed, ahead)), initial=1.0, func=_times))
    return [pay / factors[t] for t in range(stayed, 0, -1)] + [
        pay * factors[t] for t in range(ahead)
    ]


def _times(a: float, b: float) -> float:
    return a * b


def _gaps(answers: Answers) -> dict[str, float | None]:
    own, market = answers["own_pay"], answers["market_pay"]
    behind = (market - own) / market if market else 0.0
    return {
        "behind": clamp(behind / 0.25),
        "slower": clamp((answers["market_growth"] - answers["own_raise"]) / 0.05),
        "level": float(own >= market),
    }


def standing(bank: Bank, result: dict[str, Any]) -> str | None:
    """Return `in place` where the years ahead lose nothing; below a tenth of the pay, `mixed`."""
    values = result.get("values", {})
    lost, years = number(values.get("lost_ahead")), values.get("by_year")
    if lost is None:
        return None
    ahead = [y for y in years if isinstance(y, dict)] if isinstance(years, list) else []
    market = sum(number(y.get("market")) or 0.0 for y in ahead if (number(y.get("year")) or 0) >= 0)
    return STANDINGS[2 if lost <= 0 else 1 if lost < market / 10 else 0]
