"""The glossary's terms are linked on their first use, and nowhere that a link does harm."""

from __future__ import annotations

from pathlib import Path

from scripts.wiki.glossary import Glossary, read_glossary

TERMS = Glossary({"free agent": "free-agent", "agent": "agent", "ghost job": "ghost-job"})
PAGE = "wiki/c/here"


def test_first_use_only() -> None:
    html = TERMS.link("<p>A Free agent, then a free agent.</p>", PAGE)
    assert html == (
        '<p>A <a class="term" href="../../../glossary/#free-agent">Free agent</a>,'
        " then a free agent.</p>"
    )


def test_links_headings_code_and_quotations_stay_as_they_are() -> None:
    html = (
        '<h2 id="x">Ghost job</h2><p><a href="y"><em>ghost job</em></a> '
        "<code>ghost job</code></p><blockquote><p>ghost job</p></blockquote>"
    )
    assert TERMS.link(html, PAGE) == html


def test_parts_of_words_are_no_terms() -> None:
    assert TERMS.link("<p>agents, reagent</p>", PAGE) == "<p>agents, reagent</p>"


def test_a_source_without_a_glossary_has_no_terms(tmp_path: Path) -> None:
    assert read_glossary(tmp_path / "articles").link("<p>free agent</p>", PAGE) == (
        "<p>free agent</p>"
    )


def test_ours_is_read() -> None:
    assert read_glossary(Path("docs/articles")).spellings["free agent"] == "free-agent"
