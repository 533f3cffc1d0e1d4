"""The knowledge check at the end of an article: its section, and the file that its script asks for.

The section can be read and printed without a script, its answers folded below each question. The
file beside the page, `check.json`, holds the questions as the core grades them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from assessments.questions import load, parts
from assessments.validate.quiz import built
from macros.assessment_form import Json, ask, runtime_addresses
from scripts.core.files import File, compact_json
from scripts.core.model import Citation, LinkedArticle
from scripts.core.templates import template
from scripts.core.urls import article_url, relative_url
from scripts.questions.banks import Bank, form_problems
from scripts.questions.sections import questions_by_section
from scripts.wiki.links import anchor
from scripts.wiki.site import Settings, Site

DRAWN = 10  # questions of a check over a channel
MINUTES = 0.75  # for a question, its feedback read
STYLE = "assets/css/knowledge-check.css"


def sound_checks(banks: Iterable[Bank]) -> dict[str, list[Json]]:
    """The built questions of every check without problems, by its article's key."""
    checks = ((bank.name, sound_questions(bank)) for bank in banks if bank.check)
    return {name: questions for name, questions in checks if questions is not None}


@lru_cache(maxsize=1_000)
def sound_questions(bank: Bank) -> list[Json] | None:
    """Return the built questions of a check; None where it has problems."""
    return None if form_problems(bank) else built(bank.text, bank.name)


def stylesheet(address: str) -> str:
    """The link to the styles of checks, for the head of a page that has one."""
    return f'<link rel="stylesheet" href="{relative_url(address, "")}{STYLE}">'


class Check(NamedTuple):
    """The questions of an article's knowledge check, and where what they cite stands."""

    key: str
    title: str
    questions: list[Json]
    paragraphs: dict[str, str]  # addresses from the article's page, by article, video and second
    runtime: str  # the manifest of the quiz runtime, as JSON


def check_of(site: Site, settings: Settings, linked: LinkedArticle) -> Check | None:
    """Return the knowledge check of an article; None where it has none."""
    key = linked.article.key
    if not (questions := site.checks.get(key)):
        return None
    found = paragraphs(site, key)
    return Check(key, linked.article.title, questions, found, settings.runtime)


def sections(check: Check, body: str) -> dict[str, list[str]]:
    """Return the ids of questions by the section of the body in which they are settled."""
    found = ((q["id"], check.paragraphs.get(_name(q["cite"]), "")) for q in check.questions)
    return questions_by_section(body, ((name, at[1:]) for name, at in found if at[:1] == "#"))


def check_html(check: Check, asked: Mapping[str, list[str]]) -> Markup:
    """Return the section at the end of an article; `asked` are ids of questions by section."""
    questions = check.questions
    html = template(
        "check.html",
        questions=zip(questions, _view(check)["questions"], strict=True),
        count=len(questions),
        minutes=minutes(len(questions)),
        root=relative_url(article_url(check.key), ""),
        article=check.key,
        sections=json.dumps(asked),
        paragraph=lambda cite: check.paragraphs.get(_name(cite), ""),
        answer=answer,
        remarks=remarks,
    )
    return Markup(html)  # noqa: S704


def check_file(check: Check) -> File:
    """Return `check.json`: the questions, how they are drawn at first, where cites stand."""
    data = {
        "title": check.title,
        "questions": check.questions,
        "view": _view(check),
        "paragraphs": check.paragraphs,
        "runtime": runtime_addresses(json.loads(check.runtime or "{}")),
    }
    return "check.json", compact_json(data)


def channel_checks(site: Site, channel: str) -> dict[str, list[str]]:
    """The ids of the questions on a channel's articles, by slug."""
    keys = [key for key in site.library.channels[channel] if key in site.checks]
    return {key.partition("/")[2]: [q["id"] for q in site.checks[key]] for key in sorted(keys)}


def channel_check_file(asked: Mapping[str, list[str]], runtime: str) -> File:
    """Return `check.json` beside a channel's page: what a draw over its checks begins with."""
    addresses = runtime_addresses(json.loads(runtime or "{}"))
    return "check.json", compact_json({"articles": asked, "draw": DRAWN, "runtime": addresses})


def drawn(asked: Mapping[str, list[str]]) -> tuple[int, int]:
    """How many questions a draw over these has, and the minutes that they take."""
    count = min(DRAWN, sum(map(len, asked.values())))
    return count, minutes(count)


def minutes(questions: int) -> int:
    """Minutes that a check of so many questions takes."""
    return max(1, round(questions * MINUTES))


def _view(check: Check) -> Json:
    """The questions as they are drawn at first: the article's key is the seed of their order."""
    return dict(ask("describe", questions=check.questions, seed=check.key))


def paragraphs(site: Site, key: str) -> dict[str, str]:
    """Where in the articles the cites of a check stand: addresses by article, video and second."""
    cites = [thing["cite"] for thing in _things(site.checks[key]) if "cite" in thing]
    found = {}
    for cite in cites:
        named = site.library.resolve("", cite["article"]) or cite["article"]
        linked = site.linked.articles.get(named)
        names = _anchors(linked) if linked else {}
        if ident := names.get((cite["video"], cite["second"])):
            own = named == key
            other = "" if own else relative_url(article_url(key), article_url(named))
            found[_name(cite)] = f"{other}#{ident}"
    return found


def _anchors(linked: LinkedArticle) -> dict[tuple[str, int], str]:
    cited = (place for place in linked.places if isinstance(place, Citation) and place.video)
    return {(place.video, place.seconds): anchor(linked.article, place) for place in cited}


def _name(cite: Json) -> str:
    return f"{cite['article']} {cite['video']} {cite['second']}"


def _things(questions: list[Json]) -> Iterator[Json]:
    for question in questions:
        yield question
        yield from parts(question)


def answer(question: Json) -> list[str]:
    """Return the right answer in words, one line for each of its parts."""
    return load(question["type"]).solution(question)


def remarks(question: Json) -> list[tuple[str, str, Json | None]]:
    """What is said to single options: the option, its feedback, and the cite that settles it."""
    said = [(_label(p), p.get("feedback", ""), p.get("cite")) for p in parts(question)]
    return [remark for remark in said if remark[1]]


def _label(part: Json) -> str:
    """What a part is called: its words, its number, or the word that fills it."""
    named = [part[key] for key in ("text", "left", "value") if key in part]
    return str([*named, *part.get("accept", ()), part.get("id", "")][0])
