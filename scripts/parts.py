"""Building a large library in parts: channels that no link and no video leaves.

What is said of a part's pages depends on the part alone, so parts are built on every core, memory
is that of the largest, and a part whose files did not change is not built again: what the rest of
the build asks of it is kept.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from scripts.addresses import article_address
from scripts.diagnostics import Care
from scripts.feeds import Feed, channel_feed, feed_title
from scripts.glossary import Glossary
from scripts.heads import dressed
from scripts.kept import keep, load, name_of
from scripts.library import Library
from scripts.link import Linked, link
from scripts.model import Backlink, LinkedArticle, Problem
from scripts.pages.common import Site
from scripts.parallel import FEW, Chunk, gather, on_every_core, parse_chunk
from scripts.render import render
from scripts.totals import Totals, totals
from scripts.write import page_files, signature, write_if_changed

SOMEBODY = Backlink("", "", "")  # of a backlink only the number is asked


@dataclass(frozen=True, slots=True)
class Part:
    """Channels that are built together, and what their pages depend on besides."""

    chunks: tuple[Chunk, ...]
    glossary: Glossary
    base: str
    letters: str  # the text of all newsletters, which may speak of any article

    @property
    def name(self) -> str:
        """The name under which what was made of it is kept."""
        return name_of(
            "part", [chunk.name for chunk in self.chunks], self.glossary, self.base, self.letters
        )

    @property
    def files(self) -> int:
        """How many files it has."""
        return sum(len(chunk.files) for chunk in self.chunks)


@dataclass(frozen=True, slots=True)
class Made:
    """A part as built: its site without the text, what was counted, and its files' signatures."""

    site: Site
    problems: list[Problem]
    totals: Totals
    kinds: Counter[str]
    files: dict[str, str]
    written: int = 0


def make_all(
    parts: Sequence[Part], output: Path, folder: Path, care: Care, there: Mapping[str, str]
) -> list[Made]:
    """Every part, built on every core where it is not kept and its files are not `there`."""
    found = {part.name: _kept(part, folder, there) for part in parts}
    new = sorted((p for p in parts if not found[p.name]), key=lambda part: -part.files)
    make = partial(make_part, output=output, folder=folder, care=care)
    few = sum(part.files for part in new) < FEW
    made = map(make, new) if few else on_every_core(make, new, "parts")
    found |= {part.name: done for part, done in zip(new, made, strict=True)}
    return [done for done in (found[part.name] for part in parts) if done]


def _kept(part: Part, folder: Path, there: Mapping[str, str]) -> Made | None:
    made = load(folder, part.name)
    if isinstance(made, Made) and all(there.get(n) == s for n, s in made.files.items()):
        return made
    return None


def make_part(part: Part, output: Path, folder: Path, care: Care) -> Made:
    """Build the pages of a part and write them; nothing is written where `care` says so."""
    parsed, problems = gather(parse_chunk(chunk, folder) for chunk in part.chunks)
    library = Library.of(parsed)
    linked = link(library)
    site = Site(library, linked, glossary=part.glossary)
    problems += linked.problems
    counted = totals(library, linked)
    if care.stops(problems):
        return Made(slim(site, part.letters), problems, counted, Counter(), {})
    kinds, files, written = _write(site, output, part.base)
    made = Made(slim(site, part.letters), problems, counted, kinds, files)
    keep(folder, part.name, made)
    gc.collect()
    return replace(made, written=written)


def _write(site: Site, output: Path, base: str) -> tuple[Counter[str], dict[str, str], int]:
    kinds: Counter[str] = Counter()
    files: dict[str, str] = {}
    written = 0
    for page in dressed(render(site), site, _feeds(site), None, base):
        kinds[page.kind] += 1
        for name, data in page_files(page):
            written += write_if_changed(output / name, data)
            files[name] = signature((output / name).stat())
    return kinds, files, written


def _feeds(site: Site) -> dict[str, Feed]:
    """The feeds that the pages of each channel name, by its address."""
    dated = {a.channel for a in site.library.articles.values() if a.published}
    return {
        article_address(channel): Feed(channel_feed(channel), feed_title(site, channel), "", "", ())
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
    if linked.article.published or linked.article.slug in letters:
        return linked
    bare = replace(
        linked.article, html="", markdown="", marks=(), sentences=(), headings=(), summary=()
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
