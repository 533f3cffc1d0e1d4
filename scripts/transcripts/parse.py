"""Parsing one transcript file into an article, or a channel's own file into its hub."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import PurePath

from scripts.core.digest import digest_of
from scripts.core.model import (
    Article,
    Heading,
    Hub,
    Listing,
    Problem,
    Reference,
    Sentence,
    TranscriptFile,
    Verbatim,
    WikiLink,
)
from scripts.core.text import CLOSE, OPEN, PLACEHOLDER, title_of_name, tokens
from scripts.transcripts.dialect import plain_markdown, video_address, without_hidden
from scripts.transcripts.front_matter import (
    KNOWN_KEYS,
    FrontMatter,
    day_of,
    is_draft,
    split_front_matter,
)
from scripts.transcripts.markdown import render_markdown, words_of
from scripts.transcripts.references import cut_references, source_lines, words_only
from scripts.transcripts.timestamps import read_video

VIDEO_KEYS = ("videoId", "video", "youtube", "media_link", "source", "url")
DAYS = ("published", "publishDate", "date")  # of an article's first day, the first that is one

# Keys of ours, and those that other programs write and that look like one of ours.
KEYS = KNOWN_KEYS | {*VIDEO_KEYS, "tags", "tag", "subjects", "lang", "language", "dates", "update"}
KEYS_FOLDED = {key.casefold(): key for key in sorted(KNOWN_KEYS)}
_NO_SECOND = re.compile(r"(?<![\d:])\d{1,3}:[6-9]\d(?![\d:])")
_PICTURE = re.compile(r"!\[([^\]\n]{0,300})\]\(<?([^)>\s]{1,500})")
_REMOTE = re.compile(r"https?://", re.IGNORECASE)
_NO_VIDEO = re.compile(r'data-video="(?![\w-]{11}")')

_LINK = f"{OPEN}\\d+{CLOSE}"
_FROM = re.compile(
    rf"\A\s*From:[ \t]*(?:(?P<links>{_LINK}(?:[ \t]*(?:,|&|and)[ \t]*{_LINK}){{0,20}})"
    rf"|(?P<words>[^\n{OPEN}]{{0,120}}?)(?=[ \t]*(?:<br ?/?>|\n|\Z)))"
    r"[ \t]*(?:<br ?/?>)?[ \t]*(?:\n|\Z)?",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[*`$\\]|~~|==|(?<!\w)_|_(?!\w)")
_FIRST_HEADING = re.compile(r"\A\s*# ([^\n]{1,300})\n")
_VIDEO_HEADING = re.compile(
    r"^### \[([^\n]{0,300})\]\(https?://(?:www\.)?youtube\.com/watch\?v=([\w-]{11})\)", re.MULTILINE
)

Parsed = tuple[Article | Hub, list[Problem]]


def parse_file(file: TranscriptFile) -> Parsed:
    """Parse a file: an article, or the hub where the file is named for its channel."""
    front = split_front_matter(file.text)
    named = file.slug == file.channel or tokens(file.slug) == tokens(file.channel)
    if named and not front.values.get("videoId"):
        return _parse_hub(file, front), []
    return _parse_article(file, front)


def parse_files(
    files: Iterable[TranscriptFile],
) -> tuple[list[Article | Hub], list[Problem]]:
    """Parse every file, in order: what was parsed, and the problems met."""
    parsed = list(map(parse_file, files))
    return [item for item, _ in parsed], [problem for _, found in parsed for problem in found]


def _parse_article(file: TranscriptFile, front: FrontMatter) -> Parsed:
    title = front.values.get("title") or title_of_name(PurePath(file.path).stem)
    body, opened = without_hidden(front.body)
    whole, references = cut_references(plain_markdown(body), front.first_line)
    references = tuple(map(_with_words, references))
    text, origin = _take_origin(whole, references)
    text = _without_title(text, title)
    rendered = render_markdown(text, references)
    if text.count(OPEN) != rendered.html.count(OPEN):
        references = _verbatim(text, rendered.html, references)
    article = Article(
        channel=file.channel,
        slug=file.slug,
        path=file.path,
        title=title,
        video=_video(front),
        html=rendered.html,
        markdown=text.strip(),
        references=references,
        sentences=rendered.sentences,
        headings=_with_lines(rendered.headings, whole, text, references, front.first_line),
        words=rendered.words,
        origin=origin,
        aliases=front.listed("aliases"),
        summary=front.lists.get("summary") or tuple(filter(None, [front.values.get("summary")])),
        reviewed=day_of(front.values.get("reviewed", "")),
        date=next(filter(None, (day_of(front.values.get(key, "")) for key in DAYS)), ""),
        has_math=rendered.has_math,
        draft=is_draft(front),
        referring=tuple(_referring(rendered.sentences, references)),
        digest=digest_of(
            repr((file.channel, file.slug, file.path, file.text)).encode("utf-8", "replace")
        ),
    )
    opens = [front.first_line + front.body.count("\n", 0, offset) for offset in opened]
    return article, list(_check(file, front, article, opens))


def _video(front: FrontMatter) -> str:
    """The video of an article by its id or address, under the keys that programs give it."""
    written = (front.values.get(key, "") for key in VIDEO_KEYS)
    found = next(filter(None, map(read_video, filter(None, written))), "")
    return found or read_video(video_address(front.body))


def _with_words(reference: Reference) -> Reference:
    """A wiki link whose words are Markdown, with what they say."""
    if not isinstance(reference, WikiLink) or not _MARKED.search(reference.words):
        return reference
    if reference.words == reference.target:
        return reference
    return reference._replace(words=words_of(reference.words), marked=reference.words)


def _verbatim(text: str, html: str, references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The references, of which those that stand in code are none."""
    shown = set(PLACEHOLDER.findall(html))
    hidden = {int(number) for number in PLACEHOLDER.findall(text) if number not in shown}
    return tuple(
        Verbatim(one.written, one.line) if number in hidden else one
        for number, one in enumerate(references)
    )


