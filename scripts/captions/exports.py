"""A transcript for other programs: clean WebVTT, SRT, Markdown and Podcast Namespace JSON."""

from __future__ import annotations

import html
import json
from datetime import timedelta

import srt
import webvtt
from webvtt.models import Timestamp

from scripts.captions.model import Captions, Cue, Transcript
from scripts.core.urls import watch_at

SHORTEST = 0.001  # seconds that a cue is shown: an end that equals the start is refused by players
FORMATS = {"vtt": "text/vtt", "srt": "application/x-subrip", "json": "application/json"}
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def to_webvtt(captions: Captions) -> str:
    """Return captions as WebVTT, speakers as voices."""
    file = webvtt.WebVTT(metadata=[f"Language: {captions.language}"] if captions.language else [])
    for cue in captions.cues:
        start, end = (str(Timestamp.from_seconds(time)) for time in _times(cue))
        text = _text(cue).translate(_MARKUP)
        name = html.escape(cue.speaker, quote=False).rstrip("-")  # `-->` would be an arrow
        voice = f"<v {name}>" if name else ""
        file.captions.append(webvtt.Caption(start, end, f"{voice}{text}"))
    return f"{file.content}\n"


def to_srt(captions: Captions) -> str:
    """Return captions as SRT, a speaker's name before a colon."""
    made = []
    for number, cue in enumerate(captions.cues, 1):
        start, end = (timedelta(milliseconds=round(1000 * time)) for time in _times(cue))
        label = f"{cue.speaker}: " if cue.speaker else ""
        made.append(srt.Subtitle(number, start, end, f"{label}{_text(cue)}"))
    return str(srt.compose(made, reindex=False))


def to_podcast_json(captions: Captions) -> str:
    """Return captions as a transcript of the Podcast Namespace."""
    segments = []
    for cue in captions.cues:
        start, end = _times(cue)
        speaker = {"speaker": cue.speaker} if cue.speaker else {}
        segments.append({**speaker, "startTime": start, "endTime": end, "body": _text(cue)})
    made = {"version": "1.0.0", "segments": segments}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def to_markdown(transcript: Transcript, title: str) -> str:
    """Return a transcript as Markdown: headings, and a line with its time for each sentence."""
    lines = [f"# {_escaped(title)}", ""]
    lines += [f"Source: <https://www.youtube.com/watch?v={transcript.video}>", ""]
    files = [f"[{name}]({name})" for name, _ in transcript.exports]
    lines += [f"Every word with its time: {', '.join(files)}", ""] if files else []
    for part in transcript.parts:
        lines += [f"## {_escaped(part.heading)}", ""]
        for paragraph in part.paragraphs:
            speaker = f"{_escaped(paragraph.speaker)}: " if paragraph.speaker else ""
            for line in paragraph.lines:
                at = f"[{stamp(line.seconds)}]({watch_at(transcript.video, line.seconds)})"
                lines.append(f"{at} {speaker}{_escaped(line.text)}")
                speaker = ""
            lines.append("")
    return "\n".join(lines)


def stamp(second: int) -> str:
    """Return a second as articles write it, `00:01:13`."""
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def _escaped(text: str) -> str:
    """Return words that Markdown shows as they are."""
    for sign in "\\`*_[]<":
        text = text.replace(sign, f"\\{sign}")
    return text


def _text(cue: Cue) -> str:
    return " ".join(word.text for word in cue.words)


def _times(cue: Cue) -> tuple[float, float]:
    return round(cue.start, 3), round(max(cue.end, cue.start + SHORTEST), 3)
