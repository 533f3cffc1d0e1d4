"""What can happen to a ledger: rename, merge, retire, and the update after what is there now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scripts.core.model import Problem, Resource
from scripts.core.text import slugify
from scripts.ledger.entries import Entry, Ledger, new_id

TITLED = ("article", "issue")  # whose old titles lead to them as well

Here = dict[tuple[str, str], Resource]


def rename(ledger: Ledger, entry: Entry, name: str) -> Ledger:
    """The ledger after a thing got another name; its questions go along."""
    was = tuple(dict.fromkeys(old for old in (*entry.was, entry.name) if old != name))
    ledger = ledger.with_entry(replace(entry, name=name, was=was))
    for question in _questions(ledger, entry):
        item = question.name.removeprefix(f"{entry.name}/")
        ledger = rename(ledger, question, f"{name}/{item}")
    return ledger


def merge(ledger: Ledger, entry: Entry, into: Entry) -> Ledger:
    """The ledger after a thing was put into another."""
    ledger = ledger.with_entry(replace(entry, state=f"into:{into.id}"))
    for question in _questions(ledger, entry):
        ledger = merge(ledger, question, into)
    return ledger


def retire(ledger: Ledger, entry: Entry, why: str) -> Ledger:
    """The ledger after a thing went for good; `why` is shown at its address."""
    ledger = ledger.with_entry(replace(entry, state="retired", note=why))
    for question in _questions(ledger, entry):
        ledger = retire(ledger, question, why)
    return ledger


def _questions(ledger: Ledger, entry: Entry) -> list[Entry]:
    """The live questions of an assessment, or of an article's check."""
    if entry.kind not in ("assessment", "article"):
        return []
    questions = (e for (kind, _), e in ledger.live.items() if kind == "question")
    return [e for e in questions if e.name.startswith(f"{entry.name}/")]


def update(ledger: Ledger, things: Iterable[Resource]) -> tuple[Ledger, list[Problem]]:
    """The ledger after what is there now: new ids, followed aliases, new titles.

    A live entry whose thing is gone without a word is a `dropped-id`; a name that was another
    thing's is a `taken-name`.
    """
    here = {(thing.kind, thing.name): thing for thing in things}
    problems: list[Problem] = []
    told = set[tuple[str, str]]()
    while gone := sorted(ledger.live.keys() - here.keys() - told):
        key = gone[0]  # what follows an article's alias takes its questions along
        told.add(key)
        followed = _follow(ledger, ledger.live[key], here)
        if followed is None:
            problems.append(_dropped(ledger, ledger.live[key], here))
        else:
            ledger = followed
    entries = dict(ledger.entries)
    for key in sorted(here):
        entry = ledger.live.get(key)
        if entry is None:
            problems += _taken(ledger, here[key])
            entry = Entry(new_id(*key, entries), *key[:1], "live", key[1], here[key].title)
        entries[entry.id] = _titled(entry, here[key], here)
    return replace(ledger, entries=entries), problems


def _follow(ledger: Ledger, entry: Entry, here: Here) -> Ledger | None:
    """The ledger after the thing that declares this entry's name as its alias, if one does."""
    heirs = [t for t in here.values() if t.kind == entry.kind and entry.name in t.aliases]
    if not heirs:
        return None
    heir = min(heirs, key=lambda thing: thing.name)
    other = ledger.live.get((heir.kind, heir.name))
    return merge(ledger, entry, other) if other else rename(ledger, entry, heir.name)


def _titled(entry: Entry, thing: Resource, here: Here) -> Entry:
    """The entry with the title of today; an article's old title becomes an old name."""
    if entry.title == thing.title or not thing.title:
        return entry
    channel, slash, _ = entry.name.rpartition("/")
    old = channel + slash + slugify(entry.title)
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
