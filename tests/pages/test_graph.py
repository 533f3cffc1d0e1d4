"""The graph's files: who is near whom, and no more than a picture can hold."""

from __future__ import annotations

import json
from typing import Any

from scripts.pages.graph import AROUND, CHANNEL, EDGES, NEAR, Graph, article_graph, channel_graph
from tests.small_site import site_of


def around(articles: dict[str, str], slug: str) -> Any:
    site = site_of(articles)
    return json.loads(article_graph(site, Graph.of(site), f"ch/{slug}")[1])


CHAIN = {"a": "To [[b]].", "b": "To [[c]].", "c": "To [[d]].", "d": "The end."}


def test_steps_are_counted_both_ways() -> None:
    graph = around(CHAIN, "b")
    assert {(key, step) for key, _, step in graph["nodes"]} == {
        ("ch/b", 0),
        ("ch/a", 1),
        ("ch/c", 1),
        ("ch/d", 2),
    }


def test_edges_point_from_the_article_that_links() -> None:
    graph = around(CHAIN, "b")
    names = [key for key, _, _ in graph["nodes"]]
    assert {(names[a], names[b]) for a, b in graph["edges"]} == {
        ("ch/a", "ch/b"),
        ("ch/b", "ch/c"),
        ("ch/c", "ch/d"),
    }


def test_an_article_without_links_is_alone() -> None:
    graph = around({"a": "Nothing."}, "a")
    assert graph["nodes"] == [["ch/a", "A", 0]]
    assert graph["edges"] == []


def test_a_much_linked_article_keeps_to_the_best_connected() -> None:
    hub = " ".join(f"[[n{n}]]" for n in range(200))
    articles = {"hub": hub} | {f"n{n}": f"To [[n{n + 1}]]." for n in range(199)} | {"n199": "End."}
    graph = around(articles, "hub")
    assert NEAR < len(graph["nodes"]) <= AROUND
    assert len(graph["edges"]) <= EDGES
    site = site_of(articles)
    whole = json.loads(channel_graph(site, Graph.of(site), "ch")[1])
    assert len(whole["nodes"]) == CHANNEL
