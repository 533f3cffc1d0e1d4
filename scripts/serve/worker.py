"""The build step as it stays at work under `mkdocs serve`: what did not change is remembered.

    python -m scripts.serve.worker --site DIR --site-url ADDRESS

Each line on its standard input asks for the pages of today below the site; the answer is one line,
a JSON object of `failed` and the lines `said`. Sitemap, search and hand-written pages are MkDocs'
next build's, and so is a changed script: whoever started this process starts another.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from scripts.build.manifests import Pages
from scripts.build.pipeline import OUTPUT, REPORT, SOURCE, run
from scripts.build.remembered import Memory
from scripts.core.diagnostics import Care
from scripts.publish.layout import Shell, kept_shell, weave_changed

WHOLE = Care(strict=False, whole=True)


class Resident:
    """A build that remembers its pages, and the keys of what it wove into the site."""

    def __init__(self, site: Path, root_url: str) -> None:
        self._site, self._root_url = site, root_url
        self._shell = Shell(kept_shell(OUTPUT).read_text(encoding="utf-8"))
        self._memory = Memory()
        self._keys: dict[str, str] = {}

    def build(self) -> dict[str, object]:
        """Build the pages and weave in those that changed; tell how that went."""
        said = io.StringIO()
        with redirect_stdout(said):
            failed = run(SOURCE, OUTPUT, REPORT, WHOLE, self._memory.again)
        if not failed:
            weave_changed(Pages(OUTPUT), self._shell, self._site, self._root_url, self._keys)
        gc.collect()
        return {"failed": bool(failed), "said": said.getvalue().splitlines()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Build once, to remember; then again for each line that comes."""
    parser = argparse.ArgumentParser(prog="python -m scripts.serve.worker", description=__doc__)
    parser.add_argument("--site", type=Path, required=True)
    parser.add_argument("--site-url", required=True)
    options = parser.parse_args(arguments)
    gc.disable()
    resident = Resident(options.site, options.site_url)
    resident.build()
    for _ in sys.stdin:
        print(json.dumps(resident.build()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
