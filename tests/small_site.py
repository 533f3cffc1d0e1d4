"""A small linked library from pasted texts, for tests of what is made from one."""

from __future__ import annotations

from scripts.core.model import TranscriptFile
from scripts.transcripts.parse import parse_file
from scripts.wiki.library import Library
from scripts.wiki.links import link
from scripts.wiki.site import Site

VIDEO = "abcdefghijk"


def site_of(articles: dict[str, str], channel: str = "ch") -> Site:
    """The site of articles given as slug and body; each is of the same video."""
    files = [
        TranscriptFile(channel, slug, f"{channel}/{slug}.md", _text(slug, body))
        for slug, body in articles.items()
    ]
    library = Library.of(parse_file(file)[0] for file in files)
    return Site(library, link(library))


def _text(slug: str, body: str) -> str:
    return f"---\ntitle: {slug.title()}\nvideoId: {VIDEO}\n---\n\n{body}\n"


def cite(seconds: int) -> str:
    """The markup of a citation."""
    stamp = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f'<a class="yt-timestamp" data-t="{stamp}">[{stamp}]</a>'
