"""Trees of the site: from a path to the object of its bytes. A site is several trees.

No path is in two trees of a site, so trees that two versions share need no look into them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scripts.build.cache import Cache, Digest

Trees = tuple[Digest, ...]


class Difference(NamedTuple):
    """What leads from one version of a site to another: files to write, and files to remove."""

    written: dict[str, Digest]
    removed: list[str]


def tree(cache: Cache, digest: Digest) -> dict[str, Digest]:
    """Return a tree by its digest."""
    return dict(cache.value(digest))


def difference(cache: Cache, old: Sequence[Digest], new: Sequence[Digest]) -> Difference:
    """Return what differs between two versions of a site."""
    before = _joined(cache, [one for one in old if one not in new])
    after = _joined(cache, [one for one in new if one not in old])
    written = {path: digest for path, digest in after.items() if before.get(path) != digest}
    return Difference(written, sorted(before.keys() - after.keys()))


def _joined(cache: Cache, trees: Sequence[Digest]) -> dict[str, Digest]:
    return {path: digest for one in trees for path, digest in cache.value(one).items()}
