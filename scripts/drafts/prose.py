"""Words that were said, as Markdown of this project: nothing in them is markup."""

from __future__ import annotations

import re

from scripts.captions.exports import stamp

# A dollar before a figure is money in this dialect, and needs no care.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~{}]|&(?=#?\w{1,40};)|\$(?!\d)|(?<=\d)\)|%(?=%)|=(?==)|\^")
_LINE_START = re.compile(r"(\d{1,9})?([-+>#=:.)])")
_TAIL = re.compile(r"[.!?…。！？।؟]*[\"'”’»)\]]*[.!?…。！？।؟]*$")
_QUOTED = re.compile(r"[\"'”’»)\]]")
_LOUD = frozenset("?!？！؟")
ENDS = frozenset(".!?…。！？।؟")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def tidy(words: str) -> str:
    """Return what was said as a sentence: a capital first, a full stop last.

    Scripts without capitals stay as they are, and keep their own full stop.
    """
    text = " ".join(words.split())
    text = text[:1].upper() + text[1:]
    bare = text.rstrip("\"'”’»)]")
    if bare[-1:] in ENDS:
        return text
    return text.rstrip(" ,;:-–—") + ("。" if _is_cjk(text) else ".")


def escape(text: str) -> str:
    """Return text in which no character is Markdown, mathematics, a citation or a wiki link."""
    text = _SPECIAL.sub(lambda found: "\\" + found.group(), text)
    start = _LINE_START.match(text)
    if not start:
        return text
    return f"{start[1] or ''}\\{text[start.start(2) :]}"


def cite(*seconds: int) -> str:
    """Return the markup of citations."""
    links = (f'<a class="yt-timestamp" data-t="{t}">[{t}]</a>' for t in map(stamp, seconds))
    return " ".join(links)


def cited(markdown: str, *seconds: int) -> str:
    """Return a sentence with its citations before its full stop, or behind what is quoted.

    A full stop inside quotation marks goes behind the citations; `?"` and `!"` stay.
    """
    tail = _TAIL.search(markdown)
    assert tail is not None  # it matches nothing at the end
    head, end = markdown[: tail.start()], tail.group()
    if (len(head) - len(head.rstrip("\\"))) % 2:  # which escaped the first of what goes behind
        head = head[:-1]
    if _QUOTED.search(end) and end[-1] not in ENDS:
        if set(end) & _LOUD:
            return f"{markdown} {cite(*seconds)}"
        marks = "".join(sign for sign in end if sign not in ENDS and sign != "\\")
        return f"{head}{marks} {cite(*seconds)}."
    return f"{head} {cite(*seconds)}{end}" if head else f"{markdown} {cite(*seconds)}"


def _is_cjk(text: str) -> bool:
    return not _LATIN.search(text) and any("぀" <= sign <= "鿿" for sign in text)
