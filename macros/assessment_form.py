"""Turn an assessment's bank into a page: the form, its methodology, and the list of all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from assessments import banks
from assessments.api import handle
from macros import error_rates, templates
from macros.language import say

Json = dict[str, Any]
TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class PageContext:
    """The site around a page, as its templates need it."""

    root: str  # the way to the site's root: "../../"
    articles: dict[str, Json] = field(default_factory=dict)  # "channel/slug": {title, address}
    runtime: Json = field(default_factory=dict)  # the quiz runtime's manifest.json


class BankError(Exception):
    """The core refused: the message is the core's."""


def ask(method: str, **args: Any) -> Any:
    """One question to the core through its door; an error becomes a ``BankError``."""
    answer = json.loads(handle(json.dumps({"method": method, "args": args})))
    if "error" in answer:
        raise BankError(f"{method} {args}: {answer['error']['message']}")
    return answer["result"]


def assessment(name: str, context: PageContext) -> str:
    """The complete form inside ``<mile-assessment>``, readable without JavaScript."""
    described = worded(ask("describe", assessment=name))
    is_map = described["formula"] == "map"
    others = list(all_moves()) if is_map else []
    places = ask("catalogue")["assessments"] if is_map else []
    return render("assessment.html", context, d=described, others=others, places=places)


def worded(described: Json) -> Json:
    """The description of an assessment, what the core itself says in the site's language."""
    sections = [
        {**section, "fields": [{**f, "skip": say(f["skip"])} for f in section["fields"]]}
        for section in described["sections"]
    ]
    return {**described, "privacy": say(described["privacy"]), "sections": sections}


def methodology(name: str, context: PageContext) -> str:
    """How one assessment was made: items, keys, bands, moves, sources, changes."""
    described = ask("describe", assessment=name)
    return render("methodology.html", context, d=described, errors=error_rates.table(name))


PAGE = """\
---
title: {title}
description: {description}
road: {road}
render_macros: true
hide:
  - toc
---

# {heading}

{{{{ {macro}("{name}") }}}}
"""


def page_sources() -> Iterator[tuple[str, str]]:
    """Return the Markdown of every assessment's two pages, each with its path below `docs`."""
    for entry in ask("catalogue")["assessments"]:
        yield f"quizzes/{entry['id']}.md", form_source(entry)
        yield f"quizzes/{entry['id']}/methodology.md", methodology_source(entry)


def form_source(entry: Json) -> str:
    """Return the Markdown of an assessment's page, described by the first sentence on it."""
    sentence = entry["about"].partition(". ")[0].rstrip(".") + "."
    return page_source(entry, entry["title"], sentence, f"{entry['title']} {{: #title }}")


def methodology_source(entry: Json) -> str:
    """Return the Markdown of the page that says how an assessment was made."""
    title, made = entry["title"], say("How it was made:")
    about = "Items, keys, bands, sources and changes of the assessment {title}."
    about = say(about, title=title)
    heading = f"{made} {title[:1].lower()}{title[1:]}"
    return page_source(entry, f"{made} {title}", about, heading, "methodology")


def page_source(
    entry: Json, title: str, description: str, heading: str, macro: str = "assessment"
) -> str:
    """Return the Markdown of a page that one macro fills."""
    words = {"title": json.dumps(title), "description": json.dumps(description)}
    road = banks.load(entry["id"])["formula"] == "markers"  # in the picture for links to it
    return PAGE.format(
        **words, road=json.dumps(road), heading=heading, macro=macro, name=entry["id"]
    )


def catalogue(context: PageContext) -> str:
    """The list of all assessments, in the core's order."""
    return render("catalogue.html", context, assessments=ask("catalogue")["assessments"])


def review(context: PageContext) -> str:
    """The review of what was missed in knowledge checks."""
    return render("review.html", context)


def all_moves() -> Iterator[Json]:
    """The next moves of every assessment, their ids made unique by the assessment's."""
    for entry in ask("catalogue")["assessments"]:
        for move in ask("describe", assessment=entry["id"])["moves"]:
            yield {**move, "id": f"{entry['id']}/{move['id']}"}


def render(template: str, context: PageContext, **values: Any) -> str:
    """Fill a template: one HTML block without blank lines, which Markdown leaves alone."""
    html = environment().get_template(template).render(**template_variables(context), **values)
    return "\n".join(line for line in html.splitlines() if line.strip())


def template_variables(context: PageContext) -> Json:
    """Return the variables that every template may use."""
    return {
        "root": context.root,
        "runtime": json.dumps(runtime_addresses(context.runtime, banks=True)),
        "article_of": lambda name: article_link(name, context),
    }


