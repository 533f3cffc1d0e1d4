"""Citations and wiki links of every form are found, and nothing else is lost."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.core.model import Reference, Verbatim, WikiLink, WrittenCitation
from scripts.core.text import CLOSE, OPEN, PLACEHOLDER, clock_label
from scripts.transcripts.references import cut_references, restore, words_only
from tests.cases import check_cases

CITATION = '<a class="yt-timestamp" data-t="00:01:13">[00:01:13]</a>'
PIECES = (
    *(
        "word ",
        "Ünïcode ",
        "\n",
        "\n\n",
        " | ",
        "* ",
        "(",
        ")",
        "[",
        "]",
        "[[",
        "]]",
        "<",
        ">",
        "`",
    ),
    *(CITATION, "[[target | words]]", "[[target]]", "[00:02:29, 00:02:34]", "[14:12]", "7:30 "),
    *('<a class="yt-timestamp" data-t="00:12:20">', "[00:12:20]", "</a>", "</sup>", "<p>", "a:b"),
)
BRACKETS = re.compile(r"[\s|\[\]]")  # all that `restore` may miss
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=30).map("".join)


def shown(reference: Reference) -> str:
    """A reference as the case file shows it."""
    if isinstance(reference, WikiLink):
        return f"line {reference.line}: link {reference.target} | {reference.words}"
    if isinstance(reference, Verbatim):
        return f"line {reference.line}: {reference.written}"
    time = "unreadable" if reference.stamp is None else clock_label(reference.stamp.clock)
    video = f" of {reference.video}" if reference.video else ""
    return f"line {reference.line}: {time}{video}{', recovered' if reference.recovered else ''}"


def cut(text: str) -> str:
    """The text with its placeholders as `{n}`, and below it what was in them."""
    holed, references = cut_references(text)
    return "\n".join(
        [PLACEHOLDER.sub(r"{\1}", holed), *(f"{n} {shown(m)}" for n, m in enumerate(references))]
    )


def test_every_form(regen: bool) -> None:
    check_cases("references.md", cut, regen=regen)


def words(text: str) -> Counter[str]:
    """The words of a text, as often as they stand there."""
    return Counter(re.findall(r"\w+", text))


@settings(max_examples=100, deadline=None)
@given(texts)
def test_any_text_is_accepted(text: str) -> None:
    holed, references = cut_references(text)
    placeholders = [int(number) for number in PLACEHOLDER.findall(holed)]
    assert len(placeholders) == len(set(placeholders))
    assert all(number < len(references) for number in placeholders)
    assert all(1 <= reference.line <= text.count("\n") + 1 for reference in references)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_what_was_cut_can_be_put_back(text: str) -> None:
    source = text.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
    holed, references = cut_references(source)
    assert BRACKETS.sub("", restore(holed, references)) == BRACKETS.sub("", source)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_no_word_outside_a_mark_is_lost(text: str) -> None:
    source = text.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
    holed, references = cut_references(source)
    inside = sum((words(reference.written) for reference in references), Counter[str]())
    assert words(source) - words(PLACEHOLDER.sub(" ", holed)) <= inside


@settings(max_examples=100, deadline=None)
@given(texts)
def test_words_only_leaves_no_hole(text: str) -> None:
    holed, references = cut_references(text)
    assert OPEN not in words_only(holed, references)


HARD = {
    "brackets": "[",
    "double brackets": "[[",
    "both brackets": "[[a | b",
    "open tags": '<a class="yt-timestamp',
    "tags without an end": '<a class="yt-timestamp" data-t="00:01:13">',
    "colons": ":",
    "digits": "1",
    "times": "00:01:13, ",
    "bracketed times": "[00:01:13, ",
    "links to tags": "[words](<a ",
    "spaces": " ",
    "lines": "[[a\n",
    "blank lines": "[[\n \n",
    "parentheses": "(00:01:13-",
}


@pytest.mark.parametrize("piece", HARD.values(), ids=HARD)
def test_time_grows_in_step_with_the_text(piece: str) -> None:
    """Doubling the text three times may cost 8 times as much, give or take; a square costs 64."""
    small, large = (_cost(piece * (length // len(piece))) for length in (20_000, 160_000))
    assert large < 24 * max(small, 0.002)


def _cost(text: str) -> float:
    """The least of three measured times, in seconds of this process."""
    times = []
    for _ in range(3):
        before = process_time()
        cut_references(text)
        times.append(process_time() - before)
    return min(times)


def test_no_mark_of_a_real_article_is_overlooked(corpus: Path) -> None:
    left = {}
    for path in sorted(corpus.glob("*/*.md")):
        source = path.read_text(encoding="utf-8", errors="replace")
        holed, references = cut_references(source)
        if found := re.findall(r"yt.?timestamp|data-t=|\[\[[^\[\]]*\]\]", holed):
            left[path.name] = found
        assert restore(holed, references) == source
        assert all(m.stamp for m in references if isinstance(m, WrittenCitation)), path.name
    assert left == {}
