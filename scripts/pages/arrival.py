"""The pages at `/q/<quiz>/`: where a link of a mail arrives, in its question."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from assessments import banks
from macros import assessment_form
from macros.language import say
from macros.wiki import Articles
from scripts.core.model import Page
from scripts.core.templates import template
from scripts.core.urls import relative_url
from scripts.ledger.entries import Ledger

SCRIPT, STYLE = "assets/js/arrival.js", "assets/css/newsletter.css"

_RADIO = re.compile(
    r'<label(?: class="(quiz-na)")?>(?=<input type="radio" name="q-([\w-]+)" value="([^"]*)")'
)


def quiz_pages(
    ledger: Ledger, articles: Mapping[str, dict[str, Any]], runtime: Mapping[str, Any]
) -> Iterator[Page]:
    """The page of every assessment that has questions."""
    for name in banks.ids():
        try:
            described = assessment_form.ask("describe", assessment=name)
        except (assessment_form.BankError, OSError):
            continue  # its bank is being written; the check of banks reports it
        fields = [field for section in described["sections"] for field in section["fields"]]
        if fields:
            context = assessment_form.PageContext(
                root=relative_url(f"q/{name}", ""),
                articles=Articles(dict(articles)),
                runtime=dict(runtime),
            )
            form = answers_with_addresses(
                assessment_form.assessment(name, context), [f["id"] for f in fields]
            )
            yield _page(described, form, former_items(ledger, name))


def answers_with_addresses(form: str, items: list[str]) -> str:
    """The form with an id on every answer of a choice: `#i=<item>&a=<answer>` is its address.

    So that the browser itself goes there where no script runs.
    """

    def label(found: re.Match[str]) -> str:
        none, item, answer = found.groups()
        if item not in items:
            return found.group()  # a column of a row: it has no address
        look = "mm-arrived quiz-na" if none else "mm-arrived"
        return f'<label class="{look}" id="i={item}&amp;a={answer}">'

    return _RADIO.sub(label, form)


def former_items(ledger: Ledger, name: str) -> dict[str, str]:
    """What became of a quiz's former items: the item of today, or nothing where it was retired."""
    found: dict[str, str] = {}
    for (kind, former), entry in sorted(ledger.former.items()):
        quiz_name, _, item = former.partition("/")
        end = ledger.end(entry.id)
        if kind == "question" and quiz_name == name:
            inside = end.live and end.name.startswith(f"{name}/")
            found[item] = end.name.partition("/")[2] if inside else ""
    return found


def _page(described: dict[str, Any], form: str, former: dict[str, str]) -> Page:
    name, title = described["assessment"], described["title"]
    address = f"q/{name}"
    body = template(
        "quiz.html",
        page=address,
        quiz=name,
        title=title,
        former=json.dumps(former),
        form=Markup(form),  # noqa: S704
        script=relative_url(address, "") + SCRIPT,
    )
    text = f"A question of “{title}”, with the answer that you tapped."
    return Page(
        address=address,
        title=title,
        description=text,
        body=body,
        markdown=f"# {title}\n\n{text}\n",
        kind="quiz",
        crumbs=((say("Quizzes"), "quizzes"), (title, f"quizzes/{name}")),
        search=False,
        canonical=f"quizzes/{name}",
        head=f'<link rel="stylesheet" href="{relative_url(address, "")}{STYLE}">',
    )
