"""The words of the banks: their cites, how hard they are to read, and what they advise."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import textstat

from assessments import banks, validate
from tests.assessments.wires import agree_items, raw, result

ARTICLES = Path(__file__).parents[2] / "docs" / "articles"
CITATION = re.compile(
    r'<a class="yt-timestamp"(?: data-video="(?P<video>[\w-]{11})")? data-t="(?P<time>[\d:]+)">'
)
EVERY = pytest.mark.parametrize("name", banks.IDS)
WITH_MOVES = [n for n in banks.IDS if banks.load(n).get("moves")]


@EVERY
def test_the_checker_finds_nothing(name: str) -> None:
    assert validate.check_bank(banks.source(name), name) == []


# Cites.


def seconds(time: str) -> int:
    """Return the seconds of `00:01:13`."""
    total = 0
    for part in time.split(":"):
        total = 60 * total + int(part)
    return total


@cache
def cited_in(article: str) -> set[tuple[str, int]]:
    """Return every video and second that an article cites; nothing where there is no article."""
    path = ARTICLES / f"{article}.md"
    if not path.is_file():
        return set()
    text = path.read_text(encoding="utf-8")
    own = re.search(r"^videoId: *(\S+)", text, re.MULTILINE)
    found = CITATION.finditer(text)
    return {(m["video"] or (own[1] if own else ""), seconds(m["time"])) for m in found}


@EVERY
def test_every_cite_is_made_by_its_article(name: str) -> None:
    missing = [
        f"line {cite.line}: {cite.article} does not cite {cite.video} at second {cite.second}"
        for cite in validate.cites(banks.source(name))
        if (cite.video, cite.second) not in cited_in(cite.article)
    ]
    assert missing == []


@EVERY
def test_every_item_and_move_cites(name: str) -> None:
    bank: Any = banks.load(name)
    entries = bank.get("items", []) + bank.get("moves", [])
    assert [e["id"] for e in entries if "cite" not in e] == []
    assert len(validate.cites(banks.source(name))) == len(entries)


# Words.


def shown(part: Any, key: str = "") -> list[str]:
    """Return the texts of a bank that a reader sees, in the order of the file."""
    if isinstance(part, str):
        return [] if key in ("id", "on", "kind", "section", "scale", "video", "article") else [part]
    if isinstance(part, dict):
        return [text for name, value in part.items() for text in shown(value, name)]
    return [text for value in part for text in shown(value, key)] if isinstance(part, list) else []


def asked(bank: Any) -> list[str]:
    """Return what a reader must understand to answer: items, their help and their options."""
    texts = []
    for item in bank.get("items", []):
        texts += [item["text"], item.get("help", "")]
        texts += [option["text"] for option in item.get("options", [])]
    return [text for text in texts if text]


@pytest.fixture
def offline_syllables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count syllables by hyphenation: textstat's own dictionary is a download."""
    module = importlib.import_module("textstat.backend.counts._count_syllables")
    monkeypatch.setattr(module, "get_cmudict", lambda lang: None)


@EVERY
def test_items_read_at_eighth_grade(name: str, offline_syllables: None) -> None:
    texts = asked(banks.load(name))
    whole = " ".join(texts)
    if texts:
        assert textstat.flesch_kincaid_grade(whole) <= 8
        assert textstat.automated_readability_index(whole) <= 8
    # One short sentence with two long words fails any formula, so single texts have more room.
    hard = [t for t in texts if textstat.flesch_kincaid_grade(t) > 10]
    assert hard == []


@EVERY
def test_advice_reads_at_eighth_grade(name: str, offline_syllables: None) -> None:
    moves: Any = banks.load(name).get("moves", [])
    text = " ".join(f"{m['reason']} {m['step']}" for m in moves)
    assert not text or textstat.flesch_kincaid_grade(text) <= 8


@EVERY
def test_statements_are_in_the_first_person(name: str) -> None:
    agree = [i for i in banks.load(name).get("items", []) if i["kind"] == "agree"]
    first = re.compile(r"\b(I|my|me)\b", re.IGNORECASE)
    assert [i["id"] for i in agree if not first.search(i["text"])] == []


@EVERY
def test_a_statement_says_one_thing_and_takes_nothing_for_granted(name: str) -> None:
    """Facts of the past are asked as facts; owners and people out of work can answer too."""
    several = re.compile(
        r"\b(and|or|usually|LinkedIn|boss's boss)\b|\bin the past\b", re.IGNORECASE
    )
    agree = [i for i in banks.load(name).get("items", []) if i["kind"] == "agree"]
    assert [i["text"] for i in agree if several.search(i["text"])] == []


@EVERY
def test_a_meaning_says_whom_it_fits(name: str) -> None:
    scales: Any = banks.load(name).get("scales", [])
    texts = [text for scale in scales for text in scale["bands"].values()]
    assert [t for t in texts if not t.startswith("This pattern fits someone who ")] == []


@EVERY
def test_calm_and_plain(name: str) -> None:
    loud = re.compile(r"[!—–]|[‘’“”]|\bpercentile|\bpersonality|\byou are a\b", re.IGNORECASE)
    assert [text for text in shown(banks.load(name)) if loud.search(text)] == []


