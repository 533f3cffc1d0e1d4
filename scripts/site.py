"""The whole site from a source, in one command: `make site` calls it.

python -m scripts.site [--source docs/articles] [--site site] [--build build] [--strict]
                      [--offline]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from macros import BUILD
from scripts import assets, build, weave
from scripts.hook import ALONE
from scripts.offline import __main__ as offline
from scripts.runtime import __main__ as runtime
from scripts.search import __main__ as search

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
    strict = ["--strict"] if options.strict else []
    pages, frame = options.build / "wiki", options.build / "frame"
    places = ["--output", str(pages), "--report", str(options.build / "report.json")]
    assets.main()
    if failed := runtime.main([]):
        return failed
    if failed := build.main(["--source", str(options.source), *places, *strict]):
        return failed
    if failed := _mkdocs(options.build, frame, strict):
        return failed
    made = ["--pages", str(pages), "--frame", str(frame)]
    if failed := search.main([*made, "--output", str(options.build / "search")]):
        return failed
    if not options.offline:
        return weave.main([*made, "--site", str(options.site)])
    served = options.build / "served"
    if failed := weave.main([*made, "--site", str(served)]):
        return failed
    return offline.main(["--served", str(served), "--site", str(options.site)])


def _mkdocs(built: Path, frame: Path, strict: Sequence[str]) -> int:
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "--quiet",
        "build",
        "--site-dir",
        str(frame.resolve()),
        *strict,
    ]
    environment = {**os.environ, **QUIET, ALONE: "1", BUILD: str(built.resolve())}
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
