"""What can happen to a ledger: rename, merge, retire, and the update after what is there now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from heapq import heappop, heappush

from scripts.core.model import Problem, Resource
from scripts.core.text import name_slug
from scripts.ledger.entries import Entry, Ledger, new_id

TITLED = ("article", "issue")  # whose old titles lead to them as well
OWNERS = ("assessment", "article")  # what questions belong to

Key = tuple[str, str]  # kind and name
Here = dict[Key, Resource]


def rename(ledger: Ledger, entry: Entry, name: str) -> Ledger:
    """Return the ledger after a thing got another name; its questions go along."""
    return ledger.with_entries(_renamed(entry, name, _questions(ledger, entry)))


def merge(ledger: Ledger, entry: Entry, into: Entry) -> Ledger:
    """Return the ledger after a thing was put into another."""
    return ledger.with_entries(_merged(entry, into, _questions(ledger, entry)))


def retire(ledger: Ledger, entry: Entry, why: str) -> Ledger:
    """Return the ledger after a thing went for good; its address shows `why`."""
    gone = (entry, *_questions(ledger, entry))
    return ledger.with_entries(replace(one, state="retired", note=why) for one in gone)


def _renamed(entry: Entry, name: str, questions: Iterable[Entry] = ()) -> Iterator[Entry]:
    was = tuple(dict.fromkeys(old for old in (*entry.was, entry.name) if old != name))
    yield replace(entry, name=name, was=was)
    for question in questions:
        yield from _renamed(question, f"{name}/{question.name.removeprefix(f'{entry.name}/')}")


def _merged(entry: Entry, into: Entry, questions: Iterable[Entry]) -> Iterator[Entry]:
    return (replace(one, state=f"into:{into.id}") for one in (entry, *questions))


def _questions(ledger: Ledger, entry: Entry) -> list[Entry]:
    """Return the live questions of an assessment, or of an article's check."""
    if entry.kind not in OWNERS:
        return []
    questions = (e for (kind, _), e in ledger.live.items() if kind == "question")
    return [e for e in questions if e.name.startswith(f"{entry.name}/")]


class _Draft:
    """A ledger that is being updated, with indexes of its live entries and of questions.

    An update of 6,000 entries of which 300 are gone takes 0.09 s of CPU. It took 1.9 s, and grew
    with the square, while each of them made a new `Ledger` and looked at all things.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.entries = dict(ledger.entries)
        self._order = {ident: number for number, ident in enumerate(self.entries)}
        self._holders: dict[Key, set[str]] = {}
        self._owned: dict[str, set[Key]] = {}
        for entry in self.entries.values():
            self._enter(entry)

    def live(self, key: Key) -> Entry | None:
        """Return the live entry of a key: of several the last, as `Ledger.live` does."""
        holders = self._holders.get(key)
        return self.entries[max(holders, key=self._order.__getitem__)] if holders else None

    def questions(self, entry: Entry) -> list[Entry]:
        """Return the live questions of an entry."""
        keys = sorted(self._owned.get(entry.name, ())) if entry.kind in OWNERS else []
        return [found for key in keys if (found := self.live(key))]

    def put(self, entry: Entry) -> None:
        """Change an entry."""
        before = self.entries[entry.id]
        self._holders.get((before.kind, before.name), set()).discard(entry.id)
        self.entries[entry.id] = entry
        self._enter(entry)

    def _enter(self, entry: Entry) -> None:
        if not entry.live:
            return
        key = entry.kind, entry.name
        self._holders.setdefault(key, set()).add(entry.id)
        parts = entry.name.split("/") if entry.kind == "question" else []
        for length in range(1, len(parts)):
            self._owned.setdefault("/".join(parts[:length]), set()).add(key)


def update(ledger: Ledger, things: Iterable[Resource]) -> tuple[Ledger, list[Problem]]:
    """Return the ledger after what is there now: new ids, followed aliases, new titles.

    A live entry whose thing is gone without a word is a `dropped-id`; a name that was another
    thing's is a `taken-name`.
    """
    here = {(thing.kind, thing.name): thing for thing in things}
    ledger, problems = _followed(ledger, here)
    entries = dict(ledger.entries)
    for key in sorted(here):
        entry = ledger.live.get(key)
        if entry is None:
            problems += _taken(ledger, here[key])
            entry = Entry(new_id(*key, entries), *key[:1], "live", key[1], here[key].title)
        entries[entry.id] = _titled(entry, here[key], here)
    return replace(ledger, entries=entries), problems


def _followed(ledger: Ledger, here: Here) -> tuple[Ledger, list[Problem]]:
    """Return the ledger after the things that are gone, and a problem for each without an heir."""
    gone = sorted(ledger.live.keys() - here.keys())  # sorted: a heap
    if not gone:
        return ledger, []
    draft, heirs = _Draft(ledger), _heirs(here)
    problems: list[Problem] = []
    seen = set[Key]()
    while gone:
        key = heappop(gone)
        entry = draft.live(key)  # what follows an article's alias takes its questions along
        if entry is None or key in seen:
            continue
        seen.add(key)
        changed = _follow(draft, entry, heirs.get(key))
        if not changed:
            problems.append(_dropped(ledger, entry, here))
        for one in changed:
            draft.put(one)
            if one.live and (one.kind, one.name) not in here:
                heappush(gone, (one.kind, one.name))
    return replace(ledger, entries=draft.entries), problems


def _heirs(here: Here) -> Here:
    """Return the thing that declares a name as its alias, by kind and that name."""
    heirs: Here = {}
    for thing in sorted(here.values(), key=lambda thing: thing.name, reverse=True):
        heirs |= dict.fromkeys(((thing.kind, alias) for alias in thing.aliases), thing)
    return heirs


def _follow(draft: _Draft, entry: Entry, heir: Resource | None) -> list[Entry]:
    """Return what changes when an entry follows its heir; nothing where it has none."""
    if heir is None:
        return []
    questions = draft.questions(entry)
    other = draft.live((heir.kind, heir.name))
    if other:
        return list(_merged(entry, other, questions))
    return list(_renamed(entry, heir.name, questions))


def _titled(entry: Entry, thing: Resource, here: Here) -> Entry:
    """The entry with the title of today; an article's old title becomes an old name."""
    if entry.title == thing.title or not thing.title:
        return entry
    channel, slash, _ = entry.name.rpartition("/")
    old = channel + slash + name_slug(entry.title)
    keep = entry.kind in TITLED and old not in entry.names and (entry.kind, old) not in here
    return replace(entry, title=thing.title, was=(*entry.was, old) if keep else entry.was)


def _dropped(ledger: Ledger, entry: Entry, here: Here) -> Problem:
    name = entry.name
    message = (
        f'/a/{entry.id}/ was given to the {entry.kind} "{name}", and nothing has that name now; '
        f"say where it went: `python -m scripts ledger rename {name} NEW`, "
        f'`... merge {name} INTO` or `... retire {name} --why "..."`'
    )
    return Problem(ledger.path, ledger.line(entry.id), "dropped-id", message)


def _taken(ledger: Ledger, thing: Resource) -> Iterator[Problem]:
    """A new thing must not stand where links to another still arrive."""
    holder = ledger.former.get((thing.kind, thing.name))
    if holder is None or (end := ledger.end(holder.id)).state == "retired":
        return
    message = (
        f'"{thing.name}" was an address of "{end.name}" (/a/{holder.id}/) and still leads there; '
        f"give the new {thing.kind} another name"
    )
    yield Problem(ledger.path, ledger.line(holder.id), "taken-name", message)
