"""The traps of real transcripts, each a pasted case: what the page shows of it."""

from __future__ import annotations

from scripts.core.model import Article, TranscriptFile
from scripts.transcripts.parse import parse_file
from scripts.wiki.library import Library
from scripts.wiki.links import link
from scripts.wiki.references_html import fill
from tests.cases import check_cases

FRONT = "---\ntitle: Here\nvideoId: LYr-VTpWBaw\n---\n"
OTHER = "---\ntitle: Another Article\nvideoId: LYr-VTpWBaw\naliases:\n  - old name\n---\nText."


def body(source: str) -> str:
    """The body of a page made from a transcript's body, beside one other article."""
    text = source if source.startswith("---") else FRONT + source
    here, _ = parse_file(TranscriptFile("c", "here", "c/here.md", text))
    other, _ = parse_file(TranscriptFile("c", "another_article", "c/another_article.md", OTHER))
    assert isinstance(here, Article)
    linked = link(Library.of([here, other])).articles["c/here"]
    return fill(linked.article.html, linked, "wiki/c/here")


def test_markdown(regen: bool) -> None:
    check_cases("markdown.md", body, regen=regen)


def title(source: str) -> str:
    """What is read of a file's front matter."""
    article, problems = parse_file(TranscriptFile("c", "a_slug", "c/a_slug.md", source))
    assert isinstance(article, Article)
    lines = [f"title: {article.title}", f"video: {article.video}", f"origin: {article.origin}"]
    return "\n".join([*lines, *map(str, problems)])


def test_front_matter(regen: bool) -> None:
    check_cases("front-matter.md", title, regen=regen)
