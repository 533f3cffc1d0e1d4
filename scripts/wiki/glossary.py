"""Linking the glossary's terms on their first use in an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import escape, unescape
from pathlib import Path
from typing import Any

from assessments.validate import load_toml
from assessments.validate.locate import Lines
from scripts.core.model import Problem
from scripts.core.urls import relative_url

ADDRESS = "glossary"

_WORD = re.compile(r"\w+")
_PARTS = re.compile(r"(<[^<>]*>)")
_OPENS = re.compile(r"<(a|code|pre|h[2-6]|blockquote)\b")
_ID = re.compile(r"[\w-]{1,100}")
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


def read_glossary(source: Path) -> tuple[Glossary, list[Problem]]:
    """Read the glossary that lies beside a source (`glossary.toml`); empty where there is none."""
    path = source.parent / "glossary.toml"
    return parse_glossary(path.read_bytes(), path.as_posix()) if path.is_file() else (NONE, [])


def parse_glossary(data: bytes, path: str) -> tuple[Glossary, list[Problem]]:
    """Return the glossary of a file's bytes; a term that can't be read is left out and told."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "this byte is not UTF-8; save the file as UTF-8"
        return NONE, [Problem(path, line, "not-utf-8", message)]
    document, found = load_toml(text)
    problems = [Problem(path, line, code, message) for line, code, message in found]
    entries = document.get("term")
    if not problems and not isinstance(entries, list):
        problems.append(Problem(path, 1, "glossary-term", "no [[term]] is here; add the first"))
    spellings: dict[str, str] = {}
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if wrong := _wrong(entry):
            line = Lines(text).table("term", index)
            problems.append(Problem(path, line, "glossary-term", wrong))
        else:
            spellings.update((spelling.lower(), entry["id"]) for spelling in _spellings(entry))
    return Glossary(spellings), problems


def _wrong(entry: Any) -> str:
    """What keeps a term from being read; nothing where it can be."""
    if not isinstance(entry, dict) or not _ID.fullmatch(str(entry.get("id", ""))):
        return "this term has no id of letters, digits and hyphens; add one"
    spellings = list(_spellings(entry))
    if not all(isinstance(one, str) and re.search(r"\w", one) for one in spellings):
        return 'a spelling is no word; write term = "words" and aliases = ["words"]'
    return ""


def _spellings(entry: dict[str, Any]) -> Iterator[Any]:
    yield entry.get("term")
    aliases = entry.get("aliases", [])
    yield from aliases if isinstance(aliases, list) else [None]
