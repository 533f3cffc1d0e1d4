"""Real caption files, each with what is known of it. Settings are chosen on one half of the videos.

A video belongs to a half by a digest of its name, so that its half never changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import punkt

from scripts.captions.model import Captions, Cue, Word
from scripts.captions.read import SUFFIXES, read_captions

LEARN, REPORT = 0, 1  # the halves
FEWEST_ENDS = 1 / 60  # of the words: fewer, and a file has no punctuation to learn from
TIMED = 0.6  # of the words have their own time
WORD_TIMES = ".word_timings.json"
# No speech, no English, or a second file of a video that is here in another format.
_LEFT_OUT = (
    *(".chapters.", "fixture", "ttml", "dfxp", "webvtt-py", "no-hours", "empty", "RU0wScIj36o"),
    *("hebrew", "korean", "spanish", "vietnamese", "chinese", "zh-cn", ".ja.", "hindi", "danish"),
    *("utf16", "buzzcast.json"),
)


class Video(NamedTuple):
    """A video's captions, its half, and after which words the punctuation ends a sentence."""

    name: str
    half: int
    captions: Captions
    ends: tuple[bool, ...]

    @property
    def timed(self) -> bool:
        """Return whether most words have their own time."""
        known = [word.known for cue in self.captions.cues for word in cue.words]
        return sum(known) > TIMED * len(known)

    @property
    def punctuated(self) -> bool:
        """Return whether the captions mark where sentences end."""
        return sum(self.ends) > FEWEST_ENDS * len(self.ends)


def caption_files(folder: Path) -> list[Path]:
    """Return all caption files of a folder, in order."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in SUFFIXES
        and not path.name.endswith((".info.json", "_timings.json"))
        and path.name != "TRUTH.tsv"
    )


def half(name: str) -> int:
    """Return the half of a video."""
    return hashlib.sha256(name.encode()).digest()[1] % 2


def videos(folder: Path) -> Iterator[Video]:
    """Return the captions of English videos, and those whose words' times are known apart."""
    for path in caption_files(folder):
        if not any(word in f"{path.parent.name}/{path.name}" for word in _LEFT_OUT):
            captions, _ = read_captions(path)
            if captions is not None:
                yield _video(path.name.partition(".")[0], captions)
    for path in sorted(folder.rglob(f"*{WORD_TIMES}")):
        yield _video(path.name.partition(".")[0], _word_times(path))


def _video(name: str, captions: Captions) -> Video:
    texts = [word.text for cue in captions.cues for word in cue.words]
    return Video(name, half(name), captions, marked_ends(texts))


def _word_times(path: Path) -> Captions:
    """Return the words of a file with a list of words, starts and ends, each a cue."""
    rows = json.loads(path.read_bytes())
    cues = [Cue(start, start, (Word(text.strip(), start, True),)) for text, start, _ in rows]
    return Captions(path.as_posix(), "words", tuple(cues))


def marked_ends(texts: list[str]) -> tuple[bool, ...]:
    """Return for each word whether a sentence ends after it, by its punctuation."""
    tokenizer = punkt.PunktSentenceTokenizer(punkt.load_model("english"))
    spans = {end for _, end in tokenizer.span_tokenize(" ".join(texts))}
    ends, length = [], -1
    for text in texts:
        length += len(text) + 1
        ends.append(length in spans)
    return tuple(ends)


def unmarked(captions: Captions, *, times: bool = True) -> Captions:
    """Return captions in small letters without punctuation, as recognizers give them.

    Without `times`, words and cues lose what their times tell: they follow evenly.
    """
    cues, at = [], 0
    for cue in captions.cues:
        words = []
        for word in cue.words:
            text = word.text.lower().strip('.,?!:;\u2026"\u201c\u201d()') or "-"
            words.append(Word(text, word.start if times else at / 3, word.known and times))
            at += 1
        end = cue.end if times else at / 3
        cues.append(cue._replace(start=words[0].start, end=end, words=tuple(words)))
    return replace(captions, cues=tuple(cues))
