"""An issue as HTML, for a mail or for the archive: the same words, other addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from scripts.core.model import LinkedArticle, Problem, Reference, Verbatim, WikiLink
from scripts.core.pictures import REMEDY, fault
from scripts.core.templates import template
from scripts.core.text import PLACEHOLDER, clock_label, minutes
from scripts.core.urls import relative_url
from scripts.ledger.redirects import place
from scripts.newsletter.context import LinkContext, ResolvedLink
from scripts.newsletter.questions import Option, Question, UnknownLinkError
from scripts.transcripts.letters import Issue, Part

BEST = 5  # articles in a block that names no number
COUNTABLE = re.compile(r"\d{1,2}")


@dataclass(frozen=True)
class Place:
    """Where an issue is shown: how a thing, a question's option and a file are addressed."""

    thing: Callable[[ResolvedLink], str]
    option: Callable[[Question, Option], str]
    file: Callable[[str], str]


def in_mail(world: LinkContext, issue: Issue, base: str) -> Place:
    """Absolute addresses in the permanent space."""
    utm = f"?utm_source=newsletter&utm_campaign={quote(issue.utm)}" if issue.utm else ""

    def thing(meant: ResolvedLink) -> str:
        address, within = world.address(meant.kind, meant.name)
        fragment = meant.fragment or within
        return f"{base}{relative_url('', address)}{utm}{'#' if fragment else ''}{fragment}"

    def option(question: Question, chosen: Option) -> str:
        address, fragment = question.page, question.fragment(chosen)
        if question.checks and world.ledger.entries:
            address, fragment = world.address("question", question.name)[0], question.chosen(chosen)
        return f"{base}{relative_url('', address)}{utm}#{fragment}"

    return Place(thing, option, lambda name: f"{base}newsletter/{issue.name}/{quote(name)}")


def in_archive(issue: Issue) -> Place:
    """Relative addresses of today: on the site itself nothing needs a detour."""
    here = f"newsletter/{issue.name}"

    def thing(meant: ResolvedLink) -> str:
        address, within = place(meant.kind, meant.name)
        return relative_url(here, address, meant.fragment or within)

    def option(question: Question, chosen: Option) -> str:
        return relative_url(here, question.page, question.fragment(chosen))

    return Place(thing, option, lambda name: quote(name))


@dataclass
class Composed:
    """The body of an issue, the files that it shows, and what was wrong on the way."""

    html: str = ""
    files: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)  # the source line of each address
    problems: list[Problem] = field(default_factory=list)


def compose(issue: Issue, world: LinkContext, where: Place) -> Composed:
    """Render an issue's parts in their order."""
    composed = Composed()
    composed.html = "".join(_part(issue, part, world, where, composed) for part in issue.parts)
    return composed


def _part(issue: Issue, part: Part, world: LinkContext, where: Place, composed: Composed) -> str:
    if part.kind == "prose":
        return _prose(issue, part, world, where, composed)
    try:
        make = _question if part.kind == "question" else _best
        return make(issue, part, world, where, composed)
    except UnknownLinkError as unknown:
        composed.problems.append(Problem(issue.path, part.line, unknown.code, str(unknown)))
        return ""


def _prose(issue: Issue, part: Part, world: LinkContext, where: Place, composed: Composed) -> str:
    tokens = _PARSER.parse(part.text)
    for token in tokens:
        if token.type.startswith("heading"):
            token.tag = f"h{min(max(int(token.tag[1]), 2), 4)}"
        line = part.line + (token.map[0] if token.map else 0)
        for child in token.children or ():
            _address(issue, child, line, where, composed)
    html = str(_PARSER.renderer.render(tokens, _PARSER.options, {}))

    def placeholder(found: re.Match[str]) -> str:
        reference = issue.references[int(found.group(1))]
        return _mark(issue, reference, world, where, composed)

    return PLACEHOLDER.sub(placeholder, html)


