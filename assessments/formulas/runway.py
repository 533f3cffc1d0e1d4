"""How many years are left for the steps still to be taken."""

from __future__ import annotations

from assessments.formulas.common import chart, clamp, outcome
from assessments.formulas.standing import by_verdict
from assessments.refusal import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from assessments.shapes import Answers, Bank, Outcome

ITEMS = ("age", "stop_age", "steps", "years_per_step", "years_waiting")
VALUES = ("years_left", "needed", "slack", "slack_if_waiting_counts", "latest_start_age")
VERDICTS = ("clear", "tight", "short")
MEASURES = ("slack", "waiting", "steps")
standing = by_verdict(clear=2, tight=1, short=0)


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return the years left, needed and to spare, and the latest age for the next move.

    Waiting is no progress. Beside the slack stands what it would be if the wait counted.
    """
    age, stop, steps, pace, waiting = (answers[key] for key in ITEMS)
    if stop < age:
        message = f'"Age to stop" must be a number from {age:g} (your age now) to 100.'
        raise refuse("inconsistent", message, "stop_age")
    left = stop - age
    needed = steps * pace
    slack = left - needed
    rows = [["Years left", left], ["Years needed", needed]]
    return outcome(
        {
            "years_left": left,
            "needed": needed,
            "slack": slack,
            "slack_if_waiting_counts": slack + min(waiting, pace),
            "latest_start_age": age + slack,
        },
        verdict="clear" if slack > 5 else "tight" if slack >= 0 else "short",
        gaps={
            "slack": clamp((5 - slack) / 10),
            "waiting": clamp(waiting / pace),
            "steps": clamp(steps / 5),
        },
        charts=[chart("years", "bar", "Left and needed", {"": "text", "Years": "years"}, rows)],
    )
