"""Where sentences end: by the punctuation that is there, else by pauses and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

import numpy as np
import punkt

from scripts.captions.ends import Likely, Spoken, best_ends, likely, spoken
from scripts.captions.model import Captions, Sentence

FEWEST = 1 / 60  # ends by punctuation for each word, below which there is as good as none
UNBROKEN = 60  # words without an end, in which one is looked for although others are marked
SURE = 0.97  # of an end by punctuation
_MARKED = re.compile(r"[.?!\u2026\u0964\u0965\u3002\uff01\uff1f][\"'\u201d\u2019)\]\u300d\u300f]*$")
_LANGUAGES = {
    "cs": "czech", "da": "danish", "nl": "dutch", "et": "estonian", "fi": "finnish", "fr": "french",
    "de": "german", "el": "greek", "it": "italian", "ml": "malayalam", "no": "norwegian",
    "nb": "norwegian", "pl": "polish", "pt": "portuguese", "ru": "russian", "sl": "slovene",
    "es": "spanish", "sv": "swedish", "tr": "turkish",
}  # fmt: skip


def sentences(captions: Captions) -> tuple[Sentence, ...]:
    """Return the sentences of captions, each of one speaker; every word is in one of them."""
    words = spoken(captions.cues)
    marked = sum(bool(_MARKED.search(one.word.text)) for one in words)
    if marked < FEWEST * len(words):
        return tuple(_restored(words))
    return tuple(_punctuated(words, captions.language))


def readable(sentence: Sentence) -> str:
    """Return a sentence with a capital at its start and a full stop at its end, if it has none."""
    text = sentence.text
    return text[:1].upper() + text[1:] + ("" if _MARKED.search(text) else ".")


def _turns(words: Sequence[Spoken]) -> Iterator[tuple[int, int]]:
    """Return where each speaker begins and stops."""
    at = 0
    for _, turn in groupby(words, key=lambda one: one.speaker):
        length = len(list(turn))
        yield at, at + length
        at += length


def _restored(words: Sequence[Spoken]) -> Iterator[Sentence]:
    """Return sentences of words without punctuation."""
    ends = likely(words)
    for first, last in _turns(words):
        part = Likely(ends.logits[first:last], ends.worth[first:last])
        yield from _cut(words[first:last], part)


def _cut(words: Sequence[Spoken], ends: Likely) -> Iterator[Sentence]:
    """Return the sentences of a turn, whose ends are as sure as the logits say."""
    begin = 0
    for end in best_ends(ends.worth):
        turn = end + 1 == len(words)
        sure = 1.0 if turn else float(1 / (1 + np.exp(-ends.logits[end])))
        said = words[begin : end + 1]
        yield Sentence(tuple(one.word for one in said), round(sure, 3), said[0].speaker)
        begin = end + 1


def _punctuated(words: Sequence[Spoken], language: str) -> Iterator[Sentence]:
    """Return sentences by their punctuation; a long passage without any is cut by the model."""
    for first, last in _turns(words):
        turn = words[first:last]
        begin = 0
        for end in _marked_ends([one.word.text for one in turn], language):
            said = turn[begin : end + 1]
            if len(said) > UNBROKEN:
                yield from _cut(said, likely(said))
            else:
                yield Sentence(tuple(one.word for one in said), SURE, said[0].speaker)
            begin = end + 1


def _marked_ends(texts: Sequence[str], language: str) -> Iterator[int]:
    """Return the words after which a sentence ends by its punctuation, the last one too."""
    spans = {
        end for _, end in _tokenizer(language.partition("-")[0]).span_tokenize(" ".join(texts))
    }
    length = -1
    for at, text in enumerate(texts):
        length += len(text) + 1
        if length in spans or at + 1 == len(texts):
            yield at


@cache
def _tokenizer(language: str) -> punkt.PunktSentenceTokenizer:
    """Return the tokenizer of a language, English where there is none."""
    return punkt.PunktSentenceTokenizer(punkt.load_model(_LANGUAGES.get(language, "english")))