def _with_lines(
    headings: Sequence[Heading],
    whole: str,
    text: str,
    references: tuple[Reference, ...],
    first_line: int,
) -> tuple[Heading, ...]:
    """Headings with their lines of the file: what was cut off stood before all of them."""
    lines = source_lines(whole, references) if headings else []
    above = whole.count("\n") - text.count("\n")
    return tuple(one._replace(line=first_line + lines[one.line + above]) for one in headings)


def _referring(sentences: Iterable[str], references: tuple[Reference, ...]) -> Iterator[Sentence]:
    for sentence in sentences:
        numbers = tuple(int(found.group(1)) for found in PLACEHOLDER.finditer(sentence))
        if numbers:
            yield Sentence(sentence, words_only(sentence, references), numbers)


def _take_origin(text: str, references: tuple[Reference, ...]) -> tuple[str, str]:
    """Take the `From: [[channel]]` line off the body: `(body, the words of the line)`.

    What stands behind the channel on the same line is text.
    """
    found = _FROM.match(text)
    numbers = map(int, PLACEHOLDER.findall(found["links"] or "")) if found else ()
    if not found or not all(isinstance(references[n], WikiLink) for n in numbers):
        return text, ""
    origin = found["links"] or found["words"]
    return text[found.end() :], words_only(re.sub(r"<[^<>]{0,20}>", "", origin), references)


def _without_title(text: str, title: str) -> str:
    """The body without a first heading that only repeats the title."""
    found = _FIRST_HEADING.match(text)
    if found and tokens(found.group(1)) == tokens(title):
        return text[found.end() :]
    return text


def _check(
    file: TranscriptFile, front: FrontMatter, article: Article, opened: Iterable[int]
) -> Iterator[Problem]:
    yield from (Problem(file.path, line, "front-matter", told) for line, told in front.faults)
    for key in (*DAYS, "reviewed"):
        written = front.values.get(key, "")
        if written and not day_of(written) and written.casefold() not in ("true", "false"):
            message = f'{key} is "{written}", which is no day; write it as 2026-11-22'
            yield Problem(file.path, front.line(key), "bad-date", message)
    for line in opened:
        message = "this comment has no end, so everything behind it is left out; close it"
        yield Problem(file.path, line, "open-comment", message)
    if not front.found:
        message = "no front matter; begin the file with ---, title: ..., videoId: ..., ---"
        yield Problem(file.path, 1, "no-front-matter", message)
    elif "title" not in front.values or not front.values["title"]:
        message = "no title; add a line title: ... to the front matter"
        yield Problem(file.path, front.line("title"), "no-title", message)
    if front.found and not article.video:
        written = front.values.get("videoId", "")
        message = f'"{written}" is no video id; give the 11 characters of the YouTube address'
        yield Problem(file.path, front.line("videoId"), "no-video", message)
    if not article.words:
        yield Problem(
            file.path, front.first_line, "empty-article", "nothing stands here; write or remove it"
        )
    yield from _misspelled(file, front)
    yield from _doubtful_citations(file, article)
    yield from _pictures(file, front)


def _doubtful_citations(file: TranscriptFile, article: Article) -> Iterator[Problem]:
    """Citations whose time or video cannot be what was meant."""
    for citation in article.citations:
        if _NO_SECOND.search(citation.written):
            message = f"{citation.written!r} has more than 59 seconds; look at the time again"
            yield Problem(file.path, citation.line, "odd-time", message)
        if _NO_VIDEO.search(citation.written):
            message = "data-video is no video id of 11 characters, so the article's own is cited"
            yield Problem(file.path, citation.line, "bad-video", message)
        if citation.stamp is None:
            message = f"no time can be read in {citation.written!r}; write it as [00:01:13]"
            yield Problem(file.path, citation.line, "unreadable-time", message)


def _pictures(file: TranscriptFile, front: FrontMatter) -> Iterator[Problem]:
    """Pictures, of which an article shows the words alone."""
    fence = False
    for number, line in enumerate(front.body.split("\n"), front.first_line):
        fence ^= line.lstrip().startswith(("```", "~~~"))
        for found in () if fence else _PICTURE.finditer(line):
            where = "of another site " if _REMOTE.match(found[2]) else ""
            message = f"an article shows no pictures: of {found[2][:60]} {where}its words are shown"
            yield Problem(file.path, number, "picture", message)


def _misspelled(file: TranscriptFile, front: FrontMatter) -> Iterator[Problem]:
    """Keys that look like one of ours and are none."""
    for key in front.lines.keys() - KEYS:
        if near := get_close_matches(key.casefold(), KEYS_FOLDED, 1, 0.8):
            message = f'"{key}" is no key; did you mean "{KEYS_FOLDED[near[0]]}"?'
            yield Problem(file.path, front.line(key), "front-matter", message)


def _parse_hub(file: TranscriptFile, front: FrontMatter) -> Hub:
    text, references = cut_references(without_hidden(front.body)[0], front.first_line)
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
    title = front.values.get("title") or title_of_name(PurePath(file.path).stem)
    return Hub(file.channel, file.path, title, listings, words_only(intro, references))


def _links(text: str, references: tuple[Reference, ...]) -> Iterator[WikiLink]:
    for placeholder in PLACEHOLDER.finditer(text):
        reference = references[int(placeholder.group(1))]
        if isinstance(reference, WikiLink):
            yield reference
