"""The tables of the authors' pages, made from the tables that the linter checks."""

from __future__ import annotations

from collections.abc import Iterator

from assessments import questions
from assessments.validate.tables import Key


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
