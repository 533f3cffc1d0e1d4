"""From captions to sentences, sections, chosen sentences, doubts and exports."""

from __future__ import annotations

import json

import pytest
import srt
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.captions.choose import choose
from scripts.captions.doubts import differences, doubts
from scripts.captions.exports import to_markdown, to_podcast_json, to_srt, to_webvtt
from scripts.captions.headings import headings
from scripts.captions.model import Captions, Chapter, Cue, Sentence, Word
from scripts.captions.read import parse_captions
from scripts.captions.sections import own_number, sections
from scripts.captions.sentences import readable, sentences
from scripts.captions.source.transcript import transcript

SUBJECTS = ("flour and millstones", "water from the river", "the brick oven", "the crust")


def captions(*cues: tuple[float, str], speaker: str = "", known: bool = False) -> Captions:
    """Captions of texts that begin at these seconds."""
    made = []
    for start, text in cues:
        words = tuple(
            Word(word, start + at / 4, known and not at) for at, word in enumerate(text.split())
        )
        made.append(Cue(start, words[-1].start + 0.2, words, speaker))
    return Captions("talk.vtt", "webvtt", tuple(made), "en", "abc_DEF-123", "Bread")


def one_by_one(text: str) -> Captions:
    """Words with their own times, a quarter of a second apart; `/` is a second of silence."""
    cues, at = [], 0.0
    for word in text.split():
        if word == "/":
            at += 1
            continue
        cues.append(Cue(at, at, (Word(word, at, True),)))
        at += 0.05 + 0.05 * len(word)
    return Captions("talk.json3", "json3", tuple(cues))


def talk() -> Captions:
    """A talk of forty sentences on four subjects."""
    told = [subject for subject in SUBJECTS for _ in range(10)]
    return captions(
        *((10.0 * n, f"We tell of {one} which is {one} indeed {n}.") for n, one in enumerate(told))
    )


def test_punctuation_ends_sentences_and_abbreviations_do_not() -> None:
    said = captions((0, "Dr. Meyer bakes at 3.5 bar. Why? He"), (5, "likes it. And so on"))
    assert [one.text for one in sentences(said)] == [
        "Dr. Meyer bakes at 3.5 bar.",
        "Why?",
        "He likes it.",
        "And so on",
    ]
    assert [one.start for one in sentences(said)][2:] == [1.75, 5.5]


def test_pauses_end_sentences_where_nothing_is_marked() -> None:
    text = (
        "bread is older than the plow / it was made of the seeds of wild grass / and the people "
        "who made it did not sow / they gathered what there was / so the oven came before the field"
    )
    found = sentences(one_by_one(text * 2))
    ends = {one.words[-1].text for one in found}
    assert {"plow", "grass", "sow", "was"} <= ends
    assert all(0 <= one.confidence <= 1 for one in found)
    assert readable(found[0]) == "Bread is older than the plow."


def test_a_long_passage_without_punctuation_is_cut_although_the_rest_is_marked() -> None:
    long = "we mix the flour and then the water goes in so it is wet and we wait " * 9
    said = captions((0, "Bread is old. It is good. So it is."), (9, long.strip() + "."))
    found = sentences(said)
    assert max(len(one.words) for one in found) < 71
    assert sum(len(one.words) for one in found) == sum(len(cue.words) for cue in said.cues)


def test_a_sentence_has_one_speaker() -> None:
    first, second = captions((0, "bread is"), speaker="A"), captions((3, "old"), speaker="B")
    said = Captions("a", "webvtt", (*first.cues, *second.cues))
    assert [(one.speaker, one.text) for one in sentences(said)] == [("A", "bread is"), ("B", "old")]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.text("ab.?! ", min_size=1, max_size=30), min_size=1, max_size=20))
def test_every_word_is_in_one_sentence_and_one_section(texts: list[str]) -> None:
    cues = [(3.0 * at, text) for at, text in enumerate(texts) if text.split()]
    if not cues:
        return
    said = captions(*cues)
    words = [word for cue in said.cues for word in cue.words]
    found = sentences(said)
    assert [word for one in found for word in one.words] == words
    parts = sections(found, (), 60)
    assert [one for part in parts for one in part.sentences] == list(found)
    chosen = choose(found)
    assert list(chosen) == sorted(set(chosen))
    assert chosen
    assert sections(found, (), 60) == parts  # the same twice


def test_sections_by_the_text_are_where_the_subject_changes() -> None:
    found = sections(sentences(talk()), (), 400, 4)
    assert [round(part.sentences[0].start, -1) for part in found] == pytest.approx(
        [0, 100, 200, 300], abs=20
    )
    assert {part.source for part in found} == {"text"}
    assert len({part.heading for part in found}) == 4
    assert "oven" in found[2].heading.lower() or "brick" in found[2].heading.lower()


