"""Pictures that somebody brings: what their names say, not too large, and no program."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from xml.etree import ElementTree

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
LARGEST = 40_000_000  # pixels: a reader's program unpacks each to four bytes
LARGEST_DRAWING = 500_000  # bytes
REMEDY = "save it as PNG, JPEG, GIF or WebP, of at most 40 megapixels, with the ending of its kind"

_DECLARED = re.compile(r"<!(?!--)|<\?(?!xml\s)")  # entities and styles from elsewhere
_RUNS = {"script", "foreignobject", "iframe", "object", "embed", "handler", "listener"}
_RUNS |= {"animate", "animatemotion", "animatetransform", "set"}  # which may change an address
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(", re.IGNORECASE)


def fault(folder: Path, name: str) -> str:
    """Return the code of what is wrong with the picture of a name; nothing where it is sound.

    A drawing (SVG) may hold a program, which would run at the site's own address.
    """
    if "/" in name or len(name.encode()) > 255 or not (folder / name).is_file():
        return "dead-image"
    kind = FORMATS.get(Path(name).suffix.lower())
    return "" if kind and _is_sound(folder / name, kind) else "bad-image"


def is_logo(folder: Path, name: str) -> bool:
    """Return whether a name leads to a picture within a folder that may be a site's logo."""
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError):
        return False
    if not inside:
        return False
    if path.suffix == ".svg":
        return is_plain_drawing(path.read_bytes())
    return path.suffix == ".png" and _is_sound(path, "PNG")


def is_plain_drawing(data: bytes) -> bool:
    """Return whether an SVG only draws: it runs nothing, and asks for no other file."""
    if len(data) > LARGEST_DRAWING:
        return False
    try:
        text = data.decode("utf-8")
        if _DECLARED.search(text):
            return False
        root = ElementTree.fromstring(text)  # noqa: S314 - without declarations nothing expands
    except (ElementTree.ParseError, ValueError):
        return False
    return _local(root.tag) == "svg" and all(map(_only_draws, root.iter()))


def _only_draws(element: ElementTree.Element) -> bool:
    if _local(element.tag) in _RUNS or _OUTSIDE.search(element.text or ""):
        return False
    return not any(
        name.startswith("on")
        or (name in ("href", "src") and not value.startswith("#"))
        or _OUTSIDE.search(value)
        for name, value in ((_local(key), value) for key, value in element.attrib.items())
    )


def _local(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition("}")[2].lower()


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
