"""An issue as mail: HTML with inlined styles, the text with the same links, and both as `.eml`."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import NamedTuple
from urllib.parse import urlsplit

import css_inline
from markupsafe import Markup

from macros.content import settings
from macros.language import long_day
from scripts.core.templates import template
from scripts.newsletter.compose import Composed, Place
from scripts.newsletter.context import ResolvedLink
from scripts.newsletter.plain import plain_text
from scripts.transcripts.letters import Issue

_FOR_PAGES = re.compile(r' data-preview="[^"]*"')
_INLINER = css_inline.CSSInliner(load_remote_stylesheets=False)


class Mail(NamedTuple):
    """What is sent: the HTML, the text, and the whole message's bytes."""

    html: str
    text: str
    eml: bytes


def make_mail(
    issue: Issue, composed: Composed, where: Place, base: str, unsubscribe: str = ""
) -> Mail:
    """Make the mail of a composed issue; `unsubscribe` is a sender's tag for that address."""
    online = where.thing(ResolvedLink("issue", issue.name))
    html = mail_html(issue, _FOR_PAGES.sub("", composed.html), online, unsubscribe)
    text = plain_text(html)
    return Mail(html, text, message(issue, html, text, base))


def mail_html(issue: Issue, body: str, online: str, unsubscribe: str = "") -> str:
    """The HTML part: one column, styles inlined, what inlining can't say kept in the head."""
    html = template(
        "newsletter/mail.html",
        issue=issue,
        day=long_day(issue.date),
        body=Markup(body),  # noqa: S704
        online=online,
        site=settings(),
        unsubscribe=unsubscribe,
    )
    return _INLINER.inline(html)


def message(issue: Issue, html: str, text: str, base: str) -> bytes:
    """The message as a mail program opens it: an unsent draft, the same bytes each time."""
    host = urlsplit(base).hostname or "localhost"
    made = EmailMessage(policy=SMTP)
    made["Subject"] = issue.subject
    site = settings()
    default = site.sender or formataddr((site.name, f"newsletter@{host}"))
    made["From"] = issue.front.values.get("sender") or default
    made["To"] = "undisclosed-recipients:;"
    made["Date"] = format_datetime(_morning(issue.date))
    made["Message-ID"] = f"<{issue.name}@{host}>"
    made["X-Unsent"] = "1"
    made.set_content(text, cte="quoted-printable")
    made.add_alternative(html, subtype="html", cte="quoted-printable")
    made.set_boundary(f"=_mile_markers_{issue.name}")
    return made.as_bytes()


def _morning(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=UTC)
