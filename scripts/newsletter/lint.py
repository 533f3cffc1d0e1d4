"""What may not be sent: every refusal with its line and its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from scripts.core.model import Problem
from scripts.newsletter.built import Built
from scripts.newsletter.mail import Mail
from scripts.transcripts.letters import Issue

HEAVIEST = 90_000  # bytes of HTML: Gmail cuts at 102 kB, and a sending service adds some
LONGEST = 200  # characters of an address
PERMANENT = ("a/", "q/")
COARSE = frozenset(["utm_source", "utm_medium", "utm_campaign"])
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|twclid|ttclid|li_fat_id"
    r"|mc_[ce]id|_hs\w+|hsa_\w+|mkt_tok|oly_\w+|vero_\w+|wickedid|ck_subscriber_id|subscriber\w*"
    r"|s?cid|uid|user_?id|recipient\w*|email",
    re.IGNORECASE,
)
ACTIVE = frozenset(
    ["script", "form", "input", "button", "iframe", "object", "embed", "link", "video"]
)


class _Found(HTMLParser):
    """The links, pictures and forbidden elements of a mail."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a":
            self.links.append(named.get("href") or "")
        elif tag == "img":
            self.images.append(named)
        if tag in ACTIVE:
            self.active.append(f"<{tag}>")
        self.active += [name for name in named if name.startswith("on") or name == "ping"]


@dataclass(frozen=True)
class Linter:
    """Judges a mail by its issue, its lines, and the site as it was built."""

    issue: Issue
    lines: dict[str, int]
    built: Built

    def lint(self, mail: Mail) -> list[Problem]:
        """Every reason not to send this mail."""
        found = _Found()
        found.feed(mail.html)
        problems = [
            *(p for link in dict.fromkeys(found.links) for p in self._link(link)),
            *(p for image in found.images for p in self._image(image)),
            *self._weight(mail),
            *self._text(mail, found.links),
            *self._message(mail.eml),
            *(self._active(name) for name in dict.fromkeys(found.active)),
        ]
        return sorted(problems, key=lambda p: (p.line, p.code, p.message))

    def _problem(self, code: str, message: str, at: str = "") -> Problem:
        line = self.lines.get(at) or self.issue.line_of(at.partition("#")[0])
        return Problem(self.issue.path, line, code, message)

    def _link(self, url: str) -> Iterator[Problem]:
        parts = urlsplit(url)
        if not parts.scheme or not parts.netloc:
            yield self._relative(url)
            return
        if len(url) > LONGEST:
            message = f"{len(url)} characters: {url[:60]}...; keep an address under {LONGEST}"
            yield self._problem("long-link", message, url)
        yield from self._tracking(url)
        if url.startswith(self.built.base):
            yield from self._own(url)
        elif not url.startswith(self.issue.allowed):
            message = (
                f"{url} is outside the permanent space; link an article that cites it, or vouch "
                "for it in the front matter, under allow:"
            )
            yield self._problem("outside", message, url)

    def _relative(self, url: str) -> Problem:
        message = f'"{url}" leads nowhere from a mail; write [[slug | words]], or a whole address'
        return self._problem("relative-link", message, url)

    def _own(self, url: str) -> Iterator[Problem]:
        path = url.removeprefix(self.built.base)
        if not path.startswith(PERMANENT):
            message = (
                f"{url} may change; write [[slug | words]] so that it becomes /a/<id>/, or find it "
                "by `python -m scripts ledger find WORDS`"
            )
            yield self._problem("not-permanent", message, url)
            return
        missing = self.built.missing(url)
        if missing:
            where = self.built.folder
            message = f"{url} has no such {missing} in {where}; build anew or mend the link"
            yield self._problem("dead-link" if missing == "page" else "dead-anchor", message, url)

    def _tracking(self, url: str) -> Iterator[Problem]:
        names = [name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)]
        allowed = COARSE if self.issue.utm else frozenset[str]()
        for name in names:
            if TRACKING.fullmatch(name) and name not in allowed:
                message = f"{name} in {url[:80]} follows the reader; take it out"
                if name in COARSE:
                    message += ", or allow coarse counts by utm: a-word in the front matter"
                yield self._problem("tracking", message, url)

    def _image(self, image: dict[str, str | None]) -> Iterator[Problem]:
        source = image.get("src") or ""
        if not (image.get("alt") or "").strip():
            message = f"describe the picture {source}: ![what it shows](file)"
            yield self._problem("no-alt", message, source)
        if not source.startswith(f"{self.built.base}newsletter/"):
            message = f"{source} is no file of this issue; put the picture beside it"
            yield self._problem("foreign-image", message, source)
        elif self.built.missing(source):
            message = f"{source} is not in {self.built.folder}; build the site anew"
            yield self._problem("dead-image", message, source)

    def _weight(self, mail: Mail) -> Iterator[Problem]:
        size = len(mail.html.encode())
        if size > HEAVIEST:
            message = (
                f"{size:,} bytes of HTML, and programs cut at 102 kB; keep it under {HEAVIEST:,}"
            )
            yield self._problem("too-heavy", message)

    def _text(self, mail: Mail, links: list[str]) -> Iterator[Problem]:
        if not mail.text.strip():
            yield self._problem("no-text", "the text part is empty; many read nothing else")
            return
        for link in dict.fromkeys(links):
            if f"<{link}>" not in mail.text:
                yield self._problem("no-text-link", f"{link} is missing in the text part", link)

    def _message(self, eml: bytes) -> Iterator[Problem]:
        message = message_from_bytes(eml, policy=default)
        for kind, code in (("plain", "no-text"), ("html", "no-html")):
            if message.get_body((kind,)) is None:
                yield self._problem(code, f"the message has no text/{kind} part; make it anew")
        if not message["Subject"]:
            yield self._problem("no-subject", "the message has no subject; add subject: ...")
        if not self.issue.preview:
            yield self._problem("no-preview", "add a line preview: ... to the front matter")

    def _active(self, name: str) -> Problem:
        message = f"{name} has no place in a mail: opening and reading must do nothing"
        return self._problem("active", message)
