"""What is made of one content folder for the browser: its icons, colors and assessments."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PIL import Image

from macros import content, site_pages
from macros.banks_file import banks_file, packed_banks
from macros.content import SiteSettings
from scripts.build.cache import Cache
from scripts.core.files import File, write_tree
from scripts.core.pictures import is_logo
from scripts.runtime.icons import icon_files, painted

SIZES = {"192.png": 192, "512.png": 512, "maskable-512.png": 512}


def generate_own(cache: Cache, build: Path) -> None:
    """Write what the content folder of this process needs below a build folder."""
    write_tree(build / content.OWN, _own_files(cache, content.folder(), content.settings()))


def _own_files(cache: Cache, folder: Path, site: SiteSettings) -> Iterator[File]:
    """Return the files, by their names below `assets/generated` of the site."""
    yield from ((f"icons/{name}", data) for name, data in _icons(cache, folder, site))
    yield "site.css", _colors(site).encode()
    if named := banks_file():
        yield f"runtime/{named['banks']}", packed_banks()


def _icons(cache: Cache, folder: Path, site: SiteSettings) -> Iterator[File]:
    """The site's icon in every form; a drawing that is not ours stays SVG, and gives no PNG."""
    ours = painted((site_pages.ENGINE / "icon.svg").read_text("utf-8"), site.light)
    logo = folder / site.logo if site.logo and is_logo(folder, site.logo) else None
    if logo and logo.suffix == ".png":
        yield "icon.svg", ours.encode()
        yield "logo.png", logo.read_bytes()
        for name, size in SIZES.items():
            yield name, _resized(logo, size)
    else:
        text = logo.read_text("utf-8") if logo else ours
        yield "icon.svg", text.encode()
        yield from cache.memo("icons", (text, ours), partial(_drawn, text, ours))


def _drawn(text: str, ours: str) -> tuple[File, ...]:
    """Return the PNG files of a drawing; of ours where it has parts that we can't draw."""
    try:
        return tuple(icon_files(text))
    except (ValueError, KeyError):
        return tuple(icon_files(ours))


def _resized(path: Path, size: int) -> bytes:
    stored = io.BytesIO()
    with Image.open(path) as image:
        image.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS).save(stored, "PNG")
    return stored.getvalue()


def _colors(site: SiteSettings) -> str:
    """The site's main color in light and in dark, over the theme's own."""
    default = SiteSettings("")
    if (site.light, site.dark) == (default.light, default.dark):
        return ""
    rule = "{ --md-primary-fg-color: %s; --md-typeset-a-color: %s; }\n"
    light, dark = "body ", 'body[data-md-color-scheme="slate"] '
    return light + rule % (site.light, site.light) + dark + rule % (site.dark, site.dark)
