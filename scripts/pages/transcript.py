"""The page of a transcript: what is said in a video, each line with its second.

The first transcript of a video stands at `transcript/<video>`, one in a further language at
`transcript/<video>/<language>`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from markupsafe import Markup, escape

from macros.citations import look
from scripts.captions.exports import to_markdown
from scripts.captions.model import Line, Paragraph, Part, Transcript
from scripts.core.model import Claim, Heading, Page
from scripts.core.templates import template
from scripts.core.text import clock_label, shorten
from scripts.core.urls import article_url, relative_url, transcript_url, video_url
from scripts.pages import jsonld
from scripts.pages.head_metadata import Head, Heads
from scripts.wiki.claims import claims_by_video
from scripts.wiki.site import Settings, Site, Titled
from scripts.wiki.words_said import line_at

LONGEST = 70  # characters of a heading in the list of sections
EXPORTS = {"vtt": "WebVTT", "srt": "SRT", "json": "JSON for podcasts"}


class Track(NamedTuple):
    """A transcript of the video: its language as a code and in that language, and its address."""

    language: str
    name: str
    address: str


class Citing(NamedTuple):
    """An article that cites a line: the line's second, the article, the id of the claim in it."""

    seconds: int
    article: Titled
    anchor: str


class TranscriptView(NamedTuple):
    """Everything that a transcript's page shows."""

    address: str
    head: Head
    transcript: Transcript
    title: str
    channel: Titled
    tracks: tuple[Track, ...]
    citing: tuple[Citing, ...]


def views(site: Site, settings: Settings, heads: Heads) -> Iterator[TranscriptView]:
    """Return the view of every transcript."""
    claims = claims_by_video(site)
    for video, transcripts in site.library.transcripts.items():
        tracks = tuple(tracks_of(transcripts))
        for one, track in zip(transcripts, tracks, strict=True):
            yield view(site, heads, one, track.address, tracks, claims.get(video, ()))


def view(
    site: Site,
    heads: Heads,
    transcript: Transcript,
    address: str,
    tracks: tuple[Track, ...],
    claims: Sequence[Claim],
) -> TranscriptView:
    """Return the view of one transcript."""
    return TranscriptView(
        address=address,
        head=heads.at(address, transcript.channel),
        transcript=transcript,
        title=site.library.video_title(transcript.video),
        channel=Titled(transcript.channel, site.channel_title(transcript.channel)),
        tracks=tracks,
        citing=tuple(_citing(site, transcript, claims)),
    )


def tracks_of(transcripts: Sequence[Transcript]) -> Iterator[Track]:
    """Return the transcripts of a video as links name them, the one at the shortest address first.

    One whose language is not known has its number in the address.
    """
    names = [language_name(one.language) for one in transcripts]
    for number, (one, name) in enumerate(zip(transcripts, names, strict=True)):
        code = one.language or str(number + 1)
        shown = name if names.count(name) == 1 and name else f"{name or 'Transcript'} ({code})"
        yield Track(one.language, shown, transcript_url(one.video, code if number else ""))


def language_name(code: str) -> str:
    """Return the name of a language in that language; its code where the name is not known."""
    try:
        return Locale.parse(code, sep="-").get_display_name() or code
    except (UnknownLocaleError, ValueError):
        return code


def _citing(site: Site, transcript: Transcript, claims: Sequence[Claim]) -> Iterator[Citing]:
    lines, near, seen = transcript.lines, transcript.has_words_near, set[Citing]()
    for claim in sorted(claims, key=lambda c: (c.seconds, c.article)):
        if claim.state == "unverified" or not lines or not near(claim.seconds):
            continue
        titled = Titled(claim.article, site.title(claim.article))
        one = Citing(lines[line_at(lines, claim.seconds)].seconds, titled, claim.anchor)
        if one not in seen:
            seen.add(one)
            yield one


def page(view: TranscriptView) -> Page:
    """Render the page of one transcript."""
    transcript, address = view.transcript, view.address
    video, base = transcript.video, view.head.base
    headings = tuple(
        Heading(2, shorten(part.heading, LONGEST), part.id) for part in transcript.parts
    )
    crumbs = (
        (view.channel.title, article_url(view.channel.key)),
        ("Video", video_url(video)),
    )
    description = f"Every word of the video, each line with its second: {view.title}"
    clips = [jsonld.clip_thing(video, part.heading, _start(part)) for part in transcript.parts]
    described = jsonld.video_thing(video, view.title, description, clips, base)
    way = jsonld.breadcrumbs_thing([*crumbs, ("Transcript", address)], base)
    return Page(
        address=address,
        title=f"Transcript: {view.title}",
        description=description,
        body=_body(view, headings),
        markdown=to_markdown(view.transcript, f"Transcript: {view.title}"),
        kind="transcript",
        toc=headings if len(headings) > 1 else (),
        crumbs=crumbs,
        json_ld=jsonld.script_json([described, way]),
        cached=transcript.exports,
    )


def _body(view: TranscriptView, headings: Sequence[Heading]) -> str:
    citing: dict[int, list[Citing]] = defaultdict(list)
    for one in view.citing:
        citing[one.seconds].append(one)
    parts = [
        (part, [_paragraph(view, paragraph, citing) for paragraph in part.paragraphs])
        for part in view.transcript.parts
    ]
    return template(
        "transcript.html",
        page=view.address,
        headings=headings,
        transcript=view.transcript,
        title=view.title,
        language=view.transcript.language,
        channel=view.channel,
        length=clock_label(int(view.transcript.lines[-1].seconds if parts else 0)),
        tracks=view.tracks,
        parts=parts,
        exports=[(name, EXPORTS[name.rpartition(".")[2]]) for name, _ in view.transcript.exports],
    )


def _paragraph(
    view: TranscriptView, paragraph: Paragraph, citing: Mapping[int, Sequence[Citing]]
) -> tuple[object, ...]:
    """A paragraph as the template writes it: its speaker, its lines, and who cites them."""
    video = view.transcript.video
    lines = Markup(" ").join(_line(video, line, line.seconds in citing) for line in paragraph.lines)
    cited = [
        (
            one.seconds,
            one.article,
            relative_url(view.address, article_url(one.article.key), one.anchor),
        )
        for line in paragraph.lines
        for one in citing.get(line.seconds, ())
    ]
    return paragraph.speaker, lines, cited, len({article.key for _, article, _ in cited})


def _line(video: str, line: Line, cited: bool) -> Markup:
    """A line as HTML; a macro for each would take most of the time of a page."""
    at = look("as-written", True, True)(
        line.seconds, escape(video), clock_label(line.seconds), f"t-{line.seconds}"
    )
    kind = "mm-line mm-cited" if cited else "mm-line"
    return Markup(f'<span class="{kind}">{at}\u00a0{escape(line.text)}</span>')  # noqa: S704


def _start(part: Part) -> int:
    return part.paragraphs[0].lines[0].seconds
