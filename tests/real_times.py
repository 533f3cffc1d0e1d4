"""The written times of real transcripts, and a sample of them to judge by hand.

`python -m tests.real_times SEED` prints a sample from ../shared/corpus: each citation with the
sentence before it and how other articles on its video cite the same words. Facts about judged ones
go into `cases/citations-sample.tsv`; the sentences stay where they are.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scripts.core.model import Reference, State, Timestamp, WrittenCitation
from scripts.core.text import CLOSE, OPEN
from scripts.transcripts.front_matter import split_front_matter
from scripts.transcripts.references import cut_references, words_only
from scripts.wiki import timestamp_inference as evidence
from scripts.wiki.timestamp_inference import Decision, Source

SAMPLE = Path(__file__).parent / "cases" / "citations-sample.tsv"
CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
FIRST, OTHERS = "alifeafterlayoff", ("3blue1brown", "aidotengineer", "goodareaslive", "marrowmed")
STATES: tuple[State, ...] = ("repaired", "as-written")
_DIGITS = re.compile(r"\d{1,4}(?::\d{1,3}){1,3}")


class Cited(NamedTuple):
    """A real citation: its article and video, the written time, and the words before it."""

    source: Source
    written: str
    stamp: Timestamp
    words: str


def written_time(written: str) -> str:
    """The digits of a written citation, as its tag or else its label gives them."""
    found = _DIGITS.search(written[written.find("data") :]) or _DIGITS.search(written)
    return found.group() if found else ""


def beginning(article: str) -> str:
    """The channel and the beginning of the slug, by which the sample names an article."""
    channel, _, slug = article.partition("/")
    return f"{channel}/{slug[:24]}"


def read_channel(folder: Path, *, words: bool = False) -> dict[Source, list[Cited]]:
    """Every readable citation of a channel, by article and video; with the words before each?"""
    cited = {}
    for path in sorted(folder.glob("*.md")):
        front = split_front_matter(path.read_text(encoding="utf-8", errors="replace"))
        if video := front.values.get("videoId"):
            source = (f"{folder.name}/{path.stem}", video)
            if found := list(_citations(source, front.body, words=words)):
                cited[source] = found
    return cited


def _citations(source: Source, body: str, *, words: bool) -> Iterable[Cited]:
    text, references = cut_references(body)
    for number, reference in enumerate(references):
        if isinstance(reference, WrittenCitation) and reference.stamp:
            before = _words_before(text, number, references) if words else ""
            yield Cited(source, written_time(reference.written), reference.stamp, before)


def _words_before(text: str, number: int, references: Sequence[Reference]) -> str:
    before = text[: text.find(f"{OPEN}{number}{CLOSE}")].strip()
    return words_only(before[-400:].rpartition("\n")[2], references)[-180:]


def stamps(cited: Mapping[Source, Sequence[Cited]]) -> dict[Source, list[Timestamp]]:
    """What `evidence.decide` takes."""
    return {source: [citation.stamp for citation in found] for source, found in cited.items()}


def main(seed: int) -> None:
    """Print 60 citations of each state from the first channel, 32 from the others."""
    for names, size in (((FIRST,), 60), (OTHERS, 32)):
        cited: dict[Source, list[Cited]] = {}
        for name in names:
            cited |= read_channel(CORPUS / name, words=True)
        decided = evidence.decide(stamps(cited))
        for state in STATES:
            _print_sample(cited, decided, state, random.Random(f"{seed} {state}"), size)


def _print_sample(
    cited: Mapping[Source, Sequence[Cited]],
    decided: Mapping[Source, Sequence[Decision]],
    state: State,
    rng: random.Random,
    size: int,
) -> None:
    places = [
        (source, n)
        for source in sorted(cited)
        for n, d in enumerate(decided[source])
        if d.state == state
    ]
    by_video: dict[str, list[tuple[Cited, Decision]]] = defaultdict(list)
    for source, found in cited.items():
        by_video[source[1]] += zip(found, decided[source], strict=True)
    for source, n in rng.sample(places, size):
        one, decision = cited[source][n], decided[source][n]
        row = (beginning(source[0]), source[1], one.written, str(decision.seconds), state)
        print("\n" + "\t".join(row))
        print("    " + " ".join(c.written for c in cited[source][max(0, n - 3) : n + 4]))
        print(f"    {one.words}")
        for other, its in _alike(one, by_video[source[1]]):
            print(f"    {its.seconds} ({other.written} {its.state}) {other.words[-150:]}")


def _alike(
    one: Cited, others: Sequence[tuple[Cited, Decision]], most: int = 5
) -> list[tuple[Cited, Decision]]:
    """The citations of other articles whose words are most like one's, rare words counting more."""
    bags = {id(other): set(re.findall(r"\w{4,}", other.words.lower())) for other, _ in others}
    common = Counter(word for bag in bags.values() for word in bag)
    mine = set(re.findall(r"\w{4,}", one.words.lower()))
    likeness = {
        key: sum(1 / common[word] for word in bag & mine) / (1 + len(bag)) ** 0.5
        for key, bag in bags.items()
    }
    elsewhere = [pair for pair in others if pair[0].source != one.source]
    return sorted(elsewhere, key=lambda pair: -likeness[id(pair[0])])[:most]


if __name__ == "__main__":
    main(int(sys.argv[1]))