def _address(issue: Issue, token: Token, line: int, where: Place, composed: Composed) -> None:
    """Note where each written link stands; give images the address of their file."""
    if token.type == "link_open":
        composed.lines.setdefault(str(token.attrGet("href")), line)
    if token.type != "image":
        return
    name = str(token.attrGet("src"))
    if not token.content.strip():
        message = f"describe the picture: ![what it shows]({name}); many read with pictures off"
        composed.problems.append(Problem(issue.path, line, "no-alt", message))
    if code := fault(issue.folder, name):
        message = f'there is no file "{name[:80]}" beside the issue; put it there'
        if code == "bad-image":
            message = f'"{name}" is no picture that mail programs show; {REMEDY}'
        composed.problems.append(Problem(issue.path, line, code, message))
        token.type, token.children = "text", None  # its words stay, and nothing is asked for
        return
    composed.files.append(name)
    token.attrSet("src", where.file(name))
    composed.lines.setdefault(where.file(name), line)


def _mark(
    issue: Issue, reference: Reference, world: LinkContext, where: Place, composed: Composed
) -> str:
    try:
        meant, words = _meaning(reference, world)
    except UnknownLinkError as unknown:
        composed.problems.append(Problem(issue.path, reference.line, unknown.code, str(unknown)))
        return str(escape(reference.words)) if isinstance(reference, WikiLink) else ""
    address = where.thing(meant)
    composed.lines.setdefault(address, reference.line)
    preview = Markup(' data-preview="{}"').format(meant.name) if meant.kind == "article" else ""
    return Markup('<a{} href="{}">{}</a>').format(preview, address, words)


def _meaning(reference: Reference, world: LinkContext) -> tuple[ResolvedLink, str]:
    if isinstance(reference, WikiLink):
        meant = world.meaning(reference.target)
        return meant, meant.title if reference.words == reference.target else reference.words
    if isinstance(reference, Verbatim) or not reference.video or reference.stamp is None:
        message = "a citation in an issue names its video and a time: data-video and data-t"
        raise UnknownLinkError("bad-citation", message)
    return world.meaning(f"video:{reference.video}#t-{reference.stamp.clock}"), clock_label(
        reference.stamp.clock
    )


def _question(
    issue: Issue, part: Part, world: LinkContext, where: Place, composed: Composed
) -> str:
    question = world.question(" ".join(part.text.split()))
    links = [(where.option(question, option), option.label) for option in question.options]
    composed.lines.update({address: part.line for address, _ in links})
    return template("newsletter/question.html", question=question, links=links)


def _best(issue: Issue, part: Part, world: LinkContext, where: Place, composed: Composed) -> str:
    rows = [
        (where.thing(ResolvedLink("article", a.article.key)), a.article, minutes(a.article.words))
        for a in best_articles(issue, part, world)
    ]
    composed.lines.update({address: part.line for address, _, _ in rows})
    return template("newsletter/best.html", rows=rows)


def best_names(part: Part) -> list[str]:
    """The articles that a block of the best names itself."""
    _, *rest = part.text.split("\n")
    return [line.strip(" -") for line in rest if line.strip(" -")]


def best_articles(issue: Issue, part: Part, world: LinkContext) -> list[LinkedArticle]:
    """The month's best: a number of them, or those that its lines name. Raises UnknownLinkError."""
    if names := best_names(part):
        keys = [world.meaning(name).name for name in names]
        return [world.site.linked.articles[key] for key in keys]
    first = part.text.partition("\n")[0].strip()
    count = int(first) if COUNTABLE.fullmatch(first) else BEST
    articles = world.best(issue.date[:7], issue.date, count)
    if not articles:
        message = f"no article is dated {issue.date[:7]}; name articles in the block, or drop it"
        raise UnknownLinkError("nothing-best", message)
    return articles


_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
# An address is the linter's to judge, not the renderer's to drop in silence.
_PARSER.validateLink = lambda url: not url.strip().lower().startswith(("javascript:", "data:"))  # type: ignore[method-assign]
