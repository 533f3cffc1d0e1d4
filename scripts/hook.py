"""The one MkDocs hook: `mkdocs build` and `mkdocs serve` run the build step around their own work.

It runs the commands in processes of their own, so that a change to a script counts at once. A
failure ends a build; under `serve` it is logged, and the last good pages stay.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

from scripts.policy import meta
from scripts.service import version_of

LOG = logging.getLogger("mkdocs.hooks.mile_markers")
ALONE = "MILE_MARKERS_FRAME"  # set by scripts.site, which runs the other steps itself
UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.png")
SEARCH = Path("build/search")

_state = {"serving": False}


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether a failure should end the command."""
    _state["serving"] = command == "serve"


def on_config(config: Any) -> None:
    """Give the frame its policy; MkDocs' own server puts an inline script into every page."""
    config["extra"]["policy"] = "" if _state["serving"] else meta()


def on_files(files: Any, *, config: Any) -> None:
    """Leave out the scripts and styles of Material, which no page loads."""
    for file in [file for file in files if file.src_uri.startswith(UNUSED)]:
        files.remove(file)


def on_pre_build(config: Any) -> None:
    """Make what MkDocs and the shell need: pages, generated assets."""
    if ALONE not in os.environ:
        _run("scripts.assets")
        _run("scripts.runtime")
        _run("scripts.build", "--whole")


def on_env(env: Any, *, config: Any, files: Any) -> Any:
    """Let every page name the version of what it needs beside itself."""
    env.globals["version"] = version_of(Path(config["docs_dir"]))
    return env


def on_post_build(config: Any) -> None:
    """Weave the pages into what MkDocs built."""
    if ALONE not in os.environ:
        site = str(config["site_dir"])
        if not (_state["serving"] and SEARCH.is_dir()):  # while serving, what the first build found
            _run("scripts.search", "--frame", site)
        _run("scripts.weave", "--frame", site, "--site", site, "--site-url", config["site_url"])


def _run(module: str, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False
    )
    *said, last = (done.stdout or done.stderr or "no output").strip().splitlines()
    for line in said if done.stdout else ():
        LOG.warning(line)
    if done.returncode == 0:
        LOG.info("%s: %s", module, last)
    elif _state["serving"]:
        LOG.error("%s failed, the last good pages stay: %s", module, last)
    else:
        raise SystemExit(f"{module} failed:\n{done.stdout}{done.stderr}")
