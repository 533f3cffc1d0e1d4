"""Bringing the browser-side libraries from `node_modules` to where the pages look for them.


python -m scripts runtime.assets
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.core.files import ROOT

MODULES = ROOT / "node_modules"

# What the pages load, and the files below node_modules that it is made of.
FILES: dict[str, tuple[str, ...]] = {
    "instantpage.js": ("instant.page/instantpage.js",),
    "katex/katex.min.css": ("katex/dist/katex.min.css",),
    "katex/katex.min.js": ("katex/dist/katex.min.js",),
    "lite-youtube-embed/lite-yt-embed.js": ("lite-youtube-embed/src/lite-yt-embed.js",),
    "panzoom.js": ("@panzoom/panzoom/dist/panzoom.es.js",),
    # Its parts name one another as a bundler would read them; one after another they need none.
    "d3-force.js": tuple(
        f"d3-{part}/dist/d3-{part}.min.js" for part in ("dispatch", "quadtree", "timer", "force")
    ),
}
FONTS = "katex/dist/fonts"  # the style sheet asks for what a page's formulas need


def asset_files() -> Iterator[tuple[str, bytes]]:
    """Each file with its place below the generated folder."""
    for name, sources in sorted(FILES.items()):
        yield name, b"\n".join((MODULES / source).read_bytes() for source in sources)
    for font in sorted((MODULES / FONTS).glob("*.woff2")):
        yield f"katex/fonts/{font.name}", font.read_bytes()
