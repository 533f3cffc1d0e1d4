"""The last step of a draft: rewrite it if a model does, link it, write it, say what was done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scripts.captions.exports import stamp
from scripts.core.files import write_if_changed
from scripts.core.model import Problem
from scripts.drafts.linking import Known, Linker
from scripts.drafts.markdown import markdown
from scripts.drafts.model import Draft
from scripts.drafts.report import report
from scripts.drafts.rewriting.rewrite import CODES, Bridge, Cost, Replies, cost
from scripts.drafts.store import REPLIES, REPORT, Store, wanted, write
from scripts.drafts.talks import Composed


class Finished(NamedTuple):
    """What was done with a talk, in a word and in a line, and its problems."""

    done: str
    line: str
    problems: tuple[Problem, ...]


class Place(NamedTuple):
    """Where drafts go, what they may link, and the model that rewrites them, if one does."""

    store: Store
    channel: str
    known: Known
    bridge: Bridge | None = None

    def replies(self, slug: str) -> Replies:
        """Return what a model answered on a draft before."""
        return Replies(self.store.beside(slug, REPLIES))

    def cost(self, draft: Draft, model: str) -> Cost:
        """Return what the rewriting of a draft asks: nothing, where it can't be written."""
        slug = self.store.slug(draft)
        return Cost() if self.store.is_closed(slug) else cost(draft, model, self.replies(slug))


def finish(place: Place, one: Composed) -> Finished:
    """Write the draft of a composed talk."""
    name = one.talk.files[0].as_posix()
    if one.draft is None:
        return Finished("refused", f"{name}: refused", one.problems)
    slug = place.store.slug(one.draft)
    if not place.store.take(slug):
        message = f"another file of this call has drafted {place.channel}/{slug}; draft them apart"
        return Finished(
            "refused", f"{name}: refused", (Problem(name, 1, "drafted-twice", message),)
        )
    return _written(place, one, one.draft, slug)


def _written(place: Place, one: Composed, draft: Draft, slug: str) -> Finished:
    store, renamed = place.store, ""
    problems = [*one.problems, *_without_video(draft, one.talk.files[0].as_posix())]
    if place.bridge and not store.is_closed(slug):
        draft = place.bridge.rewrite(draft, one.said, place.replies(slug))
    text = markdown(draft, place.channel, Linker(place.known, f"{place.channel}/{slug}"))
    done, found = write(store, slug, text, one.check)
    if done not in ("refused", "deleted"):
        lines = report(draft, one.talk.files, one.talk.aside, problems, place.known)
        write_if_changed(store.beside(slug, REPORT), "".join(f"{x}\n" for x in lines).encode())
    if done == "new" and slug != wanted(draft):
        renamed = f" ({wanted(draft)} is another talk's)"
    line = (
        f"{store.article(slug)}: {done}{renamed}, {len(draft.lines)} of {draft.sentences} "
        f"sentences, {len(draft.parts)} sections, {len(draft.looks)} things to look at"
    )
    problems += [*found, *_of_model(draft, store.article(slug))]
    return Finished(done, line, tuple(problems))


def _without_video(draft: Draft, name: str) -> Iterator[Problem]:
    if not draft.video:
        message = "no video's id is known, so no time can be a link; name the file <id>.en.vtt, or "
        yield Problem(name, 1, "no-video", f"{message}give --video")


def _of_model(draft: Draft, path: Path) -> Iterator[Problem]:
    """What came of a rewriting that a person should know, each with its line of the article."""
    found = [look for look in draft.looks if look.code in CODES]
    lines = path.read_text(encoding="utf-8").split("\n") if found and path.is_file() else []
    for look in found:
        mark = stamp(look.second)
        line = next((n for n, text in enumerate(lines, 1) if mark in text), 1)
        yield Problem(path.as_posix(), line, look.code, look.message)
