"""Whole sources pasted as text: each file after a line `=== its path`, and what the wiki shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.core.model import Article, Problem
from scripts.transcripts.parse import parse_files
from scripts.transcripts.scan import read_file, scan
from scripts.wiki.library import Library
from scripts.wiki.links import Linked, link
from scripts.wiki.references_html import fill

FRONT = "---\ntitle: Here\nvideoId: abcdefghijk\n---\n"
_FILE = re.compile(r"^=== (.+)\n", re.MULTILINE)
_CITED = re.compile(
    r'<a class="citation" data-seconds="(\d+)" data-state="([a-z-]+)"(?: data-video="[\w-]+")?'
    r' href="[^"]+v=([\w-]+)&amp;[^"]*"(?: id="[^"]+")?>([^<]+)</a>'
)


def write_source(folder: Path, text: str) -> Path:
    """Write the pasted files; a text without paths is the body of `c/here.md`."""
    source = folder / "articles"
    parts = _FILE.split(text if text.startswith("=== ") else f"=== c/here.md\n{text}")[1:]
    for path, body in zip(parts[::2], parts[1::2], strict=True):
        file = source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = body if body.lstrip("\ufeff\n ").startswith("---") else FRONT + body
        file.write_bytes(whole.rstrip("\n").encode() + b"\n")
    return source


def read_source(source: Path) -> tuple[Linked, list[Problem]]:
    """The linked library of a source, and everything that its author is told."""
    scanned = scan(source)
    parsed, problems = parse_files(map(read_file, scanned.files))
    linked = link(Library.of(parsed))
    return linked, [*scanned.problems, *problems, *linked.problems]


def shown(text: str, folder: Path) -> str:
    """What a pasted source becomes: addresses, titles and bodies, then topics and problems."""
    source = write_source(folder, text)
    linked, problems = read_source(source)
    lines = list(_articles(linked, alone="===" not in text))
    lines += [f"topic {key}: {len(topic.mentions)}" for key, topic in linked.topics.items()]
    return "\n".join([*lines, *(str(one).replace(f"{source}/", "") for one in problems)])


def _articles(linked: Linked, *, alone: bool) -> Iterator[str]:
    for key, one in linked.articles.items():
        if not alone:
            yield "; ".join([f"# {key}", f"“{one.article.title}”", *_facts(one.article)])
        body = fill(one.article.html, one, f"wiki/{key}").strip()
        body = body.replace(' rel="noopener noreferrer"', "").replace(f'data-preview="{key}" ', "")
        yield _CITED.sub(r"(\4 of \3, \2)", re.sub(r' data-preview="[^"]*"', "", body))


def _facts(article: Article) -> Iterator[str]:
    if article.video != "abcdefghijk":
        yield f"video {article.video or 'none'}"
    if article.published:
        yield article.published
    if article.aliases:
        yield f"aliases {', '.join(article.aliases)}"
    if article.summary:
        yield f"summary {' / '.join(article.summary)}"
