"""Bringing the browser-side libraries from `node_modules` to where the pages look for them.

    python -m scripts.assets
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.write import write_tree

MODULES, GENERATED = Path("node_modules"), Path("docs/assets/generated/lib")

# What each library needs in the browser: a file or a folder below node_modules.
FILES: dict[str, str] = {
    "lite-youtube-embed/lite-yt-embed.js": "lite-youtube-embed/src/lite-yt-embed.js",
    "lite-youtube-embed/lite-yt-embed.css": "lite-youtube-embed/src/lite-yt-embed.css",
    "katex/katex.mjs": "katex/dist/katex.mjs",
}


def asset_files() -> Iterator[tuple[str, bytes]]:
    """Each file with its place below the generated folder."""
    for name, source in sorted(FILES.items()):
        yield name, (MODULES / source).read_bytes()


def main() -> int:
    """Copy what changed."""
    done = write_tree(GENERATED, asset_files())
    print(f"{GENERATED}: {done.written} written, {done.removed} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
