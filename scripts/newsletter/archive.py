"""The archive: each issue as a page of the site, and the page that lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from macros.content import settings
from macros.language import long_day, say
from scripts.core.model import Page, Problem, WikiLink
from scripts.core.templates import template
from scripts.core.urls import relative_url
from scripts.newsletter.compose import compose, in_archive
from scripts.newsletter.context import LinkContext
from scripts.newsletter.freeze import open_notes
from scripts.newsletter.plain import plain_text
from scripts.transcripts.letters import Issue

ARCHIVE = "newsletter"
UNKNOWN = frozenset({"unknown-article", "unknown-video", "unknown-channel", "unknown-quiz"})
FEW_LINKS = 3
STYLE = "assets/css/newsletter.css"
LEAD = "Each letter is built from articles of this site. Read them here, or follow the feed."


def archive_pages(issues: Sequence[Issue], world: LinkContext) -> tuple[list[Page], list[Problem]]:
    """The pages of all issues and their list, and what is wrong in the issues."""
    problems: list[Problem] = []
    pages = [_list(issues)] if issues else []
    for place, issue in enumerate(issues):
        newer = issues[place - 1] if place else None
        older = issues[place + 1] if place + 1 < len(issues) else None
        page, found = issue_page(issue, world, newer, older)
        pages.append(page)
        problems += [*(_foreign(issue, found) or found), *open_notes(issue)]
    return pages, problems


def _foreign(issue: Issue, problems: Sequence[Problem]) -> list[Problem]:
    """One sentence in place of many where nothing is known of what a letter links to."""
    links = [one for one in issue.references if isinstance(one, WikiLink)]
    unknown = [one for one in problems if one.code in UNKNOWN]
    if len(links) < FEW_LINKS or len(unknown) < len(links):
        return []
    message = (
        f"none of its {len(links)} links is known here: it is a letter of another site; remove it"
    )
    return [Problem(issue.path, 1, "foreign-letter", message)]


def issue_page(
    issue: Issue, world: LinkContext, newer: Issue | None, older: Issue | None
) -> tuple[Page, list[Problem]]:
    """The page of one issue; a link to what this build lacks is only words."""
    address = f"{ARCHIVE}/{issue.name}"
    composed = compose(issue, world, in_archive(issue))
    body = template(
        "newsletter/issue.html",
        page=address,
        issue=issue,
        day=long_day(issue.date),
        body=Markup(composed.html),  # noqa: S704
        newer=newer,
        older=older,
    )
    page = Page(
        address=address,
        title=issue.subject,
        description=issue.preview,
        body=body,
        markdown=f"# {issue.subject}\n\n{plain_text(composed.html)}",
        kind="issue",
        search=False,  # what it links to is
        crumbs=((say("Newsletter"), ARCHIVE),),
        files=tuple(
            (name, (issue.folder / name).read_bytes()) for name in sorted(set(composed.files))
        ),
        modified=issue.date,
        head=stylesheet(address),
    )
    return page, composed.problems


def stylesheet(address: str) -> str:
    """The link to the newsletter's own styles from a page."""
    return f'<link rel="stylesheet" href="{relative_url(address, "")}{STYLE}">'


def _list(issues: Sequence[Issue]) -> Page:
    lead = settings().about or say(LEAD)
    rows = [(issue, f"{ARCHIVE}/{issue.name}", long_day(issue.date)) for issue in issues]
    return Page(
        address=ARCHIVE,
        title=say("Newsletter"),
        description=lead,
        body=template("newsletter/list.html", page=ARCHIVE, lead=lead, rows=rows),
        markdown="# Newsletter\n\n" + "".join(_lines(issues)),
        kind="listing",
        modified=max((issue.date for issue in issues), default=""),
        head=stylesheet(ARCHIVE),
        search=False,
    )


def _lines(issues: Sequence[Issue]) -> Iterator[str]:
    for issue in issues:
        yield f"- [{issue.subject}]({issue.name}/index.md), {long_day(issue.date)}\n"
