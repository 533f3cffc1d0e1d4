"""``python -m tests.engines [--site FOLDER] [ENGINE ...]``: the main journeys in every engine.

Without a folder the site of `docs/articles` is built below `build/engines`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.bench.server import serve_folder
from scripts.commands.options import SOURCE
from scripts.core.node import node
from scripts.core.report import Report
from scripts.site import Build, build_site
from tests.browser.quiz_keys import NUMBERS

ENGINES = ("chromium", "firefox", "webkit")
JOURNEYS = Path(__file__).with_name("journeys.mjs")
BUILD = Path("build/engines")


def passed(engine: str, address: str) -> bool:
    """Whether every journey through the site at `address` ends well in an engine."""
    print(f"{engine}:", flush=True)
    command = [node(), "--test-reporter=spec", "--test", str(JOURNEYS)]
    given = {"ENGINE": engine, "SITE": address, "NUMBERS": json.dumps(NUMBERS)}
    environment = {**os.environ, **given}
    return subprocess.run(command, env=environment, check=False).returncode == 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: every engine is tried, also after one that failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.engines", description=__doc__)
    parser.add_argument("--site", type=Path, help="a built site; made where it is left out")
    parser.add_argument("engines", nargs="*", default=list(ENGINES), metavar="ENGINE")
    options = parser.parse_args(arguments)
    folder = options.site or BUILD / "site"
    if not options.site:
        build_site(Build(SOURCE, BUILD), folder, Report())
    with serve_folder(folder) as address:
        failures = [one for one in options.engines if not passed(one, address)]
    if failures:
        print(f"Not every journey ended well in {', '.join(failures)}.", file=sys.stderr)
    return len(failures)


if __name__ == "__main__":
    sys.exit(main())
