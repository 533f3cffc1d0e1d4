"""The one MkDocs hook: `mkdocs build` and `mkdocs serve` run the build step around their own work.

A process of its own builds the pages (`scripts.serve.worker`), so that a change to a script counts
at once. A failure ends a build; under `serve` it is logged, and the last good pages stay. There a
change to nothing but articles and newsletters goes to that process alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from mkdocs.structure.files import File

from macros import GENERATED, assessment_form
from scripts.build.stored import TEMPLATE_PAGE
from scripts.core.csp import directives, meta
from scripts.core.files import walk
from scripts.core.urls import NOWHERE, sender, site_url
from scripts.publish.handwritten import ALONE
from scripts.publish.service_worker import version_of
from scripts.serve.rebuild import BuildWorker, Rebuild
from scripts.serve.worker import put_back

UNUSED = (
    "assets/javascripts/",
    "assets/stylesheets/",
    "assets/images/favicon.png",
    "assets/js/offline/",
    "assets/js/service/",
    "assets/js/tsconfig.json",
)
LOOK = 0.2  # seconds between two looks for changes

_state = {"serving": False}
_worker = BuildWorker()


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether a failure should end the command."""
    _state["serving"] = command == "serve"


def on_config(config: Any) -> None:
    """Give the frame its policy; MkDocs' own server puts an inline script into every page."""
    config["extra"]["policy"] = "" if _state["serving"] else meta(directives())
    config["extra"]["sender"] = sender()
    config["extra"]["root_known"] = site_url() != NOWHERE


def on_files(files: Any, *, config: Any) -> None:
    """Add the generated assets and the assessments' pages.

    Material's scripts and styles, which no page loads, are left out.
    """
    for file in [file for file in files if file.src_uri.startswith(UNUSED)]:
        files.remove(file)
    for name in walk(GENERATED):
        path = str(GENERATED / name)
        files.append(File.generated(config, f"assets/generated/{name}", abs_src_path=path))
    files.append(File.generated(config, "layout.md", content=TEMPLATE_PAGE))
    if assessment_form.has_assessments(Path(config["docs_dir"])):
        for path, text in assessment_form.page_sources():
            files.append(File.generated(config, path, content=text))


def on_pre_build(config: Any) -> None:
    """Make what MkDocs needs: generated assets, and the catalogue of articles."""
    if ALONE not in os.environ:
        _ask("pages", config)


def on_env(env: Any, *, config: Any, files: Any) -> Any:
    """Let every page name the version of what it needs beside itself."""
    env.globals["version"] = version_of()
    return env


def on_post_build(config: Any) -> None:
    """Put the generated pages into what MkDocs built."""
    if ALONE not in os.environ:
        if not _ask("publish", config):
            put_back(Path(config["site_dir"]))
        if not _state["serving"]:
            _worker.stop()


def on_serve(server: Any, *, config: Any, builder: Callable[[], None]) -> None:
    """Let changed articles pass MkDocs by, and see changes sooner: it looks twice a second."""
    server.builder = Rebuild(builder, config, _worker)
    for emitter in server.observer.emitters:
        emitter._timeout = LOOK


def on_shutdown() -> None:
    """End the process that builds pages."""
    _worker.stop()


def _ask(step: str, config: Any) -> bool:
    """Ask for a step; False where it failed under `serve`. Raises SystemExit elsewhere."""
    done = _worker.ask(step, str(config["site_dir"]))
    if not done and not _state["serving"]:
        _worker.stop()
        raise SystemExit(f"{step} failed, as told above")
    return done
