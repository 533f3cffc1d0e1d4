"""What an issue can speak of: articles, claims, videos, assessments and their questions."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from assessments import banks
from assessments.api import handle
from scripts.core.model import Citation, Claim, LinkedArticle
from scripts.core.text import clock_label
from scripts.ledger.entries import Ledger, new_id
from scripts.ledger.redirects import permalink, place
from scripts.newsletter.questions import Question, UnknownLinkError, assessed, checked
from scripts.transcripts.timestamps import read_timestamp
from scripts.wiki.claims import all_videos, claims_by_video
from scripts.wiki.links import anchor
from scripts.wiki.site import Site

_SEVERAL = re.compile(r"(article|video|quiz|issue|channel):(.+)")
_SECOND = re.compile(r"(.+?)@([\d:]+)")


class ResolvedLink(NamedTuple):
    """What a link means: a thing of the ledger by kind and name, and a place within it."""

    kind: str
    name: str
    fragment: str = ""
    title: str = ""


@dataclass(frozen=True)
class LinkContext:
    """A built library with its ledger."""

    site: Site
    ledger: Ledger
    channel: str = ""

    @cached_property
    def home(self) -> str:
        """The channel in which an issue's bare links are looked up: its own or the largest."""
        sizes = {name: len(keys) for name, keys in self.site.library.channels.items()}
        return self.channel or max(sizes, key=lambda name: (sizes[name], name), default="")

    def id_of(self, kind: str, name: str) -> str:
        """The permanent id of a thing; one that the ledger lacks gets the id that it will have."""
        return self.ledger.id_of(kind, name) or new_id(kind, name, self.ledger.entries)

    def address(self, kind: str, name: str) -> tuple[str, str]:
        """The permanent address of a thing; without a ledger that of today, and a fragment."""
        if not self.ledger.entries:
            return place(kind, name)
        return permalink(self.id_of(kind, name)), ""

    def meaning(self, written: str) -> ResolvedLink:
        """What `slug`, `slug@1:29`, `slug#heading`, `video:ID@1:29` or `quiz:name` means."""
        target, _, fragment = written.partition("#")
        if not fragment and (found := _SECOND.fullmatch(target)):
            target, stamp = found.group(1), read_timestamp(found.group(2))
            fragment = f"t-{stamp.clock}" if stamp else ""
        kind, name = self._kind(target.strip())
        if fragment:
            self._check_anchor(kind, name, fragment)
        return ResolvedLink(kind, name, fragment, self._title(kind, name, fragment))

    def _kind(self, target: str) -> tuple[str, str]:
        found = _SEVERAL.fullmatch(target)
        kind, name = found.groups() if found else ("article", target)
        if kind == "quiz":
            self.described(name)
            return "assessment", name
        if kind == "video" and name not in self.videos:
            raise UnknownLinkError(
                "unknown-video", f'no page is about the video "{name}"; check its id'
            )
        if kind == "channel" and name not in self.site.library.channels:
            raise UnknownLinkError("unknown-channel", f'there is no channel "{name}"')
        if kind != "article":
            return kind, name
        return "article", self._article(name)

    def _article(self, target: str) -> str:
        key = self.site.library.resolve(self.home, target)
        if key is None:
            near = self.site.library.nearest(target, self.home, 1)
            hint = f'; the nearest is "{near[0].partition("/")[2]}"' if near else ""
            raise UnknownLinkError("unknown-article", f'no article is called "{target}"{hint}')
        return key

    def _check_anchor(self, kind: str, key: str, fragment: str) -> None:
        known = self._anchors(kind, key)
        if fragment in known:
            return
        hint = "; it has " + ", ".join(sorted(a for a in known if not a.startswith("t-"))[:6])
        if fragment.startswith("t-") and fragment[2:].isdigit():
            second = int(fragment[2:])
            cited = [int(a[2:]) for a in known if a.startswith("t-") and a[2:].isdigit()]
            near = sorted(cited, key=lambda s: abs(s - second))[:1]
            hint = "".join(f"; the nearest claim is at {clock_label(s)}" for s in near)
        raise UnknownLinkError("dead-anchor", f'"{key}" has nothing at #{fragment}{hint}')

    def _anchors(self, kind: str, name: str) -> set[str]:
        if kind == "article":
            return anchors(self.site.linked.articles[name])
        return {f"t-{c.seconds}" for c in self.claims.get(name, []) if c.state != "unverified"}

    @cached_property
    def claims(self) -> dict[str, list[Claim]]:
        """The claims on each video."""
        return claims_by_video(self.site)

    @cached_property
    def videos(self) -> frozenset[str]:
        """Every video that has a page."""
        return frozenset(all_videos(self.site))

    def _title(self, kind: str, name: str, fragment: str) -> str:
        library = self.site.library
        titles = {
            "article": lambda: self.site.title(name),
            "channel": lambda: self.site.channel_title(name),
            "video": lambda: library.video_title(name),
            "assessment": lambda: str(self.described(name)["title"]),
        }
        title = titles[kind]() if kind in titles else name
        at = fragment[2:] if fragment.startswith("t-") and fragment[2:].isdigit() else ""
        return f"{title}, {clock_label(int(at))}" if at else title

    def described(self, quiz: str) -> dict[str, Any]:
        """An assessment as the core describes it."""
        asked = json.dumps({"method": "describe", "args": {"assessment": quiz}})
        answer = json.loads(handle(asked)) if quiz in banks.ids() else {}
        if "result" not in answer:
            raise UnknownLinkError(
                "unknown-quiz", f'no assessment is called "{quiz}": {", ".join(banks.ids())}'
            )
        return dict(answer["result"])

    def question(self, name: str) -> Question:
        """The question `assessment/item` or `article/item`, or an earlier name of it."""
        former = self.ledger.former.get(("question", name))
        where, _, item = (self.ledger.end(former.id).name if former else name).rpartition("/")
        key = None if where in banks.ids() else self.site.library.resolve(self.home, where)
        if key is None:
            return assessed(self.described(where), item)
        return checked(key, self.site.title(key), self.site.checks.get(key, []), item)

    def best(self, month: str, until: str, count: int) -> list[LinkedArticle]:
        """The articles of a month, the most linked first, then those with the most claims."""
        articles = self.site.linked.articles.values()
        new = [a for a in articles if a.article.published.startswith(month)]
        new = [a for a in new if a.article.published <= until]
        ranked = sorted(new, key=lambda a: (-len(a.backlinks), -len(a.claims), a.article.key))
        return ranked[:count]


def anchors(linked: LinkedArticle) -> set[str]:
    """Every id in an article's page that a link may name."""
    cited = {
        anchor(linked.article, p) for p in linked.places if isinstance(p, Citation) and p.video
    }
    return cited | {heading.id for heading in linked.article.headings}
