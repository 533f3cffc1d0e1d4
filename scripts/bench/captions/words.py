"""Words and their times, against counts and times that were read another way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from scripts.bench.captions.inputs import WORD_TIMES
from scripts.captions import speech
from scripts.captions.formats.shown import Token
from scripts.captions.model import Captions, Word
from scripts.captions.read import FORMATS, decode, parse_captions, read_captions, recognize

_TIMED = re.compile(r"<(\d+):(\d+):([\d.]+)>(?:<c[^>]*>)?\s*([^<>\s]+)")


class Counted(NamedTuple):
    """Words of all files with a known count: that are missing, and that are too many."""

    lost: int
    added: int


def counted(folder: Path) -> Counted:
    """Return how far the words of each file lie from their number in TRUTH.tsv."""
    lost = added = 0
    for row in (folder / "TRUTH.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, measure, value = row.split("\t")
        if measure.startswith(("words after", "words (all")):
            off = len(_tokens(folder / name)) - int(value)
            lost, added = lost + max(0, -off), added + max(0, off)
    return Counted(lost, added)


def _tokens(path: Path) -> list[Token]:
    """Return the words of a file, each once; the counts have marks like `[Music]` among them."""
    text = decode(path.read_bytes())
    shown = FORMATS[recognize(text)](text, path.name).shown
    return [token for one in speech.without_repeats(shown) for x in one.lines for token in x.tokens]


def timed_error(folder: Path) -> float:
    """Return the most seconds between a word's own time and ours, in all files that have such."""
    return max([*_tagged_errors(folder), *_listed_errors(folder)])


def _tagged_errors(folder: Path) -> Iterator[float]:
    """Return errors against the time tags of WebVTT, found by a pattern in the bare text."""
    for path in sorted(folder.glob("yt-rolling*.vtt")):
        captions, _ = read_captions(path)
        ours = iter(_words(captions))
        for found in _TIMED.finditer(path.read_text(encoding="utf-8")):
            true = 3600 * int(found[1]) + 60 * int(found[2]) + float(found[3])
            if "[" not in found[4]:
                yield abs(next(word for word in ours if word.text == found[4]).start - true)


def _listed_errors(folder: Path) -> Iterator[float]:
    """Return errors against lists of words, read as the JSON of a recognizer."""
    for path in sorted(folder.rglob(f"*{WORD_TIMES}")):
        rows = json.loads(path.read_bytes())
        words = [{"word": text, "start": start, "end": end} for text, start, end in rows]
        text = " ".join(str(row[0]).strip() for row in rows)
        segment = {"start": rows[0][1], "end": rows[-1][2], "text": text, "words": words}
        captions, _ = parse_captions(json.dumps({"segments": [segment]}).encode(), "talk.json")
        for word, row in zip(_words(captions), rows, strict=True):
            yield abs(word.start - row[1])


def spread_errors(folder: Path) -> tuple[float, int]:
    """Return the middle error of words without own times, and how many lie outside their cue."""
    errors, outside = [], 0
    for path in sorted(folder.rglob(f"*{WORD_TIMES}")):
        name = path.name.removesuffix(WORD_TIMES)
        captions, _ = read_captions(path.with_name(f"{name}.en.srt"))
        if captions is None:
            continue
        for cue in captions.cues:
            outside += sum(not cue.start <= word.start <= cue.end for word in cue.words)
        rows = json.loads(path.read_bytes())
        for word, row in zip(_words(captions), rows, strict=False):
            if word.text == str(row[0]).strip():
                errors.append(abs(word.start - row[1]))
    return median(errors), outside


def _words(captions: Captions | None) -> list[Word]:
    return [word for cue in captions.cues for word in cue.words] if captions else []
