"""The command that makes the search indexes.

python -m scripts.search [--pages build/wiki] [--frame build/frame] [--output build/search]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from scripts.search.index import make


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 where Pagefind failed, with the last good site left as it was."""
    parser = argparse.ArgumentParser(prog="python -m scripts.search", description=__doc__)
    parser.add_argument("--pages", type=Path, default=Path("build/wiki"))
    parser.add_argument("--frame", type=Path, default=Path("build/frame"))
    parser.add_argument("--output", type=Path, default=Path("build/search"))
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    try:
        pages, made = make(options.pages, options.frame, options.output)
    except subprocess.CalledProcessError as error:
        print(f"{options.output}: Pagefind stopped with {error.returncode}; its words stand above")
        return 1
    took = time.perf_counter() - start
    print(f"{options.output}: {pages} pages searched, {made} indexes made anew, {took:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
