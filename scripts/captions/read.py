"""Read a caption file: decode it, recognize its format, parse it, and keep what is said."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from charset_normalizer import from_bytes

from scripts.captions import speech
from scripts.captions.formats import plain
from scripts.captions.formats.cue_files import TIMING, parse_srt, parse_webvtt
from scripts.captions.formats.json_files import format_of, parse_json
from scripts.captions.formats.plain import parse_plain
from scripts.captions.formats.shown import Parsed, Shown
from scripts.captions.formats.xml_files import parse_xml
from scripts.captions.info import Info, parse_info
from scripts.captions.model import Captions, Cue
from scripts.core.model import Problem

LARGEST = 32_000_000  # bytes: json3 of twelve hours has a third of it
LATEST = 360_000.0  # seconds, a hundred hours: no video is longer
PAST_END = 5.0  # seconds that a video's last chapter may begin after the last words
FASTEST, MEASURED = 9.0, 60  # words a second, over so many words: nobody speaks like that
AGAIN, NEAR_START = 60.0, 30.0  # seconds: times that go back so far, to so near the start
FORMATS: dict[str, Callable[[str, str], Parsed]] = {
    "webvtt": parse_webvtt,
    "srt": parse_srt,
    **dict.fromkeys(("json3", "whisper", "whisperx", "podcast"), parse_json),
    **dict.fromkeys(("srv1", "srv3", "ttml"), parse_xml),
    "text": parse_plain,
}
SUFFIXES = (
    ".vtt",
    ".srt",
    ".json3",
    ".srv1",
    ".srv3",
    ".ttml",
    ".dfxp",
    ".xml",
    ".json",
    ".txt",
    ".md",
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LANGUAGE = re.compile(r"\A.+\.([a-z]{2,3}(?:-(?!orig)[A-Za-z0-9]{2,8})*)(?:-orig)?", re.DOTALL)
# A name of small letters alone is a word.
_NAME = re.compile(r"(?s)\A(?:.*[\[(]([\w-]{11})[\])]|(?=.*[A-Z])([\w-]{11}))")


def read_captions(file: Path) -> tuple[Captions | None, list[Problem]]:
    """Read a caption file and the `.info.json` of yt-dlp beside it."""
    path = file.as_posix()
    try:
        if file.stat().st_size > LARGEST:
            return None, [
                Problem(path, 1, "caption-size", f"larger than {LARGEST // 10**6} MB; split it")
            ]
        captions, problems = parse_captions(file.read_bytes(), path)
    except OSError as error:
        return None, [Problem(path, 1, "caption-file", f"can't be read: {error.strerror}")]
    beside = info_file(file)
    if captions is None or beside is None:
        return captions, problems
    if beside.stat().st_size > LARGEST:  # with all comments of a video, it may be
        message = f"larger than {LARGEST // 10**6} MB, and not read; leave its comments out"
        return captions, [*problems, Problem(beside.as_posix(), 1, "caption-info", message)]
    info, wrong = parse_info(beside.read_bytes(), beside.as_posix())
    told, refused = _with_info(captions, info, beside.as_posix())
    return told, [*problems, *wrong, *refused]


def info_file(file: Path) -> Path | None:
    """Return the `.info.json` that belongs to a caption file: of its name, with less and less."""
    stem = file.name
    while "." in stem:
        stem = stem.rpartition(".")[0]
        if (found := file.with_name(f"{stem}.info.json")).is_file():
            return found
    return None


def parse_captions(data: bytes, path: str) -> tuple[Captions | None, list[Problem]]:
    """Parse the bytes of a caption file of any format; None where nothing is said in it."""
    text = decode(data)
    kind = recognize(text)
    if not kind:
        message = "no captions are recognized here; see the formats in the authors' guide"
        return None, [Problem(path, 1, "caption-format", message)]
    parsed = FORMATS[kind](text, path)
    shown, late = _in_time(parsed.shown, path)
    problems = [*parsed.problems, *late]
    shown, restarted = _in_parts(shown, path)
    cues = speech.cues(shown)
    if not cues:
        if not any(problem.code == "caption-format" for problem in problems):
            problems.append(
                Problem(path, 1, "caption-empty", "nothing is said in this file; get it anew")
            )
        return None, problems
    front = dict(parsed.front)
    captions = Captions(
        path,
        kind,
        cues,
        language_of(path) or parsed.language,
        front.get("video_id") or front.get("videoId") or video_of(path),
        front.get("title", ""),
        front.get("date", ""),
    )
    return captions, [*problems, *restarted, *_too_fast(cues, path)]


def decode(data: bytes) -> str:
    """Return the text of a file in any encoding, with `\\n` as the end of every line."""
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    try:
        text = data.decode(encoding or "utf-8", "replace" if encoding else "strict")
    except UnicodeDecodeError:
        best = from_bytes(data).best()
        text = str(best) if best is not None else data.decode("utf-8", "replace")
    text = text.removeprefix("\ufeff").replace("\0", "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def recognize(text: str) -> str:
    """Return the format of a text by what stands in it, whatever its name; empty for none."""
    start = text.lstrip()[:4000]
    if start.startswith("WEBVTT"):
        return "webvtt"
    if start.startswith("<"):
        found = re.search(r"<(?:\w+:)?(tt|transcript|timedtext)[\s>]", start)
        return {"tt": "ttml", "transcript": "srv1", "timedtext": "srv3"}[found[1]] if found else ""
    if re.match(r"\{|\[\s*[\[{\]]", start):
        return _recognize_json(text)
    timing = next((found for line in text.split("\n") if (found := TIMING.match(line))), None)
    if timing is not None:
        return "srt" if "," in timing[1] else "webvtt"
    return "text" if plain.count(text) else ""


def _recognize_json(text: str) -> str:
    try:
        return format_of(json.loads(text))
    except (ValueError, RecursionError):
        return "json3" if '"events"' in text[:100_000] else "whisper"  # whose parser tells the line


def language_of(path: str) -> str:
    """Return the language in a name as yt-dlp writes it: `talk.en-US.vtt`."""
    stem = Path(path).name.rpartition(".")[0]
    found = _LANGUAGE.fullmatch(stem)
    return found[1] if found else ""


def video_of(path: str) -> str:
    """Return the video's id in a name as yt-dlp writes it: `Title [id].en.vtt`, or `id.en.vtt`."""
    stem = (
        Path(path).name.partition("].")[0] + "]"
        if "]." in path
        else Path(path).name.partition(".")[0]
    )
    found = _NAME.fullmatch(stem)
    return (found[1] or found[2] or "") if found else ""


