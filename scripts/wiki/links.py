"""Deciding every citation and every wiki link, and turning the links around."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import NamedTuple

from scripts.core.model import (
    MOMENT,
    Article,
    Backlink,
    Citation,
    Claim,
    LinkedArticle,
    Problem,
    Sentence,
    Target,
    Timestamp,
    Topic,
    Verbatim,
    WikiLink,
    WrittenCitation,
)
from scripts.core.text import CLOSE, OPEN, clock_label, name_slug, readable
from scripts.wiki import timestamp_inference as evidence
from scripts.wiki.library import Library
from scripts.wiki.names import heading_id, readings
from scripts.wiki.words_said import caption_problem, known_lengths

Decisions = dict[tuple[str, str], list[evidence.Decision]]


class Linked(NamedTuple):
    """The linked library: articles and topics by key, and what to tell the author."""

    articles: dict[str, LinkedArticle]
    topics: dict[str, Topic]
    problems: list[Problem]


def link(library: Library) -> Linked:
    """Decide citations and links of every article, then gather backlinks and topics."""
    decisions = evidence.decide(_times(library), known_lengths(library)) | _reviewed(library)
    articles = {
        key: _link_article(library, article, decisions)
        for key, article in sorted(library.articles.items())
    }
    mentions = _mentions(articles)
    topics = _topics(library, mentions)
    for key, backlinks in mentions.items():
        if key in articles:
            articles[key] = replace(articles[key], backlinks=tuple(backlinks))
    nearest = cache(partial(_nearest_slug, library))  # many links dangle at the same words
    problems = [p for one in articles.values() for p in _problems(library, one, nearest)]
    return Linked(articles, topics, problems)


def anchor(article: Article, citation: Citation) -> str:
    """The id that a citation's first place in its article has."""
    if citation.video == article.video:
        return f"t-{citation.seconds}"
    return f"t-{citation.video}-{citation.seconds}"


def topic_key(channel: str, target: str) -> str:
    """The key of the topic page of an unresolved link."""
    *_, whole = readings(target)
    name = next(readings(target)).name or whole.name
    return f"{channel}/{name_slug(name) or 'untitled'}"


def target_of(library: Library, channel: str, link: WikiLink, own: str = "") -> Target | None:
    """Where a wiki link of a channel leads; `own` is the article that it stands in.

    A file is no page, and a path that no article answers leads nowhere: their words are shown.
    """
    if link.kind == "file":
        return None
    for name, heading in readings(link.target):
        key = library.resolve(channel, name) if name else own
        if key:
            return Target("article", key, heading_id(library.articles[key], heading))
        if name and (found := library.resolve_channel(name)):
            return Target("channel", found)
    return None if link.kind else Target("topic", topic_key(channel, link.target))


def _times(library: Library, *, reviewed: bool = False) -> dict[tuple[str, str], list[Timestamp]]:
    times: dict[tuple[str, str], list[Timestamp]] = defaultdict(list)
    for key, article in library.articles.items():
        for citation in article.citations if bool(article.reviewed) == reviewed else ():
            if citation.stamp:
                times[key, citation.video or article.video].append(citation.stamp)
    return dict(times)


def _reviewed(library: Library) -> Decisions:
    """The times of articles that somebody has checked against the video: they stand as written."""
    times = _times(library, reviewed=True)
    return {
        source: [evidence.Decision(stamp.clock, "as-written") for stamp in stamps]
        for source, stamps in times.items()
    }


def _link_article(library: Library, article: Article, decisions: Decisions) -> LinkedArticle:
    videos = {citation.video or article.video for citation in article.citations}
    queues = {video: iter(decisions.get((article.key, video), ())) for video in videos}
    places: list[Citation | Target | None] = []
    for reference in article.references:
        if isinstance(reference, WikiLink):
            places.append(target_of(library, article.channel, reference, article.key))
        elif isinstance(reference, Verbatim) or reference.stamp is None:
            places.append(None)
        else:
            video = reference.video or article.video
            places.append(_citation(reference, video, next(queues[video])))
    claims = tuple(_claims(article, places))
    return LinkedArticle(article, tuple(places), claims, _moments(article, places))


