"""Measure, beside the peers, in one run.

python -m scripts.bench [--corpus ../shared/corpus]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.bench import build
from scripts.bench.rows import Row, table

RESULT = Path("build/bench.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, write it as JSON; a missed target is a figure, not a failure."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    options = parser.parse_args(arguments)
    rows: list[Row] = []
    if options.corpus.is_dir():
        rows += build.rows(options.corpus)
    else:
        print(f"{options.corpus} is not here: the build is not measured")
    print("\n".join(table(rows)))
    RESULT.parent.mkdir(exist_ok=True)
    found = [{**row._asdict(), "ratio": row.ratio, "met": row.met} for row in rows]
    RESULT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
