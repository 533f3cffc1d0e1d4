"""Which questions of a check belong to which section, and the link that offers them."""

from __future__ import annotations

from scripts.questions.sections import questions_by_section, with_section_links

BODY = (
    '<p id="t-1">Before any heading.</p>\n'
    '<h2 id="one">One</h2>\n<p>A <a id="t-73">1:13</a></p>\n'
    '<h3 id="deep">Deep</h3>\n<p id="t-9">x</p>\n'
    '<h2 id="two">Two</h2>\n<p id="t-200">y</p>\n'
    '<h2 id="empty">Empty</h2>\n<p>z</p>\n'
)


def test_a_question_belongs_to_the_section_of_its_paragraph() -> None:
    anchors = [("a", "t-200"), ("b", "t-73"), ("c", "t-9"), ("d", "t-1"), ("e", "t-7")]
    assert questions_by_section(BODY, anchors) == {"one": ["b", "c"], "two": ["a"]}


def test_the_link_stands_at_the_end_of_its_section_and_nothing_else_changes() -> None:
    linked = with_section_links(BODY, {"one": ["b", "c"], "two": ["a"]})
    assert linked.count("check-section-link") == 2
    assert '2 questions</p>\n<h2 id="two">' in linked
    assert '1 question</p>\n<h2 id="empty">' in linked
    lines = [line for line in linked.splitlines() if "check-section" not in line]
    assert "\n".join(lines) + "\n" == BODY


def test_a_body_without_headings_is_left_alone() -> None:
    assert questions_by_section('<p id="t-1">x</p>', [("a", "t-1")]) == {}
    assert with_section_links("<p>x</p>", {}) == "<p>x</p>"
