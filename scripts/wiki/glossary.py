"""Linking the glossary's terms on their first use in an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import escape, unescape
from pathlib import Path
from typing import Any

from macros import tables
from macros.content import content_of
from scripts.core.urls import relative_url

ADDRESS = "glossary"

_WORD = re.compile(r"\w+")
_PARTS = re.compile(r"(<[^<>]*>)")
_OPENS = re.compile(r"<(a|code|pre|h[2-6]|blockquote)\b")
_CLOSES = re.compile(r"</(a|code|pre|h[2-6]|blockquote)>")


@dataclass(frozen=True)
class Glossary:
    """The terms of a source: the id of its entry by each spelling, in lower case."""

    spellings: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """The spellings by their first word."""
        found: dict[str, list[str]] = {}
        for spelling in self.spellings:
            found.setdefault(next(iter(_WORD.findall(spelling)), ""), []).append(spelling)
        return found

    def link(self, html: str, page: str) -> str:
        """The body with the first use of each term linked, headings and links aside."""
        # A pattern of all terms, tried at every word, would be most of the time of a page.
        said = self._by_word.keys() & {"", *_WORD.findall(html.lower())}
        if not said:
            return html
        pattern = _pattern(tuple(sorted(one for word in said for one in self._by_word[word])))
        linked, inside, parts = set[str](), 0, _PARTS.split(html)
        for place, part in enumerate(parts):
            if place % 2:
                inside += bool(_OPENS.match(part)) - bool(_CLOSES.match(part))
            elif not inside:
                parts[place] = self._link_text(pattern, part, page, linked)
        return "".join(parts)

    def _link_text(self, pattern: re.Pattern[str], text: str, page: str, linked: set[str]) -> str:
        def term(found: re.Match[str]) -> str:
            entry = self.spellings[unescape(found.group()).lower()]
            if entry in linked:
                return found.group()
            linked.add(entry)
            return (
                f'<a class="term" href="{relative_url(page, ADDRESS, entry)}">{found.group()}</a>'
            )

        return pattern.sub(term, text)


@lru_cache(maxsize=1_000)
def _pattern(spellings: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of some spellings, the longest first."""
    longest_first = sorted(spellings, key=lambda word: (-len(word), word))
    words = "|".join(re.escape(escape(word, quote=False)) for word in longest_first)
    return re.compile(rf"(?<!&)(?<!&#)\b({words})\b", re.IGNORECASE)  # no part of an entity


NONE = Glossary()


def read_glossary(source: Path) -> Glossary:
    """The glossary that lies beside a source (`glossary.toml`); empty where there is none."""
    return glossary_of(tables.glossary(content_of(source)).sound)


def glossary_of(entries: Iterable[Mapping[str, Any]]) -> Glossary:
    """Return the glossary of sound entries."""
    return Glossary(
        {
            spelling.lower(): entry["id"]
            for entry in entries
            for spelling in (entry["term"], *entry.get("aliases", ()))
        }
    )
