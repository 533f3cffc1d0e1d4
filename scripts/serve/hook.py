"""The one MkDocs hook: `mkdocs build` and `mkdocs serve` run the build step around their own work.

It runs the commands in processes of their own, so that a change to a script counts at once. A
failure ends a build; under `serve` it is logged, and the last good pages stay. There a change to
nothing but articles goes to a process that remembers the pages (`scripts.serve.worker`): MkDocs
would build every hand-written page again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from mkdocs.structure.files import File

from macros import GENERATED, quiz
from scripts.core.csp import meta
from scripts.core.files import walk
from scripts.publish.service_worker import version_of
from scripts.serve.rebuild import Rebuild, tell

ALONE = "MILE_MARKERS_FRAME"  # set by scripts.site, which runs the other steps itself
UNUSED = (
    "assets/javascripts/",
    "assets/stylesheets/",
    "assets/images/favicon.png",
    "assets/js/offline/",
    "assets/js/service/",
    "assets/js/tsconfig.json",
)
SEARCH = Path("build/search")
LOOK = 0.2  # seconds between two looks for changes

_state = {"serving": False}


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether a failure should end the command."""
    _state["serving"] = command == "serve"


def on_config(config: Any) -> None:
    """Give the frame its policy; MkDocs' own server puts an inline script into every page."""
    config["extra"]["policy"] = "" if _state["serving"] else meta()


def on_files(files: Any, *, config: Any) -> None:
    """Add the generated assets and the assessments' pages.

    Material's scripts and styles, which no page loads, are left out.
    """
    for file in [file for file in files if file.src_uri.startswith(UNUSED)]:
        files.remove(file)
    for name in walk(GENERATED):
        path = str(GENERATED / name)
        files.append(File.generated(config, f"assets/generated/{name}", abs_src_path=path))
    for path, text in quiz.page_sources() if quiz.has_assessments(Path(config["docs_dir"])) else ():
        files.append(File.generated(config, path, content=text))


def on_pre_build(config: Any) -> None:
    """Make what MkDocs and the shell need: pages, generated assets."""
    if ALONE not in os.environ:
        _run("scripts.runtime.assets")
        _run("scripts.runtime")
        _run("scripts.build.pipeline", "--whole")


def on_env(env: Any, *, config: Any, files: Any) -> Any:
    """Let every page name the version of what it needs beside itself."""
    env.globals["version"] = version_of()
    return env


def on_post_build(config: Any) -> None:
    """Weave the pages into what MkDocs built."""
    if ALONE not in os.environ:
        site = str(config["site_dir"])
        if not (_state["serving"] and SEARCH.is_dir()):  # while serving, what the first build found
            _run("scripts.search", "--frame", site)
        _run(
            "scripts.publish.layout",
            "--frame",
            site,
            "--site",
            site,
            "--site-url",
            config["site_url"],
        )


def on_serve(server: Any, *, config: Any, builder: Callable[[], None]) -> None:
    """Let changed articles pass MkDocs by, and see changes sooner: it looks twice a second."""
    server.builder = Rebuild(builder, config)
    for emitter in server.observer.emitters:
        emitter._timeout = LOOK


def _run(module: str, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode and not _state["serving"]:
        raise SystemExit(f"{module} failed:\n{done.stdout}{done.stderr}")
    *said, last = (done.stdout or done.stderr or "no output").strip().splitlines()
    tell(module, [*(said if done.stdout else ()), last], failed=bool(done.returncode))
