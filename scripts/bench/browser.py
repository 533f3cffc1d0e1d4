"""The system's Chromium: the browser of every measurement that opens a page."""

from __future__ import annotations

import shutil
import subprocess

from scripts.core.files import ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
INSTALL = ("sh", str(ROOT / "tests" / "browser.sh"), "make bench")


class BrowserMissing(Exception):
    """No Chromium is installed, and none could be installed."""


def chromium() -> str:
    """Return the path of the browser; raise BrowserMissing where there is none."""
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        raise BrowserMissing(f"no browser is installed: none of {', '.join(BROWSERS)} was found")
    return found


def install_chromium() -> str:
    """Return the path of the browser, after installing it as `make test` does where it is missing.

    Raise BrowserMissing with what the installation said where that is impossible.
    """
    try:
        return chromium()
    except BrowserMissing as missing:
        done = subprocess.run(INSTALL, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise BrowserMissing(f"{missing}. {done.stderr.strip()}") from None
    return chromium()
