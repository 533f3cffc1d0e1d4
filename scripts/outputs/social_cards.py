"""Social cards: the preview image of each article, shown where its link is shared.

A card's file name is a hash of its words and of `DRAWING`, so an existing file is never drawn again
and never out of date.

A card costs 1.6 ms of CPU (23 ms when Pillow drew, quantized and compressed each one whole). Each
glyph is rendered once per process. The pixels are indexes into one palette of 16 colors, two to a
byte. The rows between the texts are compressed once per process.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import font_source_serif_pro as fonts  # type: ignore[import-untyped]
from PIL import Image, ImageColor, ImageDraw, ImageFont

from scripts.outputs.road_picture import HEIGHT as ROAD_HEIGHT
from scripts.outputs.road_picture import road_picture

WIDTH, HEIGHT, MARGIN = 1200, 630, 84
WIDE, NARROW = (
    WIDTH - 2 * MARGIN,
    640,
)  # widths of the title, and of the line beside the site's name
PAPER, INK, QUIET, ACCENT = "#fdfcf9", "#26231f", "#625c53", "#1f4e5f"
SIZES = (76, 66, 56, 48)  # the largest at which a title fits
LINES = 4
DRAWING = "4"  # raise it when the drawing changes: all cards are then drawn again
FOLDER = "assets/og"

BESIDE = 380  # pixels of the site's name, beside the line
BAR = 21  # pixels of the bar at the left
BELOW = HEIGHT - MARGIN  # the baseline of the site's name
FOOT = (BELOW - 48, BELOW + 24)  # the rows around it
# Steps of antialiasing: with the paper, 16 colors. The ink's steps come first, so the number of a
# step is its index, and a title is drawn as indexes.
SHADES = {INK: 8, ACCENT: 4, QUIET: 3}
PAD = 2  # pixels before a row: they pack into the byte that names the row's PNG filter, none
COMPRESSION = 3  # level 6 saves 15 % of the bytes for twice the time

_Color = tuple[int, ...]

# Text of these characters is drawn glyph by glyph, with pairwise kerning and the font's ligatures:
# the same pixels as a whole line by Pillow. Any other text (combining marks, right to left) goes to
# Pillow as one piece.
_SIMPLE = re.compile("[ -~\u00a0-\u02af\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u203a]*")
_GLYPH = re.compile("f[filt]+|.")


def card_path(title: str, line: str, name: str, *, road: bool = False) -> str:
    """Return where the card with this title, line and site's name stands in the site."""
    text = "\0".join((DRAWING, title, line, name, *(["road"] if road else [])))
    return f"{FOLDER}/{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}.png"


class _Style(NamedTuple):
    size: int
    bold: bool = True


class _Rows(NamedTuple):
    """Rows of a card as PNG has them, and the same compressed, to be joined with others."""

    plain: bytes
    compressed: bytes


def draw(title: str, line: str, name: str, *, road: bool = False) -> bytes:
    """Return a card as PNG, 1200 by 630 pixels: the title, the site's name, a line beside it.

    With `road` the road of the mile markers lies between them, where the title leaves room.
    """
    size, lines = fitted(title)
    first, heading = _heading(size, lines)
    between = FOOT[0] - first - len(heading.plain) // len(_blank(1).plain)
    middle = [_blank(between)]
    if road and between >= ROAD_HEIGHT:
        middle = [_blank(between - ROAD_HEIGHT), _road()]
    foot = (_footer(line, name), _blank(HEIGHT - FOOT[1]))
    return _png((_blank(first), heading, *middle, *foot))


def fitted(title: str) -> tuple[int, list[str]]:
    """Return the largest size at which a title fits, with its lines."""
    for size in SIZES:
        lines = _broken(title, _Style(size))
        if len(lines) <= LINES:
            return size, lines
    rest = _shortened(" ".join(lines[LINES - 1 :]), _Style(size))
    return size, [*lines[: LINES - 1], rest]


def _broken(text: str, style: _Style) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _length(longer, style) > WIDE:
            lines.append(word)
        else:
            lines[-1] = longer
    return [_shortened(line, style) for line in lines]


def _shortened(text: str, style: _Style, width: int = WIDE) -> str:
    if _length(text, style) <= width:
        return text
    cuts = range(1, len(text))
    kept = bisect_left(cuts, x=True, key=lambda cut: _length(f"{text[:cut]}…", style) > width)
    return f"{text[:kept].rstrip()}…"


def _heading(size: int, lines: list[str]) -> tuple[int, _Rows]:
    """Return the first row of the title, and its rows: half a line more for marks above it."""
    style, above = _Style(size), size // 2
    canvas = _canvas(above + round(size * 1.2) * len(lines) + above)
    baseline = above + _font(style).getmetrics()[0]
    for text in lines:
        _write(canvas, MARGIN, baseline, text, style, SHADES[INK])
        baseline += round(size * 1.2)
    return MARGIN - above, _rows(canvas)


