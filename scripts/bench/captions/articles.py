"""Published articles on videos whose captions are known, and how near chosen sentences come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from rouge_score.rouge_scorer import RougeScorer

from scripts.captions.model import Sentence
from scripts.core.model import Reference, Timestamp, WrittenCitation
from scripts.core.text import PLACEHOLDER
from scripts.transcripts.front_matter import split_front_matter
from scripts.transcripts.references import cut_references, words_only
from scripts.wiki import timestamp_inference
from scripts.wiki.timestamp_inference import Source

NEAR = 15.0  # seconds between a citation and a sentence that tells the same


class Published(NamedTuple):
    """An article's words, and the seconds that it cites."""

    words: str
    seconds: tuple[float, ...]


class Nearness(NamedTuple):
    """The share of citations near a chosen sentence, and the F of shared words and pairs."""

    recall: float
    rouge1: float
    rouge2: float


def published(channel: Path) -> dict[str, list[Published]]:
    """Return the articles of a channel's folder by video."""
    words: dict[Source, str] = {}
    stamps: dict[Source, list[Timestamp]] = {}
    for path in sorted(channel.glob("*.md")):
        front = split_front_matter(path.read_text(encoding="utf-8", errors="replace"))
        text, references = cut_references(front.body)
        found = _stamps(references)
        if found and (video := front.values.get("videoId")):
            source = (f"{channel.name}/{path.stem}", video)
            words[source] = PLACEHOLDER.sub("", words_only(text, references))
            stamps[source] = found
    return _by_video(words, stamps)


def _stamps(references: Sequence[Reference]) -> list[Timestamp]:
    cited = [one.stamp for one in references if isinstance(one, WrittenCitation)]
    return [stamp for stamp in cited if stamp]


def _by_video(
    words: Mapping[Source, str], stamps: Mapping[Source, list[Timestamp]]
) -> dict[str, list[Published]]:
    made: dict[str, list[Published]] = defaultdict(list)
    for source, decisions in timestamp_inference.decide(stamps).items():
        seconds = tuple(float(one.seconds) for one in decisions if one.state != "unverified")
        made[source[1]].append(Published(words[source], seconds))
    return made


def nearness(chosen: Sequence[Sentence], articles: Sequence[Published]) -> list[Nearness]:
    """Return for each article how near the chosen sentences come to it."""
    text = " ".join(sentence.text for sentence in chosen)
    scorer = RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
    made = []
    for article in articles:
        scores = scorer.score(article.words, text)
        near = mean(_is_near(second, chosen) for second in article.seconds)
        made.append(Nearness(near, scores["rouge1"].fmeasure, scores["rouge2"].fmeasure))
    return made


def _is_near(second: float, chosen: Sequence[Sentence]) -> bool:
    return any(
        one.start - NEAR <= second <= one.words[-1].start + NEAR for one in chosen if one.words
    )


def average(found: Sequence[Nearness]) -> Nearness:
    """Return the mean over articles."""
    return Nearness(*(mean(column) for column in zip(*found, strict=True)))
