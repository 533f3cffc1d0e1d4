"""Pages at permanent and at former addresses: redirects, and what says that a thing is retired."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from markupsafe import Markup

from macros.content import settings
from scripts.core.csp import meta
from scripts.core.model import Page
from scripts.core.templates import template
from scripts.core.urls import article_url, relative_url, topic_url, video_url
from scripts.ledger.entries import Entry, Ledger, new_id
from scripts.wiki.library import Library
from scripts.wiki.site import Site

SCRIPT = "assets/js/permalink.js"
KIND_WORDS = {"issue": "newsletter"}


def place(kind: str, name: str) -> tuple[str, str]:
    """Where a thing stands in the site today: its address and the fragment within it."""
    if kind == "question":
        quiz, _, item = name.rpartition("/")
        page = article_url(quiz) if "/" in quiz else f"q/{quiz}"
        return page, f"i={item}"
    folders = {"assessment": "quizzes", "issue": "newsletter"}
    if kind in folders:
        return f"{folders[kind]}/{name}", ""
    return (video_url(name) if kind == "video" else article_url(name)), ""


def former_places(kind: str, name: str) -> Iterator[str]:
    """The addresses at which links to a name may still arrive."""
    if kind == "question":
        return  # a question has no page of its own: where it stands knows its former names
    yield place(kind, name)[0]
    if kind == "article":
        yield topic_url(name)  # before it was written, or after it went, a topic stood there
    if kind == "assessment":
        yield f"q/{name}"


def permalink(ident: str) -> str:
    """The permanent address of an id."""
    return f"a/{ident}"


def permanent_urls(library: Library, ledger: Ledger) -> dict[str, str]:
    """Return the permanent address of every article, channel and video, by its address of today.

    In a build without a ledger nothing stands at a permanent address: each is its own.
    """
    videos = {**library.by_video, **library.listings, **library.transcripts}
    places = [
        *((article_url(key), "article", key) for key in library.articles),
        *((article_url(channel), "channel", channel) for channel in library.channels),
        *((video_url(video), "video", video) for video in videos),
    ]
    if not ledger.entries:
        return {address: address for address, _, _ in places}
    return {
        address: permalink(ledger.id_of(kind, name) or new_id(kind, name, ledger.entries))
        for address, kind, name in places
    }


def permalink_pages(site: Site, ledger: Ledger) -> Iterator[Page]:
    """A page at the permanent address of everything that was retired."""
    for ident in sorted(ledger.entries):
        end = ledger.end(ident)
        if not end.live:
            yield _retired(site, end, permalink(ident))


def _retired(site: Site, entry: Entry, address: str) -> Page:
    kind = KIND_WORDS.get(entry.kind, entry.kind)
    channel = entry.name.partition("/")[0]
    body = template(
        "retired.html",
        site=site,
        page=address,
        entry=entry,
        kind=kind,
        nearest=site.library.nearest(entry.title, channel),
    )
    text = f"This {kind} was retired: {entry.title}"
    markdown = f"# {entry.title}\n\n{text}\n"
    return Page(address, entry.title, text, body, markdown, kind="retired", search=False)


def redirect_files(
    ledger: Ledger, taken: Collection[str], base: str
) -> Iterator[tuple[str, bytes]]:
    """The files that send on from permanent and former addresses; `taken` ones have pages."""
    done: set[str] = set()
    for ident, entry in sorted(ledger.entries.items()):
        end = ledger.end(ident)
        if end.live:
            yield redirect(permalink(ident), *place(end.kind, end.name), end.title, base)
        for name in entry.names:
            for address in former_places(entry.kind, name):
                target = place(end.kind, end.name) if end.live else (permalink(ident), "")
                if address not in taken and address not in done and address != target[0]:
                    done.add(address)
                    yield redirect(address, *target, end.title, base)


def redirect(page: str, address: str, fragment: str, title: str, base: str) -> tuple[str, bytes]:
    """The file at `page` that sends on to `address`."""
    html = template(
        "permalink.html",
        title=title,
        canonical=base + relative_url("", address),
        target=relative_url(page, address, fragment),
        policy=Markup(meta()),  # noqa: S704
        language=settings().language,
        script="../" * (page.count("/") + 1) + SCRIPT,
    )
    return f"{page}/index.html", html.encode()