@cache
def environment() -> templates.Templates:
    """Jinja with escaping on, undefined names as errors, and the few helpers the templates use."""
    made = templates.environment(TEMPLATES)
    made.globals.update(
        options=options,
        shown=shown,
        span=span,
        explain=explain,
        key=key,
        paragraphs=lambda text: [p.strip() for p in text.split("\n\n") if p.strip()],
    )
    return made


def runtime_addresses(manifest: Json, *, banks: bool = False) -> Json:
    """What the worker loads, by names that carry their hash: the page and its core never part.

    Knowledge checks need no banks.
    """
    if not manifest:
        return {}
    if not manifest.keys() >= {"pyodide", "core", "snapshot"}:
        raise ValueError("the quiz runtime is of an earlier version: run python -m scripts runtime")
    given = {"banks": manifest["banks"]} if banks and "banks" in manifest else {}
    return given | {
        "folder": f"{manifest['pyodide']['folder']}/",
        "core": manifest["core"]["file"],
        "fast": manifest["snapshot"]["file"],
        "lock": manifest["pyodide"]["lock"],
    }


def article_link(name: str, context: PageContext) -> Json | None:
    """The article's title and address from this page; None when it is not part of this site."""
    article = context.articles.get(name)
    if article is None:
        return None
    address = article["address"].strip("/")
    return {"key": name, "title": article["title"], "href": f"{context.root}{address}/"}


def options(item: Json) -> list[Json]:
    """The radio buttons: value, its type on the wire, label, and the digit shown."""
    if item["widget"] == "choice":
        pairs: list[Any] = [(o["value"], say(o["label"]), None) for o in item["options"]]
    else:
        points = range(item["min"], item["max"] + 1)
        pairs = [(p, say(word), p) for p, word in zip(points, item["labels"], strict=True)]
    return [
        {
            "value": json.dumps(v) if not isinstance(v, str) else v,
            "type": type(v).__name__,
            "label": label,
            "number": number,
            "checked": item.get("default") == v and v is not None,
        }
        for v, label, number in pairs
    ]


def shown(item: Json) -> str:
    """A number field's default as the reader sees it: percents times 100."""
    if item["default"] is None:
        return ""
    return f"{item['default'] * (100 if item['percent'] else 1):.10g}"


def span(band: Json) -> str:
    """The range of a band: ``40 to below 70``."""
    if band["from"] is None:
        return ""
    end = f"{band['to']:g}" if band["to"] == 100 else f"below {band['to']:g}"
    return f"{band['from']:g} to {end}"


def explain(item: Json, described: Json) -> str:
    """How an item is answered and keyed, in one sentence."""
    if item.get("after"):
        least = item["after"]["from"]
        said = explain({**item, "after": None}, described)
        return (
            f"{said} Asked only after an answer of {least} or more to the marker's first statement."
        )
    if item["widget"] == "number":
        unit = "%" if item["percent"] else item["unit"]
        return f"A number from {limit(item, 'min')} to {limit(item, 'max')} {unit}".rstrip() + "."
    if item["widget"] == "scale":
        return scale_sentence(item, described)
    kinds = {
        "choice": FACT if item.get("fact") else "One choice.",
        "text": "Free text.",
        "rows": f"Up to {item.get('max_rows')} rows.",
    }
    return kinds[item["widget"]]


FACT = "Yes or no. It does not count toward a score; it helps to choose the next moves."


def limit(item: Json, end: str) -> str:
    """A number field's limit in the unit the reader sees."""
    return f"{item[end] * (100 if item['percent'] else 1):,.10g}"


def scale_sentence(item: Json, described: Json) -> str:
    """``1 to 5, on Ownership, reverse-keyed.``"""
    titles = {scale["id"]: scale["title"] for scale in described["scales"]}
    on = f", on {titles[item['scale']]}" if item.get("scale") in titles else ""
    reverse = ", reverse-keyed" if item.get("reverse") else ""
    return f"{item['min']} to {item['max']}{on}{reverse}."


def key(described: Json) -> list[Json]:
    """The paper key of the scales: which questions belong to which, R where reversed."""
    fields = [f for section in described["sections"] for f in section["fields"]]
    words = {f["id"]: f"{n} R" if f.get("reverse") else f"{n}" for n, f in enumerate(fields, 1)}
    return [
        {"title": scale["title"], "items": [words[i] for i in scale["items"] if i in words]}
        for scale in described["scales"]
    ]
