"""The whole site from a source, in one command: `make site` calls it.

python -m scripts.site [--source docs/articles] [--site site] [--build build] [--strict]
                      [--offline]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from macros import BUILD
from scripts.build import pipeline as build
from scripts.build.background import aside
from scripts.build.manifests import Astray, Pages
from scripts.core.urls import site_url
from scripts.publish import layout as weave
from scripts.publish.offline import build as offline
from scripts.runtime import __main__ as runtime
from scripts.runtime import assets
from scripts.search.__main__ import search_frame, search_wiki
from scripts.serve.hook import ALONE

SECONDS = "seconds.json"  # below the folder of intermediate files: what each step took
Step = tuple[str, Callable[[], int]]
QUIET = {"NO_MKDOCS_2_WARNING": "1"}  # Material speaks of its successor in every build


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the steps in their order; stop at the first that fails, with the old site whole."""
    parser = argparse.ArgumentParser(prog="python -m scripts.site", description=__doc__)
    parser.add_argument("--source", type=Path, default=build.SOURCE)
    parser.add_argument("--site", type=Path, default=Path("site"))
    parser.add_argument("--build", type=Path, default=Path("build"), help="intermediate files")
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--offline", action="store_true", help="a site that opens as files")
    options = parser.parse_args(arguments)
    seconds: dict[str, float] = {}
    for name, step in _steps(options):
        start = time.perf_counter()
        if failed := step():
            return failed
        seconds[name] = round(seconds.get(name, 0) + time.perf_counter() - start, 3)
    (options.build / SECONDS).write_text(json.dumps(seconds) + "\n", encoding="utf-8")
    told = ", ".join(f"{name} {took:.1f}" for name, took in seconds.items())
    print(f"{options.site}: {sum(seconds.values()):.1f} s ({told})")
    return 0


def _steps(options: argparse.Namespace) -> Iterator[Step]:
    """The steps by name; each answers what its command ends with."""
    pages, frame, index = (options.build / name for name in ("wiki", "frame", "search"))
    site = options.build / "served" if options.offline else options.site
    strict = ["--strict"] if options.strict else []
    places = ["--output", str(pages), "--report", str(options.build / "report.json")]
    built = partial(build.main, ["--source", str(options.source), *places, *strict])
    with aside("scripts.build.manifests", pages) as astray:
        yield "assets", assets.main
        yield "runtime", partial(runtime.main, [])
        yield "build", partial(built, lambda: Astray(**astray()))
    with aside("scripts.publish.inventory", site) as touched:
        with ThreadPoolExecutor(1) as beside:
            framed = beside.submit(_mkdocs, options.build, frame)
            made = Pages(pages)
            yield "search", partial(search_wiki, made, index)
            yield "frame", framed.result
        yield "search", partial(search_frame, frame, index)
        yield "weave", partial(weave.run, made, frame, site, site_url(), touched)
    if options.offline:
        yield "offline", partial(offline.main, ["--served", str(site), "--site", str(options.site)])


def _mkdocs(built: Path, frame: Path) -> int:
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(frame.resolve())]
    environment = {**os.environ, **QUIET, ALONE: "1", BUILD: str(built.resolve())}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:  # only now is heard what it says; what it did is no news
        said = done.stderr.splitlines()
        print("\n".join(line for line in said if not line.startswith("INFO")), file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
