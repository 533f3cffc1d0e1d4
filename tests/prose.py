"""What our texts for readers do not say: `make check` runs this over docs, banks and templates.

The rules are data, `prose.toml`: the guide's left column, British spellings, "usually" without a
number, and a person without a name.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("docs", "macros/engine_pages/en", "macros/templates")
WRITTEN = (".md", ".toml", ".html")
_LEFT_OUT = re.compile(r"<a\b[^>]*>[^<]*</a>|\{#[^{}]*\}|\baccept = \[[^\]]*\]")
_SENTENCE = re.compile(r"(?<=[.!?:|])\s+")


class Rule(NamedTuple):
    """A form of words to avoid: where, and unless its sentence has something that excuses it."""

    pattern: re.Pattern[str]
    say: str
    where: tuple[str, ...]
    unless: re.Pattern[str] | None


def rules(path: Path = ROOT / "tests/prose.toml") -> list[Rule]:
    """Read the rules."""
    return [
        Rule(
            re.compile(rule["pattern"], re.IGNORECASE),
            rule["say"],
            tuple(rule.get("where", ())),
            re.compile(rule["unless"], re.IGNORECASE) if "unless" in rule else None,
        )
        for rule in tomllib.loads(path.read_text("utf-8"))["rule"]
    ]


def findings(text: str, path: str, known: list[Rule]) -> Iterator[str]:
    """Yield `path:line: words, say ...` for each form of words that a rule names."""
    applied = [rule for rule in known if not rule.where or path.startswith(rule.where)]
    for number, line in enumerate(text.split("\n"), 1):
        for sentence in _SENTENCE.split(_LEFT_OUT.sub("", line)):
            for rule in applied:
                found = rule.pattern.search(sentence)
                if found and not (rule.unless and rule.unless.search(sentence)):
                    yield f'{path}:{number}: "{found[0]}", say: {rule.say}'


def texts() -> Iterator[Path]:
    """Yield every text for readers."""
    for folder in FOLDERS:
        yield from (p for p in sorted((ROOT / folder).rglob("*")) if p.suffix in WRITTEN)


def main() -> int:
    """Print what was found; 1 where there is something."""
    known = rules()
    found = [
        line
        for path in texts()
        for line in findings(path.read_text("utf-8"), path.relative_to(ROOT).as_posix(), known)
    ]
    print("\n".join([*found, f"{len(found)} forms of words to change"]))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
