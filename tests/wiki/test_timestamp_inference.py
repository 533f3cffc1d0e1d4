"""What a written time means is told from what a video's articles show together."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.core.model import State, Timestamp
from scripts.core.text import HOUR, clock_label
from scripts.transcripts.timestamps import LONGEST, read_timestamp
from scripts.wiki.timestamp_inference import Decision, Source, decide, gather
from tests.cases import check_cases
from tests.real_times import FIRST, SAMPLE, Cited, beginning, read_channel, stamps

SIGNS: dict[State, str] = {"as-written": "", "repaired": "*", "unverified": "?"}
AGREE, SLACK = 15, 1.2  # seconds within which two articles cite the same end; past it, a fifth more


def decided(text: str) -> str:
    """Decide `article: time time …` lines about one video; * is repaired, ? is unverified."""
    times = {(name, "video"): written.split() for name, _, written in map(_split, text.split("\n"))}
    found = decide({source: [_stamp(time) for time in row] for source, row in times.items()})
    return "\n".join(
        f"{source[0]}: {' '.join(clock_label(d.seconds) + SIGNS[d.state] for d in decisions)}"
        for source, decisions in found.items()
    )


def _split(line: str) -> tuple[str, str, str]:
    return line.partition(":")


def _stamp(time: str) -> Timestamp:
    stamp = read_timestamp(time)
    assert stamp is not None, time
    return stamp


def test_every_way_of_writing(regen: bool) -> None:
    check_cases("evidence.md", decided, regen=regen)


seconds = st.integers(0, 100 * HOUR)
any_stamps = (
    seconds.map(Timestamp)
    | seconds.map(lambda second: _stamp(clock_label(second)))
    | st.tuples(seconds, seconds, st.booleans()).map(lambda fields: Timestamp(*fields))
)
videos = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("vw")),
    st.lists(any_stamps, min_size=1, max_size=12),
    min_size=1,
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(videos)
def test_every_time_is_decided_within_the_video(times: dict[Source, list[Timestamp]]) -> None:
    lengths = {video: found.length for video, found in gather(times, {}).items()}
    for source, decisions in decide(times).items():
        for stamp, decision in zip(times[source], decisions, strict=True):
            assert 0 <= decision.seconds <= LONGEST
            if decision.state == "as-written":
                assert decision.seconds == stamp.clock
            if decision.state != "unverified":
                assert decision.seconds <= lengths[source[1]]


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(videos)
def test_the_order_of_articles_and_times_does_not_matter(
    times: dict[Source, list[Timestamp]],
) -> None:
    turned = {source: times[source][::-1] for source in reversed(times)}
    assert {s: d[::-1] for s, d in decide(turned).items()} == decide(times)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, HOUR - 1), min_size=1, max_size=60))
def test_what_is_written_by_the_clock_below_the_hour_stands(moments: list[int]) -> None:
    """Two articles that agree, one of them padded, lead to the same seconds."""
    clock = [_stamp(f"00:{second // 60:02}:{second % 60:02}") for second in moments]
    padded = [_stamp(f"{second // 60:02}:{second % 60:02}:00") for second in moments]
    others = [_stamp(f"00:{minute:02}:31") for minute in range(60)]
    times = {("a", "v"): clock, ("b", "v"): padded, ("c", "v"): others, ("d", "v"): others}
    found = decide(times)
    assert [decision.seconds for decision in found["a", "v"]] == moments
    if len(set(moments)) > 5:
        assert [decision.seconds for decision in found["b", "v"]] == moments


class Judged(NamedTuple):
    """A row of the hand-checked sample: facts, the article only by its beginning."""

    article: str
    video: str
    written: str
    second: int
    state: str
    verdict: str


def sample() -> list[Judged]:
    """The hand-checked sample."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    return [Judged(row[0], row[1], row[2], int(row[3]), row[4], row[5]) for row in rows]


def test_the_sample_is_large_enough() -> None:
    first = [row for row in sample() if row.article.startswith(FIRST)]
    others = [row for row in sample() if not row.article.startswith(FIRST)]
    for rows, least in ((first, 50), (others, 30)):
        counts = Counter(row.state for row in rows)
        assert min(counts["as-written"], counts["repaired"]) >= least
    assert {row.verdict for row in sample()} <= {"right", "only", "astray", "wrong"}


class Channel(NamedTuple):
    """The citations of a real channel, and what the rule makes of them."""

    cited: dict[Source, list[Cited]]
    found: dict[Source, list[Decision]]


@pytest.fixture(scope="module")
def channels(corpus: Path) -> dict[str, Channel]:
    """Every real channel, decided."""
    cited = {folder.name: read_channel(folder) for folder in sorted(corpus.iterdir())}
    return {name: Channel(found, decide(stamps(found))) for name, found in cited.items()}


def test_the_rule_decides_as_judged_by_hand(channels: dict[str, Channel]) -> None:
    meant: dict[tuple[str, str, str], set[tuple[int, str]]] = defaultdict(set)
    for channel in channels.values():
        for (article, video), decisions in channel.found.items():
            for cited, decision in zip(channel.cited[article, video], decisions, strict=True):
                meant[beginning(article), video, cited.written].add(decision)
    different = [
        (row, found)
        for row in sample()
        if (found := meant[row.article, row.video, row.written]) != {(row.second, row.state)}
        if row.verdict != "wrong"
    ]
    assert different == []


def independent_length(articles: Sequence[Sequence[Cited]]) -> int:
    """The last second that two articles cite alike which write nothing but `00:MM:SS`."""
    plain = [
        {citation.stamp.clock for citation in cited}
        for cited in articles
        if all(citation.written.startswith("00:") for citation in cited)
    ]
    near = Counter(
        moment for moments in plain for moment in {s + n for s in moments for n in range(AGREE)}
    )
    return max((second for second, articles_near in near.items() if articles_near > 1), default=0)


def test_nothing_shown_as_sound_lies_past_the_end(channels: dict[str, Channel]) -> None:
    by_video: dict[str, list[list[Cited]]] = defaultdict(list)
    for (_, video), citations in channels[FIRST].cited.items():
        by_video[video].append(citations)
    lengths = {video: independent_length(articles) for video, articles in by_video.items()}
    past = [
        (source, decision)
        for source, decisions in channels[FIRST].found.items()
        for decision in decisions
        if (length := lengths[source[1]]) and decision.seconds > SLACK * length
        if decision.state != "unverified"
    ]
    assert sum(length > 0 for length in lengths.values()) > 90
    assert past == []


def test_few_times_of_the_real_articles_stay_unverified(channels: dict[str, Channel]) -> None:
    for name, channel in channels.items():
        states = Counter(d.state for decisions in channel.found.values() for d in decisions)
        assert states["unverified"] < 0.005 * states.total(), name
