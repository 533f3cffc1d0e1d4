"""The tables of the authors' pages, made from those that the linter checks and the tests try."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

from assessments import questions
from assessments.validate.tables import Key

FORMS = Path(__file__).resolve().parent.parent / "tests" / "cases" / "forms.toml"


def forms() -> str:
    """Return the forms of other programs that articles may have, as a table in Markdown."""
    rows = tomllib.loads(FORMS.read_text(encoding="utf-8"))["form"]
    lines = ["| written by | form | what readers get |", "|---|---|---|"]
    lines += [f"| {row['by']} | {_code(row['written'])} | {row['read']} |" for row in rows]
    return "\n".join(lines)


def _code(text: str) -> str:
    """A text of several lines as code in a cell of a table."""
    signs = str.maketrans({"|": "&#124;", "[": "&#91;", "*": "&#42;", "\\": "&#92;", "`": "&#96;"})
    lines = (escape(line).translate(signs).replace("==", "=&#61;") for line in text.split("\n"))
    return "<br>".join(f"<code>{line}</code>" for line in lines if line.strip())


def question_types() -> str:
    """Return the question types as Markdown: what each needs, and what stands in its lists."""
    return "\n".join([*_types(), "", *_parts()])


def _types() -> Iterator[str]:
    yield "| type | the reader | needs | may have |"
    yield "|---|---|---|---|"
    for name in questions.TYPES:
        module = questions.load(name)
        cells = (module.ABOUT, _said(module.KEYS, required=True), _said(module.KEYS))
        yield f"| `{name}` | {' | '.join(cells)} |"


def _said(keys: dict[str, Key], *, required: bool = False) -> str:
    chosen = {name: key for name, key in keys.items() if key.required == required}
    return "; ".join(f"`{name}`: {key.about.rstrip('.')}" for name, key in chosen.items())


def _parts() -> Iterator[str]:
    for name in questions.TYPES:
        for part, keys in questions.load(name).PARTS.items():
            needs = _names([key for key, wanted in keys.items() if wanted.required])
            other = _names([key for key, wanted in keys.items() if not wanted.required])
            may = f", and may have {other}" if other else ""
            yield f"- Each of the `{part}` of `{name}` needs {needs}{may}."


def _names(keys: list[str]) -> str:
    """Return names in a row: `a`, `b` and `c`; nothing where there are none."""
    words = [f"`{key}`" for key in keys]
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
