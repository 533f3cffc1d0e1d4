"""The macros of the hand-written pages: what mkdocs-macros-plugin calls."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Any

from macros import about, assessment_form, authoring, pages
from macros import trust as trust_page
from macros import wiki as wiki_links

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "build" / "generated"  # libraries, icons and the quiz runtime
BUILD = "MILE_MARKERS_BUILD"  # where the build step wrote, when not in build/


def define_env(env: Any) -> None:
    """Offer the macros to mkdocs-macros-plugin; each answers HTML for the page it stands in."""

    @env.macro  # type: ignore[untyped-decorator]
    def assessment(name: str) -> str:
        """The form of one assessment."""
        return assessment_form.assessment(name, page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def methodology(name: str) -> str:
        """How one assessment was made."""
        return assessment_form.methodology(name, page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def catalogue() -> str:
        """The list of all assessments."""
        return assessment_form.catalogue(page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def review() -> str:
        """The review of what was missed in knowledge checks."""
        return assessment_form.review(page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def wiki(key: str, words: str = "", fragment: str = "") -> str:
        """A link to the article `channel/slug`."""
        context = page_context(env)
        return wiki_links.link(context.articles, context.root, key, words, fragment)

    @env.macro  # type: ignore[untyped-decorator]
    def minutes(keys: list[str]) -> int:
        """Minutes that reading these articles takes."""
        return wiki_links.minutes(page_context(env).articles, keys)

    _offer_pages(env)
    _offer_trust(env)


def _offer_pages(env: Any) -> None:
    docs = Path(env.conf["docs_dir"])

    @env.macro  # type: ignore[untyped-decorator]
    def glossary() -> str:
        """The terms of docs/glossary.toml."""
        return pages.glossary(read_toml(docs / "glossary.toml")["term"], page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def reading_path(name: str) -> str:
        """One path of docs/paths.toml."""
        paths = read_toml(docs / "paths.toml")["path"]
        path = next(path for path in paths if path["id"] == name)
        return pages.reading_path(path, quizzes(docs), page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def reading_paths() -> str:
        """A card for each path of docs/paths.toml."""
        return pages.reading_paths(read_toml(docs / "paths.toml")["path"], page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def picked(*keys: str) -> str:
        """Links to these articles."""
        return pages.picked(keys, page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def forms() -> str:
        """The forms of other programs that articles may have."""
        return authoring.forms()

    @env.macro  # type: ignore[untyped-decorator]
    def question_types() -> str:
        """The types of questions, for authors of knowledge checks."""
        return authoring.question_types()

    @env.macro  # type: ignore[untyped-decorator]
    def quiz_link(name: str, words: str, classes: str = "") -> str:
        """A link to an assessment's page; nothing where there is none."""
        return pages.quiz_link(name, words, classes, quizzes(docs), page_context(env))


def _offer_trust(env: Any) -> None:
    @env.macro  # type: ignore[untyped-decorator]
    def trust() -> str:
        """What the tests try, and what comes of it."""
        return trust_page.trust(page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def conformance() -> str:
        """The criteria of docs/about/wcag.toml."""
        return trust_page.conformance(Path(env.conf["docs_dir"]), page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def law() -> str:
        """The statements of docs/about/law.toml."""
        return about.law(Path(env.conf["docs_dir"]), page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def ideas() -> str:
        """The ideas of docs/about/ideas.toml."""
        docs = Path(env.conf["docs_dir"])
        return about.ideas(docs, quizzes(docs), page_context(env))


def quizzes(docs: Path) -> dict[str, str]:
    """Return the titles of the assessments by id, in a site that has them."""
    known = (
        assessment_form.ask("catalogue")["assessments"]
        if assessment_form.has_assessments(docs)
        else []
    )
    return {a["id"]: a["title"] for a in known}


def page_context(env: Any) -> assessment_form.PageContext:
    """Return the page's way to the root, the articles and the quiz runtime, as far as built."""
    depth = env.page.url.strip("/").count("/") + 1 if env.page.url.strip("/") else 0
    return assessment_form.PageContext(
        root="../" * depth or "./",
        articles=read_json(Path(os.environ.get(BUILD, ROOT / "build")) / "catalogue.json"),
        runtime=read_json(GENERATED / "runtime" / "manifest.json"),
    )


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file; empty while the build step has not written it."""
    if not path.exists():
        return {}
    return dict(json.loads(path.read_text("utf-8")))


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file that people write; a missing or broken one ends the build with its name."""
    return tomllib.loads(path.read_text("utf-8"))
