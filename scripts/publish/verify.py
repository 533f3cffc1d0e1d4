"""Verification: whether a published site is what its trees say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from scripts.build.cache import Cache, DamagedCacheError
from scripts.core.digest import digest_of
from scripts.core.files import walk
from scripts.publish.checkout import forget, held_by, tree


def drift(cache: Cache, site: Path) -> Iterator[str]:
    """Return in one line each what of a published site is not as its trees say."""
    held = held_by(site.resolve())
    if held is None:
        yield f"{site}: no build here made it; run `make site`"
        return
    names = {name: digest for one in held for name, digest in tree(cache, one).items()}
    there = set(walk(site))
    yield from (f"{name}: not part of the site" for name in sorted(there - names.keys()))
    for name, digest in sorted(names.items()):
        if name not in there:
            yield f"{name}: missing"
        elif digest_of((site / name).read_bytes()) != digest:
            yield f"{name}: changed since it was published"


def repair(cache: Cache, site: Path) -> None:
    """Forget what a site and its staging hold, and damaged objects: the next build writes all."""
    held = held_by(site.resolve())
    for digest in {d for one in held or () for d in tree(cache, one).values()}:
        with suppress(DamagedCacheError):
            cache.read(digest)  # removes it where it is damaged
    forget(site)
