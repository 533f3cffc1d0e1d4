"""What the plan of a build asks of parsed files: titles, videos, and what ties channels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from scripts.captions.model import Transcript
from scripts.core.model import Article, Hub, WikiLink, WrittenCitation
from scripts.core.text import WORDS_PER_MINUTE, minutes, name_slug
from scripts.wiki.names import asked_names, readings, shared_name

VIDEO, NAME, LINK = "v:", "n:", "l:"  # kinds of ties


class Facts(NamedTuple):
    """What a plan asks of a batch: items without their texts, cited videos, ties to channels."""

    items: tuple[Article | Hub | Transcript, ...]
    videos: tuple[str, ...]
    ties: tuple[str, ...]


def facts_of(items: Sequence[Article | Hub | Transcript]) -> Facts:
    """Return the facts of parsed files of one channel."""
    articles = [item for item in items if isinstance(item, Article)]
    cited = {
        reference.video or article.video
        for article in articles
        for sentence in article.referring
        for reference in map(article.references.__getitem__, sentence.numbers)
        if sentence.words and isinstance(reference, WrittenCitation) and reference.stamp
    }
    cited |= {item.video for item in items if isinstance(item, Transcript)}
    ties = sorted({tie for item in items for tie in _ties(item)})
    return Facts(tuple(map(bare, items)), tuple(sorted(cited - {""})), tuple(ties))


def bare(item: Article | Hub | Transcript) -> Article | Hub | Transcript:
    """Return an article or a transcript without its text; an article keeps its minutes."""
    empty: tuple[()] = ()
    if isinstance(item, Hub):
        return item
    if isinstance(item, Transcript):
        return replace(
            item, parts=empty, spans=empty, words=0, length=0.0, digest="", exports=empty
        )
    return replace(
        item,
        html="",
        markdown="",
        references=empty,
        sentences=empty,
        referring=empty,
        headings=empty,
        summary=empty,
        words=minutes(item.words) * WORDS_PER_MINUTE,
        digest="",
    )


def _ties(item: Article | Hub | Transcript) -> Iterator[str]:
    """What ties a channel to others: its names, its videos, and what its links may name."""
    yield f"{NAME}{item.channel}"
    yield f"{NAME}{name_slug(item.channel)}"
    if isinstance(item, Transcript):
        yield f"{VIDEO}{item.video}"
        return
    if isinstance(item, Hub):
        yield f"{NAME}{name_slug(item.title)}"
        yield from (f"{VIDEO}{listing.video}" for listing in item.listings)
        links = [topic for listing in item.listings for topic in listing.topics]
    else:
        videos = {item.video, *(cited.video for cited in item.citations)} - {""}
        yield from (f"{VIDEO}{video}" for video in videos)
        if name := shared_name(item):
            yield f"{NAME}:{name}"
        yield from (f"{LINK}{alias.partition('/')[0]}" for alias in item.aliases)
        links = [reference for reference in item.references if isinstance(reference, WikiLink)]
    for link in links:
        yield from map(f"{LINK}:{{}}".format, asked_names(link.target))
        for name, _ in readings(link.target):
            yield f"{LINK}{name_slug(name)}"
            yield f"{LINK}{name.partition('/')[0]}"
            if "/" in name:
                yield from (f"{LINK}{name_slug(part)}" for part in name.split("/"))


def components(ties: Mapping[str, set[str]]) -> list[list[str]]:
    """Return channels by groups: those with a tie in common, or a link to the other, together."""
    leaders = {channel: channel for channel in ties}

    def leader(channel: str) -> str:
        while leaders[channel] != channel:
            channel = leaders[channel]
        return channel

    holders: dict[str, str] = {}
    for channel, own in ties.items():
        for tie in sorted(tie for tie in own if not tie.startswith(LINK)):
            leaders[leader(channel)] = leader(holders.setdefault(tie, channel))
    for channel, own in ties.items():
        for tie in sorted(tie for tie in own if tie.startswith(LINK)):
            if holder := holders.get(NAME + tie.removeprefix(LINK)):
                leaders[leader(channel)] = leader(holder)
    groups: dict[str, list[str]] = {}
    for channel in ties:
        groups.setdefault(leader(channel), []).append(channel)
    return list(groups.values())
