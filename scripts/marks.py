"""Finding citations and wiki links in a source, and holding their places while it is parsed.

Each mark is cut out and a numbered hole is left: a pair of Unicode noncharacters around the
number, which Markdown reads as one plain word and a sanitiser leaves alone. Every pattern here is
bounded, so that time grows in step with the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from scripts.model import Mark, WikiLink, WrittenCitation
from scripts.stamps import read_stamp

NESTED = 3  # wiki links inside the words of wiki links
OPEN, CLOSE = "\ufdd0", "\ufdd1"
HOLE = re.compile(f"{OPEN}(\\d+){CLOSE}")

_PLAIN = r'<a class="yt-timestamp" data-t="[^"<>\n]{0,40}">[^<>\n]{0,60}</a>'
_BROKEN = (
    r"<(?:a|p|span|sup)\b[^<>\n]{0,40}?yt-timestamp[^<>\n]{0,160}"
    r"(?:>(?:[^<>\n]{0,80}(?=</(?:a|p|sup|span)>)|\[?[\d:. ]{0,20}\]?))?"
    r"(?:</(?:a|p|sup|span)>|[\]>](?=[\s.,;]))?"
)
_IN_LINK = rf"\[[^\[\]\n]{{0,80}}\]\(\s{{0,3}}(?:{_PLAIN})\s{{0,3}}\)"
_BARE = r"(?<!\w)\[\d{1,3}:\d{1,2}(?::\d{1,3}){0,2}\](?![(\[:])"
_WIKI = r"\[\[(?:[^\[\]\n]|\n(?!\s*\n)|\[(?!\[)|\](?!\])){0,600}?\]\]"
_MARK = re.compile(
    rf"(?P<in_link>{_IN_LINK})|(?P<plain>{_PLAIN})|(?P<broken>{_BROKEN})|(?P<bare>{_BARE})"
)
_LINK = re.compile(_WIKI)
_ATTRIBUTES = re.compile(
    r'data-video="([\w-]{11})"|data(?:-t)?="?(\d[^">]*)|data-(\d[^">]*)|data-t="([^"]*)"'
)
_TAG_LABEL = re.compile(r">([^<>]*)(?:</|$|>)")


def cut_marks(text: str, first_line: int = 1) -> tuple[str, tuple[Mark, ...]]:
    """Replace every mark by a hole: `(text with holes, marks by number)`.

    Citations go first, so that a wiki link's words may hold one.
    """
    text = text.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
    lines = _line_counter(text, first_line)
    marks: list[Mark] = []

    def hole(mark: Mark) -> str:
        marks.append(mark)
        return f"{OPEN}{len(marks) - 1}{CLOSE}"

    def citation(found: re.Match[str]) -> str:
        before = _words_of_link(found) if found.lastgroup == "in_link" else ""
        return before + hole(_citation(found, lines(found.start())))

    text = _MARK.sub(citation, text)
    for _ in range(NESTED):
        lines = _line_counter(text, first_line)
        text, found = _LINK.subn(lambda link: _wiki(link, lines, marks, hole), text)
        if not found:
            break
    return text, tuple(marks)


def _line_counter(text: str, first_line: int) -> Callable[[int], int]:
    """A function from offset to line that reads the text once, for growing offsets."""
    at, line = 0, first_line

    def count(offset: int) -> int:
        nonlocal at, line
        line += text.count("\n", at, offset)
        at = offset
        return line

    return count


def _citation(found: re.Match[str], line: int) -> WrittenCitation:
    source = found.group()
    if found.lastgroup == "bare":
        return WrittenCitation(source, read_stamp(source), "", line, recovered=True)
    video = time = ""
    for attribute in _ATTRIBUTES.finditer(source):
        video = attribute.group(1) or video
        time = time or attribute.group(2) or attribute.group(3) or attribute.group(4) or ""
    label = _TAG_LABEL.search(source[source.find("yt-timestamp") :])
    stamp = read_stamp(time) or read_stamp(label.group(1) if label else "")
    return WrittenCitation(source, stamp, video, line, recovered=found.lastgroup != "plain")


def _words_of_link(found: re.Match[str]) -> str:
    """The words of `[words](<a …>)`, unless they only repeat the time."""
    words = found.group()[1:].partition("](")[0]
    return "" if read_stamp(words) else words + " "


def _wiki(
    found: re.Match[str],
    lines: Callable[[int], int],
    marks: list[Mark],
    hole: Callable[[Mark], str],
) -> str:
    """A hole for the link; citations inside it follow it, links inside it become their words."""
    inner = found.group()[2:-2]
    citations = [
        match.group()
        for match in HOLE.finditer(inner)
        if isinstance(marks[int(match.group(1))], WrittenCitation)
    ]
    target, _, rest = words_only(inner, marks).partition("|")
    target, words = target.strip(), rest.rpartition("|")[2].strip()
    if not target:
        return " ".join([words, *citations])
    link = WikiLink(target, words or target, lines(found.start()), restore(found.group(), marks))
    return " ".join([hole(link), *citations])


def restore(text: str, marks: Sequence[Mark]) -> str:
    """Put back what the source had in every hole (for code, where marks mean nothing)."""
    return HOLE.sub(lambda found: marks[int(found.group(1))].written, text)


def words_only(text: str, marks: Sequence[Mark]) -> str:
    """The text with links as their words and citations gone, spaces folded."""

    def words(found: re.Match[str]) -> str:
        mark = marks[int(found.group(1))]
        return mark.words if isinstance(mark, WikiLink) else ""

    plain = " ".join(HOLE.sub(words, text).split())
    return re.sub(r" +([.,;:!?)])", r"\1", plain)
