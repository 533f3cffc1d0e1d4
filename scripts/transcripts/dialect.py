"""What transcripts write for other programs, put as CommonMark says it, line for line.

Line numbers stay true: every line of the source is still one line.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([\w-]*)[^\n`]*")
_MARKDOWN = frozenset({"markdown", "md"})


def plain_markdown(text: str) -> str:
    """Unwrap fences that hold Markdown, and turn Obsidian's `ad-` blocks into call-outs.

    A whole article in a ```` ```markdown ```` fence is an article, not code; ```` ```ad-tip ````
    is how Obsidian writes a call-out.
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
        elif open_fences and open_fences[-1].startswith("ad-"):
            lines[number] = f"> {line}"
    return "\n".join(lines)


def _opening(line: str, kind: str) -> str:
    if kind in _MARKDOWN:
        return ""
    return f"> [!{kind[3:]}]" if kind.startswith("ad-") and kind[3:] else line


def _closing(line: str, open_fences: list[str]) -> str:
    """A bare fence closes the last open one, or opens one without a language."""
    if not open_fences:
        open_fences.append("")
        return line
    kind = open_fences.pop()
    return "" if kind in _MARKDOWN or kind.startswith("ad-") else line
