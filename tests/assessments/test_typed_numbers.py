"""Numbers as people type them, read by the browser's one reader in the page's language."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from scripts.core.node import node
from tests.conftest import ROOT

MODULE = (ROOT / "macros/theme/assets/js/assessment/numbers.js").as_uri()
PROGRAM = f"""
  import {{ readFileSync }} from 'node:fs';
  const {{ readNumber, writeNumber, doubt }} = await import({json.dumps(MODULE)});
  const {{ typed, written }} = JSON.parse(readFileSync(0, 'utf8'));
  console.log(JSON.stringify([
    typed.map(([text, language]) => [readNumber(text, false, language), doubt(text, language)]),
    typed.map(([text, language]) => readNumber(text, true, language)),
    written.map(([value, language]) => readNumber(writeNumber(value, language), false, language)),
  ]));
"""

READ: list[tuple[str, str, float]] = [
    # a decimal comma, whatever the page's language
    ("2,5", "en", 2.5),
    ("0,125", "en", 0.125),
    ("1234,567", "en", 1234.567),
    (",5", "en", 0.5),
    ("12,5 %", "en", 12.5),
    ("-0,75", "en", -0.75),
    ("2.5", "de", 2.5),
    # thousands, by the page's language where the text does not tell
    ("65,000", "en", 65_000),
    ("65.000", "de", 65_000),
    ("1.234", "en", 1.234),
    ("1,234", "de", 1.234),
    ("1,234", "fr", 1.234),
    ("1.000", "pt-BR", 1000),
    ("$65,000.50", "en", 65_000.5),
    ("65.000,50 €", "en", 65_000.5),
    ("1.234.567", "en", 1_234_567),
    ("1,234,567", "de", 1_234_567),
    ("1,23,456", "en", 123_456),
    ("1,23,456.5", "hi", 123_456.5),
    ("1\u202f234,5", "fr", 1234.5),
    ("1\u00a0234\u00a0567", "en", 1_234_567),
    ("1'234.5", "de-CH", 1234.5),
    ("1’234", "de-CH", 1234),
    # digits, signs and widths of other scripts
    ("٢٫٥", "en", 2.5),
    ("١٬٠٠٠", "ar", 1000),
    ("१२,५", "hi", 12.5),
    ("２．５％", "ja", 2.5),
    ("𝟏𝟐", "en", 12),
    ("−3", "en", -3),
    ("\u200e-3", "he", -3),
    ("- 3", "en", -3),
    ("-$5", "en", -5),
    ("€ 1 000", "en", 1000),
    ("1e5", "en", 100_000),
    ("2.5", "no language", 2.5),
]
DOUBTFUL = [
    ("65.000", "en", ("65000", "65")),
    ("1.250", "en", ("1250", "1.25")),
    ("1,500", "de", ("1500", "1.5")),
    ("1.234", "fr", ("1234", "1.234")),
    ("-65.000", "en", ("-65000", "-65")),
]
NONE = [
    "",
    "abc",
    "1,2,3",
    "1,234,56",
    "12..5",
    "1 2",
    "5 5 5",
    "½",
    "1e400",
    "10:30",
    "٬",
    "1.2.3",
]
NONE += ["0x10", "Infinity", "NaN", "1,2.3,4", "--3", "3-", "12 months", "1/2", "."]
VALUES = [0.1, 2.5, 1.234, 1_234_567.891, 1e15, 1e-9, -3, 1.25, 0.125, 65_000, 65.001, 0]
LANGUAGES = [
    "en",
    "de",
    "fr",
    "es",
    "pt-BR",
    "de-CH",
    "hi",
    "ar",
    "fa",
    "he",
    "ja",
    "th",
    "sv",
    "pl",
]


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What the browser's reader makes of all of them, in one start of Node."""
    typed = [*((text, lang) for text, lang, _ in READ), *((t, lang) for t, lang, _ in DOUBTFUL)]
    typed += [(text, "en") for text in NONE]
    written = [(value, language) for value in VALUES for language in LANGUAGES]
    command = [node(), "--input-type=module", "--eval", PROGRAM]
    asked = json.dumps({"typed": typed, "written": written})
    done = subprocess.run(
        command, input=asked, capture_output=True, text=True, check=True, timeout=60
    )
    read, percent, back = json.loads(done.stdout)
    return {
        "read": dict(zip(typed, read, strict=True)),
        "percent": dict(zip(typed, percent, strict=True)),
        "back": dict(zip(written, back, strict=True)),
    }


@pytest.mark.parametrize(("text", "language", "value"), READ)
def test_what_is_one_number_is_read(
    found: dict[str, Any], text: str, language: str, value: float
) -> None:
    assert found["read"][text, language] == [value, ""]
    assert found["percent"][text, language] == pytest.approx(value / 100, abs=1e-15)


@pytest.mark.parametrize(("text", "language", "readings"), DOUBTFUL)
def test_what_may_be_two_numbers_is_asked_back(
    found: dict[str, Any], text: str, language: str, readings: tuple[str, str]
) -> None:
    value, asked = found["read"][text, language]
    assert value == text
    assert f"“{text}” may be {readings[0]} or {readings[1]}: " in asked


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number_stays_text(found: dict[str, Any], text: str) -> None:
    assert found["read"][text, "en"] == [text, ""]


def test_what_is_written_into_an_entry_is_read_as_the_same_number(found: dict[str, Any]) -> None:
    assert {key: back for key, back in found["back"].items() if back != key[0]} == {}
