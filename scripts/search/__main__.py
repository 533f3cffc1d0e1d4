"""The command that makes the search indexes.

python -m scripts.search [--pages build/wiki] [--frame build/frame] [--output build/search]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from scripts.build.manifests import Pages
from scripts.search.index import Made, index_frame, index_wiki


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 where Pagefind failed, with the last good site left as it was."""
    parser = argparse.ArgumentParser(prog="python -m scripts.search", description=__doc__)
    parser.add_argument("--pages", type=Path, default=Path("build/wiki"))
    parser.add_argument("--frame", type=Path, default=Path("build/frame"))
    parser.add_argument("--output", type=Path, default=Path("build/search"))
    options = parser.parse_args(arguments)
    return search_wiki(Pages(options.pages), options.output) or search_frame(
        options.frame, options.output
    )


def search_wiki(pages: Pages, output: Path) -> int:
    """Make the indexes of the wiki's pages and say so; answer as the command does."""
    return _told("wiki", output, partial(index_wiki, pages, output))


def search_frame(frame: Path, output: Path) -> int:
    """Make the index of the hand-written pages and say so; answer as the command does."""
    return _told("hand-written", output, partial(index_frame, frame, output))


def _told(kind: str, output: Path, make: Callable[[], Made]) -> int:
    start = time.perf_counter()
    try:
        pages, anew = make()
    except subprocess.CalledProcessError as error:
        print(f"{output}: Pagefind stopped with {error.returncode}; its words stand above")
        return 1
    took = time.perf_counter() - start
    print(f"{output}: {pages} {kind} pages searched, {anew} indexes made anew, {took:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
