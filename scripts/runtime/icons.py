"""The icons of the installed app: the site's drawing as PNG, drawn by Pillow.

The drawing is a stone (a rounded `rect`) and a letter (a `path` of straight lines); that much SVG
is read here, and a drawing with more to it ends the build.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from PIL import Image, ImageColor, ImageDraw

SIDE = 32  # of the drawings that a page's header has room for
FINER = 4  # drawn so much larger first: edges come out smooth
MASKED = 1.2  # the letter within the middle that every platform shows; the stone is cut anyway
SVG = "{http://www.w3.org/2000/svg}"
_STEP = re.compile(r"([MLlVv])|(-?\d+(?:\.\d+)?)")

Point = tuple[float, float]


class Drawing(NamedTuple):
    """The stone as (left, top, right, bottom), its corners' radius, and the letter's corners."""

    side: float
    box: tuple[float, float, float, float]
    radius: float
    fill: str
    letter: list[Point]
    stroke: str
    width: float


def icon_files(drawing: str) -> Iterator[tuple[str, bytes]]:
    """The PNG files of an SVG drawing: as it is, and for platforms that cut a shape out.

    Raises ValueError or KeyError where the drawing has other parts than a stone and a letter.
    """
    read = read_drawing(drawing)
    yield "192.png", draw(read, 192)
    yield "512.png", draw(read, 512)
    yield "maskable-512.png", draw(read, 512, masked=True)


def letter_of(path: Path) -> str:
    """Return the path of a drawing's letter, which pages draw in their own colors, or ""."""
    if path.suffix != ".svg" or not path.is_file():
        return ""
    text = path.read_text("utf-8")
    try:
        drawing = read_drawing(text)
    except (ValueError, KeyError, ElementTree.ParseError):
        return ""
    found = re.search(r'<path[^>]*\sd="([^"]*)"', text)
    return found[1] if found and drawing.side == SIDE else ""


def painted(drawing: str, color: str) -> str:
    """Return the drawing with its stone in a color."""
    return drawing.replace("#1f4e5f", color)


def read_drawing(text: str) -> Drawing:
    """The parts of the drawing. Raises ValueError where it has others."""
    root = ElementTree.fromstring(text)  # noqa: S314
    if [child.tag for child in root] != [f"{SVG}rect", f"{SVG}path"]:
        raise ValueError(
            "the drawing has more than one rect and one path, and no icons can be drawn from it"
        )
    rect, path = root
    names = ("x", "y", "width", "height", "rx")
    x, y, width, height, radius = (float(rect.attrib[name]) for name in names)
    return Drawing(
        side=float(root.attrib["viewBox"].split()[2]),
        box=(x, y, x + width, y + height),
        radius=radius,
        fill=rect.attrib["fill"],
        letter=corners(path.attrib["d"]),
        stroke=path.attrib["stroke"],
        width=float(path.attrib["stroke-width"]),
    )


def corners(path: str) -> list[Point]:
    """The points of a path of straight lines: `M11 22V11l5 7 5-7v11`."""
    here, command, found = (0.0, 0.0), "M", list[Point]()
    numbers: list[float] = []
    for letter, number in _STEP.findall(path):
        command = letter or command
        numbers = [*numbers, float(number)] if number else []
        if len(numbers) == (1 if command in "Vv" else 2):
            here = _moved(here, command, numbers)
            found.append(here)
            numbers = []
    return found


def _moved(here: Point, command: str, to: list[float]) -> Point:
    base = here if command.islower() else (0.0, 0.0)
    if command in "Vv":
        return here[0], base[1] + to[0]
    return base[0] + to[0], base[1] + to[1]


def draw(drawing: Drawing, size: int, *, masked: bool = False) -> bytes:
    """The drawing as a square PNG of so many pixels; a masked one fills its square."""
    large = size * FINER
    scale = large / drawing.side * (MASKED if masked else 1)
    shift = (large - drawing.side * scale) / 2
    ground = (*ImageColor.getrgb(drawing.fill), 255 if masked else 0)
    image = Image.new("RGBA", (large, large), ground)
    pen = ImageDraw.Draw(image)
    box = [shift + edge * scale for edge in drawing.box]
    pen.rounded_rectangle(box, drawing.radius * scale, drawing.fill)
    points = [(shift + x * scale, shift + y * scale) for x, y in drawing.letter]
    half = drawing.width * scale / 2
    pen.line(points, drawing.stroke, round(2 * half))
    for x, y in points:  # round ends and corners
        pen.ellipse((x - half, y - half, x + half, y + half), drawing.stroke)
    stored = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(stored, "PNG", optimize=True)
    return stored.getvalue()
