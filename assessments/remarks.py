"""Private remarks on how a form was answered; they never block a result."""

from __future__ import annotations

from assessments.refusal import refuse
from assessments.scales import NOT_SCORED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Answers, Bank, Json, Outcome

ALIKE = 10
QUICK = 2.0  # seconds
JUDGED = ("agree", "choice")  # a number or a date may well be known at once
LONGEST = 1e9  # seconds


def remarks(
    bank: Bank, answers: Answers, seconds: dict[str, float], outcome: Outcome
) -> list[dict[str, str]]:
    """Return all remarks, each with a code and a sentence."""
    found = [*unscored(bank, outcome)]
    kinds = {item["id"]: item["kind"] for item in bank.get("items", [])}
    if longest_run(bank, answers) >= ALIKE:
        found.append(
            remark(
                "same-answer",
                f"You gave the same answer to {ALIKE} or more statements in a row. If you meant "
                "it, all is well. If not, a second look may pay.",
            )
        )
    judged = [spent for key, spent in seconds.items() if kinds[key] in JUDGED]
    if judged and median(judged) < QUICK:
        found.append(
            remark(
                "very-quick",
                "Half of your answers took less than two seconds. If you clicked through, the "
                "result says little; take it again when you have a quiet minute.",
            )
        )
    return found


def remark(code: str, text: str) -> dict[str, str]:
    """Return one remark."""
    return {"code": code, "text": text}


def unscored(bank: Bank, outcome: Outcome) -> list[dict[str, str]]:
    """Say for each scale that was begun and not scored how many answers it takes."""
    found = []
    for scale in bank.get("scales", []):
        score = outcome["scales"].get(scale["id"])
        if score and score["band"] == NOT_SCORED and score["answered"]:
            needed = (score["of"] + 1) // 2
            text = f"{score['answered']} of {score['of']} answered; it takes {needed} to score."
            found.append(remark("too-few-answers", f"{scale['title']}: {text}"))
    return found


def longest_run(bank: Bank, answers: Answers) -> int:
    """Return how many agreement items in a row were answered alike; skipped ones don't count."""
    longest = run = 0
    last = None
    for item in bank.get("items", []):
        if item["kind"] == "agree" and item["id"] in answers:
            run = run + 1 if answers[item["id"]] == last else 1
            last = answers[item["id"]]
            longest = max(longest, run)
    return longest


def median(numbers: Any) -> float:
    """Return the middle number, or the mean of the two middle ones."""
    ordered = sorted(numbers)
    half = len(ordered) // 2
    low, high = ordered[half if len(ordered) % 2 else half - 1], ordered[half]
    return float(low + high) / 2


def read_seconds(bank: Bank, sent: Json) -> dict[str, float]:
    """Return the seconds spent on each item, {} where nothing was sent."""
    if sent is None:
        return {}
    if not isinstance(sent, dict):
        raise refuse("wrong-type", "The seconds must be an object of item ids.", "seconds")
    known = {item["id"] for item in bank.get("items", [])}
    for key, value in sent.items():
        name = key[:60]
        if key not in known:
            raise refuse("unknown-item", f'There is no item "{name}" here.', f"seconds.{name}")
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or not 0 <= value <= LONGEST:
            message = f'The seconds for "{name}" must be a number from 0 to {LONGEST:,.0f}.'
            raise refuse("out-of-range", message, f"seconds.{name}")
    return sent
