"""Markdown as CommonMark reads it, made into HTML that is safe to put into a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from scripts.core.model import Heading, Reference
from scripts.core.text import PLACEHOLDER, readable, slugify, split_sentences
from scripts.transcripts.references import restore, words_only
from scripts.transcripts.renderer import Renderer, heading_level
from scripts.transcripts.sanitizer import clean, plain_tags

LONGEST_TITLE = 80  # characters of a call-out's title
FRAME_IDS = frozenset(  # of the page around an article: macros/theme, scripts/templates
    ("main", "mm-search", "check", "check-title", "read-next", "same-ground", "what-links-here")
)
DEEPEST = 40  # levels of quotations and lists (a list has two) within one another
OUTSIDE = ("http://", "https://", "mailto:")

_GIVEN_ID = re.compile(r"(?<![ \t])[ \t]*\{#(?!t-)([a-z0-9][\w-]{0,60})\}[ \t]*$", re.ASCII)
_CALLOUT = re.compile(r"\[!([\w-]{1,20})\][+-]?[ \t]*([^\n]*)(?:\n|$)")
BlockRule = Callable[[StateBlock, int, int, bool], bool]
_ADMONITIONS = {"caution": "warning", "important": "info", "dated": "note dated"}


class Rendered(NamedTuple):
    """A body in HTML with placeholders, and what was met on the way."""

    html: str
    sentences: tuple[str, ...]
    headings: tuple[Heading, ...]
    words: int
    has_math: bool


def render_markdown(text: str, references: Sequence[Reference]) -> Rendered:
    """Render a body with placeholders; `references[n]` stood in placeholder n."""
    parser = _parser_for(text)
    tokens = parser.parse(text)
    headings: list[Heading] = []
    _prepare(tokens, references, headings)
    inlines = [token for token in tokens if token.type == "inline"]
    sentences = [s for token in inlines for s in split_sentences(_plain(token))]
    dirty = parser.renderer.render(tokens, parser.options, {})
    return Rendered(
        html=clean(dirty).replace("[[", "[&#91;"),
        sentences=tuple(sentences),
        headings=tuple(headings),
        words=len(words_only(" ".join(sentences), references).split()),
        has_math=any(_is_math(child) for token in inlines for child in token.children or ()),
    )


def _prepare(tokens: list[Token], references: Sequence[Reference], headings: list[Heading]) -> None:
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
        elif token.type == "blockquote_open":
            _callout(tokens, place, references)


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
    return Heading(heading_level(token), text, ident, bool(given))


def _free(base: str, used: Counter[str]) -> str:
    """An id that no other heading has; the frame's own and those of citations are not to be had."""
    base = f"s-{base}" if base.startswith("t-") or base in FRAME_IDS else base
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
            token.content = plain_tags(token.content)
        elif token.type == "image":
            token = _text(token.content)
        elif token.type == "link_open":
            waiting, outside = [], _leads_outside(token)
            token = token if outside else _text("")
        elif token.type == "link_close" and waiting is not None:
            yield token if outside else _text("")
            token, waiting = _text(" ".join(["", *waiting]) if waiting else ""), None
        elif waiting is not None and token.type == "text":
            waiting += [found.group() for found in PLACEHOLDER.finditer(token.content)]
            token.content = words_only_around_holes(token.content, references)
        yield token


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


def _callout(tokens: list[Token], place: int, references: Sequence[Reference]) -> None:
    """Turn a blockquote that opens with `[!kind] Title` into an admonition."""
    inline = tokens[place + 2] if place + 2 < len(tokens) else None
    found = _CALLOUT.match(inline.content) if inline and inline.type == "inline" else None
    if not inline or not found:
        return
    kind, title, rest = (
        found.group(1).lower(),
        found.group(2).strip(),
        inline.content[found.end() :],
    )
    if len(title) > LONGEST_TITLE:  # a whole statement on the first line is no title
        title, rest = "", f"{title}\n{rest}"
    tokens[place].tag = tokens[_closing(tokens, place)].tag = "div"
    tokens[place].attrSet("class", f"admonition {_ADMONITIONS.get(kind, kind)}")
    tokens[place].meta = {"title": _render_inline(title or readable(kind), references)}
    inline.children = _parse_inline(rest)


def _parse_inline(text: str) -> list[Token]:
    return _PARSER.parseInline(text.strip())[0].children or []


def _render_inline(text: str, references: Sequence[Reference]) -> str:
    children = list(_inline(_parse_inline(text), references))
    return str(_PARSER.renderer.render(children, _PARSER.options, {}))


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
        elif child.type in {"text", "code_inline", "math_inline", "math_inline_double"}:
            parts.append(child.content)
    return "".join(parts)


def _is_math(token: Token) -> bool:
    return token.type.startswith("math_")


def _within(rule: BlockRule, levels: int) -> BlockRule:
    """The rule, but not where what it opens would lie too deep: there the parser drops the words.

    `levels` is how many the rule opens; what stands too deep stays text of the level around it.
    """

    def bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level + levels < DEEPEST and rule(state, start, end, silent)

    return bounded


def _parser() -> MarkdownIt:
    settings = {"html": True, "maxNesting": DEEPEST}
    parser = MarkdownIt("commonmark", settings, renderer_cls=Renderer)
    ends = ["paragraph", "reference", "blockquote"]  # what such a block may end, as by default
    rules = parser.block.ruler
    rules.at("list", _within(list_block, 2), {"alt": ends})
    rules.at("blockquote", _within(blockquote, 1), {"alt": [*ends, "list"]})
    parser.enable(["table", "strikethrough"])
    parser.use(
        dollarmath_plugin,
        allow_space=False,
        allow_digits=False,
        allow_labels=False,
        double_inline=True,
    )
    for rule in (Renderer.math_inline, Renderer.math_inline_double, Renderer.math_block):
        parser.add_render_rule(rule.__name__, rule)  # instead of the plugin's own
    return parser


@lru_cache
def _parser_without(rules: frozenset[str]) -> MarkdownIt:
    return _parser().disable(rules)


def _parser_for(text: str) -> MarkdownIt:
    """A parser without the rules that cannot apply to this text: each line would try them all."""
    return _parser_without(frozenset(rule for rule, find in _FINDERS if not find(text)))


# What a text must have for a rule to find anything; no letter stands before what opens a block.
_SIGNS: tuple[tuple[str, str], ...] = (
    ("table", r"\|"),
    ("fence", "```|~~~"),
    ("blockquote", "^[^a-zA-Z\n]*>"),
    ("hr", r"[-*_][ \t]*$"),
    ("reference", r"\]:"),
    ("html_block", "^[^a-zA-Z\n]*<"),
    ("lheading", r"[-=][ \t]*$"),
    ("math_block", r"\$\$"),
    ("math_inline", r"\$"),
    ("escape", r"\\"),
    ("backticks", "`"),
    ("strikethrough", "~~"),
    ("image", r"!\["),
    ("entity", "&"),
)
_FINDERS = tuple((rule, re.compile(sign, re.MULTILINE).search) for rule, sign in _SIGNS)
_PARSER = _parser()
