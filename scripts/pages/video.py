"""The page of a video: its articles, and every claim cited on it in the order of time."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from scripts import jsonld
from scripts.addresses import article_address, href, video_address
from scripts.model import Claim, Page
from scripts.pages.common import Site, cut, shorten, template
from scripts.stamps import clock_label

LONGEST = 280  # characters of a claim; the article has the rest

CLIPS = 60  # moments that the page names to machines


class Moment(NamedTuple):
    """A second of a video and what articles say of it, each wording once."""

    seconds: int
    claims: tuple[Claim, ...]


def all_videos(site: Site) -> list[str]:
    """Every video that an article is about or cites, or that a hub lists."""
    cited = {claim.video for linked in site.linked.articles.values() for claim in linked.claims}
    return sorted(cited | set(site.library.by_video) | set(site.library.listings))


def claims_by_video(site: Site) -> dict[str, list[Claim]]:
    """The claims on each video."""
    videos: dict[str, list[Claim]] = defaultdict(list)
    for linked in site.linked.articles.values():
        for claim in linked.claims:
            videos[claim.video].append(claim)
    return videos


def moments(claims: list[Claim]) -> list[Moment]:
    """The claims grouped by second, in the order of time; unverified ones are left to articles."""
    seconds: dict[int, dict[str, Claim]] = defaultdict(dict)
    for claim in sorted(claims, key=lambda c: (c.seconds, c.article, c.text)):
        if claim.state != "unverified":
            seconds[claim.seconds].setdefault(claim.text, claim)
    return [Moment(second, tuple(found.values())) for second, found in sorted(seconds.items())]


def video_page(site: Site, video: str, claims: list[Claim]) -> Page:
    """Render the page of one video."""
    address = video_address(video)
    keys = site.library.by_video.get(video, [])
    cited_in = sorted({claim.article for claim in claims} - set(keys))
    channels = list(dict.fromkeys(key.partition("/")[0] for key in keys + cited_in))
    title = site.library.video_title(video)
    found = moments(claims)
    body = template(
        "video.html",
        site=site,
        page=address,
        video=video,
        title=title,
        articles=keys,
        cited_in=cited_in,
        listing=site.library.listings.get(video),
        moments=[_row(site, address, moment) for moment in found],
    )
    description = f"Every claim that our articles cite on this video, in order: {title}"
    crumbs = tuple((site.channel_title(c), article_address(c)) for c in channels[:1])
    clips = [
        jsonld.clip_thing(video, shorten(moment.claims[0].text, 90), moment.seconds)
        for moment in found[:CLIPS]
    ]
    thing = jsonld.video_thing(video, title, description, clips)
    return Page(
        address=address,
        title=title,
        description=description,
        body=body,
        markdown=_markdown(site, title, video, found),
        kind="video",
        crumbs=crumbs,
        json_ld=jsonld.script_json([thing, jsonld.breadcrumbs_thing([*crumbs, (title, address)])]),
    )


def _row(site: Site, page: str, moment: Moment) -> tuple[object, ...]:
    """A moment as the template writes it: worked out here, for a call in a template takes long."""
    claims = [
        (
            href(page, article_address(claim.article), claim.anchor),
            site.title(claim.article),
            cut(claim.text, LONGEST),
        )
        for claim in moment.claims
    ]
    return moment.seconds, clock_label(moment.seconds), moment.claims[0].state, claims


def _markdown(site: Site, title: str, video: str, found: list[Moment]) -> str:
    source = f"https://www.youtube.com/watch?v={video}"
    lines = [f"# {title}", "", f"Source: <{source}>", ""]
    for moment in found:
        at = f"[{clock_label(moment.seconds)}]({source}&t={moment.seconds}s)"
        lines += [f"- {at} {claim.text}" for claim in moment.claims]
    return "\n".join(lines) + "\n"
