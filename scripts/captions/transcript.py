"""A transcript: what a page shows of a caption track, its lines each with a second of its own.

A *line* is a sentence. Lines that a pause or another speaker does not part stand in one paragraph,
paragraphs on one subject in one part with a heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scripts.captions.model import Captions, Cue, Section, Sentence
from scripts.core.digest import digest_of
from scripts.core.text import shorten, slugify
from scripts.transcripts.markdown import FRAME_IDS

WITHIN = 20  # seconds from a cue within which a citation may lie
PAUSE = 1.5  # seconds without a word that end a paragraph of some length
SOME, MANY = 45, 90  # words of a paragraph: from the first a pause ends it, from the second a line
OPENING = 48  # characters of a part's first words, where it has no heading


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


def transcript(
    captions: Captions, sections: Sequence[Section], channel: str, video: str, language: str
) -> Transcript:
    """Return the transcript of a caption track that was cut into sections."""
    spans = tuple(_spans(captions.cues))
    last = max((cue.end for cue in captions.cues), default=0.0)
    length = max(captions.duration, last + WITHIN * (not captions.duration))
    words = sum(len(sentence.words) for section in sections for sentence in section.sentences)
    parts = tuple(_parts(sections))
    told = (channel, video, language, captions.path, captions.title, length, words, parts, spans)
    return Transcript(*told, digest=digest_of(repr(told).encode("utf-8", "surrogatepass")))


def _spans(cues: Iterable[Cue]) -> Iterator[Span]:
    """The times of cues, those together that leave no second further than WITHIN from one."""
    spans: list[Span] = []
    for cue in sorted(cues, key=lambda cue: cue.start):
        if spans and cue.start - spans[-1].end <= 2 * WITHIN:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, cue.end))
        else:
            spans.append(Span(cue.start, cue.end))
    yield from spans


def _parts(sections: Sequence[Section]) -> Iterator[Part]:
    seconds, ids = -1, set[str]()
    for section in sections:
        paragraphs: list[Paragraph] = []
        for sentences in _paragraphs(section.sentences):
            lines = tuple(_lines(sentences, seconds))
            seconds = lines[-1].seconds
            paragraphs.append(Paragraph(sentences[0].speaker, lines))
        if paragraphs:
            heading = section.heading or _opening(paragraphs[0])
            yield Part(heading, _new_id(heading, ids), tuple(paragraphs))


def _opening(paragraph: Paragraph) -> str:
    """The words with which a part begins, in place of a heading."""
    return f"“{shorten(paragraph.lines[0].text.rstrip('.,;:'), OPENING)}”"


def _new_id(heading: str, used: set[str]) -> str:
    """An id that no part before has, and that no line can have."""
    base = slugify(heading, "-") or "part"
    base = f"s-{base}" if base.startswith("t-") or base in FRAME_IDS else base
    ident, number = base, 1
    while ident in used:
        number += 1
        ident = f"{base}-{number}"
    used.add(ident)
    return ident


def _paragraphs(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Sentences in paragraphs: another speaker begins one, and a pause or many words end one."""
    paragraph: list[Sentence] = []
    for sentence in sentences:
        if paragraph and _ends(paragraph, sentence):
            yield paragraph
            paragraph = []
        paragraph.append(sentence)
    if paragraph:
        yield paragraph


def _ends(paragraph: Sequence[Sentence], following: Sentence) -> bool:
    if following.speaker != paragraph[0].speaker:
        return True
    words = sum(len(sentence.words) for sentence in paragraph)
    pause = following.start - paragraph[-1].words[-1].start
    return words >= MANY or (words >= SOME and pause >= PAUSE)


def _lines(sentences: Iterable[Sentence], last: int) -> Iterator[Line]:
    """Sentences as lines: those of one second are one line, and each comes after `last`."""
    line: Line | None = None
    for sentence in sentences:
        if line and int(sentence.start) <= line.seconds:
            line = Line(line.seconds, f"{line.text} {sentence.text}")
            continue
        if line:
            yield line
        line = Line(max(int(sentence.start), last + 1), sentence.text)
    if line:
        yield line
