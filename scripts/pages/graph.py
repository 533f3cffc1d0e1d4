"""The neighbourhood of an article and the core of a channel, as small files of nodes and edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scripts.core.files import File, compact_json
from scripts.wiki.site import Site

NEAR, AROUND, CHANNEL = 12, 16, 150  # nodes: one step away, in all, of a channel
EDGES = 600


@dataclass(frozen=True, slots=True)
class Graph:
    """Which articles each article links to, and which link to it."""

    to: dict[str, tuple[str, ...]]
    by: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, site: Site) -> Graph:
        """The graph of all links between articles."""
        articles = site.linked.articles
        to = {key: linked.links for key, linked in articles.items()}
        by = {
            key: tuple(dict.fromkeys(b.article for b in linked.backlinks))
            for key, linked in articles.items()
        }
        return cls(to, by)

    def around(self, key: str) -> tuple[str, ...]:
        """The articles one step away, each once."""
        return tuple(dict.fromkeys((*self.to.get(key, ()), *self.by.get(key, ()))))

    def degree(self, key: str) -> int:
        """How many links an article has, both ways."""
        return len(self.to.get(key, ())) + len(self.by.get(key, ()))


def article_graph(site: Site, graph: Graph, key: str) -> File:
    """An article with what is one and two steps away, the best connected first."""
    near = sorted(graph.around(key), key=lambda k: (-graph.degree(k), k))[:NEAR]
    first = {key, *near}
    shared = Counter(k for n in near for k in graph.around(n) if k not in first)
    far = sorted(shared, key=lambda k: (-shared[k], -graph.degree(k), k))
    far = far[: AROUND - len(first)]
    steps = {key: 0} | dict.fromkeys(near, 1) | dict.fromkeys(far, 2)
    return _file(site, graph, list(steps), list(steps.values()))


def channel_graph(site: Site, graph: Graph, channel: str) -> File:
    """The most linked articles of a channel and the links between them."""
    keys = site.library.channels[channel]
    most = sorted(keys, key=lambda k: (-len(graph.by.get(k, ())), -graph.degree(k), k))[:CHANNEL]
    return _file(site, graph, most, [1] * len(most))


def _file(site: Site, graph: Graph, keys: Sequence[str], steps: Sequence[int]) -> File:
    nodes = [(key, site.title(key), step) for key, step in zip(keys, steps, strict=True)]
    return "graph.json", compact_json({"nodes": nodes, "edges": edges(graph, keys)})


def edges(graph: Graph, keys: Iterable[str]) -> list[tuple[int, int]]:
    """The links between the articles `keys` as pairs of positions, from and to."""
    places = {key: place for place, key in enumerate(keys)}
    found = [
        (place, places[other])
        for key, place in places.items()
        for other in graph.to.get(key, ())
        if other in places
    ]
    return found[:EDGES]
