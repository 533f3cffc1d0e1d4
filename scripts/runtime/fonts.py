"""The site's own serif: Newsreader, cut down to the letters and weights that pages use.

The whole family weighs 450 kB. Of its two axes the weight stays, for text and headings; the optical
size is that of text. A letter outside the subset comes from the reader's own serif.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.resources import files

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

PACKAGE, SOURCE = "fontpkg_newsreader", "Newsreader[opsz,wght].ttf"
NAME = "serif.woff2"
OPTICAL_SIZE, WEIGHTS = 16, (400, 700)
FEATURES = ["kern", "liga", "lnum", "tnum", "pnum", "mark", "mkmk", "ccmp", "locl"]
RANGES = ((0x20, 0x7E), (0xA0, 0xFF))
OTHERS = "ıŒœŠšŸŽž‐‑–—‘’‚“”„†•…‰′″‹›€™←→−≠≤≥"


def font_files() -> Iterator[tuple[str, bytes]]:
    """The font with its name below the generated folder, and its license."""
    yield NAME, serif()
    yield "OFL.txt", files(PACKAGE).joinpath("LICENSE").read_bytes()


def serif() -> bytes:
    """Return the subset as WOFF2."""
    whole = files(PACKAGE).joinpath("files", SOURCE).read_bytes()
    small = TTFont(io.BytesIO(_letters(whole)))
    axes = {"opsz": OPTICAL_SIZE, "wght": WEIGHTS}
    font = instancer.instantiateVariableFont(small, axes)
    font.flavor = "woff2"
    return _bytes(font)


def _letters(whole: bytes) -> bytes:
    font = TTFont(io.BytesIO(whole), recalcTimestamp=False)
    options = Options(layout_features=FEATURES, hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    letters = {code for first, last in RANGES for code in range(first, last + 1)}
    subsetter.populate(unicodes=letters | set(map(ord, OTHERS)))
    subsetter.subset(font)
    return _bytes(font)


def _bytes(font: TTFont) -> bytes:
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
