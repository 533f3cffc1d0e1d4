"""What transcripts and vaults write for other programs, put as CommonMark says it, line for line.

Line numbers stay true: every line of the source is still one line.
"""

from __future__ import annotations

import re

from scripts.transcripts.timestamps import read_timestamp

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([\w-]*)[^\n`]*")
_MARKDOWN = frozenset({"markdown", "md"})
_TIMES, _TIMES_VIDEO = "timestamp", "timestamp-url"  # blocks of Obsidian's video plugins
_URL_BLOCK = re.compile(r"^ {0,3}```[ \t]*timestamp-url[ \t]*\n[ \t]*(\S{1,300})", re.MULTILINE)
_HIDES = re.compile(r"<!--|%%|\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE)
_HIDDEN = re.compile(
    r"""(?P<code>
        ^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*(?:\n[^\n]*)*?(?:\n[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)
        |(?<!`)(?P<ticks>`++)
            (?:[^`\n]++|\n(?![ \t]*\n)|(?!(?P=ticks)(?!`))`++){1,400}+(?P=ticks)(?!`)
    )
    |(?P<html>(?<!\\)<!--(?:-?>|.*?(?:-->|\Z)))
    |(?P<vault>(?<![\w%\\])%%(?:.*?%%|(?<=^%%).*\Z))
    |(?P<block>(?:^|(?<=[ \t]))\^[A-Za-z0-9-]+[ \t]*$)
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


def without_hidden(text: str) -> tuple[str, list[int]]:
    """Take comments and the marks of blocks (`^id`) out of a text; code keeps them.

    Returns also the offsets of comments that nobody closed, which hide everything behind them.
    """
    if not any(sign in text for sign in ("<!--", "%%", "^")) or not _HIDES.search(text):
        return text, []
    opened: list[int] = []

    def replaced(found: re.Match[str]) -> str:
        source = found.group()
        if found["code"]:
            return source
        if not found["block"] and (len(source) < 4 or not source.endswith(("-->", "%%"))):
            opened.append(found.start())
        return "\n" * source.count("\n")

    return _HIDDEN.sub(replaced, text), opened


def video_address(text: str) -> str:
    """Return the address that a block of a video plugin gives, or nothing."""
    found = _URL_BLOCK.search(text) if _TIMES_VIDEO in text else None
    return found.group(1) if found else ""


def plain_markdown(text: str) -> str:
    """Unwrap fences that hold Markdown or times, and turn Obsidian's `ad-` blocks into call-outs.

    A whole article in a ```` ```markdown ```` fence is an article, not code; ```` ```ad-tip ````
    is how Obsidian writes a call-out, and ```` ```timestamp ```` how its plugins cite a second.
    """
    if "```" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    open_fences: list[str] = []
    for number, line in enumerate(lines):
        found = _FENCE.fullmatch(line.rstrip())
        if found and found.group(2):
            open_fences.append(found.group(2).lower())
            lines[number] = _opening(line, open_fences[-1])
        elif found:
            lines[number] = _closing(line, open_fences)
        elif open_fences:
            lines[number] = _within(line, open_fences[-1])
    return "\n".join(lines)


def _opening(line: str, kind: str) -> str:
    if kind in _MARKDOWN or kind in (_TIMES, _TIMES_VIDEO):
        return ""
    return f"> [!{kind[3:]}]" if kind.startswith("ad-") and kind[3:] else line


def _within(line: str, kind: str) -> str:
    if kind.startswith("ad-"):
        return f"> {line}"
    if kind == _TIMES:
        time, _, words = line.strip().partition(" ")
        return f"[{time.strip('[]')}] {words}".rstrip() if read_timestamp(time) else line.strip()
    return "" if kind == _TIMES_VIDEO else line


def _closing(line: str, open_fences: list[str]) -> str:
    """A bare fence closes the last open one, or opens one without a language."""
    if not open_fences:
        open_fences.append("")
        return line
    kind = open_fences.pop()
    unwrapped = kind in _MARKDOWN or kind in (_TIMES, _TIMES_VIDEO) or kind.startswith("ad-")
    return "" if unwrapped else line