def test_sections_by_chapters_have_their_titles() -> None:
    chapters = [Chapter(0, "Flour"), Chapter(101, "Water"), Chapter(395, "No one speaks")]
    found = sections(sentences(talk()), chapters, 400)
    assert [(part.heading, part.source) for part in found] == [
        ("Flour", "chapters"),
        ("Water", "chapters"),
    ]
    assert found[1].sentences[0].start == 100  # it began a second before


def test_nothing_said_has_no_sections_and_short_talks_one() -> None:
    assert sections(()) == ()
    assert choose(()) == ()
    assert len(sections(sentences(captions((0, "Bread is old."))))) == 1
    assert own_number(5) == 1
    assert own_number(3600) < own_number(5 * 3600) < 40


def test_a_fifth_of_the_words_is_chosen_from_all_of_a_talk() -> None:
    found = sentences(talk())
    chosen = choose(found, 0.2)
    words = sum(len(found[at].words) for at in chosen)
    assert 0.15 < words / sum(len(one.words) for one in found) <= 0.2
    assert {at // 10 for at in chosen} == {0, 1, 2, 3}


def test_headings_differ_and_names_keep_their_capitals() -> None:
    texts = ["the town of Nauvoo has mills and Nauvoo has bread", "an oven an oven", "of the and"]
    found = headings(texts)
    assert len(set(found)) == 3
    assert "Nauvoo" in found[0]
    assert found[2] == "Part 3"


def test_what_a_person_should_look_at() -> None:
    said = captions(
        (0, "Welcome back to the bakery."),
        (5, "This video is sponsored by a mill."),
        (9, "word " * 65),
    )
    unsure = Sentence((Word("and", 200.0), Word("so", 201.0)), 0.2)
    kinds = [(one.kind, one.start) for one in doubts(said, (*sentences(said), unsure))]
    assert ("greeting", 0) in kinds
    assert ("advertisement", 5) in kinds
    assert ("loop", 9) in kinds
    assert ("unsure", 201) in kinds


def test_figures_and_names_that_two_tracks_give_otherwise() -> None:
    ours = captions((0, "It weighs 300 grams says Martha today."), (60, "And 7 more."))
    theirs = captions((1, "It weighs 400 grams says Marta today."), (60, "And 7 more."))
    assert [(one.kind, one.words) for one in differences(ours, theirs)] == [
        ("number", "300, elsewhere 400"),
        ("name", "Martha, elsewhere marta"),
    ]
    assert differences(ours, ours) == ()


TWO = Captions(
    "a.vtt",
    "webvtt",
    (
        *captions((1, "Salt & water <b> is"), (3, "1 < 2."), speaker="Martha").cues,
        *captions((5, "Yes, [sic] it is."), (8, "So *there*."), speaker="Paul").cues,
    ),
    "en",
    "abc_DEF-123",
    "Bread",
)


@pytest.mark.parametrize("export", [to_webvtt, to_srt, to_podcast_json])
def test_exports_are_read_back_as_they_were(export: object) -> None:
    assert callable(export)
    text = export(TWO)
    back, problems = parse_captions(text.encode(), "a.en.vtt")
    assert problems == []
    assert back is not None
    for cue, read in zip(TWO.cues, back.cues, strict=True):
        assert (read.start, read.end) == pytest.approx((cue.start, cue.end), abs=0.001)
        assert read.speaker == cue.speaker
        words = [word.text for word in cue.words if word.text not in ("<b>", "[sic]")]
        assert [word.text for word in read.words if word.text not in ("<b>", "[sic]")] == words


def test_exports_are_valid_to_their_libraries() -> None:
    assert len(webvtt.from_string(to_webvtt(TWO), strict=True).captions) == 4
    assert [one.index for one in srt.parse(to_srt(TWO))] == [1, 2, 3, 4]
    assert json.loads(to_podcast_json(TWO))["segments"][0]["speaker"] == "Martha"


def test_a_transcript_as_markdown_is_read_as_captions_again() -> None:
    cut = sections(sentences(TWO), [Chapter(0, "Salt")])
    made = transcript(TWO, cut, "kitchen", TWO.video, "en")
    text = to_markdown(made, "Bread")
    assert text.startswith("# Bread\n")
    assert "\n## Salt\n" in text
    assert "[00:00:01](https://www.youtube.com/watch?v=abc_DEF-123&t=1s) Martha: Salt" in text
    back, problems = parse_captions(text.encode(), "a.txt")
    assert [one.code for one in problems] == ["caption-untimed"]  # the line of the source
    assert back is not None
    assert [cue.start for cue in back.cues] == [line.seconds for line in made.lines]
    assert all(f") {part.speaker}: " in text for part in made.paragraphs if part.speaker)
