"""What a model may not write: times, figures and names that the captions do not have."""

from __future__ import annotations

import pytest

from scripts.drafts.rewriting.accept import accepted

WORDS = (
    "so in 2019 the Ohio branch paid fifty thousand dollars and twenty-five percent more than "
    "the two hundred and five others did in a week"
)
SAID = tuple((word, 10 + number / 2) for number, word in enumerate(WORDS.split()))


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ohio branch paid $50,000 in 2019 [00:00:10].",
        "Ohio paid 25% more than 205 others. [0:12]",
        "It's what two hundred and five others did [0:20] [0:22].",
        "- In a week, I think, it was done [00:00:22].",
        "Twenty-five percent is a lot [0:15].",
    ],
)
def test_what_is_said_comes_back(sentence: str) -> None:
    lines, refused = accepted(sentence, SAID)
    assert refused == []
    assert len(lines) == 1


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The branch paid a lot.", "it cites no second"),
        ("The branch paid a lot [0:00].", "nothing is said at second 0"),
        ("The branch paid a lot [9:59].", "nothing is said at second 599"),
        ("The branch paid $60,000 [0:12].", "60000 is not said within 20 s"),
        ("The branch paid sixty thousand [0:12].", "60000 is not said within 20 s"),
        ("The Texas branch paid more [0:12].", "Texas is not said within 20 s"),
        ("Texas paid more [0:12].", "Texas is not said within 20 s"),
        ("It paid more, said NASA [0:12].", "NASA is not said within 20 s"),
        ("[0:12]", "there are no words"),
    ],
)
def test_what_is_not_said_is_refused(sentence: str, reason: str) -> None:
    lines, refused = accepted(sentence, SAID)
    assert lines == ()
    assert [one.reason for one in refused] == [reason]


def test_what_is_said_elsewhere_is_refused() -> None:
    late = (*SAID, ("later", 300.0))
    assert accepted("It was 2019 [5:00].", late)[1][0].reason == "2019 is not said within 20 s"


def test_each_sentence_of_a_line_counts() -> None:
    lines, refused = accepted("It was more [0:14]. It was less. It was done [0:20].", SAID)
    assert [line.second for line in lines] == [14, 20]
    assert [one.sentence for one in refused] == ["It was less."]


def test_nothing_is_refused_as_nothing() -> None:
    assert accepted("", SAID)[1][0].reason == "there is no sentence"


def test_what_comes_back_is_text() -> None:
    lines, _ = accepted("<b>More</b> was paid [0:14] [0:15] [0:14].", SAID)
    assert lines[0].text == "<b>More</b> was paid."
    assert (lines[0].second, lines[0].more) == (14, (15, 14))
