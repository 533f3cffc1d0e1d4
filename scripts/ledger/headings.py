"""Writes an id behind every heading that has none: `## Words {#words}`.

From then on the text of a heading can change, and links to its section go on working. The id is the
one that the heading has already, so no published link breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from scripts.core.model import Article, Heading, Problem

_HEADING = re.compile(
    r"([ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]*){0,20}#{1,6}[ \t]+.*?\S)(?:[ \t]+#+)?[ \t]*"
)
_END = re.compile(r"(\r\n|\r|\n)")


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
    """The text of an article with an id behind every heading that its sign tells; nothing else.

    Line ends stay as they are.
    """
    parts = _END.split(text)  # a line, its end, the next line, ...
    for heading in headings:
        place = 2 * (heading.line - 1)
        found = _HEADING.fullmatch(parts[place]) if 0 <= place < len(parts) else None
        if found and not heading.given:
            parts[place] = f"{found[1]} {{#{heading.id}}}"
    return "".join(parts)
