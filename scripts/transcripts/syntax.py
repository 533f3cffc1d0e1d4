"""The Markdown of transcripts: CommonMark, tables, mathematics, and what vaults and models add.

A parser has only the rules that a text can need: each line would try them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_inline import StateInline, emphasis, strikethrough
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.dollarmath.index import math_inline_dollar
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from scripts.transcripts.renderer import RENDERED, Renderer

DEEPEST = 40  # levels of quotations and lists (a list has two) within one another
BlockRule = Callable[[StateBlock, int, int, bool], bool]

# Letters and punctuation of scripts that set no spaces: beside them a run of asterisks opens or
# closes whatever stands on its other side.
_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\u312f\u3131-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U0001b000-\U0001b16f\U00020000-\U0003fffd]"
)
_FIRST_WIDE = "\u1100"
_ROUND = re.compile(r"\\\(((?:[^\\\n]|\n(?![ \t]*\n)|\\(?![()])){1,600}?)\\\)")
_SQUARE = re.compile(r"\\\[((?:[^\\\n]|\n(?![ \t]*\n)|\\(?![\[\]])){1,2000}?)\\\]")
_STRONG = re.compile(r"[\\^_={}\u2200-\u22ff]|\A\s*[^\W\d_]'{0,2}\s*\Z")  # what no prose has
_WEAK, _WORD = re.compile(r"[^\W\d_]\s?[-+*/<>|(]"), re.compile(r"[^\W\d_]{3}")
_CUT_OFF = re.compile(r"\A.*[-/,;:.(\[\"'|&]", re.DOTALL)  # how no formula ends
_CAPITALS = re.compile(r"[A-Z]{2,}")
_MARK = re.compile(r"(?<![\w=])==(?=[^\s=])([^=\n]{1,1000}?)(?<=\S)==(?!=)")
_MARK_WIDE = re.compile(r"(?<!=)==(?=[^\s=])([^=\n]{1,1000}?)(?<=\S)==(?![\w=])")
_ADDRESSES = frozenset({"gfm_autolink_www", "gfm_autolink_protocol"})

# What a text must have for a rule to find anything; no letter stands before what opens a block.
_SIGNS: dict[str, str] = {
    "blockquote": "^[^a-zA-Z\n]*>",
    "hr": r"[-*_][ \t]*$",
    "html_block": "^[^a-zA-Z\n]*<",
    "lheading": r"[-=][ \t]*$",
    "math_brackets": r"\\[(\[]",
    "github-tasklists": r"\[[ xX]\] ",
}
_LITERAL: dict[str, tuple[str, ...]] = {
    "table": ("|",),
    "fence": ("```", "~~~"),
    "reference": ("]:",),
    "math_block": ("$$",),
    "math_inline": ("$",),
    "escape": ("\\",),
    "backticks": ("`",),
    "strikethrough": ("~~",),
    "mark": ("==",),
    "image": ("![",),
    "entity": ("&",),
    "footnote_def": ("[^",),
    "footnote_ref": ("[^",),
    "footnote_inline": ("^[",),
    "footnote_tail": ("[^", "^["),
    "gfm_autolink_protocol": ("://",),
    "gfm_autolink_www": ("www.",),
}
_FINDERS = tuple((rule, re.compile(sign, re.MULTILINE).search) for rule, sign in _SIGNS.items())
_NOTE = re.compile(r"^([ >]*)\[\^([^\]\s]{1,100})\]:", re.MULTILINE)


def parser_for(text: str) -> MarkdownIt:
    """Return a parser without the rules that cannot apply to this text."""
    without = {rule for rule, find in _FINDERS if not find(text)}
    for rule, signs in _LITERAL.items():
        if not any(map(text.__contains__, signs)):
            without.add(rule)
    return _parser_without(frozenset(without))


def parse(text: str, notes: dict[str, Any]) -> tuple[MarkdownIt, list[Token]]:
    """Parse a text with the rules that it needs; `notes` is filled with its footnotes.

    The plugin drops a note that nothing refers to, and the first of two by one name: such a note
    stays text.
    """
    parser = parser_for(text)
    tokens = parser.parse(text, notes)
    labels: dict[str, int] = notes.get("footnotes", {}).get("refs", {})
    if not labels or (-1 not in labels.values() and len(_NOTE.findall(text)) <= len(labels)):
        return parser, tokens
    seen: set[str] = set()

    def loose(found: re.Match[str]) -> str:
        kept = labels.get(f":{found[2]}", -1) >= 0 and found[2] not in seen
        seen.add(found[2])
        return found.group() if kept else f"{found[1]}\\{found.group()[len(found[1]) :]}"

    text = _NOTE.sub(loose, text)
    notes.clear()
    parser = parser_for(text)
    return parser, parser.parse(text, notes)


@lru_cache(maxsize=512)
def _parser_without(rules: frozenset[str]) -> MarkdownIt:
    parser = _parser()
    if rules >= _ADDRESSES:
        return parser.disable(rules - _ADDRESSES)
    parser.use(gfm_autolink_plugin)  # it halts at every w, and so is used where it is needed
    return parser.disable(rules | {"gfm_autolink_email"})


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
    inline = parser.inline.ruler
    inline.at("math_inline", _dollars)
    inline.before("escape", "math_brackets", _brackets)
    inline.before("emphasis", "mark", _mark)
    inline.at("emphasis", _beside_wide(emphasis.tokenize))
    inline.at("strikethrough", _beside_wide(strikethrough.tokenize))
    parser.use(footnote_plugin)
    parser.use(tasklists_plugin)
    for name in RENDERED:
        parser.add_render_rule(name, getattr(Renderer, name))  # instead of the plugins' own
    return parser


_dollar = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)


def _dollars(state: StateInline, silent: bool) -> bool:
    """Mathematics between dollars, but not the names that begin with one: `$AAA/$BBB`."""
    start = state.pos
    if not _dollar(state, True):
        return False
    end, state.pos = state.pos, start
    words, following = state.src[start + 1 : end - 1], state.src[end : end + 1]
    if (following.isalnum() or following in ("{", "_")) and not words.startswith("$"):
        capitals = _CAPITALS.fullmatch(words) and following.isupper()
        if capitals or _CUT_OFF.fullmatch(words):
            return False
    return _dollar(state, silent)


def _brackets(state: StateInline, silent: bool) -> bool:
    r"""Mathematics as models write it, `\(x\)` and `\[x\]`; words in them are no formula."""
    found = _ROUND.match(state.src, state.pos) or _SQUARE.match(state.src, state.pos)
    if not found or not _is_formula(found.group(1)):
        return False
    if not silent:
        display = found.group().startswith("\\[")
        token = state.push("math_inline_double" if display else "math_inline", "math", 0)
        token.content = found.group(1).strip()
    state.pos = found.end()
    return True


def _is_formula(text: str) -> bool:
    return bool(_STRONG.search(text) or (_WEAK.search(text) and not _WORD.search(text)))


def _mark(state: StateInline, silent: bool) -> bool:
    """A marked stretch, `==words==`; `a==b` is a comparison."""
    source, start = state.src, state.pos
    found = _MARK.match(source, start) or _MARK_WIDE.match(source, start)
    if not found and _WIDE.match(source[start - 1 : start]):
        found = _MARK.match(source[start:])
    if not found:
        return False
    end, most = start + len(found.group()), state.posMax
    if not silent:
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = start + 2, end - 2
        state.md.inline.tokenize(state)
        state.posMax = most
        state.push("mark_close", "mark", -1)
    state.pos = end
    return end <= most


InlineRule = Callable[[StateInline, bool], bool]


def _beside_wide(rule: InlineRule) -> InlineRule:
    """The rule for a run of asterisks or tildes, which beside full-width signs sees no word's edge.

    CommonMark's flanking lets a sign (no letter) on one side open or close only where a space or a
    sign is on the other; a full-width letter counts as one here.
    """

    def wide(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.delimiters)
        if not rule(state, silent):
            return False
        before = state.src[start - 1 : start] or " "
        after = state.src[state.pos : state.pos + 1] or " "
        if (before < _FIRST_WIDE and after < _FIRST_WIDE) or state.src[
            start
        ] == "_":  # most, by far
            return True
        if _WIDE.match(before) or _WIDE.match(after):
            for delimiter in state.delimiters[known:]:
                delimiter.open = _flanks(after, before)
                delimiter.close = _flanks(before, after)
        return True

    return wide


def _flanks(inside: str, outside: str) -> bool:
    return not inside.isspace() and (not _is_narrow_sign(inside) or _is_edge(outside))


def _is_edge(sign: str) -> bool:
    return sign.isspace() or _is_sign(sign) or bool(_WIDE.match(sign))


def _is_narrow_sign(sign: str) -> bool:
    return _is_sign(sign) and not _WIDE.match(sign)


def _is_sign(sign: str) -> bool:
    return isMdAsciiPunct(ord(sign)) or isPunctChar(sign)


# For the words of a link, in which no link can be.
WORDS_PARSER = _parser().disable(
    ["link", "image", "autolink", "html_inline", "footnote_inline", "footnote_ref"]
)
