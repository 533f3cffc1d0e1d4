"""Markdown as CommonMark reads it, made into HTML that is safe to put into a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scripts.core.model import Heading, Reference
from scripts.core.text import OPEN, PLACEHOLDER, readable, slugify, split_sentences
from scripts.transcripts.references import restore, words_only
from scripts.transcripts.renderer import heading_level
from scripts.transcripts.sanitizer import clean, plain_tags
from scripts.transcripts.syntax import WORDS_PARSER, parse

LONGEST_TITLE = 80  # characters of a call-out's title
FRAME_IDS = frozenset(  # of the page around an article: macros/theme, scripts/templates
    ("main", "mm-search", "check", "check-title", "read-next", "same-ground", "what-links-here")
)
OUTSIDE = ("http://", "https://", "mailto:")

OWN = ("t-", "fn-", "fnref-")  # beginnings of the ids of citations and notes
_GIVEN_ID = re.compile(
    r"(?<![ \t])[ \t]*\{#(?!t-|fn-|fnref-)((?=\w)[^\s{}#\"'<>&]{1,240})\}[ \t]*$"
)
_CALLOUT = re.compile(r"\[!([\w-]{1,20})(?:\|[^\]\n]{0,60})?\][+-]?[ \t]*([^\n]*)(?:\n|$)")
_OPEN_IN_ADDRESS = quote(OPEN)  # of a citation right behind a bare address
_BOX = '<input class="task-list-item-checkbox"'
_QUOTATION = "blockquote_open"
_TEXTS = frozenset({"text", "code_inline", "math_inline", "math_inline_double"})
_ADMONITIONS = {"caution": "warning", "important": "info", "dated": "note dated"}


Inline = Callable[[str], list[Token]]


class Rendered(NamedTuple):
    """A body in HTML with placeholders, and what was met on the way."""

    html: str
    sentences: tuple[str, ...]
    headings: tuple[Heading, ...]
    words: int
    has_math: bool


def render_markdown(text: str, references: Sequence[Reference]) -> Rendered:
    """Render a body with placeholders; `references[n]` stood in placeholder n."""
    notes: dict[str, Any] = {}
    parser, tokens = parse(text, notes)
    headings: list[Heading] = []
    _prepare(tokens, references, headings, partial(_parse_inline, parser, notes))
    inlines = [token for token in tokens if token.type == "inline"]
    sentences = [s for token in inlines for s in split_sentences(_plain(token))]
    if "[!" in text:  # the links of a call-out's title are a sentence of it
        opened = (token.meta.get("words", "") for token in tokens if token.type == _QUOTATION)
        sentences += [title for title in opened if OPEN in title]
    dirty = parser.renderer.render(tokens, parser.options, {})
    return Rendered(
        html=clean(dirty).replace("[[", "[&#91;"),
        sentences=tuple(sentences),
        headings=tuple(headings),
        words=len(words_only(" ".join(sentences), references).split()),
        has_math=any(_is_math(child) for token in inlines for child in token.children or ()),
    )


def _prepare(
    tokens: list[Token], references: Sequence[Reference], headings: list[Heading], inline: Inline
) -> None:
    """Give headings their ids, code its source, call-outs their form; move nothing else."""
    used = _given_ids(tokens)
    for place, token in enumerate(tokens):
        if token.type in {"fence", "code_block"}:
            token.content = restore(token.content, references)
            token.info = restore(token.info, references)
        elif token.type == "html_block":
            token.content = plain_tags(token.content)
        elif token.type == "inline":
            token.children = list(_inline(token.children or [], references))
        elif token.type == "heading_open":
            heading = _heading(token, tokens[place + 1], references, used)
            headings.append(heading)
        elif token.type == _QUOTATION:
            _callout(tokens, place, references, inline)


def _given_ids(tokens: list[Token]) -> Counter[str]:
    """Take ids as `## Words {#id}` gives them off the words; each counts once, for the first."""
    given: Counter[str] = Counter()
    for place, token in enumerate(tokens):
        children = tokens[place + 1].children if token.type == "heading_open" else None
        last = children[-1] if children else None
        found = _GIVEN_ID.search(last.content) if last and last.type == "text" else None
        if last and found and found.group(1) not in FRAME_IDS | given.keys():
            last.content = last.content[: found.start()]
            token.meta["id"] = found.group(1)
            given[found.group(1)] = 1
    return given


def _heading(
    token: Token, inline: Token, references: Sequence[Reference], used: Counter[str]
) -> Heading:
    given = token.meta.get("id", "")
    text = words_only(_plain(inline), references) or "Section"
    ident = given or _free(slugify(text, "-") or "section", used)
    used[ident] += 1
    token.attrSet("id", ident)
    line = token.map[0] if token.map else 0
    return Heading(heading_level(token), text, ident, bool(given), line)


def _free(base: str, used: Counter[str]) -> str:
    """An id that no other heading has; the frame's own and those of citations are not to be had."""
    base = f"s-{base}" if base.startswith(OWN) or base in FRAME_IDS else base
    ident = base
    while ident in used:  # the count goes on where it stopped, however many share a name
        used[base] += 1
        ident = f"{base}-{used[base]}"
    return ident


