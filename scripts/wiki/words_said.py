"""The words said in a video at the second of a citation, where its captions tell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from scripts.captions.model import WITHIN, Line, Transcript
from scripts.core.model import Article, Citation, Problem, Reference, WrittenCitation
from scripts.core.text import clock_label, shorten
from scripts.wiki.library import Library

EARLY = 0.5  # of a second by which a line may begin after the second that is cited
LONGEST = 220  # characters of the words that a preview shows


class Said(NamedTuple):
    """The words at a second as other pages show them: the second of their first line."""

    seconds: int
    text: str
    language: str


def line_at(lines: Sequence[Line], seconds: float) -> int:
    """Return the place of the line said at a second: the last that begins by then, or the first."""
    return max(0, bisect_right(lines, seconds + EARLY, key=attrgetter("seconds")) - 1)


def words_said(tracks: Sequence[Transcript], seconds: Iterable[int]) -> dict[int, Said]:
    """Return what is said at each of some seconds that has words near, by the first transcript."""
    if not tracks:
        return {}
    lines, language = tracks[0].lines, tracks[0].language
    ends = {paragraph.lines[-1].seconds for paragraph in tracks[0].paragraphs}
    near = (second for second in seconds if lines and tracks[0].has_words_near(second))
    return {
        second: Said(lines[place].seconds, _words(lines, place, ends), language)
        for second, place in ((second, line_at(lines, second)) for second in near)
    }


def _words(lines: Sequence[Line], place: int, ends: Container[int]) -> str:
    """The line at a place, with those that follow in its paragraph while they are short."""
    text, last = lines[place].text, lines[place].seconds
    for line in lines[place + 1 :]:
        if last in ends or line.seconds > last + WITHIN or len(text) + len(line.text) > LONGEST:
            break
        text, last = f"{text} {line.text}", line.seconds
    return shorten(text, LONGEST)


def known_lengths(library: Library) -> Mapping[str, float]:
    """Return the length of each video that has captions, as the longest of them tells."""
    return {
        video: max(track.length for track in tracks)
        for video, tracks in library.transcripts.items()
    }


def caption_problem(
    library: Library, article: Article, reference: Reference, place: Citation
) -> Problem | None:
    """Return what the captions of a citation's video say against its second."""
    tracks = library.transcripts.get(place.video, ())
    if not tracks or not isinstance(reference, WrittenCitation) or not reference.stamp:
        return None
    length = max(track.length for track in tracks)
    second = reference.stamp.clock if place.state == "unverified" else place.seconds
    if second > length:
        last = max((span.end for track in tracks for span in track.spans), default=0.0)
        message = (
            f"{clock_label(second)} lies past the end of the video, whose last words are at"
            f" {clock_label(int(last))} in {tracks[0].path}; check the time"
        )
        return Problem(article.path, reference.line, "past-end", message)
    if place.state == "unverified" or any(track.has_words_near(second) for track in tracks):
        return None
    message = (
        f"nothing is said within {WITHIN} s of {clock_label(second)} in {tracks[0].path};"
        f" {_nearest(tracks, second)}; check the time"
    )
    return Problem(article.path, reference.line, "unsaid-time", message)


def _nearest(tracks: Sequence[Transcript], second: int) -> str:
    ends = [end for track in tracks for span in track.spans for end in span]
    if not ends:
        return "the file has no words"
    return f"the nearest words are at {clock_label(int(min(ends, key=lambda e: abs(e - second))))}"
