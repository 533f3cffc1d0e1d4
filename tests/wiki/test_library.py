"""The library: which titles are nearest to some words."""

from __future__ import annotations

import math
import random

import pytest

from scripts.core.text import tokens
from scripts.wiki import library as module
from scripts.wiki.library import Library
from tests.seeds import printed_by
from tests.small_site import site_of

# Each two titles have words of the same weights: a sum of floats in the order of a set would put
# either of them first.
NEAREST = """
from tests.small_site import site_of

pairs = [[[f"{side}{pair}{n}" for n in "abcdef"] for side in "xy"] for pair in range(8)]
titles = {"_".join(words): "" for pair in pairs for words in pair}
for pair in pairs:
    for first, second in zip(pair[0], reversed(pair[1])):
        for n in range(ord(first[-1]) - ord("a")):
            titles |= {f"{first}_z{first}{n}": "", f"{second}_z{second}{n}": ""}
library = site_of(titles).library
for pair in pairs:
    print(library.nearest(" ".join(pair[0] + pair[1]), "ch", 2))
"""


def several(channels: int, titles: int, seed: int) -> Library:
    """A library of titles from few words, so that scores are often equal."""
    draw = random.Random(seed)

    def slug() -> str:
        return "_".join(draw.choices("abcdefghijk", k=draw.randint(1, 5)))

    sites = [site_of({slug(): "" for _ in range(titles)}, f"ch{n}") for n in range(channels)]
    libraries = [site.library for site in sites]
    return Library({key: article for one in libraries for key, article in one.articles.items()})


def by_definition(library: Library, words: str, channel: str, count: int) -> list[str]:
    """The nearest titles as they are defined: one article after the other."""
    titles = {
        key: dict.fromkeys(tokens(f"{article.title} {article.slug.replace('_', ' ')}"))
        for key, article in library.articles.items()
    }
    ranked = []
    for key, own in titles.items():
        score = 0.0
        for word in dict.fromkeys(tokens(words)):
            holders = sum(word in title for title in titles.values())
            if word in own and holders <= max(module.COMMON, len(titles) // 20):
                score += math.log(1 + len(titles) / holders) / math.sqrt(1 + len(own))
        if score:
            ranked.append((not key.startswith(f"{channel}/"), -score, key))
    return [key for *_, key in sorted(ranked)][:count]


@pytest.mark.parametrize("common", [400, 12])
@pytest.mark.parametrize("seed", range(3))
def test_the_nearest_titles_are_those_of_the_definition(
    seed: int, common: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "COMMON", common)
    library, draw = several(3, 12, seed), random.Random(seed)
    for count in (1, 5, 12, 50):
        for channel in ("ch0", "ch1", "", "nowhere"):
            words = " ".join(draw.choices("abcdefghijkl", k=5))
            expected = by_definition(library, words, channel, count)
            assert library.nearest(words, channel, count) == expected
    assert library.nearest("unknown", "ch0") == []


@pytest.mark.slow
def test_the_nearest_titles_are_the_same_under_every_hash_seed() -> None:
    assert len(printed_by(NEAREST)) == 1
