"""The engine's words: catalogues are of today, keep what templates fill in, and break no module."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from macros import language
from scripts.core.node import node
from tests.conftest import ROOT

LANGUAGES = sorted(path.stem for path in language.FOLDER.glob("*.po"))
PYTHON = "\n".join(
    path.read_text("utf-8")
    for folder in ("macros", "scripts", "assessments")
    for path in (ROOT / folder).rglob("*.py")
)
JOINED = re.sub(r'"\s*\n\s*f?"', "", PYTHON)  # sentences that go over two lines
EXPRESSION = re.compile(r"\{\{\s*([\w.]+)")
FRAME = ("scripts/templates/article.html", "scripts/templates/check.html", "macros/theme/partials")


@pytest.fixture(autouse=True)
def _english() -> None:
    language.use("en")


def test_german_is_there() -> None:
    assert "de" in LANGUAGES


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_no_translation_is_of_words_that_nobody_says(spoken: str) -> None:
    said = language.all_texts()
    dead = [
        english
        for english in language.catalogue(spoken)
        if english not in said and english not in JOINED and not english.startswith("plural of ")
        and not re.search(rf"['`]\s*{re.escape(english)}\s*['`]", MODULES)
    ]  # fmt: skip
    assert dead == []


MODULES = "\n".join(
    path.read_text("utf-8") for path in (ROOT / "macros/theme/assets/js").rglob("*.js")
)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_what_a_template_fills_in_stays(spoken: str) -> None:
    for english, said in language.catalogue(spoken).items():
        assert set(EXPRESSION.findall(said)) <= set(EXPRESSION.findall(english)), english


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_frame_article_and_check_are_translated_whole(spoken: str) -> None:
    lacking = [
        text
        for text, path in language.all_texts().items()
        if path.startswith(FRAME)
        and text not in language.catalogue(spoken)
        and re.search(r"[a-z]{3} [a-z]{2}", re.sub(r"\{\{.*?\}\}", "", text))
    ]
    assert lacking == []


def test_a_template_is_translated_by_its_texts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    words = {"Read": "Lesen", "{{ n }} left": "noch {{ n }}", "Close": "Zu"}
    monkeypatch.setattr(language, "catalogue", lambda _: words)
    source = '<p class="Read" title="Close">Read</p>{% if Read %} {{ n }} left{% endif %}'
    assert language.translated(source, "de") == (
        '<p class="Read" title="Zu">Lesen</p>{% if Read %} noch {{ n }}{% endif %}'
    )


def test_a_module_is_translated_by_its_literals_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        language, "catalogue", lambda _: {"so far": "bis'her", "${n} of": "von ${n}"}
    )
    source = "const far = x ? ' so far' : `${n} of `; // so far\n"
    assert language.module(source, "de") == (
        "const far = x ? ' bis\\'her' : `von ${n} `; // so far\n"
    )


def test_numbers_days_and_plurals_are_the_languages() -> None:
    assert [language.counted(n, "article") for n in (1, 1234)] == ["1 article", "1,234 articles"]
    assert language.long_day("2026-11-22") == "November 22, 2026"
    language.use("de")
    assert [language.counted(n, "question") for n in (1, 1234)] == ["1 Frage", "1.234 Fragen"]
    assert language.long_day("2026-11-22") == "22. November 2026"
    language.use("en")


@pytest.mark.slow
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_translated_module_is_a_program(spoken: str, tmp_path: Path) -> None:
    modules = ROOT / "macros/theme/assets/js"
    for path in sorted(modules.rglob("*.js")):
        target = tmp_path / path.relative_to(modules)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(language.module(path.read_text("utf-8"), spoken), encoding="utf-8")
    esbuild = ROOT / "node_modules/esbuild/bin/esbuild"
    files = [str(path) for path in sorted(tmp_path.rglob("*.js"))]
    done = subprocess.run(
        [node(), str(esbuild), *files, f"--outdir={tmp_path / 'out'}", "--log-level=error"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
