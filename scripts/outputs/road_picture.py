"""The road of the mile markers, for the preview images of the pages that are about it.

Nine posts, five of them passed: the same road as on a result (`results/road.js`), in the two colors
that a card has beside its ink.
"""

from __future__ import annotations

from PIL import Image, ImageDraw

FINE = 4  # drawn so many times larger, for smooth edges
ACROSS, DOWN = 2.87, 1.48  # pixels of a card to a unit of the road, which is 360 units long
HEIGHT = round(128 * DOWN)
HEAD = 21  # pixels from the middle of a head to its edge
ROAD, LINE = 26, 3
TODAY = 226
POSTS = [
    (33, 26, "lesson"),
    (60, 50, "act"),
    (84, 26, "watch"),
    (104, 74, "act"),
    (139, 50, "watch"),
    *((x, y, "clear") for x, y in ((250, 50), (278, 74), (306, 26), (334, 50))),
]
POLYGONS: dict[str, list[tuple[float, float]]] = {
    "act": [(0, -1), (1, 0.8), (-1, 0.8)],
    "watch": [(0, -1), (1, 0), (0, 1), (-1, 0)],
    "lesson": [(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)],
}


def road_picture(width: int, left: int) -> tuple[Image.Image, Image.Image]:
    """Return the coverage of the way and of its posts, from 0 to 255, as two images of a width.

    `left` is the pixel where the road begins.
    """
    size = (width * FINE, HEIGHT * FINE)
    way, posts = Image.new("L", size), Image.new("L", size)
    draw = ImageDraw.Draw(way)
    bend = [_place(x, _ground(x), left) for x in range(0, 361, 4)]
    draw.line(bend, fill=90, width=ROAD * FINE, joint="curve")
    for dash in range(0, len(bend) - 3, 6):
        draw.line(bend[dash : dash + 4], fill=255, width=LINE * FINE)
    draw.line([_place(TODAY, 8, left), _place(TODAY, 127, left)], fill=170, width=LINE * FINE)
    for x, y, state in POSTS:
        draw.line([_place(x, y, left), _place(x, _ground(x), left)], fill=255, width=LINE * FINE)
        _head(ImageDraw.Draw(posts), _place(x, y, left), state)
    small = (width, HEIGHT)
    return way.resize(small, Image.Resampling.BOX), posts.resize(small, Image.Resampling.BOX)


def _ground(x: float) -> float:
    return float(112 - 18 * (x / 360) ** 2)


def _place(x: float, y: float, left: int) -> tuple[float, float]:
    return (left + x * ACROSS) * FINE, y * DOWN * FINE


def _head(draw: ImageDraw.ImageDraw, middle: tuple[float, float], state: str) -> None:
    (x, y), size = middle, HEAD * FINE
    if state in POLYGONS:
        draw.polygon([(x + dx * size, y + dy * size) for dx, dy in POLYGONS[state]], fill=255)
    else:
        draw.circle((x, y), size * 0.8, fill=255)
