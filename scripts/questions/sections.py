"""Which questions of a check are settled in which section of their article.

A question belongs to the section in which the paragraph stands that it cites; one that cites
another article belongs to none.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote

_SECTION = re.compile(r'<h2 [^<>]*?id="([^"<>]*)"')


def questions_by_section(body: str, anchors: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The ids of questions by the id of their section, in the order of the page.

    `anchors` are pairs of a question and the id of the place that it cites.
    """
    starts = [(found.start(), found.group(1)) for found in _SECTION.finditer(body)]
    asked: dict[str, list[str]] = {section: [] for _, section in starts}
    for question, anchor in anchors:
        place = bisect(starts, (body.find(f' id="{anchor}"'),)) - 1
        if place >= 0:
            asked[starts[place][1]].append(question)
    return {section: questions for section, questions in asked.items() if questions}


def with_section_links(body: str, sections: Mapping[str, list[str]]) -> str:
    """The body with a link to its questions at the end of each section that has some."""
    starts = [(found.start(), found.group(1)) for found in _SECTION.finditer(body)]
    if not starts:
        return body
    parts = [body[: starts[0][0]]]
    ends = [start for start, _ in starts[1:]] + [len(body)]
    for (start, section), end in zip(starts, ends, strict=True):
        parts.append(body[start:end])
        if section in sections:
            parts.append(_link(section, len(sections[section])))
    return "".join(parts)


def _link(section: str, questions: int) -> str:
    count = "1 question" if questions == 1 else f"{questions} questions"
    return (
        '<p class="check-section" data-pagefind-ignore="all"><a class="check-section-link"'
        f' href="#check=/{escape(quote(section))}">Test me on this section</a> {count}</p>\n'
    )