@EVERY
def test_no_eight_words_in_a_row_come_from_the_sources(
    name: str, seeds: Path, corpus: Path
) -> None:
    known = source_runs(seeds, corpus / "alifeafterlayoff")
    shared = [run for text in shown(banks.load(name)) for run in runs(text) if run in known]
    assert shared == []


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every eight words in a row of a text, its tags left out."""
    words = re.findall(r"[a-z0-9$]+(?:'[a-z]+)?", re.sub(r"<[^>]*>", " ", text).lower())
    return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}


@cache
def source_runs(*folders: Path) -> set[tuple[str, ...]]:
    """Return every eight words in a row of the Markdown files of some folders."""
    files = [path for folder in folders for path in sorted(folder.rglob("*.md"))]
    assert files
    found: set[tuple[str, ...]] = set()
    return found.union(*(runs(path.read_text(encoding="utf-8")) for path in files))


# Moves.


@pytest.mark.parametrize("name", WITH_MOVES)
@pytest.mark.parametrize("key", ["title", "reason", "step"])
def test_moves_differ(name: str, key: str) -> None:
    moves: Any = banks.load(name)["moves"]
    said = Counter(move[key] for move in moves)
    assert [text for text, times in said.items() if times > 1] == []


def worst_agree(bank: Any, scale: Any) -> dict[str, int]:
    """Return the answers that make one scale as bad as it can be."""
    mark = 1 if scale["kind"] == "strength" else 5
    return {item["id"]: raw(item, mark) for item in agree_items(bank, scale["id"])}


SCALES = [
    pytest.param(name, scale, id=f"{name}: {scale['id']}")
    for name in banks.IDS
    for scale in banks.load(name).get("scales", [])
    if name != "career-chess"
]


@pytest.mark.parametrize(("name", "scale"), SCALES)
def test_one_weak_scale_leads_to_moves_of_its_own(name: str, scale: Any) -> None:
    bank: Any = banks.load(name)
    answers = worst_agree(bank, scale)
    answers |= {  # all else is as good as it can be
        item["id"]: raw(item, 5 if other["kind"] == "strength" else 1)
        for other in bank["scales"]
        if other["id"] != scale["id"]
        for item in agree_items(bank, other["id"])
    }
    own = {scale["id"], *(item["id"] for item in agree_items(bank, scale["id"]))}
    answers_to = {move["id"]: move["on"] for move in bank["moves"]}
    found = [move["id"] for move in result("score", assessment=name, answers=answers)["moves"]]
    assert len(found) == 3
    assert len([move for move in found if answers_to[move] in own]) >= 2
    assert answers_to[found[0]] in own


WIN: Any = {"name": "", "months": 30, "visibility": 1, "asked_for": False}
PAY: Any = {"currency": "USD", "years_stayed": 5, "years_ahead": 5}
WEAK: dict[str, tuple[str, dict[str, Any]]] = {
    "late, nothing else known": ("promise-check", {"promised_months": 12, "elapsed_months": 40}),
    "a little late, backed": (
        "promise-check",
        {
            "promised_months": 12,
            "elapsed_months": 14,
            "in_writing": True,
            "development_actions": 3,
        },
    ),
    "in time, not backed": (
        "promise-check",
        {
            "promised_months": 12,
            "elapsed_months": 6,
            "in_writing": False,
            "development_actions": 0,
        },
    ),
    "hours nobody sees": (
        "smart-work",
        {"projects": [{"name": "", "hours": 50, "boss": 4, "boss_boss": 0, "visibility": 0}]},
    ),
    "company-only skills": (
        "skills-portfolio",
        {"skills": [{"name": "", "level": 4, "asked": 1, "months": 0}]},
    ),
    "rusty skills": (
        "skills-portfolio",
        {"skills": [{"name": "", "level": 4, "asked": 3, "months": 60}]},
    ),
    "old small wins": ("last-win", {"wins": [WIN]}),
    "no win at all": ("last-win", {"wins": []}),
    "far behind the market": (
        "pay-gap",
        {"own_pay": 50000, "own_raise": 0.02, "market_pay": 70000, "market_growth": 0.02, **PAY},
    ),
    "level, but slower": (
        "pay-gap",
        {"own_pay": 50000, "own_raise": 0.01, "market_pay": 50000, "market_growth": 0.04, **PAY},
    ),
    "tight": (
        "runway",
        {"age": 45, "stop_age": 60, "steps": 2, "years_per_step": 5, "years_waiting": 0},
    ),
    "short": (
        "runway",
        {"age": 55, "stop_age": 60, "steps": 3, "years_per_step": 4, "years_waiting": 1},
    ),
    "no interview for years": (
        "market-test",
        {"months_since_interview": 48, "messages_answered": 0},
    ),
}


@pytest.mark.parametrize(("name", "answers"), WEAK.values(), ids=WEAK)
def test_weak_results_lead_to_three_moves(name: str, answers: dict[str, Any]) -> None:
    moves = result("score", assessment=name, answers=answers)["moves"]
    assert len(moves) == 3, [move["id"] for move in moves]


def test_the_story_of_the_seeds_is_cited_where_it_is_told() -> None:
    answers = {
        "promised_months": 18,
        "elapsed_months": 108,
        "in_writing": False,
        "development_actions": 0,
        "group_size": 9,
        "promoted": 2,
    }
    found = result("score", assessment="promise-check", answers=answers)
    assert (found["verdict"], found["values"]["slip"]) == ("broken", 6.0)
    places = [(m["cite"]["article"], m["cite"]["video"]) for m in found["moves"]]
    told = ("alifeafterlayoff/career_management_and_planning", "q8S-685BZcY")
    assert places == [told] * 3
    assert {89, 332} <= {move["cite"]["second"] for move in found["moves"]}
