"""The nouns of the build step: frozen values that every step takes and gives.

What there are many of is a tuple, which is made and kept in a third of a dataclass's time.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal, NamedTuple

_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

MOMENT = 5  # seconds that count as one moment
RESOURCE_KINDS = ("article", "assessment", "channel", "issue", "question", "video")

State = Literal["as-written", "repaired", "unverified"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an author should look at: where, what kind, and what to do about it."""

    path: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return _one_line(f"{self.path}:{self.line}: {self.code}: {self.message}")


def _one_line(text: str) -> str:
    """The text with what a terminal should not meet in it, from names or quoted words, escaped."""
    return _UNSHOWABLE.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


@dataclass(frozen=True, slots=True)
class TranscriptFile:
    """One file of the source: `channel/slug`, where it lies, and its text."""

    channel: str
    slug: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing that a link can mean: its kind, its name there, and names it had before."""

    kind: str
    name: str
    title: str
    aliases: tuple[str, ...] = ()


class Timestamp(NamedTuple):
    """The two readings of a written time, in seconds.

    `clock` reads it as it stands (hours, minutes, seconds); `scaled` reads three fields as
    minutes, seconds and a remainder, and `clock` is the same where the third field cannot be
    seconds. `tail` tells that the third field is 0 or repeats the second, which a written
    `MM:SS:00` always does and a true time one time in thirty.
    """

    clock: int
    scaled: int | None = None
    tail: bool = False


class WrittenCitation(NamedTuple):
    """A citation as the source has it; `video` is empty where it is the article's own."""

    written: str
    stamp: Timestamp | None
    video: str
    line: int
    recovered: bool = False


class WikiLink(NamedTuple):
    """`[[target | words]]` as the source has it; `kind` is path for `[words](file.md)`.

    A file (a picture, a sound, a document) is no page: its link is shown as its words. `marked` are
    the words in Markdown where they have any.
    """

    target: str
    words: str
    line: int
    written: str = ""
    kind: Literal["", "path", "file"] = ""
    marked: str = ""


class Verbatim(NamedTuple):
    """What looks like a reference and stands in code, as it is written."""

    written: str
    line: int


Reference = WrittenCitation | WikiLink | Verbatim


class Heading(NamedTuple):
    """A heading with its id, its line in the file; `given` where the author wrote the id."""

    level: int
    text: str
    id: str
    given: bool = False
    line: int = 0


class Sentence(NamedTuple):
    """A sentence that holds references: with its placeholders, in words, and their numbers."""

    text: str
    words: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A parsed article: safe HTML whose references are still numbered placeholders.

    `sentences` are plain text with the same placeholders; `references[n]`
    stands in placeholder n.
    """

    channel: str
    slug: str
    path: str
    title: str
    video: str
    html: str
    markdown: str
    references: tuple[Reference, ...]
    sentences: tuple[str, ...]
    headings: tuple[Heading, ...]
    words: int
    origin: str = ""
    aliases: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    reviewed: str = ""
    date: str = ""
    has_math: bool = False
    referring: tuple[Sentence, ...] = ()  # the sentences that hold references
    draft: bool = False  # shown only on request, with a notice
    digest: str = ""  # of its name and text: equal digests mean equal articles

    def __repr__(self) -> str:
        """Return its name and digest, which stand for all of it in the names of memos."""
        return f"Article({self.key}, {self.digest})"

    @property
    def key(self) -> str:
        """`channel/slug`, the name by which the rest of the project knows the article."""
        return f"{self.channel}/{self.slug}"

    @property
    def published(self) -> str:
        """The day on which it first stood as it is meant, 2026-11-22, or nothing."""
        return _day(self.date) or _day(self.reviewed)

    @property
    def modified(self) -> str:
        """The day of its last change that a reader would care about, or nothing."""
        return max(_day(self.date), _day(self.reviewed))

    @property
    def citations(self) -> tuple[WrittenCitation, ...]:
        """The citations in the order of the text."""
        return tuple(
            reference for reference in self.references if isinstance(reference, WrittenCitation)
        )


def _day(written: str) -> str:
    """A day as `2026-11-22`; anything else is none."""
    return written if _DAY.fullmatch(written) else ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One video of a channel's hub: its title and the topics listed under it."""

    video: str
    title: str
    topics: tuple[WikiLink, ...]


@dataclass(frozen=True, slots=True)
class Hub:
    """A channel's own file: its videos in their order, and what else it says."""

    channel: str
    path: str
    title: str
    listings: tuple[Listing, ...]
    intro: str = ""


class Citation(NamedTuple):
    """A citation with its second decided: `written` is kept, `state` says how sure it is."""

    seconds: int
    written: str
    state: State
    video: str


class Claim(NamedTuple):
    """A sentence that a citation backs: which article says it, and where in the page."""

    article: str
    video: str
    seconds: int
    state: State
    text: str
    anchor: str


class Backlink(NamedTuple):
    """An article that links here, with the sentence that does."""

    article: str
    sentence: str
    anchor: str


class Target(NamedTuple):
    """Where a wiki link leads: the kind of page, its key (`channel/slug`), the id of a heading."""

    kind: Literal["article", "channel", "topic"]
    key: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An article with every reference decided: `places[n]` is what stands in placeholder n."""

    article: Article
    places: tuple[Citation | Target | None, ...]
    claims: tuple[Claim, ...]
    moments: tuple[int, ...]  # of its own video, in steps of MOMENT seconds
    backlinks: tuple[Backlink, ...] = ()

    def __repr__(self) -> str:
        """Return what decides all the rest: the article, and its places as plain tuples."""
        places = [place and tuple(place) for place in self.places]  # whose repr is the quicker
        return f"LinkedArticle({self.article!r}, {places!r})"

    @property
    def links(self) -> tuple[str, ...]:
        """The keys of the articles it links to, in the order of the text, each once."""
        found = (
            place.key
            for place in self.places
            if isinstance(place, Target) and place.kind == "article"
        )
        return tuple(dict.fromkeys(key for key in found if key != self.article.key))


@dataclass(frozen=True, slots=True)
class Topic:
    """A wiki link that no article answers: who asks for it, and what may serve instead."""

    channel: str
    slug: str
    title: str
    mentions: tuple[Backlink, ...]
    videos: tuple[str, ...]
    nearest: tuple[str, ...]

    @property
    def demand(self) -> int:
        """How many sentences ask for it."""
        return len(self.mentions)


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be written: its address (no slashes around it) and what stands in it."""

    address: str
    title: str
    description: str
    body: str
    markdown: str = ""
    kind: str = "page"
    toc: tuple[Heading, ...] = ()
    crumbs: tuple[tuple[str, str], ...] = ()
    json_ld: str = ""
    has_math: bool = False
    search: bool = True
    files: tuple[tuple[str, bytes], ...] = ()  # what stands beside it: names and bytes
    cached: tuple[tuple[str, str], ...] = ()  # the same, with digests of bytes in the cache
    modified: str = ""  # the day of its last change, 2026-11-22, where that is known
    canonical: str = ""  # the address that search engines should know it by, where it is another
    head: str = ""  # further HTML for the head, safe as it is


CITATIONS = ("written", "linked", "repaired", "unverified", "recovered", "unreadable")
LINKS = ("written", "resolved", "topic")


class Totals(NamedTuple):
    """How many articles and hubs, and of each kind of citation and link."""

    articles: int
    hubs: int
    citations: Counter[str]
    links: Counter[str]
