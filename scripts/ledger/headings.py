"""Writes an id behind every heading that has none: `## Words {#words}`.

From then on the text of a heading can change, and links to its section go on working. The id is the
one that the heading has already, so no published link breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from scripts.core.model import Article, Heading, Problem

_HEADING = re.compile(r"(#{1,6}\s+.*?\S)\s*#*\s*")
_FENCE = re.compile(r"\s*(```|~~~)")


def loose_headings(articles: Iterable[Article]) -> Iterator[Problem]:
    """A note on each article whose headings would move with their words."""
    for article in articles:
        loose = [heading.text for heading in article.headings if not heading.given]
        if loose:
            message = (
                f'"{loose[0][:40]}" and {len(loose) - 1} more headings have no id of their own; '
                "`python -m scripts headings` writes them, so that links outlive an edit"
            )
            yield Problem(article.path, 1, "loose-heading", message)


def with_ids(text: str, headings: Sequence[Heading]) -> str:
    """The text of an article, an id behind every heading; unchanged where they can't be matched."""
    lines, places = text.split("\n"), list(_places(text))
    if len(places) != len(headings):
        return text
    for place, heading in zip(places, headings, strict=True):
        found = _HEADING.fullmatch(lines[place])
        if found and not heading.given:
            lines[place] = f"{found[1]} {{#{heading.id}}}"
    return "\n".join(lines)


def _places(text: str) -> Iterator[int]:
    """The lines that are headings, by their sign and outside of code."""
    fenced = False
    for number, line in enumerate(text.split("\n")):
        fenced ^= bool(_FENCE.match(line))
        if not fenced and _HEADING.fullmatch(line):
            yield number
