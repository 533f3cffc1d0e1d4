"""What the home page, the reading paths and the glossary are made of, as HTML."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from macros.quiz import TEMPLATES, Place
from macros.templates import environment

Json = dict[str, Any]

_TEMPLATES = environment(TEMPLATES)


def glossary(terms: list[Json], place: Place) -> str:
    """The definitions, each with its id, its article and the second of its video."""
    return render("glossary.html", place, terms=terms)


def reading_path(path: Json, quizzes: Mapping[str, str], place: Place) -> str:
    """One path: its articles in order, its quiz and its check where there are such."""
    return render("path.html", place, path=path, quizzes=quizzes, minutes=minutes(path, place))


def reading_paths(paths: list[Json], place: Place) -> str:
    """A card for each path, with its minutes."""
    rows = [(path, minutes(path, place)) for path in paths]
    return render("paths.html", place, rows=rows)


def picked(keys: Iterable[str], place: Place) -> str:
    """Links to articles in the order given, as far as this build has them."""
    rows = [place.articles[key] for key in keys if key in place.articles]
    return render("picked.html", place, rows=rows)


def quiz_link(name: str, words: str, classes: str, known: Container[str], place: Place) -> str:
    """A link to the page of an assessment; nothing where it has none."""
    if name not in known:
        return ""
    link = Markup('<a class="{}" href="{}quizzes/{}/">{}</a>')
    return str(link.format(classes, place.root, name, words))


def minutes(path: Json, place: Place) -> int:
    """Minutes that the articles of a path take, as far as this build has them."""
    rows = (place.articles.get(step["article"]) for step in path["articles"])
    return sum(int(row["minutes"]) for row in rows if row)


def render(name: str, place: Place, **values: object) -> str:
    """A template of this folder, filled."""
    template = _TEMPLATES.get_template(name)
    return template.render(root=place.root, articles=place.articles, **values).strip()
