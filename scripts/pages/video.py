"""The page of a video: its articles, and every claim cited on it in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from macros.citations import citation
from scripts.core.model import Claim, Page
from scripts.core.templates import template
from scripts.core.text import clock_label, cut, shorten
from scripts.core.urls import article_url, relative_url, transcript_url, video_url, watch_at
from scripts.pages import jsonld
from scripts.pages.head_metadata import Head, Heads
from scripts.pages.previews import claim_previews
from scripts.wiki.claims import Moment, all_videos, claims_by_video, moments
from scripts.wiki.site import Settings, Site, Titled
from scripts.wiki.words_said import Said, words_said

LONGEST = 280  # characters of a claim; the article has the rest
CLIPS = 60  # moments that the page names to machines


class VideoView(NamedTuple):
    """Everything that a video's page shows."""

    address: str
    head: Head
    video: str
    title: str
    channel: Titled | None
    articles: tuple[Titled, ...]
    cited_in: tuple[Titled, ...]
    claims: tuple[Claim, ...]
    transcript: bool
    said: Mapping[int, Said]  # what is said at each cited second, where captions tell


def views(site: Site, settings: Settings, heads: Heads) -> Iterator[VideoView]:
    """Return the view of every video."""
    claims = claims_by_video(site)
    for video in all_videos(site):
        yield view(site, heads, video, tuple(claims.get(video, ())))


def view(site: Site, heads: Heads, video: str, claims: tuple[Claim, ...]) -> VideoView:
    """Return the view of one video."""
    address = video_url(video)
    keys = site.library.by_video.get(video, [])
    cited_in = sorted({claim.article for claim in claims} - set(keys))
    channels = [key.partition("/")[0] for key in [*keys, *cited_in][:1]]
    tracks = site.library.transcripts.get(video, ())
    channels = channels or [track.channel for track in tracks[:1]]
    channel = next((Titled(name, site.channel_title(name)) for name in channels), None)
    return VideoView(
        address=address,
        head=heads.at(address, channel.key if channel else ""),
        video=video,
        title=site.library.video_title(video),
        channel=channel,
        articles=site.titled(keys),
        cited_in=site.titled(cited_in),
        claims=claims,
        transcript=bool(tracks),
        said=words_said(tracks, sorted({claim.seconds for claim in claims})),
    )


def page(view: VideoView) -> Page:
    """Render the page of one video."""
    address, video, title, base = view.address, view.video, view.title, view.head.base
    titles = dict([*view.articles, *view.cited_in])
    found = moments(view.claims)
    body = template(
        "video.html",
        page=address,
        video=video,
        title=title,
        articles=view.articles,
        cited_in=view.cited_in,
        transcript=relative_url(address, transcript_url(video)) if view.transcript else "",
        moments=[_row(titles, video, moment) for moment in found],
    )
    description = f"Every claim that our articles cite on this video, in order: {title}"
    crumbs = ((view.channel.title, article_url(view.channel.key)),) if view.channel else ()
    clips = [
        jsonld.clip_thing(video, shorten(moment.claims[0].text, 90), moment.seconds)
        for moment in found[:CLIPS]
    ]
    described = jsonld.video_thing(video, title, description, clips, base)
    way = jsonld.breadcrumbs_thing([*crumbs, (title, address)], base)
    return Page(
        address=address,
        title=title,
        description=description,
        body=body,
        markdown=_markdown(title, video, found),
        kind="video",
        crumbs=crumbs,
        json_ld=jsonld.script_json([described, way]),
        files=tuple(claim_previews(title, titles, found, view.said)),
    )


def _row(titles: Mapping[str, str], video: str, moment: Moment) -> tuple[object, ...]:
    """A moment as the template writes it: worked out here, for a call in a template takes long."""
    page = video_url(video)
    claims = [
        (
            relative_url(page, article_url(claim.article), claim.anchor),
            titles[claim.article],
            cut(claim.text, LONGEST),
        )
        for claim in moment.claims
    ]
    state, ident = moment.claims[0].state, f"t-{moment.seconds}"
    return citation(moment.seconds, video, state=state, own=True, id=ident), claims


def _markdown(title: str, video: str, found: list[Moment]) -> str:
    source = f"https://www.youtube.com/watch?v={video}"
    lines = [f"# {title}", "", f"Source: <{source}>", ""]
    for moment in found:
        at = f"[{clock_label(moment.seconds)}]({watch_at(video, moment.seconds)})"
        lines += [f"- {at} {claim.text}" for claim in moment.claims]
    return "\n".join(lines) + "\n"
