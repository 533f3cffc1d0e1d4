"""The words of a GIFT text: without its markup, line by line as a reader would see them."""

from __future__ import annotations

import re
from html import unescape

from markdown_it import MarkdownIt

# Only these are markup: `List<String>` and `a < b` are words.
_INLINE = (
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i input ins kbd label mark "
    "nolink q s samp small span strike strong sub sup time tt u var wbr"
)
_LINES = (
    "address article aside blockquote body br center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul"
)
_MEDIA = "audio canvas embed iframe img math object picture source svg track video"
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style|title)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTES = r"""\b(?:[^<>"']|"[^"]*"|'[^']*')*>"""


def _tags(names: str) -> re.Pattern[str]:
    return re.compile(f"</?(?:{'|'.join(names.split())}){_ATTRIBUTES}", re.IGNORECASE)


_INLINE_TAG, _LINE_TAG, _MEDIA_TAG = map(_tags, (_INLINE, _LINES, _MEDIA))
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MARKDOWN = MarkdownIt("commonmark")


def words(text: dict[str, str] | None) -> str:
    """Return a text in words, for each of GIFT's formats; a picture stands as its description."""
    if text is None:
        return ""
    written, form = text["text"], text["format"]
    if form == "plain":
        return written.strip()
    html = _MARKDOWN.render(written) if form == "markdown" else written
    if form != "moodle":  # there a line's end is the end of a line
        html = html.replace("\n", " ")
    html = _MEDIA_TAG.sub(_description, _UNSEEN.sub("", html))
    plain = unescape(_INLINE_TAG.sub("", _LINE_TAG.sub("\n", html)))
    lines = (" ".join(line.split()) for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def _description(tag: re.Match[str]) -> str:
    found = _ALT.search(tag[0])
    return f" {found[1] or found[2] or ''} " if found else ""


def has_media(text: dict[str, str] | None) -> bool:
    """Return whether a text shows a picture, a sound or a film."""
    return bool(text and text["format"] != "plain" and _MEDIA_TAG.search(text["text"]))
