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
    """Which articles each article links to, how many link to it, and all of both, each once."""

    to: dict[str, tuple[str, ...]]
    linked: dict[str, int]
    around: dict[str, tuple[str, ...]]
    degree: dict[str, int]  # links both ways

    @classmethod
    def of(cls, site: Site) -> Graph:
        """The graph of all links between articles."""
        articles = site.linked.articles
        to = {key: linked.links for key, linked in articles.items()}
        by = {
            key: dict.fromkeys(b.article for b in linked.backlinks)
            for key, linked in articles.items()
        }
        return cls(
            to,
            {key: len(found) for key, found in by.items()},
            {key: tuple(dict.fromkeys((*to[key], *by[key]))) for key in articles},
            {key: len(to[key]) + len(by[key]) for key in articles},
        )


def article_graph(site: Site, graph: Graph, key: str) -> File:
    """An article with what is one and two steps away, the best connected first."""
    degree = graph.degree
    near = sorted(graph.around[key], key=lambda k: (-degree[k], k))[:NEAR]
    first = {key, *near}
    shared = Counter(k for n in near for k in graph.around[n] if k not in first)
    far = sorted(shared, key=lambda k: (-shared[k], -degree[k], k))
    far = far[: AROUND - len(first)]
    steps = {key: 0} | dict.fromkeys(near, 1) | dict.fromkeys(far, 2)
    return _file(site, graph, list(steps), list(steps.values()))


def channel_graph(site: Site, graph: Graph, channel: str) -> File:
    """The most linked articles of a channel and the links between them."""
    keys = site.library.channels[channel]
    most = sorted(keys, key=lambda k: (-graph.linked[k], -graph.degree[k], k))[:CHANNEL]
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
        for other in graph.to[key]
        if other in places
    ]
    return found[:EDGES]
