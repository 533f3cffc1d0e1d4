"""The noise of answers, and the three words for a change that follow from it.

The model, until a reader's own answers replace it: an answer is the true level plus a normal
error of 0.8 of a step, rounded to 1..5.
"""

from __future__ import annotations

from math import fsum, sqrt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MODEL = 0.8  # of a step of an answer, one standard deviation
STEP = 25.0  # points that one step moves a scale of one item
SAME, CHANCE, MOVED = "same", "could be chance", "clearly moved"
# The difference that two answers to one item exceed once in twenty: 1.96 * sqrt(2) * 0.8 * 25.
BAR = 55.4
# By how much the bar is raised where so many scales (the place in the row) are compared at once:
# the least that leaves a reader who did not change with a clear move in at most one retake of ten,
# for scales of three, four and six items at any level (`macros/error_rates.py`).
RAISED = (1.0, 1.0, 1.13, 1.13, 1.31, 1.31, 1.36, 1.36, 1.36, 1.36)
LEAST, MOST = 0.4, 1.6  # a reader's own error is read from a few scales: it stays within these


def bar(items: int, scales: int, noise: float = MODEL) -> float:
    """Return the points that a scale of so many items must move by, one of so many scales."""
    raised = RAISED[min(scales, len(RAISED) - 1)]
    return BAR / sqrt(items) * raised * (noise / MODEL)


def word_of(difference: float, items: int, scales: int, noise: float = MODEL) -> str:
    """Return `same`, `could be chance` or `clearly moved` for a difference in points."""
    size = abs(difference)
    if size <= 100 / (items * 4) + 1e-9:
        return SAME
    return CHANCE if size <= bar(items, scales, noise) else MOVED


def own_noise(differences: Sequence[tuple[float, int]]) -> float | None:
    """Return a reader's own error, in steps, from scales that they say did not change.

    Each pair is a scale's difference in points and its items. None where nothing was scored.
    """
    if not differences:
        return None
    squares = [points * points * items / 2 for points, items in differences]
    error = sqrt(fsum(squares) / len(squares)) / STEP
    return min(MOST, max(LEAST, error))
