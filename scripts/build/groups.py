"""Building a large library in parts: channels that no link and no video leaves.

What is said of a part's pages depends on the part alone, so parts are built on every core, memory
is that of the largest, and a part whose files did not change is not built again: what the rest of
the build asks of it is kept.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from scripts.build.cache import keep, load, name_of
from scripts.build.channels import Shelf, chunked
from scripts.build.executors import FEW, gather, on_every_core, parse_chunk
from scripts.build.manifests import Manifest, folder_of
from scripts.core.diagnostics import Care
from scripts.core.digest import digest_of
from scripts.core.model import Backlink, LinkedArticle, Problem, Totals
from scripts.core.text import WORDS_PER_MINUTE, minutes
from scripts.core.urls import article_url
from scripts.outputs.feeds import channel_feed, feed_title
from scripts.pages.head_metadata import FeedLink, with_head_metadata
from scripts.pages.render import render
from scripts.transcripts.scan import Channel
from scripts.wiki.glossary import Glossary
from scripts.wiki.library import Library
from scripts.wiki.links import Linked, link
from scripts.wiki.site import Site
from scripts.wiki.totals import totals

SOMEBODY = Backlink("", "", "")  # of a backlink only the number is asked


@dataclass(frozen=True, slots=True)
class Part:
    """Channels that are built together, and what their pages depend on besides."""

    channels: tuple[Channel, ...]
    shelves: tuple[Shelf, ...]
    many: int  # files of the whole source
    glossary: Glossary
    base: str
    letters: str  # the text of all newsletters, which may speak of any article

    @property
    def name(self) -> str:
        """The name of its manifest, and of what is kept of it."""
        return self.named([chunk for shelf in self.shelves for chunk in shelf.chunks])

    def named(self, chunks: Sequence[str]) -> str:
        """Its name if it is made of these chunks."""
        return name_of("part", chunks, self.glossary, self.base, self.letters)

    @property
    def files(self) -> int:
        """How many files it has."""
        return sum(shelf.files for shelf in self.shelves)


@dataclass(frozen=True, slots=True)
class Made:
    """A part as built: what was counted, and a word for what the rest of the build asks of it."""

    name: str
    asked: str
    problems: list[Problem]
    totals: Totals
    kinds: Counter[str]
    written: int = 0


def make_all(
    parts: Sequence[Part], there: Collection[str], output: Path, folder: Path, care: Care
) -> list[Made]:
    """Every part, built on every core where its manifest is not among those `there`."""
    found = {part.name: _kept(part, folder) for part in parts if part.name in there}
    new = sorted((p for p in parts if not found.get(p.name)), key=lambda part: -part.files)
    make = partial(make_part, output=output, folder=folder, care=care)
    few = sum(part.files for part in new) < FEW
    made = map(make, new) if few else on_every_core(make, new, "parts")
    found |= {part.name: done for part, done in zip(new, made, strict=True)}
    return [done for done in (found[part.name] for part in parts) if done]


def _kept(part: Part, folder: Path) -> Made | None:
    made = load(folder, part.name)
    return made if isinstance(made, Made) else None


def make_part(part: Part, output: Path, folder: Path, care: Care) -> Made:
    """Build the pages of a part and write them; nothing is written where `care` says so."""
    chunks = [chunk for channel in part.channels for chunk in chunked(channel, part.many)[0]]
    name = part.named([chunk.name for chunk in chunks])  # as the files are by now
    parsed, problems = gather(parse_chunk(chunk, folder) for chunk in chunks)
    library = Library.of(parsed)
    linked = link(library)
    site = Site(library, linked, glossary=part.glossary)
    problems += linked.problems
    counted = totals(library, linked)
    if care.stops(problems):
        return Made(name, "", problems, counted, Counter())
    asked = slim(site, part.letters)
    kinds, written = _write(site, output, part.base, name)
    made = Made(name, digest_of(repr(asked).encode("utf-8", "replace")), problems, counted, kinds)
    keep(folder, slim_name(name), asked)
    keep(folder, name, made)
    gc.collect()
    return replace(made, written=written)


def slim_name(name: str) -> str:
    """The name under which what the rest of the build asks of a part is kept."""
    return name.replace(".part", ".slim")


def _write(site: Site, output: Path, base: str, name: str) -> tuple[Counter[str], int]:
    kinds: Counter[str] = Counter()
    manifest, written = Manifest(name), 0
    for page in with_head_metadata(render(site), site, _feeds(site), None, base):
        kinds[page.kind] += 1
        written += manifest.write(output, page)
    manifest.keep(folder_of(output))
    return kinds, written


def _feeds(site: Site) -> dict[str, FeedLink]:
    """The feeds that the pages of each channel name, by its address."""
    dated = {a.channel for a in site.library.articles.values() if a.published}
    return {
        article_url(channel): FeedLink(channel_feed(channel), feed_title(site, channel))
        for channel in dated
    }


def slim(site: Site, letters: str = "") -> Site:
    """A site with what listings, feeds and letters ask of it: the text of few articles."""
    linked = {key: _slim(article, letters) for key, article in site.linked.articles.items()}
    articles = {key: linked[key].article for key in site.library.articles}
    topics = {
        key: replace(topic, mentions=(SOMEBODY,) * topic.demand, videos=(), nearest=())
        for key, topic in site.linked.topics.items()
    }
    return Site(Library(articles, site.library.hubs), Linked(linked, topics, []))


def _slim(linked: LinkedArticle, letters: str) -> LinkedArticle:
    """An article of which titles, minutes and the number of backlinks are asked, and no more."""
    if linked.article.published or linked.article.slug in letters:
        return linked
    words = minutes(linked.article.words) * WORDS_PER_MINUTE
    bare = replace(
        linked.article,
        html="",
        markdown="",
        references=(),
        sentences=(),
        headings=(),
        summary=(),
        words=words,
    )
    return LinkedArticle(bare, (), (), frozenset(), (SOMEBODY,) * len(linked.backlinks))


def together(sites: Collection[Site], glossary: Glossary) -> Site:
    """The slim sites of all parts as one."""
    articles = {k: a for site in sites for k, a in site.library.articles.items()}
    hubs = {k: h for site in sites for k, h in site.library.hubs.items()}
    linked = {k: a for site in sites for k, a in site.linked.articles.items()}
    topics = {k: t for site in sites for k, t in site.linked.topics.items()}
    whole = Linked(dict(sorted(linked.items())), dict(sorted(topics.items())), [])
    return Site(Library(dict(sorted(articles.items())), hubs), whole, glossary=glossary)
