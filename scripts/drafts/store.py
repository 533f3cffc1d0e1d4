"""Where drafts lie: `<articles>/<channel>/<slug>.md`, and what belongs to them in `.drafts`.

`<articles>/.drafts/<channel>/` keeps of each draft the text that was last written (the base of the
next merge), its report, and what a language model answered. No scan of a source enters a hidden
folder, and `make clean` leaves it alone: without its base a draft can't be merged with edits.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scripts.core.files import write_if_changed
from scripts.core.model import Problem
from scripts.core.text import slugify
from scripts.drafts.merge import LABELS, MergeError, merge
from scripts.drafts.model import Draft
from scripts.transcripts.front_matter import is_draft, split_front_matter
from scripts.transcripts.scan import BEFORE_EDITS, CHECK, SUFFIXES, decoded

CONFLICT = "conflict"
REPORT, REPLIES = ".report.txt", ".replies.json"


class Told(NamedTuple):
    """What an article says of itself: its slug, file, video, captions, and if it is a draft."""

    slug: str
    path: Path
    video: str
    captions: str
    draft: bool

    def is_of(self, draft: Draft) -> bool:
        """Return whether the article is on the same talk: of its video, or of its captions."""
        if draft.video or self.video:
            return self.video == draft.video
        return self.captions == draft.captions


class Store:
    """The drafts of one channel."""

    def __init__(self, out: Path, channel: str) -> None:
        self.folder, self.hidden = out / channel, out / BEFORE_EDITS / channel
        self._channel = channel
        self._articles = list(_told(self.folder))
        self._bases = list(_told(self.hidden))
        self._taken: set[str] = set()

    def slug(self, draft: Draft) -> str:
        """Return the slug of a draft: the one that its talk has already, or a free one.

        Another talk's article is never written over: the video or a number makes the slug another.
        """
        own = [one for one in (*self._articles, *self._bases) if one.is_of(draft)]
        drafted = [one for one in own if one.draft or self.base(one.slug).is_file()]
        found = drafted[0].slug if drafted else self._free(draft)
        path = self.folder / f"{found}{SUFFIXES[0]}"
        self._articles.append(Told(found, path, draft.video, draft.captions, draft=True))
        return found

    def is_closed(self, slug: str) -> bool:
        """Return whether a draft can't be written, whatever is in it."""
        path, base = self.article(slug), self.base(slug)
        if not path.is_file():
            return base.is_file()
        there = decoded(path.read_bytes())
        return _refusal(path, base, there, there, "draft") is not None

    def take(self, slug: str) -> bool:
        """Return whether a slug is new in this call, and note it."""
        new = slug not in self._taken
        self._taken.add(slug)
        return new

    def _free(self, draft: Draft) -> str:
        taken = {one.slug.casefold() for one in self._articles} | {self._channel.casefold()}
        taken |= {one.slug.casefold() for one in self._bases}
        plain = wanted(draft)
        other = slugify(draft.video or draft.captions) or "draft"
        names = (plain, f"{plain}_{other}", *(f"{plain}_{number}" for number in range(2, 10_000)))
        return next(name for name in names if name.casefold() not in taken)

    def article(self, slug: str) -> Path:
        """Return the file of an article; a person may have moved it into a folder."""
        known = (one.path for one in self._articles if one.slug == slug and one.path.is_file())
        return next(known, self.folder / f"{slug}{SUFFIXES[0]}")

    def base(self, slug: str) -> Path:
        """Return the file of the draft as it was last written."""
        return self.hidden / f"{slug}{SUFFIXES[0]}"

    def beside(self, slug: str, ending: str) -> Path:
        """Return another file of a draft below the hidden folder."""
        return self.hidden / f"{slug}{ending}"


def wanted(draft: Draft) -> str:
    """Return the slug that a draft has where nothing else has it."""
    return slugify(draft.title) or slugify(draft.video or draft.captions) or "draft"


def _told(folder: Path) -> Iterator[Told]:
    for path in sorted(folder.rglob(f"*{SUFFIXES[0]}")) if folder.is_dir() else ():
        front = split_front_matter(path.read_text(encoding="utf-8", errors="replace"))
        video, captions = front.values.get("videoId", ""), front.values.get("captions", "")
        yield Told(path.stem, path, video, captions, is_draft(front))


def write(store: Store, slug: str, text: str, check: str) -> tuple[str, list[Problem]]:
    """Write a draft and its check, with what a person changed since: what was done, problems."""
    done, problems = _write(store.article(slug), store.base(slug), text, "draft")
    if check and done not in ("refused", "deleted"):
        beside, base = store.article(slug).with_suffix(CHECK), store.beside(slug, CHECK)
        _, more = _write(beside, base, check, "check")
        problems += more
    return done, problems


def _write(path: Path, base: Path, new: str, what: str) -> tuple[str, list[Problem]]:
    if not path.is_file():
        if base.is_file():  # as with a sentence: what a person deleted stays deleted
            message = f"this {what} was deleted, and stays so; delete {base} to have it again"
            return "deleted", [Problem(path.as_posix(), 1, "deleted-draft", message)]
        write_if_changed(path, new.encode())
        write_if_changed(base, new.encode())
        return "new", []
    there = decoded(path.read_bytes())
    if problem := _refusal(path, base, there, new, what):
        return "refused", [problem]
    try:
        merged = merge(there, decoded(base.read_bytes()), new)
    except MergeError as error:
        return "refused", [Problem(path.as_posix(), 1, "merge", f"{error}; nothing was written")]
    changed = write_if_changed(path, merged.text.encode())
    write_if_changed(base, new.encode())
    message = "you and the new draft both changed this; keep one, and delete the marks"
    conflicts = [Problem(path.as_posix(), n, CONFLICT, message) for n in merged.conflicts]
    return ("merged" if merged.text != new else "updated") if changed else "unchanged", conflicts


def _refusal(path: Path, base: Path, there: str, new: str, what: str) -> Problem | None:
    """Why a file that is there can't be written."""
    lines = there.split("\n")
    open_line = next((n for n, x in enumerate(lines, 1) if x == f"<<<<<<< {LABELS[0]}"), 0)
    if what == "draft" and not is_draft(split_front_matter(there)):
        message = "no draft any more, so it is left alone; move it away to draft it again"
        return Problem(path.as_posix(), 1, "not-a-draft", message)
    if open_line:
        message = "a conflict of the last run is open; keep one side, delete the marks, run again"
        return Problem(path.as_posix(), open_line, "open-conflict", message)
    if what == "draft" and _model(there) and not _model(new):
        message = "a model rewrote this draft; give --rewrite again, its answers are stored"
        return Problem(path.as_posix(), 1, "rewritten-draft", message)
    if not base.is_file():
        message = f"{base} is missing, so your edits can't be told; move this file away, run again"
        return Problem(path.as_posix(), 1, "no-base", message)
    return None


def _model(text: str) -> str:
    """The model that rewrote a draft; empty where none did."""
    return split_front_matter(text).values.get("rewritten", "")
