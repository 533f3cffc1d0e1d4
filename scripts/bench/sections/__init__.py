"""The sections of `make bench`: what is measured, in which order, and in which time.

A section is a module with `rows`. Here stand its word for `--only`, its deadline, and whether it
opens a browser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from scripts.bench.inputs import Library, libraries
from scripts.bench.rows import Row, Store
from scripts.bench.run import Section
from scripts.bench.sections import answers, boot, build, captions, lighthouse, peers, search, serve

DEFAULT = ("build", "search", "answers", "lighthouse", "serve", "boot")
NAMES = (*DEFAULT, "captions", "peers")
BROWSER = frozenset({"search", "answers", "lighthouse", "boot"})  # these open one
EVERY_SIZE = frozenset({"build", "peers", "search"})  # these need libraries of every size
SITES = frozenset({"build", "peers", "search", "answers", "lighthouse"})  # these build libraries
PEER_MOST = 5_000  # articles; beyond, the peer takes hours
# Seconds. All sections of a run without peers and without `SCALE=full` end within 15 minutes.
SEARCH, ANSWERS, LIGHTHOUSE, SERVE = 50, 30, 120, 90
BUILD, ARTICLE = 50, 0.06  # of a library, and for each of its articles
BOOT, ROUND = 40, 45  # of the boot, and for each round
CAPTIONS, CHANNEL = 600, "3blue1brown"  # its articles are on videos whose captions are known


class Plan(NamedTuple):
    """What a run is asked for; `patience` is a factor of all deadlines."""

    wanted: frozenset[str]
    corpus: Path
    copies: int = 0
    rounds: int = boot.ROUNDS
    patience: float = 1
    peer_minutes: float = 15


def sections(plan: Plan, place: Path, store: Store) -> Iterator[Section]:
    """Return the sections that are wanted, in order; libraries are written below `place`."""
    works = list(_works(plan, place))
    rounds = BOOT + ROUND * plan.rounds
    every = (
        *_builds(works, store),
        *_peers(plan, works, store),
        *_of_sites(plan, works),
        Section("serve", "serve", SERVE, partial(serve.rows, plan.patience)),
        Section("boot", "boot", rounds, partial(boot.rows, plan.rounds)),
        Section("captions", "captions", CAPTIONS, _captions(plan)),
    )
    for section in every:
        if section.of in plan.wanted:
            yield section._replace(seconds=section.seconds * plan.patience)


def _works(plan: Plan, place: Path) -> Iterator[build.Workshop]:
    """Return the libraries that the sections need, each with a folder for its site."""
    if not plan.wanted & SITES:
        return
    found = libraries(plan.corpus, place / "inputs", copies=plan.copies)
    for number, library in enumerate(found):
        yield build.Workshop(library, place / f"built{number}")
        if not plan.wanted & EVERY_SIZE:  # the others look at pages, which are alike in all
            return


def build_seconds(library: Library) -> float:
    """Return the deadline of a library's builds."""
    return BUILD + ARTICLE * library.articles


def _builds(works: Sequence[build.Workshop], store: Store) -> Iterator[Section]:
    for work in works:
        rows = partial(build.rows, work, works[0].library, store)
        yield Section("build", f"build, {work.library.name}", build_seconds(work.library), rows)


def _captions(plan: Plan) -> partial[Iterator[Row]]:
    """Return the rows of real captions, which lie beside the corpus."""
    return partial(captions.rows, plan.corpus.parent / "captions", plan.corpus / CHANNEL)


def _peers(plan: Plan, works: Sequence[build.Workshop], store: Store) -> Iterator[Section]:
    for library in (work.library for work in works if work.library.articles <= PEER_MOST):
        rows = partial(peers.rows, library, store)
        yield Section("peers", f"peers, {library.name}", 60 * plan.peer_minutes, rows)


def _of_sites(plan: Plan, works: Sequence[build.Workshop]) -> Iterator[Section]:
    """Return the sections that open a built site, and the time to build it if need be."""
    if not works:
        return
    first = works[0]
    alone = 0 if "build" in plan.wanted else build_seconds(first.library)
    every = 0 if "build" in plan.wanted else sum(build_seconds(work.library) for work in works)
    yield Section("search", "search", SEARCH + every, partial(search.rows, works))
    yield Section("answers", "answers", ANSWERS + alone, partial(answers.rows, first.ready))
    yield Section(
        "lighthouse", "lighthouse", LIGHTHOUSE + alone, partial(lighthouse.rows, first.ready)
    )
