"""Wiki links at first mention: what is linked, to what, and what stays text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros import tables
from scripts.core.model import Article, TranscriptFile
from scripts.drafts.linking import Known, Linker, known_names
from scripts.drafts.prose import cited, tidy
from scripts.transcripts.parse import parse_file
from scripts.transcripts.references import words_only
from tests.conftest import command
from tests.drafts.said import DIARY, unsaid

GLOSSARY = """
[[term]]
id = "ats"
term = "Applicant tracking system"
aliases = ["ATS"]
article = "ch/resumes"
text = "What it is."
video = "abcdefghijk"
second = 5

[[term]]
id = "lost"
term = "Lost term"
article = "ch/gone"
text = "What it is."
video = "abcdefghijk"
second = 5
"""


def article(key: str, title: str, *aliases: str) -> TranscriptFile:
    channel, _, slug = key.partition("/")
    named = "".join(f"\n  - {alias}" for alias in aliases)
    front = f"---\ntitle: {title}\nvideoId: abcdefghijk\naliases:{named}\n---\n\nWords.\n"
    return TranscriptFile(channel, slug, f"{key}.md", front)


def known() -> Known:
    articles = [
        article("ch/pay_band", "Pay band"),
        article("ch/pay_band_review", "Pay band review", "band_talk"),
        article("ch/resumes", "Writing a resume"),
        article("other/pay_band", "Pay band"),
        article("other/layoff", "Layoff"),
        article("other/work", "Work"),
        article("ch/own", "The own article"),
        article("ch/sick_pay", "Understanding the sick pay"),
        article("ch/sick_leave", "An offer"),
        TranscriptFile("ch", "ch", "ch/ch.md", "---\ntitle: Hub of all\n---\n"),
    ]
    return known_names(articles, "ch", tables.parse(GLOSSARY.encode(), "term").sound)


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("The pay band is public.", "The [[pay_band | pay band]] is public."),
        ("A Pay Band review, then.", "A [[pay_band_review | Pay Band review]], then."),
        ("Pay bands differ.", "[[pay_band | Pay bands]] differ."),
        ("The band talk helps.", "The [[pay_band_review | band talk]] helps."),
        ("A layoff is near.", "A [[other/layoff | layoff]] is near."),
        ("The work goes on.", "The work goes on."),
        ("An ATS reads it.", "An [[resumes | ATS]] reads it."),
        ("A lost term is lost.", "A lost term is lost."),
        ("The hub of all is no article.", "The hub of all is no article."),
        (
            "A layoff list and sick pay.",
            "A [[other/layoff | layoff]] list and [[sick_pay | sick pay]].",
        ),
        ("This is the own article.", "This is the own article."),
        ("The pay, band by band.", "The pay, band by band."),
        ("Pay band and pay band.", "[[pay_band | Pay band]] and pay band."),
        ("Pay *band* and [x] for $5.", "Pay \\*band\\* and \\[x\\] for $5."),
    ],
)
def test_a_first_mention_is_a_link(text: str, linked: str) -> None:
    assert Linker(known(), "ch/own").link(text) == linked


def test_a_second_sentence_does_not_link_again() -> None:
    linker = Linker(known(), "ch/own")
    assert linker.link("A pay band.") == "A [[pay_band | pay band]]."
    assert linker.link("A pay band.") == "A pay band."


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp", "Zs", "Cf", "Co")),
    min_size=1,
    max_size=12,
)


MARKUP = """
1. 2) - + # ## > = === *** --- ~~~ ``` | : [[x]] [[x|y]] [x](y) [^1] <b> </b> <script> <!--
(00:01:13) [00:12] [1:02:03] $x$ $5 5$ $$ `a` {#id} {{x}} {%x%} &amp; &lt; \\ \\[ _a_ **b**
http://x.y %% %%x%% ^x -->  From: ad-tip ==x== ^x^ a.b U.S. ... ?! “quoted” ‘q’ »x« 。 x。 १।
"""


@given(st.lists(st.one_of(WORDS, st.sampled_from(MARKUP.split())), min_size=1, max_size=12))
def test_whatever_is_said_is_text_in_the_article(words: list[str]) -> None:
    said = tidy(" ".join(words))
    line = cited(Linker(Known({}), "ch/own").link(said), 73)
    text = f"---\ntitle: T\nvideoId: abcdefghijk\n---\n\n## H\n\nFirst.\n\n{line}\n"
    parsed, _ = parse_file(TranscriptFile("ch", "own", "own.md", text))
    assert isinstance(parsed, Article)
    assert [citation.stamp.clock for citation in parsed.citations if citation.stamp] == [73]
    shown = " ".join(words_only(s, parsed.references) for s in parsed.sentences)
    assert letters(shown).endswith(letters(said))


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def test_a_draft_links_what_the_articles_folder_has(tmp_path: Path) -> None:
    out = tmp_path / "articles"
    (out / "ch").mkdir(parents=True)
    front = "---\ntitle: {}\nvideoId: abcdefghijk\n{}---\n\nWords of it.\n"
    (out / "ch" / "first.md").write_text(front.format("Work diary", ""))
    (out / "ch" / "second.md").write_text(front.format("Layoff", "status: draft\n"))
    (tmp_path / "glossary.toml").write_text(
        '[[term]]\nid = "r"\nterm = "Review"\naliases = []\narticle = "ch/first"\n'
    )
    assert command("draft", DIARY, "--channel", "ch", "--out", out, "--share", "1") == 0
    path = out / "ch" / "the_work_diary_one_page_a_week.md"
    text = path.read_text()
    assert text.count("[[first | work diary]]") == 1
    assert text.count("[[") == 2  # From:, and the one article; a draft is nothing to link to
    made, _ = parse_file(TranscriptFile("ch", path.stem, path.as_posix(), text))
    assert isinstance(made, Article)
    assert list(unsaid(made, DIARY)) == []
