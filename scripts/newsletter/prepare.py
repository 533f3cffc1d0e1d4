"""From an issue to its mail, or to the reasons not to send it."""

from __future__ import annotations

from scripts.core.model import Problem
from scripts.newsletter.built import Built
from scripts.newsletter.compose import compose, in_mail
from scripts.newsletter.context import LinkContext
from scripts.newsletter.lint import Linter
from scripts.newsletter.mail import Mail, make_mail
from scripts.transcripts.letters import Issue, is_day


def for_sender(issue: Issue, world: LinkContext, built: Built, tag: str) -> Mail:
    """Return the mail of an issue that was prepared, with a sender's tag for unsubscribing."""
    where = in_mail(world, issue, built.base)
    return make_mail(issue, compose(issue, world, where), where, built.base, tag)


def prepare(issue: Issue, world: LinkContext, built: Built) -> tuple[Mail | None, list[Problem]]:
    """The mail of an issue, and every reason not to send it."""
    where = in_mail(world, issue, built.base)
    composed = compose(issue, world, where)
    if not is_day(issue.date):  # as `no-date` tells
        return None, composed.problems
    mail = make_mail(issue, composed, where, built.base)
    return mail, composed.problems + Linter(issue, composed.lines, built).lint(mail)
