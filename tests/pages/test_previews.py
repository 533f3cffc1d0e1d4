"""The precomputed previews: what they say, and that none is large."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from scripts.pages.previews import MOMENTS, article_preview, claim_previews
from scripts.wiki.claims import claims_by_video, moments
from scripts.wiki.site import Site
from tests.small_site import VIDEO, cite, site_of


def claim_files(site: Site) -> Iterator[tuple[str, bytes]]:
    titles = {key: site.title(key) for key in site.library.articles}
    return claim_previews(VIDEO, titles, moments(claims_by_video(site)[VIDEO]), {})


def parts(site: Site) -> dict[str, Any]:
    return {name: json.loads(data) for name, data in claim_files(site)}


def test_an_article_opens_with_its_own_words() -> None:
    site = site_of({"one": f"Apples fall from trees {cite(5)}. Pears do too, says [[one|it]]."})
    name, data = article_preview(site.linked.articles["ch/one"], "One")
    preview = json.loads(data)
    assert name == "preview.json"
    assert preview["title"] == "One"
    assert preview["lines"][0].startswith("Apples fall from trees")
    assert preview["citations"] == 1
    assert preview["minutes"] == 1


def test_an_empty_article_has_a_preview_all_the_same() -> None:
    site = site_of({"one": "", "two": f"Words {cite(3)}."})
    assert json.loads(article_preview(site.linked.articles["ch/one"], "One")[1])["lines"] == []


def test_a_video_nobody_cites_has_no_files() -> None:
    assert list(claim_previews(VIDEO, {}, [], {})) == []


def test_every_moment_stands_in_the_part_that_the_index_names() -> None:
    body = "\n\n".join(f"Claim number {n} is made {cite(10 * n + 10)}." for n in range(40))
    files = parts(site_of({"one": body}))
    index = files.pop("claims/index.json")
    assert len(index["starts"]) == len(files) == -(-40 // MOMENTS)
    for second in range(10, 410, 10):
        number = max(n for n, start in enumerate(index["starts"]) if start <= second)
        part = files[f"claims/{number}.json"]
        assert second in [moment[0] for moment in part["moments"]]


def test_a_part_shows_a_neighbour_beyond_either_end() -> None:
    body = "\n\n".join(f"Claim number {n} is made {cite(10 * n + 10)}." for n in range(40))
    files = parts(site_of({"one": body}))
    starts = files["claims/index.json"]["starts"]
    seconds = [moment[0] for moment in files["claims/1.json"]["moments"]]
    assert seconds[0] == starts[1] - 10
    assert seconds[-1] == starts[2]


@pytest.mark.parametrize(
    "letters", ["abcdefghijklmnopqrstuvwxyz", "कखगघङचछजझञटठडढणतथदधन", "一丁七万丈三上下不与"]
)
def test_parts_stay_small_whatever_is_said(letters: str) -> None:
    draw = random.Random(7)

    def words() -> str:
        return " ".join("".join(draw.choices(letters, k=6)) for _ in range(40))

    body = "\n\n".join(f"{words()} {cite(n * 7)}\n\n{words()} {cite(n * 7)}" for n in range(1, 60))
    files = list(claim_files(site_of({"one": body})))
    assert len(files) > 4
    index = len(gzip.compress(files[0][1]))
    assert all(len(gzip.compress(data)) + index < 3_000 for _, data in files[1:])
