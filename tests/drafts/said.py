"""Whether every sentence of a draft is said in the captions at the second that it cites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scripts.captions.read import read_captions
from scripts.core.model import Article, TranscriptFile, WrittenCitation
from scripts.core.text import tokens
from scripts.transcripts.parse import parse_file

CAPTIONS = Path(__file__).parent / "captions"
DIARY = CAPTIONS / "The work diary [wk5Diary_01].en.vtt"
OFFER = CAPTIONS / "ofr5Week_02.en.srt"


def parsed(path: Path) -> Article:
    """A draft as the build reads it."""
    file = TranscriptFile("ch", path.stem, path.as_posix(), path.read_text(encoding="utf-8"))
    article, problems = parse_file(file)
    assert isinstance(article, Article)
    assert [problem for problem in problems if problem.code != "no-video"] == []
    return article


def unsaid(article: Article, captions: Path) -> Iterator[str]:
    """The sentences of an article that the captions do not have at their second.

    A name in bold before a sentence is the speaker's.
    """
    track, _ = read_captions(captions)
    assert track is not None
    words = [word for cue in track.cues for word in cue.words]
    said = [(token, word.start) for word in words for token in tokens(word.text)]
    speakers = {tuple(tokens(cue.speaker)) for cue in track.cues}
    for sentence in article.referring:
        cited = [article.references[number] for number in sentence.numbers]
        stamps = [c.stamp for c in cited if isinstance(c, WrittenCitation) and c.stamp]
        own = tokens(sentence.words)
        named = next((s for s in speakers if s and tuple(own[: len(s)]) == s), ())
        tails = (own, own[len(named) :])
        if not any(_is_said(said, tail, s.clock) for tail in tails for s in stamps):
            yield f"{[s.clock for s in stamps]} {sentence.words}"


def _is_said(said: list[tuple[str, float]], words: list[str], second: int) -> bool:
    count = len(words)
    return any(
        second <= start < second + 1 and [word for word, _ in said[at : at + count]] == words
        for at, (_, start) in enumerate(said)
    )
