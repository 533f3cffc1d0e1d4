"""A small linked library from pasted texts, for tests of what is made from one."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from scripts.build.fragments import Fragment
from scripts.build.manifests import Manifest, folder_of, head_of

from scripts.core.digest import digest_of
from scripts.core.files import FRAGMENT, signature, walk
from scripts.core.model import TranscriptFile
from scripts.transcripts.parse import parse_file
from scripts.wiki.library import Library
from scripts.wiki.links import link
from scripts.wiki.site import Site

VIDEO = "abcdefghijk"
HEAD = {  # of a page's fragment
    "title": "A",
    "description": "",
    "kind": "article",
    "toc": [],
    "crumbs": [],
    "json_ld": "",
    "math": False,
    "search": True,
    "modified": "",
    "canonical": "",
    "head": "",
}


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


def shelve(pages: Path) -> None:
    """Let a manifest say what is below a folder, as the build step does."""
    manifest = Manifest("whole")
    for name in walk(pages):
        manifest.signatures[name] = signature((pages / name).stat())
        if name.endswith(FRAGMENT):
            head, body = Fragment.read(pages / name)
            page: Any = SimpleNamespace(**head, body=body)
            manifest.heads[name] = head_of(page)
    manifest.name = digest_of(repr(manifest.signatures).encode())
    shutil.rmtree(folder_of(pages), ignore_errors=True)
    manifest.keep(folder_of(pages))


def cite(seconds: int) -> str:
    """The markup of a citation."""
    stamp = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f'<a class="yt-timestamp" data-t="{stamp}">[{stamp}]</a>'
