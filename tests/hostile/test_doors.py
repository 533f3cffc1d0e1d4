"""Every door but transcripts: what comes in is text or is refused with a line, and in step."""

from __future__ import annotations

import os
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.hostile.doors import WORD, Case, cases, doors, long_cases
from tests.hostile.through import DOORS, Outcome

FEWEST = 40  # attacks on each door
LINE = re.compile(r"[^\n]*?:?\d+: [a-z0-9-]+: [^\n]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]*:", re.IGNORECASE)
FAR = re.compile(r"https?://|mailto:|tel:")  # where a link may lead; nothing loads from there
LOADERS = "script, style, iframe, frame, object, embed, base, link, svg, math, img, video, audio"
OURS = re.compile(r"(?:(?:\.\./)*assets/|assets/)")  # what our own templates load
ALL = [case for door in doors() for case in cases(door)]
SLOW = {"captions", "gift", "info", "letters", "site"}  # whose parsers load more, or are a process
FEW, MANY, MOST = 2_000, 8_000, 9  # signs, and how much longer four times as many may take
PIECES = (
    *("[", "[[", "]]", "(", "<", "<a ", "&", "&#", "`", "*", "_", "$", "{", "}", "\\", "~", "="),
    *(" ", "\n", "\n\n", "a", "é", "0", ":", "00:00 ", "|", '"', "'", "-->", "#", "\t", "::a::"),
)
EACH = {"captions": 6, "gift": 11, "info": 4, "letters": 8, "site": 16}  # one in so many of them


def test_every_door_has_its_attacks(record_property: Callable[[str, object], None]) -> None:
    assert set(doors()) == set(DOORS)
    assert {door: len(cases(door)) for door in doors() if len(cases(door)) < FEWEST} == {}
    assert len({(case.door, case.name) for case in ALL}) == len(ALL)
    for door in doors():
        record_property(f"tried: attacks on the door {door}", len(cases(door)))


def _marked(*marks: pytest.MarkDecorator) -> list[object]:
    return [
        pytest.param(door, marks=[pytest.mark.slow] if door in SLOW else marks) for door in doors()
    ]


@pytest.mark.parametrize("door", _marked())
def test_each_attack_is_text_or_refused(door: str, tmp_path: Path) -> None:
    wrong = {case.name: fault for case in cases(door) if (fault := _fault(case, tmp_path))}
    assert wrong == {}


@pytest.mark.parametrize("door", _marked(pytest.mark.slow))
def test_each_door_is_in_step_with_what_comes_in(door: str, tmp_path: Path) -> None:
    """Time of the processor, and memory at its peak."""

    def through(data: bytes) -> None:
        DOORS[door](data, tmp_path)

    pieces = PIECES[:: EACH.get(door, 1)]
    few, many = (dict(long_cases(door, size, pieces)) for size in (FEW, MANY))
    assert [name for name in few if too_slow(through, few[name], many[name])] == []
    for name in list(few)[:: max(1, len(few) // 5)]:
        small, large = (peak(through, case[name]) for case in (few, many))
        assert large < LEAST_MEMORY or large < MOST * small, name


LEAST_MEMORY = 3_000_000  # bytes that are too few to be compared


def too_slow(work: Callable[[bytes], object], few: bytes, many: bytes) -> bool:
    """Whether the work takes more than its share for four times as much."""
    for _ in range(TRIES):
        long = seconds(work, many)
        if long < TOO_SHORT or long < MOST * max(seconds(work, few), TOO_SHORT / MOST):
            return False
    return True


TRIES = 4
TOO_SHORT = 0.02  # seconds that are too few to be compared


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    """The processor's time for some work, that of processes it started too."""
    start = sum(os.times()[:4])
    work(data)
    return sum(os.times()[:4]) - start


def peak(work: Callable[[bytes], object], data: bytes) -> int:
    """The most memory that some work holds at once, in bytes."""
    tracemalloc.start()
    try:
        work(data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _fault(case: Case, folder: Path) -> str:
    """What is not as it should be; empty where all is."""
    try:
        came = DOORS[case.door](case.data, folder)
    except Exception as error:
        return f"raises {type(error).__name__}: {error}"[:300]
    problem = case.spec.get("problem", "")
    if problem and not any(f": {problem}: " in line for line in came.problems):
        return f"no line {problem}: {came.problems[:3]}"
    for name in ("refused", "kept", "damaged"):
        wanted = f"{case.door}:1: {name}: {case.spec.get(name)}"
        if name in case.spec and wanted not in came.problems:
            return f"not {wanted}: {came.problems}"
    if odd := [one for one in came.problems if not LINE.fullmatch(one) or CONTROL.search(one)]:
        return f"no line of a report: {odd[0]!r}"[:300]
    if (never := case.spec.get("never")) and never in came.html + came.text:
        return f"{never} is seen"
    if case.has_word and WORD not in came.html + came.text and not came.problems:
        return "its words are lost without a line"
    return "; ".join(_in_page(came))[:300]


def _in_page(came: Outcome) -> list[str]:
    """What a page holds that would run, load, restyle or lead astray."""
    tree = LexborHTMLParser(came.html)
    wrong = []
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            value = value or ""
            far = FAR.match(value) if node.tag in ("a", "link") else None
            if name.startswith("on") or name in ("srcdoc", "formaction", "ping"):
                wrong.append(f"{name} on {node.tag}")
            if name == "style" and re.search(r"position|url|expression|import", value):
                wrong.append(f"style {value}")
            if name in ADDRESSES and SCHEME.match(value) and not far:
                wrong.append(f"{name} {value}")
            if name == "http-equiv" and value not in ("refresh", "Content-Security-Policy"):
                wrong.append(f"{name} {value}")
            if name == "content" and re.match(r"\d+; *url=\s*(?!\.\./)", value):
                wrong.append(f"{name} {value}")
    for node in tree.css(LOADERS):
        address = node.attributes.get("src") or node.attributes.get("href") or ""
        canonical = node.tag == "link" and node.attributes.get("rel") == "canonical"
        if not canonical and not OURS.match(address) and not _is_plain(node):
            wrong.append(f"<{node.tag} {address}>")
    return wrong


ADDRESSES = ("href", "src", "action", "xlink:href", "data", "poster", "background")


def _is_plain(node: LexborNode) -> bool:
    """Whether an element is data, or the style of a mail's own head."""
    head = node.tag == "style" and node.parent is not None and node.parent.tag == "head"
    return head or node.attributes.get("type") == "application/json"
