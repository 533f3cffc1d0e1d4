"""A source as commands see it that build no pages: its library, its ledger, its checks."""

from __future__ import annotations

from pathlib import Path

from scripts.banks import check_things, read_banks
from scripts.checks import sound_checks
from scripts.ledger import Ledger, load_ledger
from scripts.ledger_command import ledger_file
from scripts.ledger_steps import update
from scripts.library import Library
from scripts.link import link
from scripts.model import Problem
from scripts.newsletter.read import issue_things
from scripts.pages.common import Site
from scripts.parallel import parse_files
from scripts.read import read_transcripts
from scripts.things import Thing, gather


def read_source(source: Path) -> tuple[Site, Ledger, list[Problem]]:
    """The linked library with its checks, and the ledger with the ids that new things will have."""
    ledger, problems = load_ledger(ledger_file(source))
    site, things = _read(source, ledger)
    ledger, found = update(ledger, things)
    return site, ledger, problems + found


def things_of(source: Path) -> list[Thing]:
    """What is there now, read from the source and from the newsletters beside it."""
    return _read(source, Ledger())[1]


def _read(source: Path, ledger: Ledger) -> tuple[Site, list[Thing]]:
    files, _ = read_transcripts(source)
    library = Library.of(parse_files(files)[0]).with_aliases(ledger.old_names("article"))
    banks = read_banks(source, library)
    site = Site(library, link(library), checks=sound_checks(banks))
    others = [*issue_things(source.parent / "newsletter"), *check_things(banks)]
    return site, gather(site, others)
