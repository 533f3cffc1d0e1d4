"""Social cards: drawn once, kept by content, whole titles, the pixels that Pillow would draw."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import font_source_serif_pro as fonts  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from scripts.build.cache import Cache
from scripts.build.stored import store_page
from scripts.core.model import Page
from scripts.outputs.social_cards import (
    ACCENT,
    HEIGHT,
    INK,
    LINES,
    MARGIN,
    PAPER,
    QUIET,
    SIZES,
    WIDE,
    WIDTH,
    card_path,
    draw,
    fitted,
)
from scripts.pages.head_metadata import Head

ROOT = Path(__file__).parents[2]
NAME = Head().name
FILES = Path(fonts.__file__).parent / "files"
LONG = "Negotiating salaries in difficult offices, and what managers ought to know beforehand " * 4


def test_a_card_has_an_address_of_its_own_and_is_drawn_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    page = Page("wiki/c/a", "A title", "", "", kind="article", crumbs=(("A channel", "wiki/c"),))
    stored = store_page(cache, page, Head("https://example.org/"), cards=True)
    assert stored.card
    path, digest = stored.card
    assert (
        path == card_path("A title", "A channel", NAME) != card_path("Another", "A channel", NAME)
    )
    assert cache.read(digest) == draw("A title", "A channel", NAME)
    before = cache.path(digest).stat().st_mtime_ns
    again = store_page(Cache(tmp_path), page, Head("https://example.org/"), cards=True)
    assert again == stored
    assert cache.path(digest).stat().st_mtime_ns == before
    assert store_page(cache, page, Head(), cards=False).card is None


@pytest.mark.parametrize("title", ["", "Short", "word " * 200, "x" * 400, "日本語の題名", "\udcff"])
def test_any_title_fits(title: str) -> None:
    size, lines = fitted(title.encode("utf-8", "replace").decode())
    assert size in SIZES
    assert len(lines) <= LINES
    assert draw(
        title.encode("utf-8", "replace").decode(),
        title[:3].encode("utf-8", "replace").decode(),
        NAME,
    )


def opened(data: bytes) -> Image.Image:
    """A card as a program reads it."""
    Image.open(io.BytesIO(data)).verify()
    return Image.open(io.BytesIO(data)).convert("RGB")


def by_pillow(title: str, line: str) -> Image.Image:
    """The same card, drawn by Pillow's own means."""

    def font(name: str, size: int) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(FILES / f"SourceSerifPro-{name}.ttf", size)

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 20, HEIGHT), fill=ACCENT)
    size, lines = fitted(title)
    for number, text in enumerate(lines):
        top = MARGIN + number * round(size * 1.2)
        pen.text((MARGIN, top), text, INK, font("Semibold", size))
    below = HEIGHT - MARGIN
    pen.text((MARGIN, below), NAME, ACCENT, font("Semibold", 40), anchor="ls")
    left = WIDTH - MARGIN - font("Regular", 30).getlength(line)
    pen.text((round(left), below), line, QUIET, font("Regular", 30), anchor="ls")
    return image


@pytest.mark.parametrize(
    "title",
    [
        "One line",
        "Löhne für Ärzte: „fünfzehn Prozent“ – ÅÑÇ",
        "AVATAR To Wave fjord, five offices shift flat effects",
        "Зарплаты и Ωμέγα",
        "e\u0301te\u0301 日本語 and שלום עולם",
        LONG,
    ],
)
def test_a_card_has_the_pixels_that_pillow_draws(title: str) -> None:
    card = opened(draw(title, "A channel of offices", NAME))
    difference = ImageChops.difference(card, by_pillow(title, "A channel of offices"))
    assert card.size == (WIDTH, HEIGHT)
    extremes = [high for _, high in difference.getextrema()]  # type: ignore[misc]
    assert max(extremes) < 48  # the steps of antialiasing: letters out of place reach 200


def test_the_colors_are_exact() -> None:
    colors = opened(draw("A title", "A channel", NAME)).getcolors()
    exact = {ImageColor.getrgb(color) for color in (PAPER, INK, QUIET, ACCENT)}
    assert colors
    assert exact <= {color for _, color in colors}


def test_a_long_title_ends_in_an_ellipsis_at_the_last_letter_that_fits() -> None:
    size, lines = fitted(LONG)
    font = ImageFont.truetype(FILES / "SourceSerifPro-Semibold.ttf", size)
    kept = lines[-1].removesuffix("…")
    following = LONG.partition(kept)[2].lstrip()[0]
    assert (size, len(lines), lines[-1]) == (SIZES[-1], LINES, f"{kept}…")
    assert font.getlength(lines[-1]) <= WIDE < font.getlength(f"{kept} {following}…")


def test_the_same_words_make_the_same_bytes_in_another_process_after_other_cards() -> None:
    code = (
        "import sys; from hashlib import sha256; from scripts.outputs.social_cards import draw\n"
        "draw('Others', 'First', 'N'); made = draw('A title', 'Würde', 'N')\n"
        "sys.stdout.write(sha256(made).hexdigest())"
    )
    command = [sys.executable, "-X", "utf8", "-c", code]
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    other = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert other.stdout.decode() == sha256(draw("A title", "Würde", "N")).hexdigest()


def test_the_road_lies_between_the_title_and_the_name() -> None:
    plain, road = (
        Image.open(io.BytesIO(draw("A road", "", "A name", road=road))).convert("RGB")
        for road in (False, True)
    )
    _, top, _, bottom = ImageChops.difference(plain, road).getbbox() or (0, 0, 0, 0)
    assert top > 250
    assert bottom < 500
    assert card_path("A road", "", "A name") != card_path("A road", "", "A name", road=True)


def test_a_title_that_leaves_no_room_has_no_road() -> None:
    title = "Words " * 30
    assert draw(title, "", "A name", road=True) == draw(title, "", "A name")
