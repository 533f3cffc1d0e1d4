"""Preview images for links that are shared: drawn at build, kept by content.

A picture's name is the hash of what is on it and of how it is drawn, so one that exists is never
drawn again and never stale.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import font_source_serif_pro as fonts  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageFont

from scripts.core.files import write_if_changed

WIDTH, HEIGHT, MARGIN = 1200, 630, 84
WIDE, NARROW = WIDTH - 2 * MARGIN, 640  # what the title has, and the line beside the site's name
PAPER, INK, QUIET, ACCENT = "#fdfcf9", "#26231f", "#625c53", "#1f4e5f"
SIZES = (76, 66, 56, 48)  # the largest at which a title fits
LINES = 4
DRAWING = "3"  # raise it when the drawing changes: pictures are then drawn anew
FOLDER = "assets/og"


class Cards:
    """The pictures of one build, kept in a folder between builds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wanted: dict[str, tuple[str, str]] = {}

    def address(self, title: str, line: str) -> str:
        """Where the picture with this title and line will stand in the site."""
        text = "\0".join((DRAWING, title, line))
        name = f"{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}.png"
        self.wanted[name] = (title, line)
        return f"{FOLDER}/{name}"

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every picture that was asked for; the folder forgets the others."""
        for name, (title, line) in sorted(self.wanted.items()):
            kept = self.folder / name
            if not kept.exists():
                write_if_changed(kept, draw(title, line))
            yield f"{FOLDER}/{name}", kept.read_bytes()
        for kept in self.folder.glob("*.png"):
            if kept.name not in self.wanted:
                kept.unlink()


def draw(title: str, line: str) -> bytes:
    """A picture of 1200 by 630 pixels as PNG: the title, the site's name, and a line beside it."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 20, HEIGHT), fill=ACCENT)
    size, lines = fitted(title)
    top = MARGIN
    for text in lines:
        pen.text((MARGIN, top), text, INK, _font(size, bold=True))
        top += round(size * 1.2)
    below = HEIGHT - MARGIN
    pen.text((MARGIN, below), "Mile Markers", ACCENT, _font(40, bold=True), anchor="ls")
    pen.text((WIDTH - MARGIN, below), _shortened(line, 30, NARROW), QUIET, _font(30), anchor="rs")
    stored = io.BytesIO()
    flat = image.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    flat.save(stored, "PNG")
    return stored.getvalue()


def fitted(title: str) -> tuple[int, list[str]]:
    """The largest size at which a title fits, with its lines."""
    for size in SIZES:
        lines = _broken(title, size)
        if len(lines) <= LINES:
            return size, lines
    return size, [*lines[: LINES - 1], _shortened(" ".join(lines[LINES - 1 :]), size, bold=True)]


def _broken(text: str, size: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and not _fits(longer, size, bold=True):
            lines.append(word)
        else:
            lines[-1] = longer
    return [_shortened(line, size, bold=True) for line in lines]


def _shortened(text: str, size: int, width: int = WIDE, *, bold: bool = False) -> str:
    if _fits(text, size, width, bold=bold):
        return text
    while text and not _fits(f"{text}…", size, width, bold=bold):
        text = text[:-1]
    return f"{text.rstrip()}…"


def _fits(text: str, size: int, width: int = WIDE, *, bold: bool) -> bool:
    return _font(size, bold=bold).getlength(text) <= width


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    files = Path(fonts.__file__).parent / "files"
    name = "SourceSerifPro-Semibold.ttf" if bold else "SourceSerifPro-Regular.ttf"
    return ImageFont.truetype(files / name, size)
