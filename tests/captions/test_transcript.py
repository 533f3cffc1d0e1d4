"""Transcripts from captions made by hand: lines, their seconds, paragraphs, headings, gaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scripts.captions.model import WITHIN, Captions, Cue, Section, Sentence, Transcript, Word
from scripts.captions.source.transcript import MANY, transcript


def sentence(start: float, text: str, speaker: str = "") -> Sentence:
    """A sentence whose words begin half a second after one another."""
    words = tuple(Word(word, start + n / 2) for n, word in enumerate(text.split()))
    return Sentence(words, 1.0, speaker)


def made(*sections: Section, duration: float = 0.0) -> Transcript:
    """The transcript of these sections, whose cues are their sentences."""
    said = [one for section in sections for one in section.sentences]
    cues = tuple(Cue(one.start, one.words[-1].start + 1, one.words, one.speaker) for one in said)
    captions = Captions("c/ch/v.en.vtt", "webvtt", cues, duration=duration)
    return transcript(captions, sections, "ch", "abcdefghijk", "en")


def section(*sentences: Sentence, heading: str = "Apples") -> Section:
    return Section(heading, sentences, "text", 1.0)


def test_each_line_begins_at_its_second() -> None:
    found = made(section(sentence(3.9, "One two."), sentence(8.2, "Three.")))
    assert [(line.seconds, line.text) for line in found.lines] == [(3, "One two."), (8, "Three.")]
    assert found.words == 3
    assert found.parts[0].heading == "“One two”"  # a talk in one part is headed by its first words


def test_sentences_of_one_second_are_one_line() -> None:
    found = made(section(sentence(3.1, "Yes."), sentence(3.8, "No."), sentence(4.4, "So.")))
    assert [(line.seconds, line.text) for line in found.lines] == [(3, "Yes. No."), (4, "So.")]


def test_two_speakers_of_one_second_have_two_lines() -> None:
    found = made(section(sentence(3.1, "Yes.", "Host"), sentence(3.8, "No.", "Guest")))
    assert [line.seconds for line in found.lines] == [3, 4]
    assert [paragraph.speaker for paragraph in found.paragraphs] == ["Host", "Guest"]


@given(st.lists(st.tuples(st.floats(0, 9), st.sampled_from(["", "Host", "Guest"])), max_size=40))
def test_no_two_lines_have_one_second(said: list[tuple[float, str]]) -> None:
    sentences = [sentence(start, "Well then.", who) for start, who in sorted(said)]
    lines = made(section(*sentences)).lines
    seconds = [line.seconds for line in lines]
    assert seconds == sorted(set(seconds))
    assert sum(line.text.count("Well") for line in lines) == len(said)


def test_a_paragraph_ends_with_a_pause_or_many_words() -> None:
    long = " ".join(["word"] * 50) + "."
    found = made(section(sentence(0, long), sentence(25.5, long), sentence(90, "So.")))
    assert [len(paragraph.lines) for paragraph in found.paragraphs] == [2, 1]
    steady = [
        sentence(5 * n, "One two three four five six seven eight nine ten.") for n in range(30)
    ]
    sizes = [len(paragraph.lines) for paragraph in made(section(*steady)).paragraphs]
    assert max(sizes) * 10 <= MANY + 10


def test_headings_have_ids_of_their_own() -> None:
    one, two = sentence(1, "One."), sentence(2, "Two.")
    three = sentence(3, "Three, as everybody knows, comes after two and well before four does.")
    found = made(
        section(one, heading="T 73"), section(two, heading="T 73"), section(three, heading="")
    )
    assert [part.id for part in found.parts[:2]] == ["s-t-73", "s-t-73-2"]
    assert found.parts[2].heading == "“Three, as everybody knows, comes after two and…”"


def test_where_words_are_near() -> None:
    found = made(section(sentence(10, "One."), sentence(100, "Two.")), duration=300)
    near = [second for second in range(301) if found.has_words_near(second)]
    assert near == [*range(11 + WITHIN + 1), *range(100 - WITHIN, 101 + WITHIN + 1)]
    assert found.length == 300


def test_without_a_known_length_the_last_words_tell_it() -> None:
    assert made(section(sentence(10, "One."))).length == 11 + WITHIN


def test_equal_words_have_equal_digests() -> None:
    one, other = (made(section(sentence(1, text))) for text in ("One.", "Other."))
    assert one == made(section(sentence(1, "One.")))
    assert one.digest != other.digest
    assert repr(one) != repr(other)


def test_captions_without_words_have_no_lines() -> None:
    found = made()
    assert (found.lines, found.parts, found.has_words_near(0)) == ((), (), False)
