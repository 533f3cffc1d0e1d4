"""Programs that send newsletters: what each takes, and how it is asked to keep a draft.

A request makes a draft, which a person looks at and sends in the program itself. The requests are
those of the programs' documentation: listmonk `POST /api/campaigns`, Buttondown `POST /v1/emails`,
Keila `POST /api/v1/campaigns`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from macros.content import SITE, SiteSettings
from scripts.newsletter.mail import Mail
from scripts.transcripts.letters import Issue

TIMEOUT = 30  # seconds
Json = dict[str, Any]


class SendError(Exception):
    """A sender refused a request, or could not be reached; the message says what to do."""


class Sender(NamedTuple):
    """A program: its tag for unsubscribing, its request, and where that goes."""

    tag: str
    url: str  # where it is hosted; empty where each has an address of its own
    path: str
    authorization: str  # of the request's header; {} is the token
    payload: Callable[[Issue, Mail, SiteSettings, Sequence[int]], Json]


def _listmonk(issue: Issue, mail: Mail, site: SiteSettings, lists: Sequence[int]) -> Json:
    return {
        "name": issue.name,
        "subject": issue.subject,
        "lists": list(lists),
        "from_email": site.sender,
        "type": "regular",
        "content_type": "html",
        "body": mail.html,
        "altbody": mail.text,
    }


def _buttondown(issue: Issue, mail: Mail, site: SiteSettings, lists: Sequence[int]) -> Json:
    said = {"subject": issue.subject, "description": issue.preview, "status": "draft"}
    return {**said, "body": mail.html}


def _keila(issue: Issue, mail: Mail, site: SiteSettings, lists: Sequence[int]) -> Json:
    settings = {"type": "html", "do_not_track": True}
    said = {"subject": issue.subject, "preview_text": issue.preview, "settings": settings}
    return {"data": {**said, "html_body": mail.html, "text_body": mail.text}}


SENDERS: Mapping[str, Sender] = {
    "listmonk": Sender("{{ UnsubscribeURL }}", "", "/api/campaigns", "token {}", _listmonk),
    "buttondown": Sender(
        "{{ unsubscribe_url }}",
        "https://api.buttondown.com",
        "/v1/emails",
        "Token {}",
        _buttondown,
    ),
    "keila": Sender("{{ unsubscribe_link }}", "", "/api/v1/campaigns", "Bearer {}", _keila),
}


def lacking(name: str, site: SiteSettings, mail: Mail, lists: Sequence[int]) -> Iterator[str]:
    """Return what keeps a letter from being handed to a sender, each with what to do."""
    if not site.sender:
        yield f'{SITE}: [newsletter] has no sender; add sender = "Name <mail@example.org>"'
    if not site.postal:
        yield f"{SITE}: [newsletter] has no postal address, which a mail must carry; add postal"
    if name == "listmonk" and not lists:
        yield "listmonk needs the number of a list: --list 1"
    if "{{" in mail.html.replace(SENDERS[name].tag, ""):
        yield "the letter has {{, which the sender would take for one of its tags; write it apart"


def post(sender: Sender, url: str, token: str, payload: Json) -> str:
    """Ask a sender to keep a draft: its answer in a few words. Raises SendError."""
    where = f"{(url or sender.url).rstrip('/')}{sender.path}"
    if not where.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise SendError(f"{where} is not https, and a token must not travel in the open")
    headers = {
        "Authorization": sender.authorization.format(token),
        "Content-Type": "application/json",
    }
    data = json.dumps(payload).encode()
    request = Request(where, data, headers, method="POST")  # noqa: S310 - checked above
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return f"{where}: {answer.status}; a draft is there now"
    except HTTPError as error:
        told = error.read(300).decode("utf-8", "replace")
        raise SendError(f"{where}: {error.code}: {told}") from error
    except URLError as error:
        raise SendError(f"{where}: {error.reason}") from error
