"""HTML that may stand in a page: what transcripts may bring, and the sanitiser over it all.

Raw HTML of a transcript keeps only plain tags without attributes; every other tag is shown as the
text that it is. An allow-list sanitiser (nh3) then has the last word over the whole body.
"""

from __future__ import annotations

import html
import re

import nh3

from scripts.core.text import OPEN, PLACEHOLDER

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
    "li": {"id"},
    "ol": {"start"},
    "p": {"class"},
    "span": {"class"},
    "sup": {"id"},
    "td": {"style"},
    "th": {"style"},
}

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]{0,30})\b[^<>]{0,2000}>")


def clean(dirty: str) -> str:
    """Drop whatever the allow-list does not name; no tag's words are lost."""
    return _CLEANER.clean(dirty)


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return value if re.fullmatch(r"text-align: ?(left|right|center)", value) else None
    return PLACEHOLDER.sub("", value) if OPEN in value else value


_CLEANER = nh3.Cleaner(
    tags=set(PLAIN_TAGS | {"a"}),
    clean_content_tags=set(),
    attributes=ATTRIBUTES,
    attribute_filter=_keep_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
)


def plain_tags(source: str) -> str:
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
