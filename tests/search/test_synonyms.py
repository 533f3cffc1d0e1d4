"""The table of synonyms: what an author writes, and what the build says about a mistake."""

from __future__ import annotations

from pathlib import Path

from scripts.search.synonyms import NONE, parse_synonyms, read_synonyms
from tests.conftest import ROOT


def test_spellings_are_folded_and_stand_once() -> None:
    text = 'suggestions = [" low offer "]\n[[synonym]]\nwords = ["CV", "Résumé", "resume"]\n'
    found, problems = parse_synonyms(text.encode(), "synonyms.toml")
    assert found.groups == (("cv", "resume"),)
    assert found.suggestions == ("low offer",)
    assert problems == []


def test_an_entry_with_a_mistake_is_left_out_and_told() -> None:
    text = '[[synonym]]\nwords = ["a", "b"]\n\n[[synonym]]\nwords = "RTO"\n\n[[synonyms]]\nx = 1\n'
    found, problems = parse_synonyms(text.encode(), "s.toml")
    assert found.groups == (("a", "b"),)
    assert [(one.line, one.code) for one in problems] == [(1, "bad-synonyms"), (4, "bad-synonyms")]
    assert "`synonyms` is unknown" in str(problems[0])


def test_a_table_that_is_not_toml_is_left_out_with_its_line() -> None:
    for data in (b'[[synonym]]\nwords = ["a", \n\n= ', b"\xff\xfe", b"suggestions = [1]"):
        found, problems = parse_synonyms(data, "s.toml")
        assert found == NONE
        assert [one.code for one in problems] == ["bad-synonyms"]


def test_a_source_without_a_table_has_none(tmp_path: Path) -> None:
    assert read_synonyms(tmp_path / "articles") == (NONE, [])


def test_our_own_table_has_no_problem() -> None:
    found, problems = read_synonyms(ROOT / "docs/articles")
    assert problems == []
    assert len(found.groups) > 20
    assert len(found.suggestions) == 5
