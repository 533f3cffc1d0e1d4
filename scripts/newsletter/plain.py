"""The text part of a mail, made from its HTML so that both carry the same links."""

from __future__ import annotations

import textwrap
from html.parser import HTMLParser

WIDTH = 76
_BLOCKS = frozenset(["p", "h1", "h2", "h3", "h4", "li", "blockquote", "td", "div", "tr", "img"])
_SILENT = frozenset(["style", "title", "head"])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.words: list[str] = []
        self.addresses: list[str] = []
        self.lists: list[int] = []  # the next number of each open list; 0 for bullets
        self.reference = ""
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in _SILENT or named.get("class") == "preheader":
            self.silent += 1
        if tag in _BLOCKS:
            self.end_block()
        if tag in {"ul", "ol"}:
            self.lists.append(int(tag == "ol"))
        elif tag == "li" and self.lists:
            self.reference = f"{self.lists[-1]}. " if self.lists[-1] else "- "
            self.lists[-1] += bool(self.lists[-1])
        elif tag == "h2":
            self.reference = "## "
        elif tag == "a":
            self.addresses.append(named.get("href") or "")
        elif tag == "img" and named.get("alt"):
            self.words.append(f"[Picture: {named['alt']}]")
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.addresses:
            self.words.append(f" <{self.addresses.pop()}>")
        if tag in _BLOCKS and tag != "img":
            self.end_block()
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        if self.silent and tag in {*_SILENT, "div"}:
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)

    def end_block(self) -> None:
        text = " ".join("".join(self.words).split())
        self.words = []
        if text:
            self.blocks.append(_wrapped(text, self.reference))
            self.reference = ""


def _wrapped(text: str, reference: str) -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=reference,
        subsequent_indent=" " * len(reference) if reference != "## " else "",
        break_long_words=False,
        break_on_hyphens=False,
    )


def plain_text(html: str) -> str:
    """The words of an HTML mail, each link's address behind its words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    text = ""
    for block in reader.blocks:
        close = block.startswith(("- ",)) and text.splitlines()[-1:] and _in_list(text)
        text += ("\n" if close else "\n\n" if text else "") + block
    return text + "\n"


def _in_list(text: str) -> bool:
    return text.rpartition("\n\n")[2].startswith("- ")
