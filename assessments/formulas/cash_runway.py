"""How long the money lasts after a layoff, at today's spending and at a smaller one."""

from __future__ import annotations

from math import ceil

from assessments.formulas.common import chart, clamp, outcome
from assessments.formulas.standing import unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NamedTuple

    from assessments.shapes import Answers, Bank, Outcome

    class Money(NamedTuple):
        """What is there at the start, and what a month takes with the benefit and without."""

        start: float
        months_of_benefit: float
        with_benefit: float
        without: float

else:
    from collections import namedtuple

    Money = namedtuple("Money", "start months_of_benefit with_benefit without")

ITEMS = (
    "savings",
    "severance_weeks",
    "weekly_pay",
    "weekly_benefit",
    "benefit_weeks",
    "spending",
    "spending_cut",
    "cover",
    "income",
)
VALUES = ("months_now", "months_cut")
VERDICTS: tuple[str, ...] = ()
MEASURES = ("short", "cut", "cover", "benefit", "severance")
standing = unknown
WEEKS = 52 / 12  # in a month
LONGEST = 60  # months drawn
RESERVE = 3  # months at the smaller spending that a late cut should still leave
COVER_DAYS = 60  # to choose the old employer's health plan (COBRA)


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return the months until the money ends, None where it does not, and the balance by month.

    Severance is counted as there on the first day. The benefit begins at once.
    """
    today, cut = (_money(answers, answers[key]) for key in ("spending", "spending_cut"))
    months_now, months_cut = months_of(today), months_of(cut)
    ends = [ceil(m) for m in (months_now, months_cut) if m is not None]
    last = min(LONGEST, max(ends) if len(ends) == 2 else LONGEST)
    by_month = [
        {"month": m, "now": max(0.0, balance(today, m)), "cut": max(0.0, balance(cut, m))}
        for m in range(last + 1)
    ]
    return outcome(
        {"months_now": months_now, "months_cut": months_cut, "by_month": by_month},
        gaps=_gaps(answers, months_now, months_cut),
        charts=[
            chart(
                "by_month",
                "line",
                "Money left by month",
                HEADS,
                [list(r.values()) for r in by_month],
            )
        ],
        detail={"decide": decisions(answers, today, cut, now)},
    )


HEADS = {"Month": "number", "At today's spending": "amount", "At the smaller spending": "amount"}


def _money(answers: Answers, spending: float) -> Money:
    out = answers["income"] - spending - answers["cover"]
    return Money(
        answers["savings"] + answers["severance_weeks"] * answers["weekly_pay"],
        answers["benefit_weeks"] / WEEKS,
        out + answers["weekly_benefit"] * WEEKS,
        out,
    )


def balance(money: Money, months: float) -> float:
    """Return the money left after so many months, below 0 where it is gone."""
    paid = min(months, money.months_of_benefit)
    return money.start + money.with_benefit * paid + money.without * (months - paid)


def months_of(money: Money, floor: float = 0.0) -> float | None:
    """Return after how many months a balance has sunk to `floor`; None where it never does."""
    if money.start <= floor and money.with_benefit < 0:
        return 0.0
    if money.with_benefit < 0:
        months = (money.start - floor) / -money.with_benefit
        if months <= money.months_of_benefit:
            return months
    left = balance(money, money.months_of_benefit) - floor
    if money.without >= 0:
        return None
    return money.months_of_benefit + max(0.0, left) / -money.without


def decisions(answers: Answers, today: Money, cut: Money, now: str | None) -> list[dict[str, Any]]:
    """Return what has to be decided by when: days from now, and the date where now is known."""
    reserve = RESERVE * max(0.0, -cut.without)
    late = months_of(today, reserve)
    days = {
        "benefit": 7 if answers["weekly_benefit"] and answers["benefit_weeks"] else None,
        "cover": COVER_DAYS if answers["cover"] else None,
        "spending": None if late is None else int(late * 365 / 12),
    }
    return [
        {"id": name, "days": n, "date": _after(now, n), "text": DECISIONS[name]}
        for name, n in sorted(days.items(), key=lambda pair: pair[1] or 0)
        if n is not None
    ]


DECISIONS = {
    "benefit": "Claim unemployment pay. Weeks before the claim are often not paid.",
    "cover": "Choose your health cover. In the US you have at least 60 days to keep the old plan.",
    "spending": "Cut to the smaller spending. Later than this, it buys less than three months.",
}


def _after(now: str | None, days: int) -> str | None:
    from datetime import date, timedelta  # late: most results never need it

    try:
        return (date.fromisoformat((now or "")[:10]) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return None


def _gaps(answers: Answers, now: float | None, cut: float | None) -> dict[str, float | None]:
    spending = answers["spending"] + answers["cover"]
    return {
        "short": 0.0 if cut is None else clamp(1 - cut / 12),
        "cut": 0.0 if now is None else clamp(1 - now / 12),
        "cover": clamp(answers["cover"] / spending * 4) if spending else 0.0,
        "benefit": float(not (answers["weekly_benefit"] and answers["benefit_weeks"])),
        "severance": float(not answers["severance_weeks"]),
    }
