"""The nouns of captions: frozen values that every step takes and gives. Times are seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

SectionSource = Literal["chapters", "text"]

WITHIN = 20  # seconds from a cue within which a citation may lie


class Word(NamedTuple):
    """A word and when it begins; `known` where the captions give the word's own time."""

    text: str
    start: float
    known: bool = False


class Cue(NamedTuple):
    """What is shown between two times, as parsed: its words, and who speaks if the file says so."""

    start: float
    end: float
    words: tuple[Word, ...]
    speaker: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter that the video's own list names."""

    start: float
    title: str


@dataclass(frozen=True, slots=True)
class Captions:
    """One caption track: its cues without repeated lines, its format, language and video.

    `duration` is 0 and `video`, `title`, `date` (YYYY-MM-DD) are empty where nothing tells them;
    `chapters` come from the `.info.json` beside the file.
    """

    path: str
    format: str
    cues: tuple[Cue, ...]
    language: str = ""
    video: str = ""
    title: str = ""
    date: str = ""
    duration: float = 0.0
    chapters: tuple[Chapter, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words, when the first begins, and how sure its end is (0 to 1)."""

    words: tuple[Word, ...]
    confidence: float
    speaker: str = ""

    @property
    def start(self) -> float:
        """Return the second at which the first word begins."""
        return self.words[0].start

    @property
    def text(self) -> str:
        """Return the words with one space between."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Section:
    """Consecutive sentences on one subject; `heading` is empty until one is found."""

    heading: str
    sentences: tuple[Sentence, ...]
    source: SectionSource
    confidence: float


class Line(NamedTuple):
    """A sentence and the whole second at which it begins, which no other line of its page has."""

    seconds: int
    text: str


class Paragraph(NamedTuple):
    """Consecutive lines of one speaker, whose name is empty where it is not known."""

    speaker: str
    lines: tuple[Line, ...]


class Part(NamedTuple):
    """Paragraphs on one subject, with a heading and its id."""

    heading: str
    id: str
    paragraphs: tuple[Paragraph, ...]


class Span(NamedTuple):
    """Seconds between which a cue is never further than WITHIN."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """A caption track as a page: `length` is the last second at which the video can be cited.

    `language` and `title` are empty where nothing tells them. `digest` is that of everything else.
    `exports` are files for other programs, by name the digest of their bytes in the cache.
    """

    channel: str
    video: str
    language: str
    path: str
    title: str
    length: float
    words: int
    parts: tuple[Part, ...]
    spans: tuple[Span, ...]
    digest: str
    exports: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        """Return its path and digest, which stand for all of it in the names of memos."""
        return f"Transcript({self.path}, {self.digest})"

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return every paragraph in the order of time."""
        return tuple(paragraph for part in self.parts for paragraph in part.paragraphs)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return every line in the order of time."""
        return tuple(line for paragraph in self.paragraphs for line in paragraph.lines)

    def has_words_near(self, seconds: float) -> bool:
        """Return whether a cue lies within WITHIN seconds."""
        return any(span.start - WITHIN <= seconds <= span.end + WITHIN for span in self.spans)
