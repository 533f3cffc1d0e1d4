"""What the home page, the reading paths and the glossary are made of, as HTML."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from macros.assessment_form import TEMPLATES, PageContext
from macros.templates import environment

Json = dict[str, Any]

_TEMPLATES = environment(TEMPLATES)


def glossary(terms: list[Json], context: PageContext) -> str:
    """The definitions, each with its id, its article and the second of its video."""
    return render("glossary.html", context, terms=terms)


def reading_path(path: Json, quizzes: Mapping[str, str], context: PageContext) -> str:
    """One path: its articles in order, its quiz and its check where there are such."""
    return render("path.html", context, path=path, quizzes=quizzes, minutes=minutes(path, context))


def reading_paths(paths: list[Json], context: PageContext) -> str:
    """A card for each path, with its minutes."""
    rows = [(path, minutes(path, context)) for path in paths]
    return render("paths.html", context, rows=rows)


def picked(keys: Iterable[str], context: PageContext) -> str:
    """Links to articles in the order given, as far as this build has them."""
    rows = [context.articles[key] for key in keys if key in context.articles]
    return render("picked.html", context, rows=rows)


def newest(count: int, context: PageContext) -> str:
    """Links to the newest articles; those without a day follow, in the order of the titles."""
    return render("picked.html", context, rows=_by_day(context)[:count])


def _by_day(context: PageContext) -> list[Json]:
    rows = sorted(context.articles.values(), key=lambda row: str(row["title"]).casefold())
    return sorted(rows, key=lambda row: str(row["date"]), reverse=True)


def since_last_time(context: PageContext, most: int = 12) -> str:
    """The newest articles with their days, for the script that tells what is new."""
    rows = [row for row in _by_day(context) if row["date"]][:most]
    return render("newest.html", context, rows=rows)


def quiz_link(
    name: str, words: str, classes: str, known: Container[str], context: PageContext
) -> str:
    """A link to the page of an assessment; nothing where it has none."""
    if name not in known:
        return ""
    link = Markup('<a class="{}" href="{}quizzes/{}/">{}</a>')
    return str(link.format(classes, context.root, name, words))


def minutes(path: Json, context: PageContext) -> int:
    """Minutes that the articles of a path take, as far as this build has them."""
    rows = (context.articles.get(step["article"]) for step in path["articles"])
    return sum(int(row["minutes"]) for row in rows if row)


def render(name: str, context: PageContext, **values: object) -> str:
    """A template of this folder, filled."""
    template = _TEMPLATES.get_template(name)
    return template.render(root=context.root, articles=context.articles, **values).strip()
