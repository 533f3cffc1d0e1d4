"""Making a transcript of a caption track: each line gets a second of its own.

Lines that a pause or another speaker does not part stand in one paragraph, paragraphs on one
subject in one part with a heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from scripts.captions.exports import to_podcast_json, to_srt, to_webvtt
from scripts.captions.model import (
    WITHIN,
    Captions,
    Cue,
    Line,
    Paragraph,
    Part,
    Section,
    Sentence,
    Span,
    Transcript,
)
from scripts.captions.read import LARGEST, info_file, read_captions
from scripts.captions.sections import sections
from scripts.captions.sentences import readable, sentences
from scripts.captions.source.files import CaptionFile, unchanged
from scripts.core.digest import digest_of
from scripts.core.files import File
from scripts.core.model import Problem
from scripts.core.text import shorten, slugify
from scripts.transcripts.markdown import FRAME_IDS

PAUSE = 1.5  # seconds without a word that end a paragraph of some length
SOME, MANY = 45, 90  # words of a paragraph: from the first a pause ends it, from the second a line
OPENING = 48  # characters of a part's first words, where it has no heading

EXPORTS = {"vtt": to_webvtt, "srt": to_srt, "json": to_podcast_json}


def read_transcript(
    file: CaptionFile, base: Path = Path()
) -> tuple[Transcript | None, list[File], list[Problem]]:
    """Read a scanned caption file: its transcript, and files for other programs.

    Its path begins at `base`. There is no transcript where it has no words.
    Raises SourceChangedError where it is not as it was scanned.
    """
    path = Path(base, file.path)
    captions, problems = read_captions(path)
    if file.digest:  # else it is too large, which is its problem
        unchanged(path, file.digest)
    info = info_file(path)
    if file.info or (info and info.stat().st_size <= LARGEST):
        unchanged(info or path, file.info)
    shown = path.as_posix().removesuffix(file.path)
    problems = [replace(one, path=one.path.removeprefix(shown)) for one in problems]
    if captions is None:
        return None, [], problems
    captions = replace(captions, path=file.path)
    cut = sections(sentences(captions), captions.chapters, captions.duration)
    language = file.language or captions.language
    made = transcript(captions, cut, file.channel, file.video, language)
    return made, list(_exports(captions)), problems


def _exports(captions: Captions) -> Iterator[File]:
    """Files for other programs, with the words and times of the captions."""
    for suffix, write in EXPORTS.items():
        yield f"captions.{suffix}", write(captions).encode("utf-8", "replace")


def transcript(
    captions: Captions, cut: Sequence[Section], channel: str, video: str, language: str
) -> Transcript:
    """Return the transcript of a caption track that was cut into sections."""
    spans = tuple(_spans(captions.cues))
    last = max((cue.end for cue in captions.cues), default=0.0)
    length = max(captions.duration, last + WITHIN * (not captions.duration))
    words = sum(len(sentence.words) for section in cut for sentence in section.sentences)
    parts = tuple(_parts(cut))
    told = (channel, video, language, captions.path, captions.title, length, words, parts, spans)
    everything = repr((told, captions.cues))  # exports have the times of cues
    return Transcript(*told, digest=digest_of(everything.encode("utf-8", "surrogatepass")))


def _spans(cues: Iterable[Cue]) -> Iterator[Span]:
    """The times of cues, those together that leave no second further than WITHIN from one."""
    spans: list[Span] = []
    for cue in sorted(cues, key=lambda cue: cue.start):
        if spans and cue.start - spans[-1].end <= 2 * WITHIN:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, cue.end))
        else:
            spans.append(Span(cue.start, cue.end))
    yield from spans


def _parts(cut: Sequence[Section]) -> Iterator[Part]:
    seconds, ids = -1, set[str]()
    for section in cut:
        paragraphs: list[Paragraph] = []
        for said in _paragraphs(section.sentences):
            lines = tuple(_lines(said, seconds))
            seconds = lines[-1].seconds
            paragraphs.append(Paragraph(said[0].speaker, lines))
        if paragraphs:
            whole = len(cut) == 1 and section.source == "text"  # one heading tells no parts apart
            heading = _opening(paragraphs[0]) if whole or not section.heading else section.heading
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


def _paragraphs(said: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Sentences in paragraphs: another speaker begins one, and a pause or many words end one."""
    paragraph: list[Sentence] = []
    for sentence in said:
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


def _lines(said: Iterable[Sentence], last: int) -> Iterator[Line]:
    """Sentences as lines: those of one second are one line, and each comes after `last`."""
    line: Line | None = None
    for sentence in said:
        if line and int(sentence.start) <= line.seconds:
            line = Line(line.seconds, f"{line.text} {_shown(sentence)}")
            continue
        if line:
            yield line
        line = Line(max(int(sentence.start), last + 1), _shown(sentence))
    if line:
        yield line


def _shown(sentence: Sentence) -> str:
    """A sentence with capital and full stop, in a script that has capitals."""
    first = sentence.text[:1]
    return readable(sentence) if first.islower() or first.isupper() else sentence.text
