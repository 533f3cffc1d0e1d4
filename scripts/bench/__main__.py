"""Measure, beside the peers, in one run.

python -m scripts.bench [--corpus ../shared/corpus] [--scale full] [--peer-minutes 15]
    [--only boot,serve,build,search,answers,lighthouse]

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
from typing import TypeVar

from scripts.bench import answers, boot, build, lighthouse, search, serve
from scripts.bench.inputs import Library, libraries
from scripts.bench.page import page
from scripts.bench.rows import Row, table
from scripts.runtime import __main__ as runtime
from scripts.runtime import assets

RESULT, PLOTS = "bench.json", "bench.html"
SECTIONS = ("boot", "serve", "build", "search", "answers", "lighthouse")
PEER_MOST = 5_000  # articles; beyond, the peer takes hours
T = TypeVar("T")
Rows = Callable[[], Iterable[Row]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, write it as JSON and as a page."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--scale", default=os.environ.get("SCALE", ""), help="full: 21,000 too")
    parser.add_argument("--peer-minutes", type=float, default=15, help="how long a peer may take")
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, with commas between")
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
    """The rows of every section that was asked for."""
    wanted = options.only.split(",")
    assets.main()
    runtime.main([])
    own: dict[str, Rows] = {"boot": boot.rows, "serve": serve.rows}
    for name in [name for name in own if name in wanted]:
        yield from _section(name, own[name])
    if set(wanted) <= own.keys():
        return
    if not options.corpus.is_dir():
        print(f"{options.corpus} is not here: libraries are not measured")
        return
    yield from _of_sites(options, place, wanted)


def _of_sites(options: argparse.Namespace, place: Path, wanted: Sequence[str]) -> Iterator[Row]:
    """The rows of sections that measure built sites."""
    full = options.scale == "full"
    found = list(libraries(options.corpus, place / "inputs", full=full))
    if not {"build", "search"} & set(wanted):
        del found[1:]  # the others look at pages, and those are alike in every library
    built = [made for n, one in enumerate(found) for made in _built(one, place / f"ours{n}")]
    if not built:
        return
    peers = {
        library.name: peer
        for n, library in enumerate(found)
        if library.articles <= PEER_MOST and "build" in wanted
        for peer in _peer(library, place / f"theirs{n}", options.peer_minutes)
    }
    sections: dict[str, Rows] = {
        "build": lambda: build.rows(built, peers),
        "search": lambda: search.rows(built),
        "answers": lambda: answers.rows(built[0].site),
        "lighthouse": lambda: lighthouse.rows(built[0].site),
    }
    for name, rows in sections.items():
        if name in wanted:
            yield from _section(name, rows)


def _built(library: Library, folder: Path) -> list[build.Built]:
    return _section(library.name, lambda: [build.ours(library, folder)])


def _peer(
    library: Library, folder: Path, minutes: float
) -> list[tuple[build.Cost, float, int] | None]:
    return _section(f"the peer's {library.name}", lambda: [build.theirs(library, folder, minutes)])


def _section(name: str, measured: Callable[[], Iterable[T]]) -> list[T]:
    print(f"measuring: {name}", flush=True)
    try:
        return list(measured())
    except Exception as error:  # a figure less, but the others stand
        print(f"{name} could not be measured: {error!r}")
        return []


if __name__ == "__main__":
    sys.exit(main())
