"""A source as commands see it that build no pages: its library, its ledger, its checks."""

from __future__ import annotations

from pathlib import Path

from macros import content
from macros.content import work_folder
from scripts.build.batches import parse_all_captions
from scripts.build.cache import Cache
from scripts.build.executors import executor
from scripts.captions.model import Transcript
from scripts.captions.source.files import caption_files, captions_folder
from scripts.core.model import Problem, Resource
from scripts.ledger.entries import Ledger, load_ledger
from scripts.ledger.history import ledger_file
from scripts.ledger.operations import update
from scripts.ledger.resources import gather
from scripts.questions.banks import check_resources, read_banks
from scripts.questions.knowledge_check import sound_checks
from scripts.transcripts.letters import issue_resources, read_issues
from scripts.transcripts.parse import parse_files
from scripts.transcripts.scan import read_transcripts
from scripts.wiki.claims import all_videos
from scripts.wiki.library import Library
from scripts.wiki.links import link
from scripts.wiki.site import Site

CACHE = "cache"  # below the build folder


def read_source(source: Path) -> tuple[Site, Ledger, list[Problem]]:
    """The linked library with its checks, and the ledger with the ids that new things will have."""
    ledger, problems = load_ledger(ledger_file(source))
    site, things = _read(source, ledger)
    ledger, found = update(ledger, things)
    return site, ledger, problems + found


def resources_of(source: Path) -> list[Resource]:
    """What is there now, read from the source and from the newsletters beside it."""
    return _read(source, Ledger())[1]


def _read(source: Path, ledger: Ledger) -> tuple[Site, list[Resource]]:
    content.use(content.content_of(source))
    files, _ = read_transcripts(source)
    parsed = [*parse_files(files)[0], *_transcripts(source)]
    library = Library.of(parsed).with_aliases(ledger.old_names("article"))
    banks = read_banks(library)
    site = Site(library, link(library), checks=sound_checks(banks))
    issues, _ = read_issues(content.content_of(source) / "newsletter")
    others = [*issue_resources(issues), *check_resources(banks)]
    return site, gather(library, all_videos(site), others)


def _transcripts(source: Path) -> list[Transcript]:
    """The transcripts of a source, from the cache of the build where they are there already."""
    if captions_folder(source) is None:
        return []
    cache = Cache(work_folder(source) / CACHE)
    with cache.alone(), executor() as run:
        tracks = parse_all_captions(cache, run, caption_files(source).files)
        return [item for one in tracks if one.parsed for item, _ in cache.value(one.parsed.items)]
