"""The macros of the hand-written pages: what mkdocs-macros-plugin calls."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from macros import about, assessment_form, authoring, content, pages, site_pages, tables
from macros import trust as trust_page
from macros import wiki as wiki_links
from macros.banks_file import with_banks


def define_env(env: Any) -> None:
    """Offer the macros to mkdocs-macros-plugin; each answers HTML for the page it stands in."""
    env.variables["site"] = content.settings()
    env.filter(site_pages.as_markdown)
    env.variables["has"] = site_pages.has(content.folder(), articles())

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
    _offer_own(env)
    _offer_trust(env)


def _offer_pages(env: Any) -> None:
    docs = content.folder()

    @env.macro  # type: ignore[untyped-decorator]
    def glossary() -> str:
        """The terms of glossary.toml."""
        return pages.glossary(tables.glossary(docs).sound, page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def reading_path(name: str) -> str:
        """One path of paths.toml."""
        path = next(path for path in tables.paths(docs).sound if path["id"] == name)
        return pages.reading_path(path, quizzes(), page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def reading_paths() -> str:
        """A card for each path of paths.toml."""
        return pages.reading_paths(tables.paths(docs).sound, page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def picked(*keys: str) -> str:
        """Links to these articles."""
        return pages.picked(keys, page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def newest(count: int) -> str:
        """Links to the newest articles."""
        return pages.newest(count, page_context(env))

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
        return pages.quiz_link(name, words, classes, quizzes(), page_context(env))


def _offer_own(env: Any) -> None:
    """What the browser fills from what it keeps of its reader."""

    @env.macro  # type: ignore[untyped-decorator]
    def notes() -> str:
        """The reader's notes and saved articles."""
        return pages.render("notes.html", page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def since_last_time() -> str:
        """The newest articles, for a reader who comes back."""
        return pages.since_last_time(page_context(env))


def _offer_trust(env: Any) -> None:
    @env.macro  # type: ignore[untyped-decorator]
    def trust() -> str:
        """What the tests try, and what comes of it."""
        return trust_page.trust(page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def conformance() -> str:
        """The criteria of macros/engine_pages/wcag.toml."""
        return trust_page.conformance(page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def law() -> str:
        """The statements of law in `pages/about/law.toml`."""
        return about.law(content.folder(), page_context(env))

    @env.macro  # type: ignore[untyped-decorator]
    def ideas() -> str:
        """The ideas of `pages/about/ideas.toml`."""
        return about.ideas(content.folder(), quizzes(), page_context(env))


def quizzes() -> dict[str, str]:
    """Return the titles of the assessments by id."""
    return {a["id"]: a["title"] for a in assessment_form.ask("catalogue")["assessments"]}


def articles() -> dict[str, Any]:
    """Return the articles, as far as the build step has written them."""
    return read_json(content.build_folder() / "catalogue.json")


def page_context(env: Any) -> assessment_form.PageContext:
    """Return the page's way to the root, the articles and the quiz runtime, as far as built."""
    depth = env.page.url.strip("/").count("/") + 1 if env.page.url.strip("/") else 0
    return assessment_form.PageContext(
        root="../" * depth or "./",
        articles=wiki_links.Articles(articles()),
        runtime=runtime(),
    )


def runtime() -> dict[str, Any]:
    """Return the quiz runtime's manifest and the file of the banks; empty before it is built."""
    return with_banks(read_json(content.GENERATED / "runtime" / "manifest.json"))


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file; empty while the build step has not written it."""
    if not path.exists():
        return {}
    return dict(json.loads(path.read_text("utf-8")))
