"""The plan of a build: which channels are built together, and what each group is given.

Channels that a link, a video, a name or a knowledge check ties to one another are one *group*: what
the pages of a group show depends on the group alone. Permanent addresses are given here, since they
depend on everything that deserves one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from assessments.validate.quiz import quiz_cites
from scripts.build.batches import Parsed
from scripts.build.cache import Cache, Digest
from scripts.build.facts import LINK, Facts, components
from scripts.build.inputs import Beside
from scripts.core.model import Problem, Resource
from scripts.core.urls import article_url, video_url
from scripts.ledger.entries import Ledger
from scripts.ledger.operations import update
from scripts.ledger.redirects import permanent_urls
from scripts.ledger.resources import gather
from scripts.questions.banks import Bank, bank_cites, check_resources, form_problems
from scripts.transcripts.letters import issue_resources
from scripts.wiki.library import Library

Cite = tuple[str, str, int]  # article, video, second
FEW_ARTICLES = 3  # fewer may all have been taken away on purpose


class CheckFacts(NamedTuple):
    """What the plan asks of a knowledge check: its questions, and the channels that it cites."""

    resources: tuple[Resource, ...]
    channels: tuple[str, ...]


class GroupPlan(NamedTuple):
    """What a group of channels is given besides its files."""

    channels: tuple[str, ...]
    aliases: tuple[tuple[str, tuple[str, ...]], ...]  # old names of articles, from the ledger
    permalinks: tuple[tuple[str, str], ...]
    mentioned: tuple[str, ...]  # slugs and videos that newsletters speak of, months of issues
    asked: tuple[Cite, ...]  # cites of assessments


class Plan(NamedTuple):
    """The groups of a build, its ledger with every new line, and what is wrong with addresses."""

    groups: tuple[GroupPlan, ...]
    ledger: Digest
    new: int  # lines that the ledger's file lacks
    problems: tuple[Problem, ...]


def check_facts(cache: Cache, bank: Bank, digest: Digest) -> CheckFacts:
    """Return the facts of a knowledge check whose bytes have a digest."""

    def make() -> CheckFacts:
        found = () if form_problems(bank) else quiz_cites(bank.text, bank.name)
        channels = sorted({cite.article.partition("/")[0] for cite in found})
        return CheckFacts(tuple(check_resources([bank])), tuple(channels))

    return cache.memo("facts of a check", (bank.name, digest), make)


def plan(
    cache: Cache, parsed: Sequence[Parsed], checks: Mapping[str, CheckFacts], beside: Beside
) -> Plan:
    """Return the plan for parsed batches, the facts of checks by article, and what lies beside."""

    def make() -> Plan:
        facts: list[Facts] = [cache.value(batch.facts) for batch in parsed]
        return _plan(cache, facts, checks, beside)

    facts = [batch.facts for batch in parsed]
    return cache.memo("plan", (facts, sorted(checks.items()), beside.digest), make)


def _plan(
    cache: Cache, facts: Sequence[Facts], checks: Mapping[str, CheckFacts], beside: Beside
) -> Plan:
    items = sorted((item for batch in facts for item in batch.items), key=lambda item: item.path)
    names = beside.ledger.old_names("article")
    library = Library.of(items).with_aliases(names)
    known = {key: check for key, check in checks.items() if key in library.articles}
    ledger, problems, urls = beside.ledger, list[Problem](), dict[str, str]()
    if beside.known:
        videos = {video for batch in facts for video in batch.videos}
        videos |= library.by_video.keys() | library.listings.keys()
        finished = [
            check for key, check in sorted(known.items()) if not library.articles[key].draft
        ]
        questions = [one for check in finished for one in check.resources]
        others = [*issue_resources(beside.issues), *questions]
        ledger, problems = update(ledger, gather(library, sorted(videos), others))
        problems = _foreign(beside.ledger, library) or problems
        urls = permanent_urls(library, ledger)
    new = len(ledger.entries) - len(beside.ledger.entries)
    groups = [
        _group(channels, library, facts, beside, urls)
        for channels in components(_ties(facts, known, names))
    ]
    return Plan(tuple(groups), cache.add_value(ledger), new, tuple(problems))


def _foreign(ledger: Ledger, library: Library) -> list[Problem]:
    """One sentence in place of hundreds where no article of a ledger is here: it is another's."""
    live = [name for kind, name in ledger.live if kind == "article"]
    former = {name for key in library.articles for name in library.former_keys(key)}
    if len(live) < FEW_ARTICLES or not library.articles:
        return []
    if any(name in library.articles or name in former for name in live):
        return []
    message = (
        f"none of its {len(live)} articles is here, so this is the ledger of another site; "
        "remove the file, and `python -m scripts ledger update` begins one of your own"
    )
    return [Problem(ledger.path, 1, "foreign-ledger", message)]


def _group(
    channels: Sequence[str],
    library: Library,
    facts: Sequence[Facts],
    beside: Beside,
    urls: Mapping[str, str],
) -> GroupPlan:
    own = set(channels)
    found = (key for name in channels for key in library.channels.get(name, ()))
    articles = [library.articles[key] for key in found]
    keys = {article.key for article in articles}
    named = keys | {former for key in keys for former in library.former_keys(key)}
    videos = {video for batch in facts if _channel(batch) in own for video in batch.videos}
    videos |= {article.video for article in articles} - {""}
    videos |= {video for name in channels for video in _listed(library, name)}
    pages = [*map(article_url, [*keys, *channels]), *map(video_url, videos)]
    names = beside.ledger.old_names("article")
    text = beside.letters
    words = {word for word in {article.slug for article in articles} | videos if word in text}
    cites = ((c.article, c.video, c.second) for bank in beside.banks for c in bank_cites(bank))
    return GroupPlan(
        channels=tuple(channels),
        aliases=tuple((key, names[key]) for key in sorted(keys & names.keys())),
        permalinks=tuple((page, urls[page]) for page in sorted(pages) if page in urls),
        mentioned=tuple(sorted(words | {issue.date[:7] for issue in beside.issues})),
        asked=tuple(sorted({cite for cite in cites if cite[0] in named})),
    )


def _channel(batch: Facts) -> str:
    return batch.items[0].channel


def _listed(library: Library, channel: str) -> list[str]:
    hub = library.hubs.get(channel)
    return [listing.video for listing in hub.listings] if hub else []


def _ties(
    facts: Iterable[Facts],
    checks: Mapping[str, CheckFacts],
    names: Mapping[str, Sequence[str]],
) -> dict[str, set[str]]:
    """What ties each channel to others: of its files, its checks, and old names of its articles."""
    ties: dict[str, set[str]] = {}
    for batch in facts:
        ties.setdefault(_channel(batch), set()).update(batch.ties)
    for key, check in checks.items():
        ties[key.partition("/")[0]].update(f"{LINK}{channel}" for channel in check.channels)
    for key, former in names.items():
        if own := ties.get(key.partition("/")[0]):
            own.update(f"{LINK}{name.partition('/')[0]}" for name in former)
    return ties