def _moments(article: Article, places: list[Citation | Target | None]) -> tuple[int, ...]:
    cited = (place for place in places if isinstance(place, Citation))
    return tuple(sorted({p.seconds // MOMENT for p in cited if p.video == article.video}))


def _citation(reference: WrittenCitation, video: str, decision: evidence.Decision) -> Citation:
    return Citation(decision.seconds, reference.written, decision.state, video)


def _claims(article: Article, places: list[Citation | Target | None]) -> Iterator[Claim]:
    for sentence in article.referring:
        here = [places[number] for number in sentence.numbers]
        cited = [p for p in dict.fromkeys(here) if isinstance(p, Citation) and p.video]
        for place in cited if sentence.words else ():
            name = anchor(article, place)
            yield Claim(article.key, place.video, place.seconds, place.state, sentence.words, name)


def _mentions(articles: dict[str, LinkedArticle]) -> dict[str, list[Backlink]]:
    """The sentences that link to each article and topic, by its key, each sentence once.

    A topic's key is marked by a leading `?`, since an article elsewhere may have the same.
    """
    mentions: dict[str, list[Backlink]] = defaultdict(list)
    for key, linked in articles.items():
        for sentence in (*linked.article.referring, *_alone(linked)):
            here = [linked.places[number] for number in sentence.numbers]
            first = next((p for p in here if isinstance(p, Citation) and p.video), None)
            name = anchor(linked.article, first) if first else ""
            pages = ((p.kind, p.key) for p in here if isinstance(p, Target) and p.key != key)
            for kind, page in dict.fromkeys(pages):
                if kind != "channel":
                    sign = "?" if kind == "topic" else ""
                    mentions[sign + page].append(Backlink(key, sentence.text, name))
    return mentions


def _alone(linked: LinkedArticle) -> Iterator[Sentence]:
    """The links to topics that stand in no sentence, in raw HTML for one: each is its own."""
    article = linked.article
    topics = {n for n, p in enumerate(linked.places) if isinstance(p, Target) and p.kind == "topic"}
    for number in sorted(topics.difference(*(one.numbers for one in article.referring))):
        if (text := f"{OPEN}{number}{CLOSE}") in article.html:
            yield Sentence(text, article.references[number].written, (number,))


def _topics(library: Library, mentions: dict[str, list[Backlink]]) -> dict[str, Topic]:
    listed = _listed(library)
    wanted = {key[1:] for key in mentions if key.startswith("?")} | set(listed)
    return {
        key: _topic(library, key, mentions.get("?" + key, []), listed.get(key, []))
        for key in sorted(wanted)
    }


def _listed(library: Library) -> dict[str, list[tuple[str, str]]]:
    """The topics that hubs list and no article answers: `(video, words)` by topic key."""
    listed: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for hub in library.hubs.values():
        for listing in hub.listings:
            for topic in listing.topics:
                target = target_of(library, hub.channel, topic)
                if target and target.kind == "topic":
                    listed[target.key].append((listing.video, topic.words))
    return listed


def _topic(
    library: Library, key: str, mentions: list[Backlink], listed: list[tuple[str, str]]
) -> Topic:
    channel, _, slug = key.partition("/")
    title = readable(listed[0][1] if listed else slug)
    return Topic(
        channel=channel,
        slug=slug,
        title=title,
        mentions=tuple(mentions),
        videos=tuple(dict.fromkeys(video for video, _ in listed)),
        nearest=tuple(library.nearest(f"{title} {slug.replace('_', ' ')}", channel)),
    )


def _problems(
    library: Library, linked: LinkedArticle, nearest: Callable[[str, str], str]
) -> Iterator[Problem]:
    article = linked.article
    for reference, place in zip(article.references, linked.places, strict=True):
        if isinstance(reference, WikiLink):
            if told := _dangling(library, article, reference, place):
                near = nearest(reference.target, article.channel) if told.startswith("no") else ""
                hint = f'; the nearest is "{near}"' if near else ""
                yield Problem(article.path, reference.line, "dangling-link", told + hint)
        elif not isinstance(place, Citation):
            continue
        elif problem := caption_problem(library, article, reference, place):
            yield problem
        elif place.state == "unverified":
            yield Problem(article.path, reference.line, "unverified-time", _unverified(place))


def _nearest_slug(library: Library, target: str, channel: str) -> str:
    near = library.nearest(target, channel, 1)
    if not near:
        return ""
    article = library.articles[near[0]]
    return article.slug if article.channel == channel else article.key


def _dangling(
    library: Library, article: Article, link: WikiLink, place: Citation | Target | None
) -> str:
    """What is wrong with a link: no article answers it, or none of its article's headings."""
    if isinstance(place, Target) and place.kind != "topic":
        name, heading = next(readings(link.target))
        block = not heading or heading.startswith("^") or place.heading
        meant = library.resolve(article.channel, name) if name else article.key
        if block or place.kind == "channel" or meant != place.key:
            return ""
        return (
            f'"{name or article.slug}" has no heading "{heading}"; the link leads to its beginning'
        )
    return "" if link.kind == "file" else f'no article is called "{link.target}"'


def _unverified(citation: Citation) -> str:
    found = re.search(r"\d[\d:.]*", citation.written.rpartition("data-t")[2])
    written = found.group() if found else clock_label(citation.seconds)
    return f"{written} lies past what the video's articles show to be its length; check the time"
