"""Composing a draft from captions: sections, the sentences that tell most, and their seconds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from scripts.captions.choose import central, choose
from scripts.captions.doubts import differences, doubts
from scripts.captions.model import Captions, Section, Sentence
from scripts.captions.sections import sections
from scripts.captions.sentences import sentences
from scripts.captions.topics import stop_words
from scripts.core.text import readable, shorten, split_sentences, tokens
from scripts.drafts.model import Candidate, Draft, Line, Part
from scripts.drafts.phrases import Phrase, distinct, ids, key_phrases
from scripts.drafts.prose import tidy
from scripts.drafts.report import NEEDLESS, index_of, looks

SHARE = 0.2  # of the words
SHORTEST, SCRAP = 4, 25  # words and characters of a sentence that may stand alone
SUMMARY = 3  # sentences
FEWEST, LONGEST = 6, 40  # words of a sentence in the summary
LONGEST_HEADING = 90  # characters
TOPICS = 10
OFTEN = 4  # times that a candidate topic of one word is said; one of more, twice


VIDEO = re.compile(r"[\w-]{11}", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Wish(NamedTuple):
    """What the command line says of a draft; empty where the captions are to tell."""

    title: str = ""
    video: str = ""
    date: str = ""
    share: float = SHARE
    check: bool = False  # a first knowledge check, too
    said: bool = False  # every word with its second, for a rewriting


def compose(captions: Captions, others: Sequence[Captions], wish: Wish) -> Draft:
    """Compose a draft. `others` are further tracks of the same talk, to compare."""
    said = sentences(captions)
    found = sections(said, captions.chapters, captions.duration)
    doubted = [(index_of(doubt, said), doubt) for doubt in doubts(captions, said)]
    needless = {index for index, doubt in doubted if doubt.kind in NEEDLESS}
    chosen = _chosen(said, found, wish.share, needless)
    parts = tuple(_parts(found, chosen))
    differing = (one for other in others for one in differences(captions, other))
    looked = looks(doubted, differing, {index for indices in chosen for index in indices})
    return Draft(
        title=wish.title or captions.title or readable(_stem(captions.path)),
        video=_if(VIDEO, wish.video or captions.video),
        date=_if(DAY, wish.date or captions.date),
        captions=captions.path.rpartition("/")[2],
        summary=_summary(parts),
        parts=parts,
        looks=tuple(looked),
        candidates=tuple(_candidates(said, captions.language)),
        sentences=len(said),
    )


def _if(pattern: re.Pattern[str], text: str) -> str:
    """What a file says of its video, where it can be that."""
    return text if pattern.fullmatch(text) else ""


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _chosen(
    said: Sequence[Sentence], found: Sequence[Section], share: float, needless: Collection[int]
) -> list[list[int]]:
    """The indices of each section's chosen sentences; every section has one.

    Needless sentences, and those of a word or two, are left unless all are kept.
    """
    worth = [at for at in range(len(said)) if at not in needless and not _is_scrap(said[at])]
    if share == 1 or not worth:
        worth = list(range(len(said)))
    best = [worth[at] for at in choose([said[at] for at in worth], share)]
    rank = central([sentence.text for sentence in said])
    start, made = 0, []
    for section in found:
        end = start + len(section.sentences)
        own = [index for index in best if start <= index < end]
        made.append(own or [max(range(start, end), key=lambda at: (rank[at], -at))])
        start = end
    return made


def _is_scrap(sentence: Sentence) -> bool:
    return len(sentence.words) < SHORTEST and len(sentence.text) < SCRAP


def _parts(found: Sequence[Section], chosen: Sequence[Sequence[int]]) -> Iterator[Part]:
    titles = [shorten(section.heading, LONGEST_HEADING) for section in found]
    start = 0
    for title, name, section, indices in zip(titles, ids(titles), found, chosen, strict=True):
        own = (section.sentences[index - start] for index in indices)
        lines = tuple(line for sentence in own for line in _lines(sentence))
        if lines:  # or all that is said is a mark
            yield Part(title, name, lines)
        start += len(section.sentences)


def _lines(sentence: Sentence) -> Iterator[Line]:
    """A sentence as the build would part it: captions may take two for one, as after `etc.`."""
    at, words = 0, sentence.text.split()
    for piece in split_sentences(sentence.text):
        count = len(piece.split())
        if tokens(piece):  # or it is no more than a mark
            text = " ".join(words[at : at + count])
            yield Line(tidy(text), int(sentence.words[at].start), sentence.speaker)
        at += count


def _summary(parts: Sequence[Part]) -> tuple[str, ...]:
    """The most central lines of the draft that are short enough, in the order of the talk."""
    lines = [line for part in parts for line in part.lines]
    if not lines:
        return ()
    rank = central([line.text for line in lines])
    short = [at for at, line in enumerate(lines) if FEWEST <= len(line.text.split()) <= LONGEST]
    best = sorted(short, key=lambda at: (-rank[at], at))[:SUMMARY]
    return tuple(lines[at].text for at in sorted(best))


def _candidates(said: Sequence[Sentence], language: str) -> Iterator[Candidate]:
    """The phrases that are said often, with the second at which each is said first.

    Those of several words go first: one word is seldom a subject.
    """
    text = " ".join(sentence.text for sentence in said)
    found = [one for one in key_phrases(text, text, language) if _is_topic(one)]
    ordered = distinct(sorted(found, key=lambda one: " " not in one.text))
    for phrase in ordered[:TOPICS]:
        yield Candidate(phrase.text, phrase.times, _first(said, tokens(phrase.text)))


def _is_topic(phrase: Phrase) -> bool:
    words = [word for word in tokens(phrase.text) if word not in stop_words()]
    return bool(words) and phrase.times >= (2 if len(words) > 1 else OFTEN)


def _first(said: Sequence[Sentence], words: list[str]) -> int:
    for sentence in said:
        if Counter(words) <= Counter(tokens(sentence.text)):
            return int(sentence.start)
    return int(said[0].start)
