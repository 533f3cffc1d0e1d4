"""Pages that are taken as they were, as long as they would come out the same.

A page is made from a site that notes what it is asked. As long as the site of a later build gives
every answer again, the page is taken as it was. Only a build that is asked for again and again in
one process remembers (`scripts.serve.worker`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, TypeVar, cast

from scripts.wiki.library import Library
from scripts.wiki.links import Linked
from scripts.wiki.site import Site

V = TypeVar("V")
Make = Callable[[Site], V]
Question = tuple[str, tuple[Any, ...]]
Notes = dict[Question, Any]

_NOTHING = object()
_TABLES: dict[str, Callable[[Site], Mapping[Any, Any]]] = {
    "articles": lambda site: site.library.articles,
    "hubs": lambda site: site.library.hubs,
    "channels": lambda site: site.library.channels,
    "by_video": lambda site: site.library.by_video,
    "listings": lambda site: site.library.listings,
    "linked": lambda site: site.linked.articles,
    "topics": lambda site: site.linked.topics,
    "permalinks": lambda site: site.permalinks,
    "checks": lambda site: site.checks,
}
_CALLS: dict[str, Callable[..., Any]] = {
    "title": Site.title,
    "path": Site.path,
    "channel_title": Site.channel_title,
    "nearest": lambda site, *asked: site.library.nearest(*asked),
    "video_title": lambda site, *asked: site.library.video_title(*asked),
    "resolve": lambda site, *asked: site.library.resolve(*asked),
    "resolve_channel": lambda site, *asked: site.library.resolve_channel(*asked),
}


class Again(Protocol):
    """How a build asks for what is made of a site: as `afresh`, or a memory's `again`."""

    def __call__(self, name: str, site: Site, make: Make[V], *given: object) -> V:
        """What `make` makes of the site."""
        ...


def afresh(name: str, site: Site, make: Make[V], *given: object) -> V:
    """What is made of the site, with nothing remembered."""
    return make(site)


class Memory:
    """What was made by name, from what was given, with every answer that it was made from."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[tuple[object, ...], Notes, Any]] = {}

    def again(self, name: str, site: Site, make: Make[V], *given: object) -> V:
        """What `make` makes of the site, or what it made, where that would be the same.

        `given` is what it depends on beside the site.
        """
        before = self._made.get(name)
        if before and before[0] == given and _still(before[1], site):
            return cast(V, before[2])
        notes: Notes = {}
        made = make(_noted(site, notes))
        self._made[name] = given, notes, made
        return made


def _still(notes: Notes, site: Site) -> bool:
    return all(_answer(site, question) == answer for question, answer in notes.items())


def _answer(site: Site, question: Question) -> Any:
    name, asked = question
    if name in _CALLS:
        return _CALLS[name](site, *asked)
    if name == "glossary":
        return site.glossary
    table = _TABLES[name](site)
    return table.get(asked[0], _NOTHING) if asked else tuple(table)


def _noted(site: Site, notes: Notes) -> Site:
    """The site as it was, which notes every question and its answer."""
    return cast(Site, _NotedSite(site, notes))


class _Noting:
    """Asks a site, and notes what was asked and answered."""

    def __init__(self, site: Site, notes: Notes) -> None:
        self._site, self._notes = site, notes

    def _ask(self, name: str, *asked: Any) -> Any:
        question = name, asked
        if question not in self._notes:
            self._notes[question] = _answer(self._site, question)
        return self._notes[question]


class _Table(_Noting, Mapping[Any, Any]):
    def __init__(self, site: Site, notes: Notes, name: str) -> None:
        super().__init__(site, notes)
        self._name = name

    def __getitem__(self, key: Any) -> Any:
        found = self._ask(self._name, key)
        if found is _NOTHING:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Any]:
        return iter(self._ask(self._name))

    def __len__(self) -> int:
        return len(self._ask(self._name))


class _NotedLibrary(_Noting):
    def __getattr__(self, name: str) -> Any:
        if name in _CALLS:
            return lambda *asked: self._ask(name, *asked)
        if name in _TABLES:
            return _Table(self._site, self._notes, name)
        raise AttributeError(name)  # a question that is not in the tables above: put it there


class _NotedSite(_Noting):
    @property
    def library(self) -> Library:
        return cast(Library, _NotedLibrary(self._site, self._notes))

    @property
    def linked(self) -> Linked:
        articles, topics = (_Table(self._site, self._notes, name) for name in ("linked", "topics"))
        return Linked(cast(Any, articles), cast(Any, topics), [])

    @property
    def glossary(self) -> Any:
        return self._ask("glossary")

    @property
    def permalinks(self) -> Any:
        return _Table(self._site, self._notes, "permalinks")

    @property
    def checks(self) -> Any:
        return _Table(self._site, self._notes, "checks")

    def title(self, key: str) -> Any:
        return self._ask("title", key)

    def path(self, key: str) -> Any:
        return self._ask("path", key)

    def channel_title(self, channel: str) -> Any:
        return self._ask("channel_title", channel)

    sentence = Site.sentence
