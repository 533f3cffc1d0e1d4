"""What the report counts of articles, citations and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from scripts.core.model import Citation, Target, Totals, WrittenCitation
from scripts.wiki.library import Library
from scripts.wiki.links import Linked


def totals(library: Library, linked: Linked) -> Totals:
    """Count a linked library."""
    references: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for article in linked.articles.values():
        for reference, place in zip(article.article.references, article.places, strict=True):
            if isinstance(place, Target):
                links["written"] += 1
                links["topic" if place.kind == "topic" else "resolved"] += 1
            elif isinstance(reference, WrittenCitation):
                references["written"] += 1
                references["linked"] += isinstance(place, Citation) and bool(place.video)
                references["recovered"] += reference.recovered
                references[place.state if isinstance(place, Citation) else "unreadable"] += 1
    return Totals(len(library.articles), len(library.hubs), references, links)


def summed(found: Iterable[Totals]) -> Totals:
    """The totals of all parts."""
    whole = Totals(0, 0, Counter(), Counter())
    for part in found:
        citations, links = whole.citations + part.citations, whole.links + part.links
        whole = Totals(whole.articles + part.articles, whole.hubs + part.hubs, citations, links)
    return whole
