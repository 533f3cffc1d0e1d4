"""Finding citations and wiki links in a source, and holding their places while it is parsed.

Each reference is cut out and a numbered placeholder is left: a pair of Unicode noncharacters around
the number, which Markdown reads as one plain word and a sanitizer leaves alone. Every pattern here
is bounded, so that time grows in step with the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal
from urllib.parse import unquote

from scripts.core.model import Reference, WikiLink, WrittenCitation
from scripts.core.text import CLOSE, OPEN, PLACEHOLDER
from scripts.transcripts.timestamps import read_timestamp, read_video

NESTED = 3  # wiki links inside the words of wiki links

_TIME = r"\d{1,3}:\d{1,2}(?::\d{1,3}){1,2}|(?:\d{1,3}|0\d{3}):\d{2}"
_UNITS = r"(?:\d{1,2}h ?)?\d{1,3}m ?\d{1,2}s|\d{1,2}h ?\d{1,3}m"
_QUOTE = r"\n[ \t]*(?:>[ \t]*){0,4}"  # a line's end that an editor put in, in a quotation as well
_SPACE = rf"(?: |[ \t]*{_QUOTE})"
_PLAIN = (
    rf'a{_SPACE}class="yt-timestamp"(?:{_SPACE}data-video="(?P<video>[\w-]{{11}})")?'
    rf'{_SPACE}data-t="(?P<time>[^"<>\n]{{0,40}})"(?:{_QUOTE})?>'
    rf"(?P<label>[^<>\n]{{0,60}}(?:{_QUOTE}[^<>\n]{{1,60}})?)</a>"
)
_END = r"</(?:a|p|span|sup)>"
_LABEL = rf"[^<>\n]{{0,80}}(?={_END})|\[[\d:. ]{{0,20}}\]?|(?:{_TIME})(?!\w)"
_BROKEN = (
    rf"(?:a|p|span|sup)\b(?=(?:[^<>\n]{{0,60}}?(?:{_QUOTE})?)(?:class ?= ?\W?yt|data-t=))"
    rf"[^<>\n]{{0,200}}(?:{_QUOTE}(?=class ?=|data-)[^<>\n]{{0,100}}){{0,2}}"
    rf"(?:>(?:{_LABEL}))?(?:{_END}|[\]>](?=[\s.,;]))?"
)
_BARE = (
    rf"(?<!\w\[)(?:{_TIME}|{_UNITS})(?:(?:[,;] ?| ?[-–] ?)(?:{_TIME}|{_UNITS})){{0,2000}}\]"
    r"(?!\(|:[ \t]*(?:https?:|[<#./]))"
)
_ROUND = r"\d\d:\d\d:\d\d(?: ?[-–] ?\d\d:\d\d:\d\d)?\)"
_IN_LINK = rf"(?P<words>\[?[^\[\]\n]{{0,80}}\]?)\]\( ?<{_BROKEN}(?: ?\))?"
_LINKED = rf"(?:{_TIME}|{_UNITS})\]\( ?(?P<address>[^()\s<>]{{0,300}}) ?\)"
_CITATION = re.compile(
    rf"<(?P<plain>{_PLAIN})|<(?P<broken>{_BROKEN})|\[(?<!\\\[)(?P<linked>{_LINKED})"
    rf"|\[(?<!\\\[)(?P<bare>{_BARE})|\[(?P<in_link>{_IN_LINK})|\((?<!\\\()(?P<round>{_ROUND})"
)
_TO_TIME = re.compile(
    rf'[^<>\n]{{0,90}}<\w+ (?:[\w-]+=[^\s<>]{{1,40}} ){{0,3}}data\W?t?="?(?:{_TIME})["\]]{{0,2}}'
)
_PART = re.compile(rf"[\[(]?(?:{_TIME}|{_UNITS})[\])]?")
_LINK = r"\[\[(?<!\\\[\[)(?!\[)(?:[^\[\]\n]{1,600}+|\n(?![ \t]*\n)|\[(?!\[)|\](?!\])){0,60}+\]\]"
_WIKI, _EMBED = re.compile(_LINK), re.compile(rf"(?<!\\)!{_LINK}")
_TO_PATH = re.compile(r"\]\((?:[^()\s]{0,300}\.m(?:d|arkdown)\b|[<#])", re.IGNORECASE)
_PATH = re.compile(
    r"(?<!\\)!?\[(?P<words>[^\[\]\n]{0,400})\]"
    r"\((?:<(?P<angled>[^<>\n]{1,300})>|(?P<path>[^()<>\s]{1,300}))(?: \"[^\"\n]{0,200}\")?\)"
)
_PAGE = re.compile(r"\A(?!\w+:|//)(?:[^#?]*\.(?:md|markdown)(?:#.*)?|#.+)", re.IGNORECASE)
_FILE = re.compile(
    r"\A.*\.(?:avif|bmp|gif|jpe?g|png|svg|webp|flac|m4a|mp3|oga?|ogg|opus|wav|3gp|mkv|mov|mp4|ogv|webm"
    r"|pdf|canvas|base|docx?|pptx?|xlsx?|csv|zip)(?:#.*)?",
    re.IGNORECASE,
)
_IN_VAULT = re.compile(r"/|#|\.(?:md|markdown)$", re.IGNORECASE)
_SIZE = re.compile(r"\d{1,5}(?:x\d{1,5})?")
_SPACED = re.compile(r" (?=[.,;:!?)])")
_VIDEO = re.compile(r'data-video="([\w-]{11})"')
_TIMES = re.compile(r'data(?:[-=]t)?="?([^"<>]{1,60})|data-(\d[\d:]{0,20})|>([^<>]{1,80})')

Cut = Callable[[Reference], str]


def cut_references(text: str, first_line: int = 1) -> tuple[str, tuple[Reference, ...]]:
    """Replace every reference by a placeholder: `(text with placeholders, references by number)`.

    Citations go first, so that a wiki link's words may hold one.
    """
    source = text = text.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
    lines = _line_counter(text, first_line)
    references: list[Reference] = []

    def placeholder(reference: Reference) -> str:
        references.append(reference)
        return f"{OPEN}{len(references) - 1}{CLOSE}"

    text = _CITATION.sub(lambda found: _citation(found, lines(found.start()), placeholder), text)
    ends = source.count("\n")
    for pattern in (_EMBED if "![[" in text else None, *[_WIKI] * NESTED):
        if pattern and "[[" in text:
            lines = _line_counter(text, first_line, references, ends)
            wiki = partial(_wiki, lines=lines, references=references, placeholder=placeholder)
            text, found = pattern.subn(wiki, text)
            if not found and pattern is _WIKI:
                break
    if _TO_PATH.search(text):
        lines = _line_counter(text, first_line, references, ends)
        path = partial(_path, lines=lines, references=references, placeholder=placeholder)
        text = _PATH.sub(path, text)
    return text, tuple(references)


def _line_counter(
    text: str, first_line: int, references: Sequence[Reference] = (), ends: int = 0
) -> Callable[[int], int]:
    """A function from offset to line that reads the text once, for growing offsets.

    `ends` are the ends of lines in the source, of which references may have some.
    """
    at, line = 0, first_line
    wrapped = bool(ends) and ends > text.count("\n")

    def count(offset: int) -> int:
        nonlocal at, line
        passed = restore(text[at:offset], references) if wrapped else text[at:offset]
        line += passed.count("\n")
        at = offset
        return line

    return count


def _citation(found: re.Match[str], line: int, placeholder: Cut) -> str:
    source, kind = found.group(), found.lastgroup
    if kind == "plain":
        stamp = read_timestamp(found["time"]) or read_timestamp(found["label"])
        return placeholder(WrittenCitation(source, stamp, found["video"] or "", line))
    if kind == "linked":
        return _linked(source, found["address"], line, placeholder)
    if kind in ("bare", "round"):  # [00:02:29, 00:02:34] has a placeholder for each time
        return _PART.sub(lambda part: placeholder(_recovered(part.group(), line)), source)
    if ">" not in source:
        return _unfinished(source, line, placeholder)
    words = found["words"] or ""
    if not words.strip("[]") or read_timestamp(words):
        return placeholder(_recovered(source, line))
    return f"{words} " + placeholder(_recovered(source[len(words) + 1 :], line))


def _linked(source: str, address: str, line: int, placeholder: Cut) -> str:
    """A time whose link leads to a second of a video, or nowhere, as video plugins write it."""
    video = read_video(address) if address else ""
    stamp = read_timestamp(address) if video else None
    if address and not stamp:
        return source
    stamp = stamp or read_timestamp(source)
    return placeholder(WrittenCitation(source, stamp, video, line, recovered=True))


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
    inside = words_only(source.partition("[[")[2][:-2], references).replace("\\|", "|")
    target, _, rest = inside.partition("|")
    target, words = target.strip(), rest.rpartition("|")[2].strip()
    if not {"[", "]"}.isdisjoint(target):
        return source  # a matrix such as [[0, 1], [1, 0]]
    kind: Literal["", "file"] = "file" if "." in target and _FILE.fullmatch(target) else ""
    if kind and (not words or _SIZE.fullmatch(words)):  # a picture's name, not its width
        named = [part.strip() for part in rest.split("|")[:-1] if part.strip()]
        words = named[0] if named else target.rpartition("/")[2]
    if not target:
        cited = _cited(source, references)
        return " ".join([*rest.replace("|", " ").split(), *(at.group() for at in cited)])
    link = WikiLink(target, words or _shown(target), lines(found.start()), "", kind)
    return _with_citations(link, source, references, placeholder)


def _shown(target: str) -> str:
    """The words of a link that has none: its target, of a path the file, of a heading both."""
    if not _IN_VAULT.search(target):
        return target
    name, _, heading = target.partition("#")
    if not heading.strip():
        name, heading = target, ""
    file = re.sub(r"\.(?:md|markdown)$", "", name.rpartition("/")[2], flags=re.IGNORECASE)
    heading = heading.rpartition("#")[2]
    parts = (file.replace("_", " "), "" if heading.startswith("^") else heading)
    return " > ".join(part.strip() for part in parts if part.strip()) or target


def _path(
    found: re.Match[str], lines: Callable[[int], int], references: list[Reference], placeholder: Cut
) -> str:
    """A placeholder for a Markdown link to another file of the vault, or to a heading."""
    source, path = found.group(), found["angled"] or found["path"]
    if OPEN in path or not _PAGE.fullmatch(path):
        return source
    target = unquote(path)
    name = target.rpartition("/")[2].rpartition(".")[0] or target
    words = words_only(found["words"], references)
    link = WikiLink(target, words or name, lines(found.start()), "", "path")
    return _with_citations(link, source, references, placeholder)


def _with_citations(
    link: WikiLink, source: str, references: list[Reference], placeholder: Cut
) -> str:
    """A placeholder for a link, and behind it those of the citations in its words."""
    cited = _cited(source, references)
    starts = [*(at.start() for at in cited), len(source)]
    for at, end in zip(cited, starts[1:], strict=True):
        _append(references, int(at.group(1)), source[at.end() : end])
    written = restore(source[: starts[0]].rstrip(), references)
    return " ".join([placeholder(link._replace(written=written)), *(at.group() for at in cited)])


def _cited(source: str, references: Sequence[Reference]) -> list[re.Match[str]]:
    found = PLACEHOLDER.finditer(source)
    return [at for at in found if _is_citation(references[int(at.group(1))])]


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


def source_lines(text: str, references: Sequence[Reference]) -> list[int]:
    """Return for each line of a text with placeholders how many lines of the source end before."""
    if not any("\n" in reference.written for reference in references):
        return list(range(text.count("\n") + 1))
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + restore(line, references).count("\n") + 1)
    return starts[:-1]


def words_only(text: str, references: Sequence[Reference]) -> str:
    """The text with links as their words and citations gone, spaces folded."""

    def words(found: re.Match[str]) -> str:
        reference = references[int(found.group(1))]
        return reference.words if isinstance(reference, WikiLink) else ""

    bare = PLACEHOLDER.sub(words, text) if OPEN in text else text
    return _SPACED.sub("", " ".join(bare.split()))
