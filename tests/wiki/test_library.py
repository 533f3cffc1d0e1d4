"""The library: which titles are nearest to some words."""

from __future__ import annotations

from tests.seeds import printed_by

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


def test_the_nearest_titles_are_the_same_under_every_hash_seed() -> None:
    assert len(printed_by(NEAREST)) == 1
