"""The library: every article by its key, and the one resolver of wiki links.

It is the only shared knowledge of the build: rendering, checking, backlinks, previews and feeds
all ask it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from scripts.captions.model import Transcript
from scripts.core.model import Article, Hub, Listing
from scripts.core.text import name_slug, tokens
from scripts.wiki.names import file_of, folded, folders_of, shared_name

_Names = Callable[[Article], tuple[str, ...]]
_Scores = dict[str, float]  # by key

COMMON = 400  # a word of more titles than this tells nothing


@dataclass(frozen=True)
class Library:
    """All articles of a build by key, its hubs by channel, its transcripts by video.

    The transcripts of a video are in several languages, its page's own first.
    """

    articles: dict[str, Article]
    hubs: dict[str, Hub] = field(default_factory=dict)
    transcripts: dict[str, tuple[Transcript, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, parsed: Iterable[Article | Hub | Transcript]) -> Library:
        """Make a library of what was parsed."""
        articles: dict[str, Article] = {}
        hubs: dict[str, Hub] = {}
        found: dict[str, list[Transcript]] = {}
        for item in parsed:
            if isinstance(item, Hub):
                hubs[item.channel] = item
            elif isinstance(item, Transcript):
                found.setdefault(item.video, []).append(item)
            else:
                articles[item.key] = item
        transcripts = {video: tuple(sorted(own, key=_rank)) for video, own in sorted(found.items())}
        return cls(articles, hubs, transcripts)

    def resolve(self, channel: str, target: str) -> str | None:
        """The key of the article that a name in `channel` means, or None.

        The ladder: exact slug, then title and file letter by letter, then slug regardless of case,
        spaces and punctuation, then a declared alias; `channel/slug` names an article of another
        channel, and `folder/name` one of a vault. A name that people wrote (no slug) and that one
        file of all channels has is found from each.
        """
        exact = f"{channel}/{target}"
        if exact in self.articles:
            return exact
        other, _, rest = target.partition("/")
        if rest and other in self.channels:
            return self.resolve(other, rest)
        letters, slug = folded(target), name_slug(target)
        if rest:
            named = self.resolve_channel(other)
            found = self.resolve(named, rest) if named else None
            return found or self._by_path(channel, target) or self._by_alias.get((channel, slug))
        names = (self._by_title, self._by_file, self._by_slug, self._by_alias)
        for by, key in zip(names, (letters, letters, slug, slug), strict=True):
            if answer := by.get((channel, key)):
                return answer
        own = self._shared.get(slug, ()) if "_" not in target else ()
        return own[0] if len(own) == 1 else None

    def _by_path(self, channel: str, path: str) -> str | None:
        """The article whose file lies at a path of its vault, which may leave out folders above."""
        *folders, name = map(name_slug, path.split("/"))
        found = [
            key
            for key in self._files.get(name, ())
            if folders_of(self.articles[key])[-len(folders) :] == folders
        ]
        here = [key for key in found if self.articles[key].channel == channel]
        return next(iter(here or found), None)

    def with_aliases(self, names: Mapping[str, tuple[str, ...]]) -> Library:
        """The library in which articles answer to further names, by their keys."""
        articles = dict(self.articles)
        for key in names.keys() & articles.keys():
            aliases = (*articles[key].aliases, *names[key])
            articles[key] = replace(articles[key], aliases=aliases)
        return replace(self, articles=articles)

    def former_keys(self, key: str) -> list[str]:
        """Return the keys that an article had, of those that no other has today."""
        article = self.articles[key]
        names = (
            alias if "/" in alias else f"{article.channel}/{name_slug(alias)}"
            for alias in article.aliases
        )
        return [name for name in names if name not in self.articles]

    def resolve_channel(self, target: str) -> str | None:
        """The channel that a wiki link names, or None."""
        return self._channel_names.get(name_slug(target))

    @cached_property
    def channels(self) -> dict[str, list[str]]:
        """The keys of each channel's articles, sorted."""
        channels: dict[str, list[str]] = {channel: [] for channel in self.hubs}
        for found in self.transcripts.values():
            channels.setdefault(found[0].channel, [])
        for key in sorted(self.articles):
            channels.setdefault(self.articles[key].channel, []).append(key)
        return dict(sorted(channels.items()))

    @cached_property
    def listings(self) -> dict[str, Listing]:
        """What the hubs say of each video, by video id."""
        return {item.video: item for hub in self.hubs.values() for item in reversed(hub.listings)}

    @cached_property
    def by_video(self) -> dict[str, list[str]]:
        """The keys of the articles on each video, sorted."""
        videos: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self.articles):
            if video := self.articles[key].video:
                videos[video].append(key)
        return dict(videos)

    def video_title(self, video: str) -> str:
        """The title of a video: its hub's, its captions', or one after its first article."""
        if video in self.listings and self.listings[video].title:
            return self.listings[video].title
        for found in self.transcripts.get(video, ()):
            if found.title:
                return found.title
        keys = self.by_video.get(video)
        return f"Video: {self.articles[keys[0]].title if keys else video}"

    def channel_title(self, channel: str) -> str:
        """Return the title of a channel: its hub's, or its name."""
        hub = self.hubs.get(channel)
        return hub.title if hub else channel

    def nearest(self, words: str, channel: str, count: int = 5) -> list[str]:
        """Return the keys of the articles whose titles share the most telling words with `words`.

        Weights are added in the order of `words`: a sum of floats depends on its order.
        """
        found = [
            self._scores[word] for word in dict.fromkeys(tokens(words)) if word in self._scores
        ]
        best = _highest([scores.get(channel, {}) for scores in found], count)
        if len(best) < count:  # articles of the same channel come first, whatever their score
            best += _highest([_elsewhere(scores, channel) for scores in found], count - len(best))
        return best

    @cached_property
    def _channel_names(self) -> dict[str, str]:
        names = {name_slug(hub.title): channel for channel, hub in sorted(self.hubs.items())}
        return names | {name_slug(channel): channel for channel in self.channels}

    @cached_property
    def _by_title(self) -> dict[tuple[str, str], str]:
        return self._first(lambda article: (folded(article.title),))

    @cached_property
    def _by_file(self) -> dict[tuple[str, str], str]:
        return self._first(lambda article: (folded(file_of(article)),))

    @cached_property
    def _by_slug(self) -> dict[tuple[str, str], str]:
        by_file = self._first(lambda article: (name_slug(file_of(article)),))
        return by_file | self._first(lambda article: (name_slug(article.slug),))

    @cached_property
    def _by_alias(self) -> dict[tuple[str, str], str]:
        by_title = self._first(lambda article: (name_slug(article.title),))
        own = self._first(lambda article: tuple(map(name_slug, article.aliases)))
        return by_title | own | self._moved

    @cached_property
    def _files(self) -> dict[str, list[str]]:
        """The keys of articles by the names of their files."""
        found: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self.articles):
            found[name_slug(file_of(self.articles[key]))].append(key)
        return dict(found)

    @cached_property
    def _shared(self) -> dict[str, list[str]]:
        """The keys of articles by names that any channel may link to."""
        found: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self.articles):
            if name := shared_name(self.articles[key]):
                found[name].append(key)
        return dict(found)

    @cached_property
    def _moved(self) -> dict[tuple[str, str], str]:
        """Aliases written `channel/slug`: what stood in another channel, or is told by its key."""
        found: dict[tuple[str, str], str] = {}
        for key in sorted(self.articles):
            for alias in self.articles[key].aliases:
                channel, slash, slug = alias.partition("/")
                if slash:
                    found.setdefault((channel, name_slug(slug)), key)
        return found

    def _first(self, names: _Names) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for key in sorted(self.articles):
            article = self.articles[key]
            for name in names(article):
                found.setdefault((article.channel, name), key)
        return found

    @cached_property
    def _scores(self) -> dict[str, dict[str, _Scores]]:
        """What each telling word adds to the score of an article: by word, channel and key."""
        titles = {key: dict.fromkeys(self._title_words(key)) for key in sorted(self.articles)}
        counts = Counter(word for words in titles.values() for word in words)
        most = max(COMMON, len(titles) // 20)
        found: dict[str, dict[str, _Scores]] = {}
        for key, words in titles.items():
            length, channel = math.sqrt(1 + len(words)), self.articles[key].channel
            for word in words:
                if counts[word] <= most:
                    weight = math.log(1 + len(titles) / counts[word])
                    found.setdefault(word, {}).setdefault(channel, {})[key] = weight / length
        return found

    def _title_words(self, key: str) -> Sequence[str]:
        article = self.articles[key]
        return tokens(f"{article.title} {article.slug.replace('_', ' ')}")


def _rank(found: Transcript) -> tuple[bool, str, str]:
    """English first, which is the language of the site; then by the names of languages."""
    return (found.language.partition("-")[0].casefold() != "en", found.language, found.path)


def _highest(parts: Sequence[_Scores], count: int) -> list[str]:
    """Return the keys of the highest sums, added in the order of the parts.

    Most keys are in one part only, so the parts are merged whole, and what they share is added.
    """
    sums: _Scores = {}
    for scores in parts:
        both = {key: sums[key] + scores[key] for key in sums.keys() & scores.keys()}
        sums.update(scores)
        sums.update(both)
    least = sorted(sums.values())[-count] if count < len(sums) else 0
    return [key for _, key in sorted((-s, key) for key, s in sums.items() if s >= least)][:count]


def _elsewhere(scores: Mapping[str, _Scores], channel: str) -> _Scores:
    """Return the scores of the articles of every other channel."""
    merged: _Scores = {}
    for other, more in scores.items():
        if other != channel:
            merged.update(more)
    return merged
