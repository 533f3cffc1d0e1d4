"""The one MkDocs hook: `mkdocs build` and `mkdocs serve` run the build step around their own work.

A process of its own builds the pages (`scripts.serve.worker`), so that a change to a script counts
at once. A failure ends a build; under `serve` it is logged, and the last good pages stay. There a
change to nothing but articles and newsletters goes to that process alone.

The pages that MkDocs builds are the engine's own and those of the content folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from mkdocs.structure.files import File

from macros import articles, content, language, site_pages
from scripts.build.cache import Cache
from scripts.build.stored import TEMPLATE_PAGE
from scripts.core.csp import directives, meta
from scripts.core.model import Page
from scripts.core.urls import root_known, sender, site_url
from scripts.ledger.history import ledger_file
from scripts.outputs.social_cards import card_path, draw
from scripts.pages.head_metadata import HANDWRITTEN, Head, with_head
from scripts.publish.handwritten import ALONE
from scripts.publish.service_worker import version_of
from scripts.runtime.icons import letter_of
from scripts.runtime.own import generate_own
from scripts.serve.rebuild import BuildWorker, Rebuild
from scripts.serve.worker import put_back
from scripts.site import CACHE

UNUSED = (
    "assets/javascripts/",
    "assets/stylesheets/",
    "assets/images/favicon.png",
    "assets/js/offline/",
    "assets/js/service/",
    "assets/js/tsconfig.json",
)
LOOK = 0.2  # seconds between two looks for changes

_state = {"serving": False, "built": False}
_worker = BuildWorker()


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether a failure should end the command."""
    _state["serving"] = command == "serve"


def on_config(config: Any) -> None:
    """Give the frame its policy, and the site its name.

    MkDocs' own server puts an inline script into every page.
    """
    site = content.use(content.folder())
    if ALONE not in os.environ:
        generate_own(Cache(content.build_folder() / CACHE), content.build_folder())
    config["site_name"], config["site_description"] = site.name, site.tagline
    if not _state["serving"]:
        config["site_url"] = site_url()
    # Under `serve` a page whose macro fails says so itself; a build ends.
    config["plugins"]["macros"].config["on_error_fail"] = not _state["serving"]
    extra = config["extra"]
    extra["policy"] = "" if _state["serving"] else meta(directives())
    extra["sender"] = sender()
    extra["root_known"] = root_known()
    extra["cards"] = ledger_file(content.source()).is_file()
    extra["site"], extra["direction"] = site, content.direction(site.language)
    icons = content.build_folder() / content.OWN / "icons"
    extra["logo"] = "logo.png" if (icons / "logo.png").is_file() else "icon.svg"
    extra["letter"] = letter_of(icons / extra["logo"])
    extra["colors"] = bool(_text(icons.parent / "site.css"))


def on_files(files: Any, *, config: Any) -> None:
    """Put the site's own pages and the generated assets in the place of what MkDocs found.

    Material's scripts and styles, which no page loads, are left out.
    """
    there = site_pages.has(content.folder(), articles())
    config["extra"]["has"] = there
    for file in [f for f in files if f.src_uri.startswith(UNUSED) or _is_page(f)]:
        files.remove(file)
    spoken = content.settings().language
    if language.catalogue(spoken):
        _translate(files, config, spoken)
    for name, path in content.generated_files().items():
        _add(files, config, f"assets/generated/{name}", path)
    _add(files, config, "layout.md", TEMPLATE_PAGE)
    site = content.settings()
    for name, source in site_pages.files(content.folder(), site, there).items():
        _add(files, config, name, source)


def _translate(files: Any, config: Any, spoken: str) -> None:
    """Let the browser's modules speak the language of the site."""
    for file in [f for f in files if f.src_uri.startswith("assets/js/")]:
        text = Path(file.abs_src_path).read_text("utf-8")
        said = language.module(text, spoken) if file.src_uri.endswith(".js") else text
        if said != text:
            files.remove(file)
            _add(files, config, file.src_uri, said)


def _is_page(file: Any) -> bool:
    """Whether MkDocs found a file in its folder of pages, which has them by language."""
    return bool(file.src_dir and Path(file.src_dir) == site_pages.ENGINE)


def _add(files: Any, config: Any, name: str, source: Path | str) -> None:
    made: dict[str, Any] = (
        {"content": source} if isinstance(source, str) else {"abs_src_path": str(source)}
    )
    files.append(File.generated(config, name, **made))


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def on_pre_build(config: Any) -> None:
    """Make what MkDocs needs: generated assets, and the catalogue of articles."""
    if ALONE not in os.environ:
        _ask("pages", config)


def on_env(env: Any, *, config: Any, files: Any) -> Any:
    """Let every page name the version of what it needs beside itself."""
    env.add_extension(language.Words)
    env.globals["version"] = version_of()
    return env


def on_page_context(context: Any, *, page: Any, config: Any, nav: Any) -> Any:
    """Give a hand-written page the picture that stands beside its link where that is shared."""
    if config["extra"]["cards"] and "root" not in page.meta:
        site, road = content.settings(), bool(page.meta.get("road"))
        first = site.tagline.partition(". ")[0]
        title = page.title if not page.is_homepage else first or site.name
        card = card_path(title, "", site.name, road=road)
        path = Path(config["site_dir"], card)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(draw(title, "", site.name, road=road))
        about = page.meta.get("description", config["site_description"])
        shown = Page(page.url.strip("./"), title, about, "", kind=HANDWRITTEN)
        page.meta["preview"] = with_head(
            shown, Head(config["site_url"], name=site.name), lambda _title, _line: card
        ).head
    return context


def on_post_build(config: Any) -> None:
    """Put the generated pages into what MkDocs built."""
    if ALONE not in os.environ:
        if not _ask("publish", config):
            put_back(Path(config["site_dir"]))
        if not _state["serving"]:
            _worker.stop()


def on_serve(server: Any, *, config: Any, builder: Callable[[], None]) -> None:
    """Let changed articles pass MkDocs by, and see changes sooner: it looks twice a second."""
    server.watch(str(content.folder()))  # all of it: a table or a folder may be new in it
    server.builder = Rebuild(builder, config, _worker)
    for emitter in server.observer.emitters:
        emitter._timeout = LOOK


def on_shutdown() -> None:
    """End the process that builds pages."""
    _worker.stop()


def _ask(step: str, config: Any) -> bool:
    """Ask for a step; False where it failed under `serve`. Raises SystemExit elsewhere."""
    done = _worker.ask(step, str(config["site_dir"]))
    strict = content.is_strict() and not _state["built"]
    _state["built"] = _state["built"] or done
    if not done and (strict or not _state["serving"]):
        _worker.stop()
        raise SystemExit(f"{step} failed, as told above")
    return done