def _inline(children: Sequence[Token], references: Sequence[Reference]) -> Iterator[Token]:
    """Images become their words, placeholders leave links, code keeps its source."""
    waiting: list[str] | None = None
    outside = False
    for token in children:
        if token.type == "code_inline":
            token.content = restore(token.content, references)
        elif token.type == "html_inline":
            token = _html(token)
        elif token.type == "image":
            token = _text(token.content)
        elif token.type == "link_open":
            waiting, outside = [], _leads_outside(token)
            token.attrSet("href", str(token.attrGet("href")).partition(_OPEN_IN_ADDRESS)[0])
            token = token if outside else _text("")
        elif token.type == "link_close" and waiting is not None:
            yield token if outside else _text("")
            token, waiting = _text(" ".join(["", *waiting]) if waiting else ""), None
        elif waiting is not None and token.type == "text":
            waiting += [found.group() for found in PLACEHOLDER.finditer(token.content)]
            token.content = words_only_around_holes(token.content, references)
        yield token


def _html(token: Token) -> Token:
    """Raw HTML as what may stay of it; the box of a task as a sign."""
    if token.content.startswith(_BOX):
        return _text("☑" if "checked=" in token.content else "☐")
    token.content = plain_tags(token.content)
    return token


def words_only_around_holes(text: str, references: Sequence[Reference]) -> str:
    """The words of a link's text; its citations stand behind the link instead."""
    return PLACEHOLDER.sub(
        lambda placeholder: getattr(references[int(placeholder.group(1))], "words", ""), text
    )


def _text(content: str) -> Token:
    token = Token("text", "", 0)
    token.content = content
    return token


def _leads_outside(token: Token) -> bool:
    return str(token.attrGet("href") or "").lower().startswith(OUTSIDE)


def _callout(
    tokens: list[Token], place: int, references: Sequence[Reference], inline: Inline
) -> None:
    """Turn a blockquote that opens with `[!kind] Title` into an admonition."""
    first = tokens[place + 2] if place + 2 < len(tokens) else None
    found = _CALLOUT.match(first.content) if first and first.type == "inline" else None
    if not first or not found:
        return
    kind, title = found.group(1).lower(), found.group(2).strip()
    rest = first.content[found.end() :]
    if len(title) > LONGEST_TITLE:  # a whole statement on the first line is no title
        title, rest = "", f"{title}\n{rest}"
    end = _closing(tokens, place)
    tokens[place].tag = tokens[end].tag = "div"
    tokens[place].attrSet("class", f"admonition {_ADMONITIONS.get(kind, kind)}")
    notes = [child.meta for child in first.children or () if child.type == "footnote_ref"]
    heading, first.children = inline(title or readable(kind)), inline(rest)
    again = (c for c in (*heading, *first.children) if c.type == "footnote_ref")
    for child, meta in zip(again, notes, strict=False):
        child.meta = meta  # as it was numbered the first time
    children = list(_inline(heading, references))
    words = "".join(child.content for child in children if child.type in _TEXTS)
    tokens[place].meta = {"title": _render(children), "words": words}
    if not first.children:  # a title alone
        for token in tokens[place + 1 : place + 4]:
            token.hidden = True


def _parse_inline(parser: MarkdownIt, notes: dict[str, Any], text: str) -> list[Token]:
    return parser.parseInline(text.strip(), notes)[0].children or []


def _render(children: list[Token]) -> str:
    return str(WORDS_PARSER.renderer.render(children, WORDS_PARSER.options, {}))


@lru_cache(maxsize=4096)
def words_html(marked: str) -> str:
    """Return the words of a link, which are Markdown, as HTML that is safe in a page."""
    return clean(_render(WORDS_PARSER.parseInline(marked)[0].children or []))


@lru_cache(maxsize=4096)
def words_of(marked: str) -> str:
    """Return the words of a link, which are Markdown, as plain text."""
    return _plain(WORDS_PARSER.parseInline(marked)[0])


def _closing(tokens: list[Token], place: int) -> int:
    level = tokens[place].level
    return next(
        at
        for at in range(place + 1, len(tokens))
        if tokens[at].type == "blockquote_close" and tokens[at].level == level
    )


def _plain(inline: Token) -> str:
    """The text of an inline token, with placeholders."""
    parts = []
    for child in inline.children or ():
        if child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type in _TEXTS:
            parts.append(child.content)
    return "".join(parts)


def _is_math(token: Token) -> bool:
    return token.type.startswith("math_")
