"""The pictures of an issue: files beside it that are what their names say, and not too large."""

from __future__ import annotations

import warnings
from pathlib import Path

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
LARGEST = 40_000_000  # pixels: a reader's program unpacks each to four bytes
REMEDY = "save it as PNG, JPEG, GIF or WebP, of at most 40 megapixels, with the ending of its kind"


def fault(folder: Path, name: str) -> str:
    """Return the code of what is wrong with the picture of a name; nothing where it is sound.

    A drawing (SVG) may hold a program, which would run at the site's own address.
    """
    if "/" in name or len(name.encode()) > 255 or not (folder / name).is_file():
        return "dead-image"
    kind = FORMATS.get(Path(name).suffix.lower())
    return "" if kind and _is_sound(folder / name, kind) else "bad-image"


def _is_sound(path: Path, kind: str) -> bool:
    from PIL import Image, UnidentifiedImageError  # a tenth of a second, for issues with pictures

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=[kind]) as picture:  # its head alone
                return picture.width * picture.height <= LARGEST
        except (
            OSError,
            ValueError,
            SyntaxError,
            UnidentifiedImageError,
            Image.DecompressionBombError,
        ):
            return False
