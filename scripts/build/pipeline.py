"""The pages of a source: scan, parse, plan, groups, shared pages; each a memo of named inputs.

    source -> batches -> facts -> plan -> groups -> shared pages -> Pages

Everything that changes goes through one path, whether a source has checks, captions, permanent
addresses and newsletters or none. `explain` tells for any page what it was made from and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from scripts.build.batches import Parsed, ParsedCaptions, batches_of, parse_all, parse_all_captions
from scripts.build.cache import Cache, DamagedCacheError, Digest
from scripts.build.executors import FEW, run_all
from scripts.build.groups import CheckFile, Group, GroupResult, build_group, group_result
from scripts.build.inputs import Beside, read_beside
from scripts.build.plan import Plan, check_facts, plan
from scripts.build.shared import Shared, redirects, shared_result
from scripts.build.stored import StoredPages
from scripts.captions.source.files import CaptionFiles, caption_files
from scripts.core.diagnostics import Care
from scripts.core.digest import code_fingerprint
from scripts.core.files import write_if_changed
from scripts.core.model import Problem
from scripts.core.report import Report
from scripts.ledger.history import ledger_file, lost_ids, unledgered
from scripts.questions.banks import Bank
from scripts.transcripts.scan import Scan, Seen, decoded, is_article, read_bytes, scan
from scripts.wiki.totals import summed

INDEX = "scanned"  # in the cache's folder: what the last scan saw
CATALOGUE = "catalogue.json"  # below the build folder, for hand-written pages


class FatalProblemsError(Exception):
    """The source has problems with which nothing may be published."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class Pages(NamedTuple):
    """Every page of a source in the cache, and trees of files that need no layout."""

    groups: tuple[StoredPages, ...]
    files: tuple[Digest, ...]
    catalogue: Digest
    problems: Sequence[Problem]


def build_pages(
    cache: Cache,
    source: Path,
    run: Executor,
    report: Report,
    care: Care,
    *,
    drafts: bool = False,
) -> Pages:
    """Return the pages of a source, of drafts too where they are asked for.

    Raises FatalProblemsError where `care` says so, SourceChangedError where it is edited meanwhile.
    """
    with report.phase("scan"):
        scanned, captions = _scan(cache, source, drafts)
        beside = read_beside(source)
    with report.phase("parse"):
        tracks = parse_all_captions(cache, run, captions.files)
        parsed = _parse(cache, run, scanned, tracks)
    with report.phase("plan"):
        checks = _checks(cache, scanned)
        whole = _plan(cache, beside, parsed, checks)
        groups = _groups(whole, beside, parsed, checks)
    with report.phase("pages"):
        results = _results(cache, run, groups)
    with report.phase("shared"):
        shared = shared_result(cache, beside, whole, results)
        stored = (*(one.pages for one in results), shared.pages)
        files = (shared.files, redirects(cache, whole, stored, beside.settings.base))
    problems = _problems(cache, scanned, beside, whole, results, shared)
    if not parsed and not scanned.problems:
        message = "no article and no captions are here; put one into <channel>/<name>.md"
        problems.append(Problem(source.as_posix(), 1, "empty-source", message))
    problems += [*captions.problems, *(one for track in tracks for one in track.problems)]
    report.take(problems)
    report.count(summed(one.totals for one in results))
    report.refused = sum(is_article(problem.path) for problem in scanned.problems)
    report.banks = len(beside.banks) + sum(one.checks for one in results)
    report.pages = dict(sum((Counter(dict(one.kinds)) for one in stored), Counter[str]()))
    if care.stops(problems):
        raise FatalProblemsError(problems)
    return Pages(stored, files, shared.catalogue, problems)


def _scan(cache: Cache, source: Path, drafts: bool) -> tuple[Scan, CaptionFiles]:
    """Scan the source; files with the signature of the last scan are not opened.

    Another program may hide other files: it opens all of them.
    """
    index, program = cache.folder / INDEX, code_fingerprint()
    before: Mapping[str, Seen] = {}
    with suppress(OSError, ValueError, DamagedCacheError):
        seen, _, by = index.read_text().partition(" ")
        before = cache.value(seen) if by == program else {}
    found, captions = scan(source, before, drafts=drafts), caption_files(source, before)
    index.parent.mkdir(parents=True, exist_ok=True)
    all_seen = cache.add_value({**found.seen, **captions.seen})
    write_if_changed(index, f"{all_seen} {program}".encode())
    return found, captions


def _parse(
    cache: Cache, run: Executor, scanned: Scan, tracks: Sequence[ParsedCaptions]
) -> dict[str, list[Parsed]]:
    """The parsed batches of each channel, its captions last."""
    batches = batches_of(scanned.files)
    channels: dict[str, list[Parsed]] = {}
    for batch, parsed in zip(batches, parse_all(cache, run, batches), strict=True):
        channels.setdefault(batch.files[0].channel, []).append(parsed)
    for track in tracks:
        if track.parsed:
            channels.setdefault(track.channel, []).append(track.parsed)
    return channels


def _checks(cache: Cache, scanned: Scan) -> dict[str, CheckFile]:
    """The knowledge checks of the source, their bytes in the cache."""
    return {
        key: CheckFile(key, file.path, cache.add(read_bytes(file)))
        for key, file in sorted(scanned.checks.items())
    }


def _plan(
    cache: Cache,
    beside: Beside,
    parsed: Mapping[str, Sequence[Parsed]],
    checks: Mapping[str, CheckFile],
) -> Plan:
    facts = {
        key: check_facts(
            cache, Bank(file.path, decoded(cache.read(file.digest)), key, True), file.digest
        )
        for key, file in checks.items()
    }
    batches = [batch for own in parsed.values() for batch in own]
    return plan(cache, batches, facts, beside)


def _groups(
    whole: Plan,
    beside: Beside,
    parsed: Mapping[str, Sequence[Parsed]],
    checks: Mapping[str, CheckFile],
) -> list[Group]:
    """Every group with all that it is given."""
    return [
        Group(
            one,
            tuple(batch.items for channel in one.channels for batch in parsed[channel]),
            tuple(check for key, check in checks.items() if key.partition("/")[0] in one.channels),
            beside.settings,
        )
        for one in whole.groups
    ]


def _results(cache: Cache, run: Executor, groups: Sequence[Group]) -> list[GroupResult]:
    """Every group, the new ones built on every core, the largest first."""
    new = [group for group in groups if cache.known("group", group) is None]
    if sum(len(group.batches) for group in new) >= FEW // 8:
        ordered = sorted(new, key=lambda group: -len(group.batches))
        run_all(run, build_group, [(cache.folder, group) for group in ordered], "pages")
    return [group_result(cache, group) for group in groups]


def _problems(
    cache: Cache,
    scanned: Scan,
    beside: Beside,
    whole: Plan,
    results: Sequence[GroupResult],
    shared: Shared,
) -> list[Problem]:
    problems = [*beside.problems, *scanned.problems]
    for result in results:
        problems += cache.value(result.problems)
    if beside.known:
        file = ledger_file(beside.source)
        problems += whole.problems
        foreign = any(problem.code == "foreign-ledger" for problem in whole.problems)
        if not foreign and lost_ids(file, beside.ledger):  # a line that is gone may be drawn anew
            problems += lost_ids(file, cache.value(whole.ledger))
        problems += [] if foreign else unledgered(file, whole.new)
    return problems + list(cache.value(shared.problems))
