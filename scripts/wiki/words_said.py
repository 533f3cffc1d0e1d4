"""The words said in a video at the second of a citation, where its captions tell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from scripts.captions.transcript import WITHIN, Line, Transcript
from scripts.core.model import Article, Citation, Problem, Reference
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


def words_said(tracks: Sequence[Transcript], seconds: Sequence[int]) -> dict[int, Said]:
    """Return what is said at each of some seconds that has words near, by the first transcript."""
    if not tracks:
        return {}
    lines, language = tracks[0].lines, tracks[0].language
    near = (second for second in seconds if lines and tracks[0].has_words_near(second))
    return {second: _said(lines, line_at(lines, second), language) for second in near}


def _said(lines: Sequence[Line], place: int, language: str) -> Said:
    """The line at a place, with those that follow while both are short."""
    text = lines[place].text
    for line in lines[place + 1 :]:
        if len(text) + len(line.text) > LONGEST:
            break
        text += f" {line.text}"
    return Said(lines[place].seconds, shorten(text, LONGEST), language)


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
    if not tracks:
        return None
    length, second = max(track.length for track in tracks), place.seconds
    if second > length:
        message = (
            f"{clock_label(second)} lies past the end of the video, which {tracks[0].path} puts at"
            f" {clock_label(int(length))}; check the time"
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
