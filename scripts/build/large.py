"""Building a large library: part by part, and of the rest what the parts changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from scripts.build.cache import forget, keep, load, name_of
from scripts.build.channels import Shelf
from scripts.build.components import separate
from scripts.build.context import Job
from scripts.build.groups import Made, Part, make_all, make_part, slim_name, together
from scripts.build.manifests import Manifest, is_unfinished, read, renewed, standing, withdraw
from scripts.core.files import signature
from scripts.core.model import Problem
from scripts.core.urls import site_url
from scripts.ledger.entries import Ledger
from scripts.outputs.shared import all_letters, surroundings
from scripts.questions.knowledge_check import RUNTIME
from scripts.transcripts.scan import Channel
from scripts.wiki.glossary import read_glossary
from scripts.wiki.site import Site
from scripts.wiki.totals import summed


class Rest(NamedTuple):
    """What stands around the parts, as built: its pages by kind, and its catalogue's signature."""

    kinds: Counter[str]
    catalogue: str


def build_parts(job: Job, channels: Sequence[Channel], found: Sequence[Shelf]) -> list[Problem]:
    """Build a source whose channels may be built apart from each other."""
    parts = _parts(job, channels, found)
    before, unfinished = standing(job.manifests), is_unfinished(job.manifests)
    with job.phase("parts"):
        made, trusted = _made(job, parts, before)
    problems = [problem for shelf in found for problem in shelf.problems]
    job.report.refused = len(problems)
    problems += [problem for part in made for problem in part.problems]
    job.report.take(problems)
    job.report.count(summed(part.totals for part in made))
    if job.care.stops(problems):
        return problems
    with job.phase("write"):
        rest = _rest(job, parts, made, trusted)
        job.report.written += sum(part.written for part in made)
        now = standing(job.manifests)
        new = now if unfinished else now - trusted | renewed(job.manifests)
        job.remove(job.looked().files, [read(job.manifests, name) for name in new])
    names = {name for part in made for name in (part.name, slim_name(part.name))}
    forget(job.kept, names.union({rest}, *(shelf.kept for shelf in found)))
    return problems


def _parts(job: Job, channels: Sequence[Channel], found: Sequence[Shelf]) -> list[Part]:
    files = dict(zip(found, channels, strict=True))
    many = sum(len(channel.files) for channel in channels)
    around = many, read_glossary(job.source), site_url(), all_letters()
    tied = separate([shelf for shelf in found if shelf.files])
    return [Part(tuple(files[shelf] for shelf in part), tuple(part), *around) for part in tied]


def _made(job: Job, parts: Sequence[Part], before: set[str]) -> tuple[list[Made], set[str]]:
    """Every part, and the names of the manifests that are as they were."""
    names = {part.name for part in parts}
    withdraw(job.manifests, {name for name in before - names if not name.endswith(".rest")})
    make = job.output, job.kept, job.care
    made = {part.name: part for part in make_all(parts, before, *make)}
    harmed = before & standing(job.manifests) & {*job.looked().manifests}
    withdraw(job.manifests, harmed)
    again = make_all([part for part in parts if part.name in harmed], (), *make)
    made |= {part.name: part for part in again}
    return list(made.values()), (before & standing(job.manifests)) - harmed


def _rest(job: Job, parts: Sequence[Part], made: Sequence[Made], trusted: set[str]) -> str:
    """Write what stands around the parts, unless it stands; the name of its manifest."""
    runtime = RUNTIME.read_bytes() if RUNTIME.is_file() else b""
    around = parts[0].glossary, parts[0].base, parts[0].letters, runtime
    name = name_of("rest", [part.asked for part in made], around)
    rest = load(job.kept, name) if name in trusted else None
    if not (isinstance(rest, Rest) and _catalogue_stands(job, rest)):
        rest = _write_rest(job, parts, made, name)
    kinds = sum((part.kinds for part in made), rest.kinds)
    job.report.pages = dict(sorted(kinds.items()))
    return name


def _asked(job: Job, part: Part, made: Made) -> Site:
    """What the rest asks of a part; where that was lost, the part is made again."""
    kept = load(job.kept, slim_name(made.name))
    if isinstance(kept, Site):
        return kept
    return _asked(job, part, make_part(part, job.output, job.kept, job.care))


def _catalogue_stands(job: Job, rest: Rest) -> bool:
    return job.catalogue.is_file() and signature(job.catalogue.stat()) == rest.catalogue


def _write_rest(job: Job, parts: Sequence[Part], made: Sequence[Made], name: str) -> Rest:
    withdraw(job.manifests, {n for n in standing(job.manifests) if not n.endswith(".part")})
    asked = [_asked(job, *one) for one in zip(parts, made, strict=True)]
    site = together(asked, parts[0].glossary)
    around, _ = surroundings(job.source, site, Ledger(), job.output.parent / "og")
    manifest = Manifest(name)
    kinds = job.write(manifest, around, ())
    rest = Rest(kinds, signature(job.catalogue.stat()))
    keep(job.kept, name, rest)
    manifest.keep(job.manifests)
    return rest
