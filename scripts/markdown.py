"""Markdown as CommonMark reads it, made into HTML that is safe to put into a page.

Raw HTML of a transcript keeps only plain tags without attributes; every other tag is shown as the
text that it is. An allow-list sanitiser (nh3) then has the last word over the whole.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from scripts.marks import HOLE, restore, words_only
from scripts.model import Heading, Mark
from scripts.text import slugify, split_sentences

PLAIN_TAGS = frozenset(
    """abbr b blockquote br code dd del details div dl dt em h2 h3 h4 h5 h6 hr i ins kbd li mark ol
    p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul
    """.split()  # noqa: SIM905
)
ATTRIBUTES = {
    **{f"h{level}": {"id"} for level in range(2, 7)},
    "a": {"href"},
    "code": {"class"},
    "div": {"class"},
    "ol": {"start"},
    "p": {"class"},
    "span": {"class"},
    "td": {"style"},
    "th": {"style"},
}
OUTSIDE = ("http://", "https://", "mailto:")

_CALLOUT = re.compile(r"\[!([\w-]{1,20})\][+-]?[ \t]*([^\n]*)(?:\n|$)")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]{0,30})\b[^<>]{0,2000}>")
_FENCE_ROUND_ALL = re.compile(r"\s*```(?:markdown|md)?[ \t]*\n(.*?)\n?```\s*", re.DOTALL)
_ADMONITIONS = {"caution": "warning", "important": "info", "dated": "note"}


class Rendered(NamedTuple):
    """A body in HTML with holes, and what was met on the way."""

    html: str
    sentences: tuple[str, ...]
    headings: tuple[Heading, ...]
    words: int
    has_math: bool


def unwrap(text: str) -> str:
    """The text without a code fence that holds the whole of it."""
    found = _FENCE_ROUND_ALL.fullmatch(text)
    return found.group(1) if found and "\n```" not in found.group(1) else text


def render_markdown(text: str, marks: Sequence[Mark]) -> Rendered:
    """Render a body whose marks are holes; `marks[n]` is what stood in hole n."""
    tokens = _PARSER.parse(text)
    headings: list[Heading] = []
    _prepare(tokens, marks, headings)
    inlines = [token for token in tokens if token.type == "inline"]
    sentences = [s for token in inlines for s in split_sentences(_plain(token))]
    dirty = _RENDERER.render(tokens, _PARSER.options, {})
    return Rendered(
        html=clean(dirty).replace("[[", "[&#91;"),
        sentences=tuple(sentences),
        headings=tuple(headings),
        words=sum(len(words_only(sentence, marks).split()) for sentence in sentences),
        has_math=any(_is_math(child) for token in inlines for child in token.children or ()),
    )


def clean(dirty: str) -> str:
    """Drop whatever the allow-list does not name; no tag's words are lost."""
    return nh3.clean(
        dirty,
        tags=set(PLAIN_TAGS | {"a"}),
        clean_content_tags=set(),
        attributes=ATTRIBUTES,
        attribute_filter=_keep_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return value if re.fullmatch(r"text-align: ?(left|right|center)", value) else None
    return HOLE.sub("", value)


def _prepare(tokens: list[Token], marks: Sequence[Mark], headings: list[Heading]) -> None:
    """Give headings their ids, code its source, call-outs their form; move nothing else."""
    used: set[str] = set()
    for place, token in enumerate(tokens):
        if token.type in {"fence", "code_block"}:
            token.content = restore(token.content, marks)
            token.info = restore(token.info, marks)
        elif token.type == "html_block":
            token.content = _plain_tags(token.content)
        elif token.type == "inline":
            token.children = list(_inline(token.children or [], marks))
        elif token.type == "heading_open":
            heading = _heading(token, tokens[place + 1], marks, used)
            headings.append(heading)
        elif token.type == "blockquote_open":
            _callout(tokens, place, marks)


def _heading(token: Token, inline: Token, marks: Sequence[Mark], used: set[str]) -> Heading:
    text = words_only(_plain(inline), marks) or "Section"
    base = slugify(text, "-") or "section"
    ident, count = base, 2
    while ident in used or ident.startswith("t-"):
        ident, count = f"{base}-{count}" if ident in used else f"s-{base}", count + 1
    used.add(ident)
    level = min(max(int(token.tag[1]), 2), 6)
    token.attrSet("id", ident)
    return Heading(level, text, ident)


def _inline(children: Sequence[Token], marks: Sequence[Mark]) -> Iterator[Token]:
    """Images become their words, holes inside links step out behind them, code keeps its source."""
    waiting: list[str] | None = None
    for token in children:
        if token.type == "code_inline":
            token.content = restore(token.content, marks)
        elif token.type == "html_inline":
            token.content = _plain_tags(token.content)
        elif token.type == "image":
            token = _text(token.content)
        elif token.type == "link_open":
            waiting = []
            token = token if _leads_outside(token) else _text("")
        elif token.type == "link_close" and waiting is not None:
            yield token
            token, waiting = _text(" ".join(["", *waiting]) if waiting else ""), None
        elif waiting is not None and token.type == "text":
            waiting += [found.group() for found in HOLE.finditer(token.content)]
            token.content = words_only_around_holes(token.content, marks)
        yield token


def words_only_around_holes(text: str, marks: Sequence[Mark]) -> str:
    """The words of a link's text; its citations stand behind the link instead."""
    return HOLE.sub(lambda hole: getattr(marks[int(hole.group(1))], "words", ""), text)


def _text(content: str) -> Token:
    token = Token("text", "", 0)
    token.content = content
    return token


def _leads_outside(token: Token) -> bool:
    return str(token.attrGet("href") or "").lower().startswith(OUTSIDE)


def _plain_tags(source: str) -> str:
    """Raw HTML with plain tags stripped of attributes and every other tag as text."""

    def plain(found: re.Match[str]) -> str:
        name = found.group(1).lower()
        if name in PLAIN_TAGS:
            return f"</{name}>" if found.group().startswith("</") else f"<{name}>"
        return html.escape(found.group(), quote=False)

    kept = _TAG.sub(lambda found: f"\0{plain(found)}\0", source.replace("\0", ""))
    return "".join(
        part if place % 2 else _escape_stray(part) for place, part in enumerate(kept.split("\0"))
    )


def _escape_stray(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _callout(tokens: list[Token], place: int, marks: Sequence[Mark]) -> None:
    """Turn a blockquote that opens with `[!kind] Title` into an admonition."""
    inline = tokens[place + 2] if place + 2 < len(tokens) else None
    found = _CALLOUT.match(inline.content) if inline and inline.type == "inline" else None
    if not inline or not found:
        return
    kind = found.group(1).lower()
    close = _closing(tokens, place)
    tokens[place].tag = tokens[close].tag = "div"
    tokens[place].attrSet("class", f"admonition {_ADMONITIONS.get(kind, kind)}")
    inline.content = inline.content[found.end() :]
    inline.children = _PARSER.parseInline(inline.content)[0].children if inline.content else []
    title = found.group(2).strip() or kind.replace("-", " ").capitalize()
    tokens[place].meta = {"title": _PARSER.renderInline(title)}


def _closing(tokens: list[Token], place: int) -> int:
    level = tokens[place].level
    return next(
        at
        for at in range(place + 1, len(tokens))
        if tokens[at].type == "blockquote_close" and tokens[at].level == level
    )


def _plain(inline: Token) -> str:
    """The text of an inline token, with holes."""
    parts = []
    for child in inline.children or ():
        if child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type in {"text", "code_inline", "math_inline", "math_inline_double"}:
            parts.append(child.content)
    return "".join(parts)


def _is_math(token: Token) -> bool:
    return token.type.startswith("math_")


def _parser() -> tuple[MarkdownIt, RendererHTML]:
    parser = MarkdownIt("commonmark", {"html": True, "typographer": False})
    parser.enable(["table", "strikethrough"])
    parser.use(
        dollarmath_plugin,
        allow_space=False,
        allow_digits=False,
        allow_labels=False,
        double_inline=True,
    )
    renderer = RendererHTML(parser)
    rules = renderer.rules
    for name in ("math_inline", "math_inline_double", "math_block"):
        rules[name] = _render_math
    rules["blockquote_open"] = _render_blockquote
    rules["heading_open"] = rules["heading_close"] = _render_heading
    return parser, renderer


def _render_math(tokens: Sequence[Token], place: int, *_: object) -> str:
    token = tokens[place]
    kind = "math" if token.type == "math_inline" else "math math-block"
    tag = "div" if token.type == "math_block" else "span"
    return f'<{tag} class="{kind}">{html.escape(token.content)}</{tag}>'


def _render_blockquote(tokens: Sequence[Token], place: int, *_: object) -> str:
    token = tokens[place]
    if "title" not in token.meta:
        return "<blockquote>\n"
    title = token.meta["title"]
    return f'<div class="{token.attrGet("class")}">\n<p class="admonition-title">{title}</p>\n'


def _render_heading(tokens: Sequence[Token], place: int, *_: object) -> str:
    token = tokens[place]
    level = min(max(int(token.tag[1]), 2), 6)
    if token.nesting < 0:
        return f"</h{level}>\n"
    return f'<h{level} id="{html.escape(str(token.attrGet("id")))}">'


_PARSER, _RENDERER = _parser()
