"""What people complain of elsewhere: a test for each, in words of our own."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from scripts.captions.doubts import doubts
from scripts.captions.info import described, parse_info
from scripts.captions.model import Captions, Chapter
from scripts.captions.read import parse_captions, read_captions
from scripts.captions.sections import sections
from scripts.captions.sentences import sentences


def read(text: str, path: str = "talk.en.vtt") -> Captions:
    """The captions of a text without any problem."""
    captions, problems = parse_captions(text.encode(), path)
    assert problems == []
    assert captions is not None
    return captions


def words(captions: Captions) -> str:
    """All words of captions."""
    return " ".join(word.text for cue in captions.cues for word in cue.words)


def starts(captions: Captions) -> list[float]:
    """When each cue begins."""
    return [cue.start for cue in captions.cues]


def vtt(*cues: str) -> str:
    """A WebVTT file of these cues."""
    return "\n\n".join(["WEBVTT", *cues, ""])


ROLLING = vtt(
    "00:00:01.000 --> 00:00:03.000 align:start\n \nbread<00:00:01.500><c> is</c>"
    "<00:00:02.000><c> old</c>",
    "00:00:03.000 --> 00:00:03.010 align:start\nbread is old\n ",
    "00:00:03.010 --> 00:00:05.000 align:start\nbread is old\nolder<00:00:04.000><c> than</c>",
    "00:00:05.000 --> 00:00:05.010 align:start\nolder than\n ",
    "00:00:05.010 --> 00:00:07.000 align:start\nolder than\nthe<00:00:06.000><c> plow</c>",
)


def test_every_line_three_times() -> None:
    captions = read(ROLLING)
    assert words(captions) == "bread is old older than the plow"
    assert [(w.start, w.known) for w in captions.cues[0].words] == [
        (1.0, True),
        (1.5, True),
        (2.0, True),
    ]


def test_twice_as_many_words_in_rolled_captions_that_lost_their_word_times() -> None:
    text = """1
00:00:01,000 --> 00:00:03,000

bread is old

2
00:00:03,000 --> 00:00:03,010
bread is old


3
00:00:03,010 --> 00:00:05,000
bread is old
older than

