"""JSON: YouTube's json3, whisper and whisperX, and the Podcast Namespace's transcripts."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scripts.captions.formats.shown import MS, Line, Parsed, Shown, joined, tokens
from scripts.core.model import Problem

# Whisper's names of the commonest languages, which its other outputs give as codes.
_CODES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it",
    "dutch": "nl",
    "portuguese": "pt", "russian": "ru", "japanese": "ja", "korean": "ko", "chinese": "zh",
    "hindi": "hi", "arabic": "ar", "turkish": "tr", "polish": "pl", "danish": "da", "swedish": "sv",
}  # fmt: skip


def parse_json(text: str, path: str) -> Parsed:
    """Parse a file of one of these shapes: `events`, or segments in a list or under a name."""
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        return Parsed(
            (), (Problem(path, line, "caption-format", f"no JSON here: {error}; get it anew"),)
        )
    if isinstance(data, Mapping) and isinstance(data.get("events"), list):
        return Parsed(tuple(_events(data["events"])))
    segments, language = _segments(data)
    return Parsed(tuple(_spoken(segments)), language=language)


def format_of(data: object) -> str:
    """Return the name of a format by what stands in its JSON; empty where it is none."""
    if isinstance(data, Mapping) and isinstance(data.get("events"), list):
        return "json3"
    segments, _ = _segments(data)
    first = next((one for one in segments if isinstance(one, Mapping)), {})
    if "body" in first:
        return "podcast"
    if "words" in first or (isinstance(data, list) and "text" in first):
        return "whisperx"
    return "whisper" if "text" in first or "segments" in first else ""


def _events(events: Sequence[Any]) -> Iterator[Shown]:
    """Return the events of json3 that show words; a window or a line's end shows none."""
    for event in events:
        if not isinstance(event, Mapping) or not isinstance(event.get("segs"), list):
            continue
        start = _number(event.get("tStartMs"))
        segs = [seg for seg in event["segs"] if isinstance(seg, Mapping)]
        timed = any("tOffsetMs" in seg for seg in segs) or any("acAsrConf" in seg for seg in segs)
        if start is None:
            continue
        pieces = [
            (
                str(seg.get("utf8") or ""),
                (start + (_number(seg.get("tOffsetMs")) or 0.0)) / MS if timed else None,
            )
            for seg in segs
        ]
        length = _number(event.get("dDurationMs")) or 0.0
        if lines := joined(pieces):
            yield Shown(start / MS, (start + length) / MS, lines)


def _segments(data: object) -> tuple[Sequence[Any], str]:
    """Return the segments of a file, and its language."""
    if isinstance(data, list):
        return data, ""
    if not isinstance(data, Mapping):
        return (), ""
    language = next(
        (data[name] for name in ("language", "detected_language") if data.get(name)), ""
    )
    for name in ("segments", "transcription", "transcript", "chunks"):
        if isinstance(data.get(name), list):
            return data[name], _CODES.get(str(language).casefold(), str(language))
    for name in ("result", "transcription"):
        if isinstance(data.get(name), Mapping):
            return _segments(data[name])
    return (), ""


def _spoken(segments: Sequence[Any]) -> Iterator[Shown]:
    for segment in segments:
        if not isinstance(segment, Mapping):
            continue
        text = str(segment.get("text") or segment.get("body") or "")
        start, end = _times(segment)
        words = segment.get("words")
        speaker = _name(segment.get("speaker"))
        found = tuple(_words(words)) if isinstance(words, list) else ()
        # A word that could not be aligned has no time, or is left out: then the text is whole.
        if "".join(text.split()) != "".join("".join(line.text.split()) for line in found):
            found = (Line(tokens(text), speaker),) if text.strip() or not found else found
        if start is not None and any(line.tokens for line in found):
            lines = tuple(line._replace(speaker=line.speaker or speaker) for line in found)
            yield Shown(start, max(start, end or start), lines)


def _words(words: Sequence[Any]) -> Iterator[Line]:
    """Return the words of a segment that have times of their own, a line for each speaker."""
    line: list[tuple[str, float | None]] = []
    speaker = ""
    for word in words:
        if not isinstance(word, Mapping):
            continue
        text = str(word.get("word") or word.get("text") or "")
        if (name := _name(word.get("speaker"))) and name != speaker:
            yield from (one._replace(speaker=speaker) for one in joined(line))
            line, speaker = [], name
        blank = "" if text[:1].isspace() else " "
        line.append((f"{blank}{text}", _times(word)[0]))
    yield from (one._replace(speaker=speaker) for one in joined(line))


def _name(value: object) -> str:
    """Return the name of a speaker, on one line."""
    return " ".join(str(value or "").split())


def _times(segment: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Return the start and end in seconds, by any of the names that programs give them."""
    offsets = segment.get("offsets")  # of whisper.cpp, in milliseconds
    if isinstance(offsets, Mapping):
        start, end = _number(offsets.get("from")), _number(offsets.get("to"))
        return (None if start is None else start / MS), (None if end is None else end / MS)
    pair = segment.get("timestamp")  # of transformers
    if isinstance(pair, list) and len(pair) == 2:
        return _number(pair[0]), _number(pair[1])
    start = _number(segment.get("start", segment.get("startTime")))
    return start, _number(segment.get("end", segment.get("endTime")))


def _number(value: object) -> float | None:
    """Return a time that can be one; None for text, a missing or an endless one."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return max(0.0, number) if math.isfinite(number) else None
