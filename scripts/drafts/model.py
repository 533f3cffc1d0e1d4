"""The nouns of a draft: frozen values from its composition to its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Said = tuple[tuple[str, float], ...]  # the words of a track, each with its second


class Line(NamedTuple):
    """A sentence as it stands in a draft: its words, the second at which they are said.

    `more` are further seconds that a rewritten sentence cites.
    """

    text: str
    second: int
    speaker: str = ""
    more: tuple[int, ...] = ()


class Part(NamedTuple):
    """A section of a draft; `id` is the one of its heading."""

    heading: str
    id: str
    lines: tuple[Line, ...]


class Look(NamedTuple):
    """Something that a person should look at: what kind, at which second, and what to do."""

    code: str
    second: int
    message: str


class Candidate(NamedTuple):
    """A phrase that the wiki has no article on: how often it is said, first at which second."""

    phrase: str
    times: int
    second: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A composed draft. `captions` is the name of the file that it was made from."""

    title: str
    video: str
    date: str
    captions: str
    summary: tuple[str, ...]
    parts: tuple[Part, ...]
    looks: tuple[Look, ...]
    candidates: tuple[Candidate, ...]
    sentences: int  # of the captions, of which the lines are some
    rewritten: str = ""  # by which model

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines of all parts, in order."""
        return tuple(line for part in self.parts for line in part.lines)
