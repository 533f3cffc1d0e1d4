"""The pages of a site besides its articles: the engine's own, and those of the content folder.

The engine has a page for each thing that a content folder may hold, and a few about itself, as
templates that take the site's name. A page in `pages/` of the content folder with the same path
stands in its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from assessments import banks
from macros import assessment_form, content, tables
from macros.content import SiteSettings

ENGINE = Path(__file__).with_name("engine_pages")
PAGES = "pages"  # of a content folder
FALLBACK = "en"


class Has(NamedTuple):
    """What a site has: what it lacks has no page and no place in the navigation."""

    quizzes: bool
    review: bool
    paths: bool
    glossary: bool
    newsletter: bool
    trust: bool


# The engine's pages that need something, by the name of what they need.
NEEDS = {
    "quizzes/index.md": "quizzes",
    "review.md": "review",
    "paths/index.md": "paths",
    "glossary.md": "glossary",
}


def has(folder: Path, catalogue: Mapping[str, Any]) -> Has:
    """Return what a content folder has; `catalogue` are its articles, as the build wrote them."""
    quizzes = bool(banks.ids())
    checks = any(row.get("check") for row in catalogue.values())
    return Has(
        quizzes=quizzes,
        review=quizzes or checks,
        paths=bool(tables.paths(folder).entries),
        glossary=bool(tables.glossary(folder).entries),
        newsletter=any((folder / "newsletter").glob("*.md")),
        trust=(folder / PAGES / "about/trust.md").is_file(),
    )


def files(folder: Path, site: SiteSettings, there: Has) -> dict[str, Path | str]:
    """Return every page and file by its path in the site's source: a file, or Markdown."""
    found: dict[str, Path | str] = {}
    for language in (FALLBACK, site.language.partition("-")[0]):
        found |= dict(_below(ENGINE / language))
    found = {name: one for name, one in found.items() if _wanted(name, there)}
    if there.paths:
        found |= path_sources(folder)
    if there.quizzes:
        found |= dict(assessment_form.page_sources())
    found["manifest.webmanifest"] = manifest(site)
    return found | dict(_below(folder / PAGES))


def _wanted(name: str, there: Has) -> bool:
    return name not in NEEDS or bool(getattr(there, NEEDS[name]))


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            yield name, path


PATH = """\
---
title: {title}
description: {description}
render_macros: true
---

# {heading}

{{{{ reading_path({name}) }}}}
"""


def as_markdown(text: str) -> str:
    """Return Markdown that shows a text as it stands, and calls no macro."""
    return re.sub(r"[^\w\s]|_", lambda sign: f"&#{ord(sign[0])};", " ".join(text.split()))


def path_sources(folder: Path) -> dict[str, str]:
    """Return the Markdown of the page of each reading path."""
    return {
        f"paths/{path['id']}.md": PATH.format(
            title=json.dumps(path["title"]),
            description=json.dumps(str(path["lead"]).partition(". ")[0]),
            heading=as_markdown(path["title"]),
            name=json.dumps(path["id"]),
        )
        for path in tables.paths(folder).sound
    }


def manifest(site: SiteSettings) -> str:
    """Return the manifest of the installed site."""
    icons = [("icon.svg", "any", "image/svg+xml", "any")]
    icons += [(f"{n}.png", f"{n}x{n}", "image/png", "any") for n in (192, 512)]
    icons += [("maskable-512.png", "512x512", "image/png", "maskable")]
    document = {
        "id": "./",
        "name": site.name,
        "short_name": site.name,
        "description": site.tagline,
        "lang": site.language,
        "dir": content.direction(site.language),
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fdfcf9",
        "theme_color": site.light,
        "icons": [
            {"src": f"assets/generated/icons/{name}", "sizes": sizes, "type": kind, "purpose": use}
            for name, sizes, kind, use in icons
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
