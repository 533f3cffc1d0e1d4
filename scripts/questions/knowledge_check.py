"""The knowledge check at the end of an article: its section, and the file that its script asks for.

The section can be read and printed without a script, its answers folded below each question. The
file beside the page, `check.json`, holds the questions as the core grades them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from markupsafe import Markup

from assessments.check.quiz import PARTS, built
from macros import GENERATED, read_json
from macros.assessment_form import Json, ask, runtime_addresses
from scripts.core.files import File, compact_json
from scripts.core.model import Citation, LinkedArticle
from scripts.core.templates import template
from scripts.core.urls import article_url, relative_url
from scripts.questions.banks import Bank, form_problems
from scripts.questions.sections import questions_by_section
from scripts.wiki.links import anchor
from scripts.wiki.site import Site

DRAWN = 10  # questions of a check over a channel
MINUTES = 0.75  # for a question, its feedback read
STYLE = "assets/css/knowledge-check.css"
RUNTIME = GENERATED / "runtime" / "manifest.json"


def sound_checks(banks: Iterable[Bank]) -> dict[str, list[Json]]:
    """The built questions of every check without problems, by its article's key."""
    checks = ((bank.name, _sound(bank)) for bank in banks if bank.check)
    return {name: questions for name, questions in checks if questions is not None}


@lru_cache(maxsize=1_000)
def _sound(bank: Bank) -> list[Json] | None:
    return None if form_problems(bank) else built(bank.text, bank.name)


def stylesheet(address: str) -> str:
    """The link to the styles of checks, for the head of a page that has one."""
    return f'<link rel="stylesheet" href="{relative_url(address, "")}{STYLE}">'


def sections(site: Site, linked: LinkedArticle, body: str) -> dict[str, list[str]]:
    """The ids of questions by the section of the body in which they are settled."""
    key = linked.article.key
    if key not in site.checks:
        return {}
    places = paragraphs(site, key)
    found = ((q["id"], places.get(_name(q["cite"]), "")) for q in site.checks[key])
    return questions_by_section(body, ((name, at[1:]) for name, at in found if at[:1] == "#"))


def check_html(site: Site, linked: LinkedArticle, asked: Mapping[str, list[str]]) -> Markup:
    """The section at the end of an article; nothing where it has no check.

    `asked` are the ids of questions by section.
    """
    key = linked.article.key
    if key not in site.checks:
        return Markup("")
    questions, page = site.checks[key], article_url(key)
    places = paragraphs(site, key)
    html = template(
        "check.html",
        questions=zip(questions, _view(key, questions)["questions"], strict=True),
        count=len(questions),
        minutes=minutes(len(questions)),
        root=relative_url(page, ""),
        article=key,
        sections=json.dumps(asked),
        paragraph=lambda cite: places.get(_name(cite), ""),
        answer=answer,
        remarks=remarks,
    )
    return Markup(html)  # noqa: S704


def check_files(site: Site, linked: LinkedArticle) -> Iterator[File]:
    """`check.json`: the questions, how they are drawn at first, and where their cites stand."""
    key = linked.article.key
    if questions := site.checks.get(key):
        view = _view(key, questions)
        data = {
            "title": linked.article.title,
            "questions": questions,
            "view": view,
            "paragraphs": paragraphs(site, key),
            "runtime": runtime_addresses(read_json(RUNTIME)),
        }
        yield "check.json", compact_json(data)


def channel_checks(site: Site, channel: str) -> dict[str, list[str]]:
    """The ids of the questions on a channel's articles, by slug."""
    keys = [key for key in site.library.channels[channel] if key in site.checks]
    return {key.partition("/")[2]: [q["id"] for q in site.checks[key]] for key in sorted(keys)}


def channel_check_files(site: Site, channel: str) -> Iterator[File]:
    """`check.json` beside a channel's page: what a draw over its checks begins with."""
    if found := channel_checks(site, channel):
        runtime = runtime_addresses(read_json(RUNTIME))
        yield "check.json", compact_json({"articles": found, "draw": DRAWN, "runtime": runtime})


def drawn(asked: Mapping[str, list[str]]) -> tuple[int, int]:
    """How many questions a draw over these has, and the minutes that they take."""
    count = min(DRAWN, sum(map(len, asked.values())))
    return count, minutes(count)


def minutes(questions: int) -> int:
    """Minutes that a check of so many questions takes."""
    return max(1, round(questions * MINUTES))


def _view(key: str, questions: list[Json]) -> Json:
    """The questions as they are drawn at first: the article's key is the seed of their order."""
    return dict(ask("describe", questions=questions, seed=key))


def paragraphs(site: Site, key: str) -> dict[str, str]:
    """Where in the articles the cites of a check stand: addresses by article, video and second."""
    cites = [thing["cite"] for thing in _things(site.checks[key]) if "cite" in thing]
    found = {}
    for cite in cites:
        linked = site.linked.articles.get(cite["article"])
        names = _anchors(linked) if linked else {}
        if ident := names.get((cite["video"], cite["second"])):
            own = cite["article"] == key
            other = "" if own else relative_url(article_url(key), article_url(cite["article"]))
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
        for name in PARTS:
            yield from question.get(name, ())


def answer(question: Json) -> list[str]:
    """The right answer in words, one line for each of its parts."""
    return _ANSWERS[question["type"]](question)


def _chosen(question: Json) -> list[str]:
    return [option["text"] for option in question["options"] if option.get("right")]


def _judged(question: Json) -> list[str]:
    reason = next(reason["text"] for reason in question["reasons"] if reason.get("right"))
    return ["True" if question["answer"] else "False", f"Because: {reason}"]


def _number(question: Json) -> list[str]:
    unit = question.get("unit", "")
    tolerance = question.get("tolerance", 0)
    about = f", give or take {tolerance:g}" if tolerance else ""
    return [f"{question['answer']:,.10g} {unit}".strip() + about]


def _filled(question: Json) -> list[str]:
    text = question["text"]
    for gap in question["gaps"]:
        text = text.replace(f"{{{gap['id']}}}", gap["accept"][0])
    return [text]


_ANSWERS: dict[str, Callable[[Json], list[str]]] = {
    "single": _chosen,
    "multiple": _chosen,
    "true-false": _judged,
    "ordering": lambda q: [f"{n}. {step['text']}" for n, step in enumerate(q["steps"], 1)],
    "matching": lambda q: [f"{pair['left']}: {pair['right']}" for pair in q["pairs"]],
    "numeric": _number,
    "short": lambda q: q["accept"][:1],
    "cloze": _filled,
}


def remarks(question: Json) -> list[tuple[str, str, Json | None]]:
    """What is said to single options: the option, its feedback, and the cite that settles it."""
    parts = [part for name in PARTS for part in question.get(name, ())]
    said = [(_label(part), part.get("feedback", ""), part.get("cite")) for part in parts]
    traps = [(str(t.get("text", t.get("value"))), t["feedback"], None) for t in _traps(question)]
    return [remark for remark in said + traps if remark[1]]


def _label(part: Json) -> str:
    return str(part.get("text") or part.get("left") or part["accept"][0])


def _traps(question: Json) -> list[Json]:
    return list(question.get("traps", ()))
