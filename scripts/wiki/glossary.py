"""Linking the glossary's terms on their first use in an article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from macros import tables
from macros.content import content_of
from scripts.core.urls import relative_url

ADDRESS = "glossary"

_PARTS = re.compile(r"(<[^<>]*>)")
_OPENS = re.compile(r"<(a|code|pre|h[2-6]|blockquote)\b")
_CLOSES = re.compile(r"</(a|code|pre|h[2-6]|blockquote)>")


@dataclass(frozen=True)
class Glossary:
    """The terms of a source: the id of its entry by each spelling, in lower case."""

    spellings: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.spellings, key=lambda word: (-len(word), word))
        return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)

    def link(self, html: str, page: str) -> str:
        """The body with the first use of each term linked, headings and links aside."""
        if not self.spellings:
            return html
        linked, inside, parts = set[str](), 0, _PARTS.split(html)
        for place, part in enumerate(parts):
            if place % 2:
                inside += bool(_OPENS.match(part)) - bool(_CLOSES.match(part))
            elif not inside:
                parts[place] = self._link_text(part, page, linked)
        return "".join(parts)

    def _link_text(self, text: str, page: str, linked: set[str]) -> str:
        def term(found: re.Match[str]) -> str:
            entry = self.spellings[found.group().lower()]
            if entry in linked:
                return found.group()
            linked.add(entry)
            return (
                f'<a class="term" href="{relative_url(page, ADDRESS, entry)}">{found.group()}</a>'
            )

        return self._pattern.sub(term, text)


NONE = Glossary()


def read_glossary(source: Path) -> Glossary:
    """The glossary that lies beside a source (`glossary.toml`); empty where there is none."""
    entries = tables.glossary(content_of(source)).sound
    return Glossary(
        {
            spelling.lower(): entry["id"]
            for entry in entries
            for spelling in (entry["term"], *entry.get("aliases", ()))
        }
    )
