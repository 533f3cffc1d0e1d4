"""The claims on each video, gathered from every article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from scripts.core.model import Claim
from scripts.wiki.site import Site


class Moment(NamedTuple):
    """A second of a video and what articles say of it, each wording once."""

    seconds: int
    claims: tuple[Claim, ...]


def all_videos(site: Site) -> list[str]:
    """Every video that an article is about or cites, that a hub lists, or that has a transcript."""
    cited = {claim.video for linked in site.linked.articles.values() for claim in linked.claims}
    library = site.library
    return sorted(cited.union(library.by_video, library.listings, library.transcripts))


def claims_by_video(site: Site) -> dict[str, list[Claim]]:
    """The claims on each video."""
    videos: dict[str, list[Claim]] = defaultdict(list)
    for linked in site.linked.articles.values():
        for claim in linked.claims:
            videos[claim.video].append(claim)
    return videos


def moments(claims: Sequence[Claim]) -> list[Moment]:
    """The claims grouped by second, in the order of time; unverified ones are left to articles."""
    seconds: dict[int, dict[str, Claim]] = defaultdict(dict)
    for claim in sorted(claims, key=lambda c: (c.seconds, c.article, c.text)):
        if claim.state != "unverified":
            seconds[claim.seconds].setdefault(claim.text, claim)
    return [Moment(second, tuple(found.values())) for second, found in sorted(seconds.items())]
