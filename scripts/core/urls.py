"""Where each page stands in the site, and how one page leads to another.

An address has no slashes around it: `wiki/channel/slug`. Links between pages are relative, so that
the site works under any path.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from macros.citations import watch_at as watch_at
from macros.content import SIGN_UP, settings
from scripts.core.model import Citation, Target

BROWSE = "browse"
SETTING, FIELD = "NEWSLETTER", "NEWSLETTER_FIELD"  # who sends the newsletter by mail
SUBJECT = "Please send me the newsletter"


def site_url() -> str:
    """The whole site's address with a slash at its end.

    `SITE_URL` stands above the address in `site.toml`; without both it leads nowhere.
    """
    site = settings()
    return (os.environ.get("SITE_URL") or site.address or site.nowhere).rstrip("/") + "/"


def root_known() -> bool:
    """Return whether somebody said where the site will be."""
    return bool(os.environ.get("SITE_URL") or settings().address)


class Sender(NamedTuple):
    """How a reader asks for the newsletter: `link` in a mail, or a form's `action` and `field`.

    One setting says it for the site. `NEWSLETTER=mailto:letters@example.org` gives pages a link
    that opens the reader's mail program; an address `https://…` is where a sender takes addresses
    by a plain form, whose field `NEWSLETTER_FIELD` names where it is not `email`.
    """

    link: str = ""
    action: str = ""
    field: str = "email"

    @property
    def host(self) -> str:
        """The host that a form is sent to, which pages name beside it."""
        return urlsplit(self.action).netloc

    @property
    def origin(self) -> str:
        """What the content security policy lets a form be sent to."""
        return f"https://{self.host}" if self.host else ""


class SenderError(Exception):
    """The setting names no sender; the message says what to write."""


def sender() -> Sender:
    """Return the sender of the newsletter, an empty one without the setting.

    Raises SenderError.
    """
    given = (os.environ.get(SETTING) or settings().signup).strip()
    if not given:
        return Sender()
    if not SIGN_UP.fullmatch(given):
        wanted = "an address that begins with mailto: or https://"
        raise SenderError(f"{SETTING}={given}: write {wanted}, or leave it out")
    if given.startswith("mailto:"):
        return Sender(link=given if "?" in given else f"{given}?subject={quote(SUBJECT)}")
    return Sender(action=given, field=os.environ.get(FIELD, "").strip() or "email")


def article_url(key: str) -> str:
    """The address of an article or channel by its key."""
    return f"wiki/{key}"


def topic_url(key: str) -> str:
    """The address of a topic by its key."""
    return f"topic/{key}"


def video_url(video: str) -> str:
    """The address of a video's page."""
    return f"video/{video}"


def transcript_url(video: str, language: str = "") -> str:
    """The address of a video's transcript: its first one, or the one in a further language."""
    return f"transcript/{video}/{language}" if language else f"transcript/{video}"


def target_url(target: Target) -> str:
    """The address that a wiki link leads to."""
    return topic_url(target.key) if target.kind == "topic" else article_url(target.key)


def relative_url(page: str, address: str, fragment: str = "") -> str:
    """The relative link from one page to another: `relative_url("a/b", "a/c") == "../c/"`."""
    path = _relative(page, address)
    return f"{path}#{fragment}" if fragment else path


def _relative(page: str, address: str) -> str:
    folder, slash, _ = page.rpartition("/")
    beside = slash and address.startswith(f"{folder}/")
    if beside and not f"{address}/".startswith(f"{page}/"):  # most links by far
        rest = address[len(folder) + 1 :]
        return f"../{_quoted(rest)}/"
    here, there = page.split("/") if page else [], address.split("/") if address else []
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    steps = [".."] * (len(here) - shared) + [_quoted(part) for part in there[shared:]]
    return "/".join([*steps, ""]) or "./"


@lru_cache(maxsize=100_000)
def _quoted(part: str) -> str:
    return quote(part)


def watch(citation: Citation) -> str:
    """The address of a citation's second on its video."""
    return watch_at(citation.video, citation.seconds)
