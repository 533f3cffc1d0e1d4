"""What several formulas share: gaps, charts and a decay that is the same on every machine."""

from __future__ import annotations

from functools import lru_cache
from math import floor, ldexp, sqrt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Chart, Json, Outcome, ScaleScore


def outcome(
    values: dict[str, Json],
    *,
    scales: dict[str, ScaleScore] | None = None,
    verdict: str | None = None,
    gaps: dict[str, float | None] | None = None,
    charts: list[Chart] | None = None,
    detail: dict[str, Any] | None = None,
) -> Outcome:
    """Return what a formula found; whatever it has none of is empty."""
    return {
        "values": values,
        "scales": scales or {},
        "verdict": verdict,
        "gaps": gaps or {},
        "charts": charts or [],
        "detail": detail or {},
    }


def chart(
    name: str, kind: str, title: str, columns: dict[str, str], rows: list[list[Json]]
) -> Chart:
    """Return a chart; `columns` maps each column's title to the format of its cells."""
    heads = [{"title": head, "format": form} for head, form in columns.items()]
    return {"id": name, "kind": kind, "title": title, "columns": heads, "rows": rows}


def clamp(gap: float) -> float:
    """Return a gap cut to 0..1."""
    return min(1.0, max(0.0, gap))


def share(part: float, whole: float) -> float | None:
    """Return part / whole, or None where there is no whole."""
    return part / whole if whole else None


def one_minus(fraction: float | None) -> float | None:
    """Return 1 - fraction, None staying None."""
    return None if fraction is None else 1 - fraction


@lru_cache(maxsize=256)  # `flip` scores the same months over and over
def halved(age: float, half_life: float) -> float:
    """Return 0.5 ** (age / half_life) for an age of 0 or more, to within 2e-14 of its size.

    Powers differ in their last digit from one C library to the next; square roots and products
    do not, so the same answers give the same bytes in CPython and in Pyodide.
    """
    times = age / half_life
    whole = floor(times)
    rest, root, product = times - whole, 0.5, 1.0
    while rest:
        rest, root = 2 * rest, sqrt(root)
        if rest >= 1:
            rest, product = rest - 1, product * root
    return ldexp(product, -whole)
