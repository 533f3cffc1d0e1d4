"""Wiki links at first mention: titles, aliases and the glossary's terms, longest match first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from macros.tables import Entry
from scripts.core.model import TranscriptFile
from scripts.core.text import readable, tokens
from scripts.drafts.prose import escape
from scripts.transcripts.front_matter import split_front_matter

SHORTEST = 4  # characters of a name of one word that is no abbreviation
# Words that a link from every article would not help.
COMMON = """
    about advice after basics career change course example future general help history
    introduction issue life more notes other overview people problem question result story
    summary thing things time today update video videos welcome what work world years
"""

# What a title begins with before the name that is said.
_LEAD = re.compile(
    r"((?:an? )?introduction to |understanding |what (?:is|are) |visualizing |the basics of )?"
    r"(?:(?:the|an?) )?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BETWEEN = re.compile(r"[ \-]{1,2}")

Name = tuple[str, ...]  # the folded words of a name


class Known(NamedTuple):
    """What the wiki knows: the article that each name means, and whether it is an abbreviation."""

    names: Mapping[Name, str]
    longest: int = 1

    def target(self, words: list[str], at: int) -> tuple[int, str]:
        """Return how many words from `at` on are the longest name there, and what it means."""
        for count in range(min(self.longest, len(words) - at), 0, -1):
            name = tuple(words[at : at + count])
            for spelling in (name, (*name[:-1], _singular(name[-1]))):
                if spelling in self.names:
                    return count, self.names[spelling]
        return 0, ""

    def has(self, phrase: str) -> bool:
        """Return whether a phrase is or holds a name."""
        words = [_folded(word) for word in _WORD.findall(phrase)]
        return any(self.target(words, at)[0] for at in range(len(words)))


def known_names(
    files: Iterable[TranscriptFile], channel: str, terms: Iterable[Entry] = ()
) -> Known:
    """Return the names that a draft of a channel may link; its own channel's go first.

    Only front matter is read: a library of 21,000 articles is parsed in minutes. A term of the
    glossary means the article that it comes from.
    """
    found = sorted(files, key=lambda file: (file.channel != channel, file.channel, file.slug))
    keys = set[str]()
    names: dict[Name, str] = {}
    shorter: dict[Name, str] = {}
    for file in found:
        front, key = split_front_matter(file.text), f"{file.channel}/{file.slug}"
        if file.slug == file.channel and "videoId" not in front.values:
            continue  # the channel's own file
        keys.add(key)
        for written in (front.values.get("title", ""), file.slug, *front.lists.get("aliases", ())):
            _add(names, readable(written), key)
            _add(shorter, _said_as(readable(written)), key)
    for term in terms:
        if term["article"] in keys:
            for written in (term["term"], *term.get("aliases", ())):
                _add(names, written, term["article"])
    names = shorter | names
    return Known(names, max(map(len, names), default=1))


def _said_as(title: str) -> str:
    """A title without what it begins with: `Understanding the pay band` is said as `pay band`."""
    lead = _LEAD.match(title)
    assert lead is not None  # it may be empty
    rest = title[lead.end() :]
    return rest if lead[1] or " " in rest else ""


def _add(names: dict[Name, str], written: str, key: str) -> None:
    words = tuple(map(_folded, _WORD.findall(written)))
    if words and (len(words) > 1 or _telling(words[0], written)):
        names.setdefault(words, key)


def _telling(word: str, written: str) -> bool:
    """Whether a name of one word is worth a link wherever it is said."""
    short = len(word) < SHORTEST and word.isascii()
    return word not in COMMON.split() and not word.isdigit() and (written.isupper() or not short)


def _folded(word: str) -> str:
    return "".join(tokens(word))


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > SHORTEST else word


class Linker:
    """Links what a text mentions for the first time; what was linked before stays text."""

    def __init__(self, known: Known, own: str) -> None:
        self._known, self._channel = known, own.partition("/")[0]
        self.linked = {own}

    def link(self, text: str) -> str:
        """Return a sentence as Markdown, with a wiki link for each name that is new in it."""
        return escape_around(text, list(self._links(text)))

    def _links(self, text: str) -> Iterator[tuple[int, int, str]]:
        found = list(_WORD.finditer(text))
        words = [_folded(word.group()) for word in found]
        at = 0
        while at < len(words):
            count, key = self._known.target(words, at)
            last = found[at + count - 1] if count else found[at]
            if count and _joined(text, found[at : at + count]):
                if key not in self.linked:
                    self.linked.add(key)
                    yield found[at].start(), last.end(), self._target(key)
                at += count
            else:
                at += 1

    def _target(self, key: str) -> str:
        channel, _, slug = key.partition("/")
        return slug if channel == self._channel else key


def _joined(text: str, words: list[re.Match[str]]) -> bool:
    """Whether nothing but a space or a hyphen stands between words."""
    pairs = pairwise(words)
    return all(_BETWEEN.fullmatch(text[a.end() : b.start()]) for a, b in pairs)


def escape_around(text: str, links: list[tuple[int, int, str]]) -> str:
    """Return text as Markdown in which stretches are wiki links: from, to, target."""
    made, at = "", 0
    for start, end, target in links:
        made += _inner(text[at:start], at) + f"[[{target} | {text[start:end]}]]"
        at = end
    return made + _inner(text[at:], at)


def _inner(text: str, at: int) -> str:
    """Escape a stretch; only at 0 a line begins."""
    return escape(text) if at == 0 else escape("x" + text)[1:]
