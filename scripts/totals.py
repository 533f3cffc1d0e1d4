"""What the report counts of articles, citations and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from scripts.library import Library
from scripts.link import Linked
from scripts.model import Citation, Target

CITATIONS = ("written", "linked", "repaired", "unverified", "recovered", "unreadable")
LINKS = ("written", "resolved", "topic")


class Totals(NamedTuple):
    """How many articles and hubs, and of each kind of citation and link."""

    articles: int
    hubs: int
    citations: Counter[str]
    links: Counter[str]


def totals(library: Library, linked: Linked) -> Totals:
    """Count a linked library."""
    marks: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for article in linked.articles.values():
        for mark, place in zip(article.article.marks, article.places, strict=True):
            if isinstance(place, Target):
                links["written"] += 1
                links["topic" if place.kind == "topic" else "resolved"] += 1
            else:
                marks["written"] += 1
                marks["linked"] += isinstance(place, Citation) and bool(place.video)
                marks["recovered"] += bool(getattr(mark, "recovered", False))
                marks[place.state if isinstance(place, Citation) else "unreadable"] += 1
    return Totals(len(library.articles), len(library.hubs), marks, links)


def summed(found: Iterable[Totals]) -> Totals:
    """The totals of all parts."""
    whole = Totals(0, 0, Counter(), Counter())
    for part in found:
        citations, links = whole.citations + part.citations, whole.links + part.links
        whole = Totals(whole.articles + part.articles, whole.hubs + part.hubs, citations, links)
    return whole
