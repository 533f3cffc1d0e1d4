"""One build: what it was asked for, how pages are written, and how old ones are removed."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from scripts.build.manifests import Astray, Manifest, clear, folder_of, withdrawn
from scripts.build.remembered import Again
from scripts.core.diagnostics import Care, Report
from scripts.core.files import remove_empty, write_if_changed
from scripts.core.model import Page
from scripts.core.text import minutes
from scripts.core.urls import article_url
from scripts.outputs.shared import Surroundings
from scripts.pages.listings import listing_pages
from scripts.wiki.library import Library

KEPT = "kept"
CATALOGUE = "catalogue.json"


class Job(NamedTuple):
    """What a build was asked for."""

    source: Path
    output: Path
    report: Report
    care: Care
    again: Again
    looked: Callable[[], Astray]  # what is not as the build before left it

    @property
    def kept(self) -> Path:
        """Where values are kept from one build to the next."""
        return self.output.parent / KEPT

    @property
    def manifests(self) -> Path:
        """Where the manifests of the pages stand."""
        return folder_of(self.output)

    @property
    def catalogue(self) -> Path:
        """Where hand-written pages find what they show of the articles."""
        return self.output.parent / CATALOGUE

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Note in the report how long something took."""
        start = time.perf_counter()
        yield
        self.report.seconds[name] = round(time.perf_counter() - start, 3)

    def write(
        self, manifest: Manifest, around: Surroundings, pages: Iterable[Page]
    ) -> Counter[str]:
        """Write these pages, the listings, and what stands around them; how many of each kind."""
        site = around.world.site
        catalogue = _catalogue(site.library, site.checks)
        kinds: Counter[str] = Counter()
        for page in around.pages(chain(pages, listing_pages(site)), catalogue):
            kinds[page.kind] += 1
            self.report.written += manifest.write(self.output, page)
        for name, data in around.files():
            self.report.written += manifest.put(self.output, name, data)
        write_if_changed(self.catalogue, _as_json(catalogue))
        return kinds

    def remove(self, names: Iterable[str], new: Iterable[Manifest]) -> None:
        """Remove these files and those of withdrawn manifests, but what the new ones have."""
        stay = {name for manifest in new for name in manifest.signatures}
        gone = (withdrawn(self.manifests) | set(names)) - stay
        for name in gone:
            (self.output / name).unlink(missing_ok=True)
        remove_empty(self.output, gone)
        clear(self.manifests)
        self.report.removed = len(gone)


def _catalogue(library: Library, checks: Mapping[str, Sized]) -> dict[str, dict[str, object]]:
    """What hand-written pages need to link to articles: title, address and minutes by key.

    `check` is the number of questions at its end.
    """
    return {
        key: {
            "title": article.title,
            "address": article_url(key),
            "minutes": minutes(article.words),
            "date": article.published,
            "check": len(checks.get(key, ())),
        }
        for key, article in sorted(library.articles.items())
    }


def _as_json(table: Mapping[str, object]) -> bytes:
    """A table with a line for each entry, for whoever compares two."""
    write = partial(json.dumps, ensure_ascii=False)
    lines = (f"{write(key)}: {write(value)}" for key, value in table.items())
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()
