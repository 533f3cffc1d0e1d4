"""Finding citations and wiki links in a source, and holding their places while it is parsed.

Each reference is cut out and a numbered placeholder is left: a pair of Unicode noncharacters around
the number, which Markdown reads as one plain word and a sanitizer leaves alone. Every pattern here
is bounded, so that time grows in step with the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from scripts.core.model import Reference, WikiLink, WrittenCitation
from scripts.core.text import CLOSE, OPEN, PLACEHOLDER
from scripts.transcripts.timestamps import read_timestamp

NESTED = 3  # wiki links inside the words of wiki links

_TIME = r"\d{1,3}:\d{1,2}(?::\d{1,3}){1,2}|(?:\d{1,3}|0\d{3}):\d{2}"
_PLAIN = (
    r'a class="yt-timestamp"(?: data-video="(?P<video>[\w-]{11})")?'
    r' data-t="(?P<time>[^"<>\n]{0,40})">(?P<label>[^<>\n]{0,60})</a>'
)
_END = r"</(?:a|p|span|sup)>"
_LABEL = rf"[^<>\n]{{0,80}}(?={_END})|\[[\d:. ]{{0,20}}\]?|(?:{_TIME})(?!\w)"
_BROKEN = (
    r"(?:a|p|span|sup)\b(?=[^<>\n]{0,60}?(?:class ?= ?\W?yt|data-t=))[^<>\n]{0,200}"
    rf"(?:>(?:{_LABEL}))?(?:{_END}|[\]>](?=[\s.,;]))?"
)
_BARE = (
    rf"(?<!\w\[)(?:{_TIME})(?:(?:[,;] ?| ?[-–] ?)(?:{_TIME})){{0,2000}}\]"
    r"(?!\(|:[ \t]*(?:https?:|[<#./]))"
)
_ROUND = r"\d\d:\d\d:\d\d(?: ?[-–] ?\d\d:\d\d:\d\d)?\)"
_IN_LINK = rf"(?P<words>\[?[^\[\]\n]{{0,80}}\]?)\]\( ?<{_BROKEN}(?: ?\))?"
_CITATION = re.compile(
    rf"<(?P<plain>{_PLAIN})|<(?P<broken>{_BROKEN})"
    rf"|\[(?P<bare>{_BARE})|\[(?P<in_link>{_IN_LINK})|\((?P<round>{_ROUND})"
)
_TO_TIME = re.compile(
    rf'[^<>\n]{{0,90}}<\w+ (?:[\w-]+=[^\s<>]{{1,40}} ){{0,3}}data\W?t?="?(?:{_TIME})["\]]{{0,2}}'
)
_PART = re.compile(rf"[\[(]?(?:{_TIME})[\])]?")
_WIKI = re.compile(r"\[\[(?:[^\[\]\n]{1,600}+|\n(?![ \t]*\n)|\[(?!\[)|\](?!\])){0,60}+\]\]")
_SPACED = re.compile(r" (?=[.,;:!?)])")
_VIDEO = re.compile(r'data-video="([\w-]{11})"')
_TIMES = re.compile(r'data(?:[-=]t)?="?([^"<>]{1,60})|data-(\d[\d:]{0,20})|>([^<>]{1,80})')

Cut = Callable[[Reference], str]


def cut_references(text: str, first_line: int = 1) -> tuple[str, tuple[Reference, ...]]:
    """Replace every reference by a placeholder: `(text with placeholders, references by number)`.

    Citations go first, so that a wiki link's words may hold one.
    """
    text = text.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
    lines = _line_counter(text, first_line)
    references: list[Reference] = []

    def placeholder(reference: Reference) -> str:
        references.append(reference)
        return f"{OPEN}{len(references) - 1}{CLOSE}"

    text = _CITATION.sub(lambda found: _citation(found, lines(found.start()), placeholder), text)
    for _ in range(NESTED):
        lines = _line_counter(text, first_line)
        text, found = _WIKI.subn(
            partial(_wiki, lines=lines, references=references, placeholder=placeholder), text
        )
        if not found:
            break
    return text, tuple(references)


def _line_counter(text: str, first_line: int) -> Callable[[int], int]:
    """A function from offset to line that reads the text once, for growing offsets."""
    at, line = 0, first_line

    def count(offset: int) -> int:
        nonlocal at, line
        line += text.count("\n", at, offset)
        at = offset
        return line

    return count


def _citation(found: re.Match[str], line: int, placeholder: Cut) -> str:
    source, kind = found.group(), found.lastgroup
    if kind == "plain":
        stamp = read_timestamp(found["time"]) or read_timestamp(found["label"])
        return placeholder(WrittenCitation(source, stamp, found["video"] or "", line))
    if kind in ("bare", "round"):  # [00:02:29, 00:02:34] has a placeholder for each time
        return _PART.sub(lambda part: placeholder(_recovered(part.group(), line)), source)
    if ">" not in source:
        return _unfinished(source, line, placeholder)
    words = found["words"] or ""
    if not words.strip("[]") or read_timestamp(words):
        return placeholder(_recovered(source, line))
    return f"{words} " + placeholder(_recovered(source[len(words) + 1 :], line))


def _unfinished(source: str, line: int, placeholder: Cut) -> str:
    """A tag without an end: it goes as far as its time, and what follows are words."""
    found = _TO_TIME.match(source)
    return placeholder(_recovered(found.group(), line)) + source[found.end() :] if found else source


def _recovered(source: str, line: int) -> WrittenCitation:
    """A citation in any other form: what its tag gives as the time decides, or else its label."""
    video = _VIDEO.search(source)
    tag = source[source.find("<") :] if "<" in source else f">{source}"
    times = (time for found in _TIMES.findall(tag) for time in found if time)
    stamp = next(filter(None, map(read_timestamp, times)), None)
    return WrittenCitation(source, stamp, video.group(1) if video else "", line, recovered=True)


def _wiki(
    found: re.Match[str], lines: Callable[[int], int], references: list[Reference], placeholder: Cut
) -> str:
    """A placeholder for the link; citations inside follow it, links inside become words."""
    source = found.group()
    target, _, rest = words_only(source[2:-2], references).partition("|")
    target, words = target.strip(), rest.rpartition("|")[2].strip()
    if not {"[", "]"}.isdisjoint(target):
        return source  # a matrix such as [[0, 1], [1, 0]]
    cited = [
        at for at in PLACEHOLDER.finditer(source) if _is_citation(references[int(at.group(1))])
    ]
    if not target:
        return " ".join([*rest.replace("|", " ").split(), *(at.group() for at in cited)])
    starts = [*(at.start() for at in cited), len(source)]
    for at, end in zip(cited, starts[1:], strict=True):
        _append(references, int(at.group(1)), source[at.end() : end])
    written = restore(source[: starts[0]].rstrip(), references)
    link = WikiLink(target, words or target, lines(found.start()), written)
    return " ".join([placeholder(link), *(at.group() for at in cited)])


def _is_citation(reference: Reference) -> bool:
    return isinstance(reference, WrittenCitation)


def _append(references: list[Reference], number: int, text: str) -> None:
    """Keep what follows a citation inside a link with the citation, so that it can be restored."""
    reference = references[number]
    references[number] = reference._replace(written=reference.written + restore(text, references))


def restore(text: str, references: Sequence[Reference]) -> str:
    """Put back what the source had in every placeholder (for code, where references mean nothing).

    Only brackets are missing, those of `[[|words]]` and `[words](<a …>)`, whose words stay.
    """
    if OPEN not in text:
        return text
    return PLACEHOLDER.sub(lambda found: references[int(found.group(1))].written, text)


def words_only(text: str, references: Sequence[Reference]) -> str:
    """The text with links as their words and citations gone, spaces folded."""

    def words(found: re.Match[str]) -> str:
        reference = references[int(found.group(1))]
        return reference.words if isinstance(reference, WikiLink) else ""

    bare = PLACEHOLDER.sub(words, text) if OPEN in text else text
    return _SPACED.sub("", " ".join(bare.split()))