def _with_info(captions: Captions, info: Info, path: str) -> tuple[Captions, list[Problem]]:
    """Return captions with what is known of their video; chapters of another cut are refused."""
    chapters, problems = info.chapters, list[Problem]()
    end = captions.cues[-1].end
    if any(chapter.start > end + PAST_END for chapter in chapters):
        last = max(chapter.start for chapter in chapters)
        message = (
            f"a chapter begins at {last:g} s, after the last words at {end:g} s: "
            "the list is of another cut of the video and is not used"
        )
        chapters, problems = (), [Problem(path, 1, "caption-chapter", message)]
    told = replace(
        captions,
        language=captions.language or info.language,
        video=info.video or captions.video,
        title=info.title or captions.title,
        date=info.date or captions.date,
        duration=info.duration,
        chapters=chapters,
    )
    return told, problems


def _in_time(shown: Sequence[Shown], path: str) -> tuple[Sequence[Shown], list[Problem]]:
    """Return the cues that a video can have, and a problem where some begin past every end."""
    late = [one for one in shown if one.start >= LATEST]
    message = f"{len(late)} cues begin after {LATEST / 3600:g} hours; they are left out"
    problems = [Problem(path, one.line or 1, "caption-time", message) for one in late[:1]]
    return [_ending(one) for one in shown if one.start < LATEST], problems


def _ending(one: Shown) -> Shown:
    """Return a cue without times past every end."""
    if one.end < LATEST and not any(
        token.start is not None and token.start >= LATEST
        for line in one.lines
        for token in line.tokens
    ):
        return one
    lines = tuple(
        line._replace(
            tokens=tuple(
                token._replace(start=None) if (token.start or 0) >= LATEST else token
                for token in line.tokens
            )
        )
        for line in one.lines
    )
    return one._replace(end=min(one.end, LATEST), lines=lines)


def _in_parts(shown: Sequence[Shown], path: str) -> tuple[Sequence[Shown], list[Problem]]:
    """Return the cues with a second part, whose times begin at 0 again, after the first."""
    made: list[Shown] = []
    problems: list[Problem] = []
    offset = highest = 0.0
    for at, one in enumerate(shown):
        back = at and one.start < min(shown[at - 1].start - AGAIN, NEAR_START)
        if back and len(shown) - at > at / 10:
            offset = highest
            message = f"times begin at 0 again: read as a second part from {offset:g} s; check it"
            problems.append(Problem(path, one.line, "caption-restart", message))
        made.append(_later(one, offset) if offset else one)
        highest = max(highest, made[-1].end)
    return made, problems


def _later(one: Shown, offset: float) -> Shown:
    """Return a cue with all of its times so many seconds later."""
    lines = tuple(
        line._replace(
            tokens=tuple(
                token if token.start is None else token._replace(start=token.start + offset)
                for token in line.tokens
            )
        )
        for line in one.lines
    )
    return Shown(one.start + offset, one.end + offset, lines, one.line)


def _too_fast(cues: Sequence[Cue], path: str) -> list[Problem]:
    """Return a problem where times can't be right: all text in the first seconds."""
    words = sum(len(cue.words) for cue in cues)
    seconds = cues[-1].end - cues[0].start
    if words < MEASURED or words <= FASTEST * seconds:
        return []
    message = f"{words} words in {seconds:.0f} s: the times can't be right; get the captions anew"
    return [Problem(path, cues[0].line, "caption-rate", message)]
