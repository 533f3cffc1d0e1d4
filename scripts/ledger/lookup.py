"""Finding the entry of the ledger that an author means."""

from __future__ import annotations

from scripts.ledger.entries import Entry, Ledger


def find(ledger: Ledger, words: str) -> list[Entry]:
    """The entries that an author may mean: by id, name, slug, or words of the title."""
    if words in ledger.entries:
        return [ledger.entries[words]]
    entries = sorted(ledger.entries.values(), key=lambda e: (not e.live, e.kind, e.name))
    exact = [e for e in entries if words in e.names]
    slug = [e for e in entries if any(name.endswith(f"/{words}") for name in e.names)]
    loose = [e for e in entries if words.casefold() in f"{e.name} {e.title}".casefold()]
    return exact or slug or loose


class LedgerError(Exception):
    """What the author should do instead."""


def one(ledger: Ledger, words: str) -> Entry:
    """The one entry that is meant; a refusal names the candidates."""
    found = [e for e in find(ledger, words) if e.live] or find(ledger, words)
    if len(found) == 1:
        return found[0]
    if not found:
        raise LedgerError(f'nothing in the ledger is called "{words}"; try `find` with one word')
    names = "; ".join(f"{e.id} {e.kind} {e.name}" for e in found[:8])
    raise LedgerError(f'"{words}" may mean: {names}; give the id')


def new_name(ledger: Ledger, entry: Entry, written: str) -> str:
    """The name that an entry is to get: a bare slug stays in the channel. Raises LedgerError."""
    channel, slash, _ = entry.name.rpartition("/")
    name = written if "/" in written else channel + slash + written
    if (entry.kind, name) in ledger.live:
        raise LedgerError(f"{name} has an address already; did you mean `merge`?")
    return name
