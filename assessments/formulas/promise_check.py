"""A promise: the time named beside the time gone by, and what has been done to keep it."""

from __future__ import annotations

from assessments.formulas.common import chart, clamp, one_minus, outcome, share
from assessments.formulas.standing import by_verdict
from assessments.refusal import refuse
from assessments.remarks import remark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from assessments.shapes import Answers, Bank, Outcome

ITEMS = (
    "promised_months",
    "elapsed_months",
    "fulfilled",
    "told_not_ready",
    "development_actions",
    "in_writing",
    "decider_gains_by_staying",
    "group_size",
    "promoted",
    "left",
)
VALUES = ("slip", "promotion_rate", "exit_rate")
VERDICTS = ("kept", "not due", "slipping", "broken")
MEASURES = ("slip", "unwritten", "undeveloped", "not-ready", "decider", "few-promoted", "exits")
standing = by_verdict(kept=2, **{"not due": 2}, slipping=1, broken=0)
MANY_LEFT = MANY_TIMES = 3


def score(bank: Bank, answers: Answers, now: str | None) -> Outcome:
    """Return the slip, its verdict, and the rates of the group (0 to 1) where one was given."""
    promised, elapsed = answers["promised_months"], answers["elapsed_months"]
    slip = elapsed / promised
    _check_group(answers)
    rates = {key: _rate(answers, of) for key, of in (("promotion", "promoted"), ("exit", "left"))}
    rows = [["Promised", promised], ["Gone by", elapsed]]
    word = verdict(slip, kept=answers.get("fulfilled") is True, backed=not unbacked(answers))
    warned = warnings(answers) if word != "kept" else []
    found = outcome(
        {"slip": slip, "promotion_rate": rates["promotion"], "exit_rate": rates["exit"]},
        verdict=word,
        gaps={**_gaps(slip, answers), "few-promoted": one_minus(rates["promotion"])}
        | {"exits": rates["exit"]},
        charts=[
            chart("months", "bar", "Promised and gone by", {"": "text", "Months": "months"}, rows)
        ],
        detail={"warnings": [warning["text"] for warning in warned]},
    )
    found["remarks"] = warned
    if word in ("not due", "slipping") and backing_unknown(answers):
        found["remarks"] = [*warned, remark("backing-unknown", BACKING)]
    return found


BACKING = (
    "You left out what is in writing or what was done to get you ready. If nothing is in writing, "
    "nothing was done, and half of the time is gone, the word is one step worse."
)


def warnings(answers: Answers) -> list[dict[str, str]]:
    """Return what stands beside the word: the fate of the group, and "not ready" without a step."""
    found = []
    left, promoted = answers.get("left", 0), answers.get("promoted", 0)
    if left >= MANY_LEFT and left > promoted:
        text = f"{left} of your group have left, and {promoted} got the role. That is a warning."
        found.append(remark("group-left", text))
    told, actions = answers.get("told_not_ready", 0), answers.get("development_actions")
    if told >= MANY_TIMES and actions == 0:
        text = f'You heard "not ready" {told} times, and nothing was done to get you ready.'
        found.append(remark("not-ready-no-step", text))
    return found


def backing_unknown(answers: Answers) -> bool:
    """Say whether what was left out could make the verdict worse."""
    written, actions = answers.get("in_writing"), answers.get("development_actions")
    return written is not True and not actions and None in (written, actions) and half_gone(answers)


def verdict(slip: float, *, kept: bool, backed: bool) -> str:
    """Return the word for a slip; it gets one step worse when nothing backs the promise."""
    if kept:
        return "kept"
    level = 1 if slip < 1 else 2 if slip <= 2 else 3
    return VERDICTS[min(3, level + (not backed))]


def half_gone(answers: Answers) -> bool:
    """Say whether half of the promised time has gone by."""
    return bool(2 * answers["elapsed_months"] >= answers["promised_months"])


def unbacked(answers: Answers) -> bool:
    """Say whether half the time is gone with nothing in writing and nothing done, both known."""
    written, actions = answers.get("in_writing"), answers.get("development_actions")
    return written is False and actions == 0 and half_gone(answers)


def _rate(answers: Answers, of: str) -> float | None:
    if of not in answers or "group_size" not in answers:
        return None
    return share(answers[of], answers["group_size"])


def _check_group(answers: Answers) -> None:
    """Refuse more people promoted and gone than the group holds."""
    promoted, left = answers.get("promoted", 0), answers.get("left", 0)
    size = answers.get("group_size")
    if size is None or promoted + left <= size:
        return
    # The field to change is the last one that still has room to be right.
    field, name = ("left", "Left") if promoted <= size else ("promoted", "Promoted")
    room = size - promoted if field == "left" else size
    raise refuse(
        "inconsistent",
        f'"Promoted" and "Left" together are {promoted + left}, and the group has {size}: '
        f'"{name}" must be a whole number from 0 to {room}, or the group is larger.',
        field,
    )


def _gaps(slip: float, answers: Answers) -> dict[str, float | None]:
    told, actions = answers.get("told_not_ready"), answers.get("development_actions")
    written, gains = answers.get("in_writing"), answers.get("decider_gains_by_staying")
    return {
        "slip": clamp((slip - 1) / 2),
        "unwritten": None if written is None else float(not written),
        "undeveloped": None if actions is None else clamp(1 - actions / 2),
        "not-ready": None if told is None else clamp(told / 3),
        "decider": None if gains is None else float(gains),
    }
