"""``python -m scripts runtime``: make the quiz runtime, if it changed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from macros import GENERATED
from scripts.runtime.archive import RuntimeBuildError
from scripts.runtime.build import build


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the runtime and say in one line what was done; 1 with a remedy if it failed."""
    parser = argparse.ArgumentParser(prog="python -m scripts runtime", description=__doc__)
    parser.add_argument("--out", type=Path, default=GENERATED, help="folder to write to")
    options = parser.parse_args(arguments)
    try:
        print(build(options.out))
    except RuntimeBuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
