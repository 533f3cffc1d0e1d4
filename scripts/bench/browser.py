"""The system's Chromium, as measurements start it."""

from __future__ import annotations

import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def chromium() -> str:
    """The path of the browser; raises FileNotFoundError with a remedy where there is none."""
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        raise FileNotFoundError("no Chromium is installed: `make test` installs one")
    return found
