"""Twenty steps of a library's life, and every address ever given still leads somewhere honest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.ledger.entries import load_ledger
from scripts.ledger.history import ledger_file
from scripts.newsletter.built import Built
from tests.building import build
from tests.ledger.life import BASE, Life

STEPS: list[Callable[[Life], None]] = [
    lambda life: life.add("c/alpha", "Alpha"),
    lambda life: life.add("c/beta", "Beta"),
    lambda life: life.add("c/gamma", "Gamma"),
    lambda life: life.add("d/delta", "Delta"),
    lambda life: life.rename("c/alpha", "c/first"),
    lambda life: life.retitle("c/first", "The first letter"),
    lambda life: life.rename("c/first", "d/first"),
    lambda life: life.rename_by_alias("c/beta", "c/second", "The second letter"),
    lambda life: life.merge("c/gamma", "c/second"),
    lambda life: life.add("c/epsilon", "Epsilon"),
    lambda life: life.rename("d/first", "c/alpha"),
    lambda life: life.merge_by_alias("d/delta", "c/epsilon", "Epsilon and Delta"),
    lambda life: life.rename("c/second", "c/both"),
    lambda life: life.add("e/zeta", "Zeta"),
    lambda life: life.retire("e/zeta"),
    lambda life: life.retitle("c/both", "Both"),
    lambda life: life.merge("c/both", "c/alpha"),
    lambda life: life.add("c/eta", "Eta"),
    lambda life: life.rename("c/epsilon", "d/epsilon"),
    lambda life: life.retire("c/alpha"),
]


@pytest.mark.slow
def test_twenty_steps_and_every_address_ever_given_still_leads_somewhere(tmp_path: Path) -> None:
    life = Life(tmp_path)
    for channel in "cde":
        life.open_channel(channel)
    for number, step in enumerate(STEPS, 1):
        step(life)
        if number % 5 == 0:
            life.check()
    assert len(STEPS) == 20
    assert set(life.found_at.values()) == {"retired", "d/epsilon", "c/eta"}
    ledger, _ = load_ledger(ledger_file(life.source))
    assert len([e for e in ledger.entries.values() if e.kind == "article"]) == len(life.keys)


@pytest.mark.slow
def test_a_build_refuses_to_drop_an_address(tmp_path: Path) -> None:
    life = Life(tmp_path)
    life.add("c/alpha", "Alpha")
    life.add("c/beta", "Beta")
    life.check()
    life.remove("c/beta")
    refused = build(life.source, tmp_path / "build")
    assert refused.refused
    assert any("dropped-id" in line for line in refused.lines)


def test_links_to_old_names_still_resolve(tmp_path: Path) -> None:
    life = Life(tmp_path)
    life.add("c/alpha", "Alpha")
    life.add("c/beta", "Beta")
    with life.file("c/beta").open("a", encoding="utf-8") as file:
        file.write("\nSee [[alpha | the old name]] and [[The Old Title]].\n")
    life.retitle("c/alpha", "The old title")
    life.retitle("c/alpha", "A new title")
    life.rename("c/alpha", "c/omega")
    life.check()
    page = build(life.source, tmp_path / "build").files["wiki/c/beta/index.fragment"]
    assert page.decode().count('data-preview="c/omega"') >= 2


def test_a_source_without_a_ledger_gets_none(tmp_path: Path) -> None:
    life = Life(tmp_path)
    life.write("c/alpha", "Alpha")
    files = build(life.source, tmp_path / "build").files
    assert not ledger_file(life.source).exists()
    assert not any(name.startswith("a/") for name in files)


def test_the_linter_follows_redirects_with_their_fragments(tmp_path: Path) -> None:
    (tmp_path / "a" / "x").mkdir(parents=True)
    (tmp_path / "w").mkdir()
    (tmp_path / "a" / "x" / "index.html").write_text('<script data-target="../../w/">', "utf-8")
    (tmp_path / "w" / "index.html").write_text('<p id="t-73">', "utf-8")
    built = Built(tmp_path, BASE)
    assert built.missing(f"{BASE}a/x/#t-73") == ""
    assert built.missing(f"{BASE}a/x/#t-74") == "anchor"
    assert built.missing(f"{BASE}a/y/") == "page"
    assert built.missing(f"{BASE}../../etc/passwd") == "page"
