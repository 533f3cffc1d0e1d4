"""The HTML of the tokens that CommonMark does not know: mathematics, call-outs, our headings."""

from __future__ import annotations

import html
from collections.abc import Sequence

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict


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
