"""The page of a video: its articles, and every claim cited on it in the order of time."""

from __future__ import annotations

from macros.citations import citation
from scripts.core.model import Claim, Page
from scripts.core.templates import template
from scripts.core.text import clock_label, cut, shorten
from scripts.core.urls import article_url, relative_url, video_url, watch_at
from scripts.pages import jsonld
from scripts.wiki.claims import Moment, moments
from scripts.wiki.site import Site

LONGEST = 280  # characters of a claim; the article has the rest

CLIPS = 60  # moments that the page names to machines


def video_page(site: Site, video: str, claims: list[Claim]) -> Page:
    """Render the page of one video."""
    address = video_url(video)
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
        moments=[_row(site, video, moment) for moment in found],
    )
    description = f"Every claim that our articles cite on this video, in order: {title}"
    crumbs = tuple((site.channel_title(c), article_url(c)) for c in channels[:1])
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


def _row(site: Site, video: str, moment: Moment) -> tuple[object, ...]:
    """A moment as the template writes it: worked out here, for a call in a template takes long."""
    page = video_url(video)
    claims = [
        (
            relative_url(page, article_url(claim.article), claim.anchor),
            site.title(claim.article),
            cut(claim.text, LONGEST),
        )
        for claim in moment.claims
    ]
    state, ident = moment.claims[0].state, f"t-{moment.seconds}"
    return citation(moment.seconds, video, state=state, own=True, id=ident), claims


def _markdown(site: Site, title: str, video: str, found: list[Moment]) -> str:
    source = f"https://www.youtube.com/watch?v={video}"
    lines = [f"# {title}", "", f"Source: <{source}>", ""]
    for moment in found:
        at = f"[{clock_label(moment.seconds)}]({watch_at(video, moment.seconds)})"
        lines += [f"- {at} {claim.text}" for claim in moment.claims]
    return "\n".join(lines) + "\n"
