"""The check on our prose: it finds what it names, and finds nothing in our texts."""

from __future__ import annotations

import pytest

from tests.prose import findings, main, rules

RULES = rules()
FAULTS = {
    "The host says so.": "docs/articles/a.md",
    "It usually takes long.": "docs/articles/a.md",
    "What a colour.": "docs/pages/about/a.md",
    "They organised it.": "docs/pages/about/a.md",
    "He travelled afterwards.": "docs/pages/a.md",
    "They are no diagnosis, they compare you with nobody.": "docs/pages/about/index.md",
    "It is no diagnosis.": "assessments/banks/a.toml",
    "Nothing is asked of YouTube.": "macros/templates/a.html",
}
SOUND = {
    "The host must send `index.html`.": "docs/pages/authoring/operating.md",
    "It usually takes 3 weeks.": "docs/articles/a.md",
    "Usually two people sign.": "docs/articles/a.md",
    "## What he expected {#what-the-host-expected}": "docs/articles/a.md",
    'accept = ["behaviour", "behavior"]': "docs/articles/a.toml",
    "The analyst is realistic.": "docs/articles/a.md",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_found_and_told_with_its_line(text: str) -> None:
    found = list(findings(f"\n{text}", FAULTS[text], RULES))
    assert found
    assert all(line.startswith(f"{FAULTS[text]}:2: ") for line in found)


@pytest.mark.parametrize("text", SOUND)
def test_what_is_sound_passes(text: str) -> None:
    assert list(findings(text, SOUND[text], RULES)) == []


def test_every_rule_finds_something() -> None:
    told = {rule.say for rule in RULES if any(rule.pattern.search(text) for text in FAULTS)}
    unseen = [rule.say for rule in RULES if rule.say not in told]
    assert len(unseen) <= 3, "rules without an example: " + "; ".join(unseen)


def test_our_texts_have_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0, capsys.readouterr().out
