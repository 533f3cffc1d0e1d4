"""Parsing one transcript file into an article, or a channel's own file into its hub."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scripts.core.digest import digest_of
from scripts.core.model import (
    Article,
    Hub,
    Listing,
    Problem,
    Reference,
    Sentence,
    TranscriptFile,
    WikiLink,
)
from scripts.core.text import PLACEHOLDER, readable, tokens
from scripts.transcripts.dialect import plain_markdown
from scripts.transcripts.front_matter import FrontMatter, is_draft, split_front_matter
from scripts.transcripts.markdown import render_markdown
from scripts.transcripts.references import cut_references, words_only

VIDEO_ID = re.compile(r"[\w-]{11}", re.ASCII)

_FROM = re.compile(
    r"\A\s*From:[ \t]*([^\n]{0,300}?)[ \t]*(?:<br ?/?>)?[ \t]*(?:\n|\Z)", re.IGNORECASE
)
_FIRST_HEADING = re.compile(r"\A\s*# ([^\n]{1,300})\n")
_VIDEO_HEADING = re.compile(
    r"^### \[([^\n]{0,300})\]\(https?://(?:www\.)?youtube\.com/watch\?v=([\w-]{11})\)", re.MULTILINE
)

Parsed = tuple[Article | Hub, list[Problem]]


def parse_file(file: TranscriptFile) -> Parsed:
    """Parse a file: an article, or the hub where the file is named for its channel."""
    front = split_front_matter(file.text)
    if file.slug == file.channel and "videoId" not in front.values:
        return _parse_hub(file, front), []
    return _parse_article(file, front)


def parse_files(
    files: Iterable[TranscriptFile],
) -> tuple[list[Article | Hub], list[Problem]]:
    """Parse every file, in order: what was parsed, and the problems met."""
    parsed = list(map(parse_file, files))
    return [item for item, _ in parsed], [problem for _, found in parsed for problem in found]


def _parse_article(file: TranscriptFile, front: FrontMatter) -> Parsed:
    title = front.values.get("title") or readable(file.slug)
    video = front.values.get("videoId", "")
    text, references = cut_references(plain_markdown(front.body), front.first_line)
    text, origin = _take_origin(text, references)
    text = _without_title(text, title)
    rendered = render_markdown(text, references)
    article = Article(
        channel=file.channel,
        slug=file.slug,
        path=file.path,
        title=title,
        video=video if VIDEO_ID.fullmatch(video) else "",
        html=rendered.html,
        markdown=text.strip(),
        references=references,
        sentences=rendered.sentences,
        headings=rendered.headings,
        words=rendered.words,
        origin=origin,
        aliases=front.lists.get("aliases", ()),
        summary=front.lists.get("summary", ()),
        reviewed=front.values.get("reviewed", ""),
        date=front.values.get("date", ""),
        has_math=rendered.has_math,
        draft=is_draft(front),
        referring=tuple(_referring(rendered.sentences, references)),
        digest=digest_of(repr((file.channel, file.slug, file.text)).encode("utf-8", "replace")),
    )
    return article, list(_check(file, front, article))


def _referring(sentences: Iterable[str], references: tuple[Reference, ...]) -> Iterator[Sentence]:
    for sentence in sentences:
        numbers = tuple(int(found.group(1)) for found in PLACEHOLDER.finditer(sentence))
        if numbers:
            yield Sentence(sentence, words_only(sentence, references), numbers)


def _take_origin(text: str, references: tuple[Reference, ...]) -> tuple[str, str]:
    """Take the `From: [[channel]]` line off the body: `(body, the words of the line)`."""
    found = _FROM.match(text)
    if not found:
        return text, ""
    return text[found.end() :], words_only(re.sub(r"<[^<>]{0,20}>", "", found.group(1)), references)


def _without_title(text: str, title: str) -> str:
    """The body without a first heading that only repeats the title."""
    found = _FIRST_HEADING.match(text)
    if found and tokens(found.group(1)) == tokens(title):
        return text[found.end() :]
    return text


def _check(file: TranscriptFile, front: FrontMatter, article: Article) -> Iterator[Problem]:
    if not front.found:
        message = "no front matter; begin the file with ---, title: ..., videoId: ..., ---"
        yield Problem(file.path, 1, "no-front-matter", message)
    elif "title" not in front.values or not front.values["title"]:
        yield Problem(
            file.path, 1, "no-title", "no title; add a line title: ... to the front matter"
        )
    if front.found and not article.video:
        written = front.values.get("videoId", "")
        message = f'"{written}" is no video id; give the 11 characters of the YouTube address'
        yield Problem(file.path, 1, "no-video", message)
    if not article.words:
        yield Problem(
            file.path, front.first_line, "empty-article", "nothing stands here; write or remove it"
        )
    for citation in article.citations:
        if citation.stamp is None:
            message = f"no time can be read in {citation.written!r}; write it as [00:01:13]"
            yield Problem(file.path, citation.line, "unreadable-time", message)


def _parse_hub(file: TranscriptFile, front: FrontMatter) -> Hub:
    text, references = cut_references(front.body, front.first_line)
    headings = list(_VIDEO_HEADING.finditer(text))
    starts = [heading.start() for heading in headings] + [len(text)]
    listings = tuple(
        Listing(
            video=heading.group(2),
            title=words_only(heading.group(1), references),
            topics=tuple(_links(text[heading.end() : end], references)),
        )
        for heading, end in zip(headings, starts[1:], strict=True)
    )
    intro, _ = _take_origin(text[: starts[0]], references)
    title = front.values.get("title") or readable(file.slug)
    return Hub(file.channel, file.path, title, listings, words_only(intro, references))


def _links(text: str, references: tuple[Reference, ...]) -> Iterator[WikiLink]:
    for placeholder in PLACEHOLDER.finditer(text):
        reference = references[int(placeholder.group(1))]
        if isinstance(reference, WikiLink):
            yield reference
