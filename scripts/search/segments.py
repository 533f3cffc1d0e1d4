"""Scripts that write without spaces: each letter of them becomes a word of the index.

Pagefind takes what stands between spaces for a word, and finds a word by its beginning alone: of a
Chinese sentence, its first letters. Its own dictionaries cut pages otherwise than a browser cuts
what is sought, so a word within a sentence is found or not by chance. Letters need no dictionary:
a page has what is sought where its letters follow one another, which the browser verifies
(macros/theme/assets/js/search/segments.js has the same scripts and the same sign).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

# Thai and Lao, Myanmar, Khmer, kana, Bopomofo, Han with its signs, full and half width.
_SCRIPTS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3001-\u303f\u3040-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffdc\U00020000-\U0003ffff"
)
BREAK = "\u2060 "  # a word joiner tells a space of ours from one of the author's
_RUN = re.compile(f"[{_SCRIPTS}]+")
_TEXT = re.compile(rf"<[^>]*>|(?P<before>(?<=[^\W_]))?(?P<run>[{_SCRIPTS}]+)(?P<after>(?=[^\W_]))?")


def clusters(run: str) -> list[str]:
    """Return the letters of a run, each with its marks."""
    found: list[str] = []
    for sign in run:
        if found and unicodedata.category(sign)[0] == "M":
            found[-1] += sign
        else:
            found.append(sign)
    return found


def segmented(html: str) -> str:
    """Return HTML with a break between the letters of such scripts, and around their runs."""
    if html.isascii() or not _RUN.search(html):
        return html
    return _TEXT.sub(_with_breaks, html)


def _with_breaks(found: re.Match[str]) -> str:
    if found["run"] is None:
        return found[0]
    before, after = (BREAK if found[side] is not None else "" for side in ("before", "after"))
    return before + BREAK.join(clusters(found["run"])) + after


def runs_apart(text: str) -> tuple[str, set[str]]:
    """Return a text without its runs, and the pairs of letters in these, which serve as words."""
    if text.isascii():
        return text, set()
    pairs = {pair for run in _RUN.findall(text) for pair in pairwise(clusters(run))}
    words = {"".join(pair) for pair in pairs if all(letter[0].isalnum() for letter in pair)}
    return _RUN.sub(" ", text), words
