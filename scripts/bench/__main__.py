"""Measure, beside the peers, in one run.

python -m scripts.bench [--corpus ../shared/corpus] [--scale full] [--peer-minutes 15]

Each section is a module with `rows`. A target that is missed is a figure, and a section that fails
is a line, never the end of the run.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from scripts import assets
from scripts.bench import build, search
from scripts.bench.inputs import libraries
from scripts.bench.page import page
from scripts.bench.rows import Row, table
from scripts.runtime import __main__ as runtime

RESULT, PLOTS = "bench.json", "bench.html"
PEER_MOST = 5_000  # articles; beyond, the peer takes hours


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, write it as JSON and as a page."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--scale", default=os.environ.get("SCALE", ""), help="full: 21,000 too")
    parser.add_argument("--peer-minutes", type=float, default=15, help="how long a peer may take")
    parser.add_argument("--output", type=Path, default=Path("build"))
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        rows = list(_measured(options, Path(place)))
    print("\n".join(table(rows)))
    options.output.mkdir(parents=True, exist_ok=True)
    found = [{**row._asdict(), "ratio": row.ratio, "met": row.met} for row in rows]
    (options.output / RESULT).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    (options.output / PLOTS).write_text(page(rows), encoding="utf-8")
    print(f"{options.output / PLOTS} shows them")
    return 0


def _measured(options: argparse.Namespace, place: Path) -> Iterator[Row]:
    """The rows of every section."""
    if not options.corpus.is_dir():
        print(f"{options.corpus} is not here: the build and the search are not measured")
        return
    assets.main()
    runtime.main([])
    full = options.scale == "full"
    found = list(libraries(options.corpus, place / "inputs", full=full))
    built = [build.ours(library, place / f"ours{n}") for n, library in enumerate(found)]
    peers = {
        library.name: build.theirs(library, place / f"theirs{n}", options.peer_minutes)
        for n, library in enumerate(found)
        if library.articles <= PEER_MOST
    }
    yield from _section("build", lambda: build.rows(built, peers))
    yield from _section("search", lambda: search.rows(built))


def _section(name: str, rows: Callable[[], Iterable[Row]]) -> list[Row]:
    try:
        return list(rows())
    except Exception as error:  # a figure less, but the others stand
        print(f"{name} could not be measured: {error!r}")
        return []


if __name__ == "__main__":
    sys.exit(main())
