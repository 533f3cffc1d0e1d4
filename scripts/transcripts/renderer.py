"""The HTML of the tokens that CommonMark does not know: mathematics, call-outs, our headings."""

from __future__ import annotations

import html
from collections.abc import Sequence

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

# The methods that take the place of what plugins bring.
RENDERED = (
    *("math_inline", "math_inline_double", "math_block", "footnote_ref", "footnote_block_open"),
    *("footnote_block_close", "footnote_open", "footnote_close", "footnote_anchor"),
)


class Renderer(RendererHTML):
    """markdown-it's renderer; each public method renders the token type of its name."""

    def math_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Mathematics in a line, as its source; the page's own script draws it."""
        return f'<span class="math">{html.escape(tokens[idx].content)}</span>'

    def math_inline_double(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Displayed mathematics inside a paragraph."""
        return f'<span class="math math-block">{html.escape(tokens[idx].content)}</span>'

    def math_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Displayed mathematics of its own."""
        return f'<div class="math math-block">{html.escape(tokens[idx].content)}</div>'

    def blockquote_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A quotation, or a call-out with its title."""
        token = tokens[idx]
        if "title" not in token.meta:
            return "<blockquote>\n"
        kind, title = token.attrGet("class"), token.meta["title"]
        return f'<div class="{kind}">\n<p class="admonition-title">{title}</p>\n'

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The number of a note, which leads to it."""
        number, again = tokens[idx].meta["id"] + 1, tokens[idx].meta.get("subId", 0)
        ident = "" if again else f' id="fnref-{number}"'
        return f'<sup{ident}><a href="#fn-{number}">[{number}]</a></sup>'

    def footnote_block_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The notes at the end of an article."""
        return "<hr>\n<ol>\n"

    def footnote_block_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The end of the notes."""
        return "</ol>\n"

    def footnote_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A note with its id."""
        return f'<li id="fn-{tokens[idx].meta["id"] + 1}">'

    def footnote_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The end of a note."""
        return "</li>\n"

    def footnote_anchor(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The way back from a note to where it is first referred to."""
        token = tokens[idx]
        return "" if token.meta.get("subId") else f' <a href="#fnref-{token.meta["id"] + 1}">↩</a>'

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A heading below the page's own, with its id."""
        ident = html.escape(str(tokens[idx].attrGet("id")))
        return f'<h{heading_level(tokens[idx])} id="{ident}">'

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The end of a heading."""
        return f"</h{heading_level(tokens[idx])}>\n"


def heading_level(token: Token) -> int:
    """2 to 6: the page's title is the only first-level heading."""
    return min(max(int(token.tag[1]), 2), 6)