4
00:00:05,000 --> 00:00:07,000
older than
the plow
"""
    assert words(read(text, "talk.srt")) == "bread is old older than the plow"


def test_a_blank_padding_line_does_not_end_a_cue() -> None:
    text = vtt(
        "00:01.000 --> 00:03.000\n \nbread is old\n\nand good", "00:03.000 --> 00:05.000\nso"
    )
    assert words(read(text)) == "bread is old and good so"


@pytest.mark.parametrize("rolling", [False, True])
def test_a_phrase_that_was_truly_said_twice_stays_twice(rolling: bool) -> None:
    plain = vtt("00:01.000 --> 00:02.000\nvery old", "00:02.000 --> 00:03.000\nvery old")
    rolled = vtt(
        "00:00.000 --> 00:01.000\nbread is",
        "00:01.000 --> 00:02.000\nbread is\nvery old",
        "00:02.000 --> 00:03.000\nvery old\nvery old",
        "00:03.000 --> 00:04.000\nvery old\nindeed",
    )
    expected = "bread is very old very old indeed" if rolling else "very old very old"
    assert words(read(rolled if rolling else plain)) == expected


def test_a_blank_line_after_the_times_does_not_lose_the_text() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n\nbread\n\n2\n00:00:02,000 --> 00:00:03,000\nis old\n"
    assert words(read(text, "talk.srt")) == "bread is old"
    assert words(read(vtt("00:01.000 --> 00:02.000\n\nbread"))) == "bread"


def test_an_end_equal_to_its_start() -> None:
    captions = read(vtt("00:01.000 --> 00:01.000\nbread is old", "00:04.000 --> 00:05.000\nyes"))
    assert words(captions) == "bread is old yes"
    assert starts(captions) == [1.0, 4.0]
    assert captions.cues[0].words[-1].start < 4


def test_all_text_in_the_first_five_seconds() -> None:
    cues = [f"00:0{n % 5}.000 --> 00:0{n % 5}.900\nbread is old and good to eat" for n in range(20)]
    _, problems = parse_captions(vtt(*cues).encode(), "talk.vtt")
    assert [problem.code for problem in problems] == ["caption-rate"]


def test_an_end_before_the_next_start_and_one_after_it() -> None:
    captions = read(vtt("00:01.000 --> 00:09.000\nbread", "00:04.000 --> 00:05.000\nis old"))
    assert [(cue.start, cue.end) for cue in captions.cues] == [(1.0, 4.0), (4.0, 5.0)]


def test_a_cue_of_nine_milliseconds_that_doubles_a_line() -> None:
    text = vtt(
        "00:01.000 --> 00:02.000\nbread is old",
        "00:02.000 --> 00:02.009\nbread is old",
        "00:03.000 --> 00:04.000\nwho knew",
    )
    assert words(read(text)) == "bread is old who knew"


def test_notes_styles_and_empty_cues_are_no_speech() -> None:
    text = vtt(
        "NOTE\nbaked by nobody",
        "STYLE\n::cue { color: red }",
        "REGION\nid:left",
        "one\n00:01.000 --> 00:02.000\nbread",
        "00:02.000 --> 00:03.000\n",
        "NOTE nothing here either\nnor here",
        "00:03.000 --> 00:04.000\nis old",
    )
    assert words(read(text)) == "bread is old"


def test_a_name_before_a_colon_is_a_speaker() -> None:
    text = vtt(
        "00:01.000 --> 00:02.000\n>> MARTHA: Bread is old.",
        "00:02.000 --> 00:03.000\n>> PAUL: How old?",
        "00:03.000 --> 00:04.000\nOne thing: older than the plow.",
    )
    captions = read(text)
    assert [cue.speaker for cue in captions.cues] == ["MARTHA", "PAUL", "PAUL"]
    assert words(captions) == "Bread is old. How old? One thing: older than the plow."


@pytest.mark.parametrize("mark", ["[MUSIC]", "[ __ ]", "(applause)", "\u266a", "[baker laughing]"])
def test_a_mark_is_no_sentence(mark: str) -> None:
    captions = read(
        vtt(f"00:01.000 --> 00:02.000\n{mark}", "00:02.000 --> 00:03.000\nBread is old.")
    )
    assert [one.text for one in sentences(captions)] == ["Bread is old."]


def test_loops_and_thanks_that_a_recognizer_invented_are_told() -> None:
    loop = [f"00:{n:02}.000 --> 00:{n:02}.900\nthe oven is hot" for n in range(1, 8)]
    captions = read(vtt(*loop, "00:09.000 --> 00:10.000\nThanks for watching!"))
    told = {doubt.kind: doubt for doubt in doubts(captions, sentences(captions))}
    assert told["loop"].words == "the oven is hot (7 times)"
    assert told["loop"].start == 1
    assert "greeting" in told
    assert words(captions).count("the oven is hot") == 7  # told, and left to a person


def test_centiseconds_are_no_milliseconds() -> None:
    text = "1\n00:00:01,50 --> 00:00:02,5\nbread\n\n2\n00:00:03,250 --> 00:00:04,000\nis old\n"
    assert starts(read(text, "talk.srt")) == [1.5, 3.25]


def test_part_two_of_a_talk_starts_at_zero_again() -> None:
    part = [f"00:{n:02}:00.000 --> 00:{n:02}:30.000\nloaf number {n}" for n in range(5)]
    captions, problems = parse_captions(vtt(*part, *part).encode(), "talk.vtt")
    assert captions is not None
    assert [problem.code for problem in problems] == ["caption-restart"]
    assert problems[0].line == 18
    assert starts(captions)[5:] == [270 + 60 * n for n in range(5)]


def test_a_ratio_is_no_chapter() -> None:
    listed = "0:00 Flour\nshot in 16:9 throughout\n2:10 Water\n4:00 Salt"
    assert [one.start for one in described(listed)] == [0, 130, 240]
    assert described("16:9 and 4:3 and nothing else") == ()


def test_the_time_of_a_chapter_may_stand_after_its_title() -> None:
    assert described("Flour 0:00\nWater 2:10\nSalt 1:04:00")[2] == Chapter(3840, "Salt")


def test_chapters_of_no_length_are_left_out_and_told() -> None:
    listed = [{"start_time": at, "title": str(at)} for at in (0, 0, 60)]
    info, problems = parse_info(json.dumps({"chapters": listed}).encode(), "a.info.json")
    assert len(info.chapters) == 2
    assert [problem.code for problem in problems] == ["caption-chapter"]


def test_chapters_of_another_cut_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.en.vtt"
    file.write_text(vtt("00:01.000 --> 00:09.000\nBread is old."), encoding="utf-8")
    listed = [{"start_time": at, "title": f"t{at}"} for at in (0, 5, 600)]
    (tmp_path / "a.info.json").write_text(json.dumps({"id": "abc", "chapters": listed}))
    captions, problems = read_captions(file)
    assert captions is not None
    assert (captions.chapters, captions.video, captions.language) == ((), "abc", "en")
    assert [problem.code for problem in problems] == ["caption-chapter"]


def test_no_paragraph_break_in_two_hours_is_not_one_section() -> None:
    subjects = ["flour millstone grain", "water river salt", "oven fire brick", "crust knife slice"]
    lines = [
        f"{n // 60:02}:{n % 60:02}:00.000 --> {n // 60:02}:{n % 60:02}:50.000\n"
        f"we speak of {subjects[n // 30]} and {subjects[n // 30]} some more number {n}"
        for n in range(120)
    ]
    captions = read(vtt(*lines))
    found = sections(sentences(captions))
    assert 3 < len(found) < 40
    assert sum(len(one.words) for part in found for one in part.sentences) == len(
        words(captions).split()
    )
    assert all(section.heading for section in found)
    known = sections(sentences(captions), number=4)
    assert [round(part.sentences[0].start / 60) for part in known] == pytest.approx(
        [0, 30, 60, 90], abs=3
    )


def test_minutes_past_the_hour() -> None:
    captions = read("0:00 bread\n59:30 is old\n64:22 very old\n1:10:00 indeed\n", "talk.txt")
    assert starts(captions) == [0, 3570, 3862, 4200]


@pytest.mark.parametrize(
    "unit",
    [
        "00:01.000 --> 00:02.000\nbread is old\n\n",
        "<c><c.a<00:00:01.000",
        "[[[((( ",
        "1" * 40,
        "1:00 ",
        "\u266a ",
        '{"a": [',
        "a: b: ",
    ],
)
def test_time_grows_with_the_input_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        text = "WEBVTT\n\n00:01.000 --> 00:02.000\n" + unit * (size // len(unit))
        began = time.process_time()
        captions, _ = parse_captions(text.encode(), "talk.vtt")
        if captions:
            sentences(captions)
        return time.process_time() - began

    tries = ((seconds(8_000), seconds(64_000)) for _ in range(4))  # a busy machine spoils some
    assert any(large < 16 * small + 0.2 for small, large in tries)
