"""The shapes of banks, answers and results, for the type checker only.

A bank is its TOML document, as it is: nothing is converted when it is read, and this module is
never imported at run time (every dataclass would cost import time on a phone).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypedDict

Json = Any
Answers = Mapping[str, Any]


class Problem(TypedDict):
    """One thing wrong with a message."""

    code: str
    message: str
    field: str | None


class Cite(TypedDict):
    """An article, and the second of the video where it is told."""

    article: str
    video: str
    second: int


class Option(TypedDict):
    """One option of a choice."""

    id: str
    text: str
    ahead: NotRequired[int]
    feedback: NotRequired[str]
    points: NotRequired[float]


class Item(TypedDict):
    """One item of a bank, or one column of its rows (which has no section, text and cite)."""

    id: str
    section: str
    kind: Literal["agree", "scale", "number", "yes-no", "choice", "text", "rows"]
    text: str
    cite: Cite
    name: NotRequired[str]
    help: NotRequired[str]
    version: NotRequired[int]
    required: NotRequired[bool]
    default: NotRequired[Json]
    scale: NotRequired[str]
    reverse: NotRequired[bool]
    after: NotRequired[str]
    best: NotRequired[bool]
    points: NotRequired[float]
    weight: NotRequired[float]
    min: NotRequired[float]
    max: NotRequired[float]
    step: NotRequired[float]
    unit: NotRequired[str]
    whole: NotRequired[bool]
    percent: NotRequired[bool]
    money: NotRequired[bool]
    labels: NotRequired[list[str]]
    options: NotRequired[list[Option]]
    hindsight: NotRequired[str]
    max_length: NotRequired[int]
    lines: NotRequired[int]
    row: NotRequired[str]
    max_rows: NotRequired[int]
    none: NotRequired[str]
    columns: NotRequired[list[Item]]


class Section(TypedDict):
    """One step of the form."""

    id: str
    title: str
    text: NotRequired[str]


class Scale(TypedDict):
    """One scale: its items name it."""

    id: str
    title: str
    kind: Literal["strength", "risk", "state", "event"]
    text: str
    bands: dict[str, str]


class Value(TypedDict):
    """One number of the result and how to show it."""

    id: str
    title: str
    text: str
    format: str


# In functional form, because one of its keys is a keyword.
Move = TypedDict(
    "Move",
    {
        "id": str,
        "title": str,
        "on": str,
        "from": NotRequired[float],
        "leverage": float,
        "reason": str,
        "step": str,
        "cite": Cite,
        "verdicts": NotRequired[list[str]],
    },
)


# In functional form, because one of its keys is a keyword.
Threshold = TypedDict("Threshold", {"from": float, "verdict": str, "standing": NotRequired[str]})


class Bank(TypedDict):
    """One assessment, as its TOML file has it."""

    id: str
    title: str
    version: str
    minutes: int
    order: NotRequired[int]
    formula: str
    about: str
    not_about: str
    rule: str
    live: NotRequired[bool]
    sections: NotRequired[list[Section]]
    items: NotRequired[list[Item]]
    scales: NotRequired[list[Scale]]
    values: NotRequired[list[Value]]
    verdicts: NotRequired[dict[str, str]]
    thresholds: NotRequired[list[Threshold]]
    moves: NotRequired[list[Move]]
    sources: NotRequired[list[dict[str, str]]]
    changes: NotRequired[list[dict[str, str]]]


class ScaleScore(TypedDict):
    """One scale of a result: 0 to 100 or None, how much was answered, and what one answer moves."""

    score: float | None
    answered: int
    of: int
    band: str
    step: float


class Chart(TypedDict):
    """A chart and its table: the first column holds the labels, each further one is a series."""

    id: str
    kind: str
    title: str
    columns: list[dict[str, str]]
    rows: list[list[Json]]


class Outcome(TypedDict):
    """What a formula finds; `gaps` run from 0 (nothing to gain) to 1, None where unknown."""

    values: dict[str, Json]
    scales: dict[str, ScaleScore]
    verdict: str | None
    gaps: dict[str, float | None]
    charts: list[Chart]
    detail: dict[str, Json]
    moves: NotRequired[list[dict[str, Json]]]
    remarks: NotRequired[list[dict[str, str]]]