@lru_cache(maxsize=256)
def _footer(line: str, site: str) -> _Rows:
    """Return the rows of the site's name and a line at the right; a channel's cards share them."""
    name, side, baseline = _Style(40), _Style(30, bold=False), BELOW - FOOT[0]
    line = _shortened(line, side, NARROW)
    left, right = _canvas(FOOT[1] - FOOT[0]), _canvas(FOOT[1] - FOOT[0])
    _write(left, MARGIN, baseline, _shortened(site, name, BESIDE), name)
    _write(right, WIDTH - MARGIN - round(_length(line, side)), baseline, line, side)
    indexes, half = left.point(_indexes(ACCENT)), PAD + WIDTH - MARGIN - NARROW
    beside = right.point(_indexes(QUIET)).crop((half, 0, right.width, right.height))
    indexes.paste(beside, (half, 0))
    return _rows(indexes)


@cache
def _road() -> _Rows:
    way, posts = road_picture(PAD + WIDTH, PAD + MARGIN)
    indexes = way.point(_indexes(QUIET))
    indexes.paste(
        posts.point(_indexes(ACCENT)), mask=posts.point(lambda covered: 255 * (covered > 0))
    )
    return _rows(indexes)


@cache
def _blank(count: int) -> _Rows:
    """Return rows without text."""
    return _rows(_canvas(count))


def _canvas(height: int) -> Image.Image:
    return Image.new("L", (PAD + WIDTH, height))


def _write(
    canvas: Image.Image, x: float, y: int, text: str, style: _Style, full: int = 255
) -> None:
    """Draw a text on a canvas that holds coverage, from 0 to `full`; `y` is the baseline."""
    last = ""
    for glyph in _glyphs(text):
        x += _kerning(last, glyph, style) if last else 0
        image, left, top = _drawn(glyph, style)
        canvas.paste(full, (PAD + int(x + 0.5) + left, y + top), image)
        x += _advance(glyph, style)
        last = glyph


def _length(text: str, style: _Style) -> float:
    glyphs = _glyphs(text)
    kerning = sum(_kerning(*pair, style) for pair in pairwise(glyphs))
    return sum(_advance(glyph, style) for glyph in glyphs) + kerning


def _glyphs(text: str) -> list[str]:
    return _GLYPH.findall(text) if _SIMPLE.fullmatch(text) else [text]


@lru_cache(maxsize=1024)
def _drawn(glyph: str, style: _Style) -> tuple[Image.Image, int, int]:
    """Return the coverage of a glyph, and the place of its left upper corner from its origin."""
    left, top, right, bottom = map(int, _font(style).getbbox(glyph, anchor="ls"))
    image = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(image).text((-left, -top), glyph, 255, _font(style), anchor="ls")
    return image, left, top


@lru_cache(maxsize=65536)
def _advance(glyph: str, style: _Style) -> float:
    return _font(style).getlength(glyph)


@lru_cache(maxsize=65536)
def _kerning(left: str, right: str, style: _Style) -> float:
    """Return how much farther than its advance the left glyph pushes the right one."""
    together = _font(style).getlength(left + right)
    return together - _advance(left, style) - _advance(right, style)


@cache
def _font(style: _Style) -> ImageFont.FreeTypeFont:
    files = Path(fonts.__file__).parent / "files"
    name = "SourceSerifPro-Semibold.ttf" if style.bold else "SourceSerifPro-Regular.ttf"
    return ImageFont.truetype(files / name, style.size)


def _mixed(color: str, share: float) -> _Color:
    """Return the color of paper that is covered in part."""
    pairs = zip(ImageColor.getrgb(PAPER), ImageColor.getrgb(color), strict=True)
    return tuple(round(paper + (ink - paper) * share) for paper, ink in pairs)


@cache
def _palette() -> tuple[_Color, ...]:
    shades = [_mixed(color, k / n) for color, n in SHADES.items() for k in range(1, n + 1)]
    return (_mixed(PAPER, 0), *shades)


def _nearest(color: _Color) -> int:
    """Return the index of the color of the palette that is most like this one."""
    far = [sum((a - b) ** 2 for a, b in zip(color, c, strict=True)) for c in _palette()]
    return far.index(min(far))


@cache
def _indexes(color: str) -> list[int]:
    """Return the palette's index for each coverage by a color, from 0 to 255."""
    return [_nearest(_mixed(color, coverage / 255)) for coverage in range(256)]


def _rows(indexes: Image.Image) -> _Rows:
    """Return the rows of an image of palette indexes, with the bar, four bits a pixel."""
    indexes.paste(_nearest(ImageColor.getrgb(ACCENT)), (PAD, 0, PAD + BAR, indexes.height))
    indexes.putpalette(bytes(3))
    plain = indexes.tobytes("raw", "P;4")
    deflate = zlib.compressobj(COMPRESSION, wbits=-zlib.MAX_WBITS)
    return _Rows(plain, deflate.compress(plain) + deflate.flush(zlib.Z_FULL_FLUSH))


def _png(parts: tuple[_Rows, ...]) -> bytes:
    """Return a PNG file of the rows: see RFC 1950 for the stream, RFC 2083 for the chunks."""
    check = zlib.adler32(b"".join(rows.plain for rows in parts))
    stream = b"\x78\x5e" + b"".join(rows.compressed for rows in parts)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">2I5B", WIDTH, HEIGHT, 4, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(part for color in _palette() for part in color)),
            _chunk(b"IDAT", stream + b"\x03\x00" + struct.pack(">I", check)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(data, zlib.crc32(name))
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)
