"""Checks one table of a bank against the keys it may have."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

ID = re.compile(r"[a-z][a-z0-9_-]{0,59}")
VERSION = re.compile(r"\d{1,6}\.\d{1,6}")
ARTICLE = re.compile(r"[a-z0-9_]+/[a-z0-9_]+")
VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")


class Key(NamedTuple):
    """One key of a table: what it holds, whether it must be there, what it is for."""

    kind: str
    about: str
    required: bool = False


class Fault(NamedTuple):
    """One mistake in a table; `key` is the one to look at."""

    key: str
    code: str
    message: str


# What a kind is called in a message.
KINDS = {
    "id": "an id (a-z, 0-9, - and _, beginning with a letter)",
    "text": "some text in quotes",
    "version": 'a version such as "1.0"',
    "date": 'a date such as "2026-11-22"',
    "whole": "a whole number of 0 or more",
    "number": "a number",
    "flag": "true or false",
    "texts": "a list of texts",
    "list": "a list of texts, or []",
    "tables": "a list of tables",
    "table": "a table",
    "video": "the 11 characters of a video id",
    "any": "a value",
    "cite": '{ article = "channel/slug", video = "ID", second = 73 }',
    "question-cite": '{ video = "ID", second = 73 }',
}


def fits(kind: str, value: Any) -> bool:
    """Say whether a value is of a kind."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    text = value if isinstance(value, str) else None
    tests: dict[str, bool] = {
        "id": bool(text and ID.fullmatch(text)),
        "text": bool(text and text.strip()),
        "version": bool(text and VERSION.fullmatch(text)),
        "date": bool(text and re.fullmatch(r"\d{4}-\d\d-\d\d", text)),
        "whole": number and isinstance(value, int) and value >= 0,
        "number": number,
        "flag": isinstance(value, bool),
        "texts": isinstance(value, list) and all(isinstance(v, str) and v for v in value),
        "list": isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value),
        "tables": isinstance(value, list) and all(isinstance(v, dict) for v in value),
        "table": isinstance(value, dict),
        "video": bool(text and VIDEO.fullmatch(text)),
        "any": True,
        "cite": isinstance(value, dict) and not cite_faults(value),
        "question-cite": isinstance(value, dict) and not cite_faults(value, own=True),
    }
    return tests[kind]


def cite_faults(cite: dict[str, Any], *, own: bool = False) -> list[str]:
    """Return the keys of a cite that are missing, wrong or not known.

    A question's own cite may leave out the article: it is the one that the question stands in.
    """
    article, video, second = (cite.get(key) for key in ("article", "video", "second"))
    wrong = [key for key in cite if key not in ("article", "video", "second")]
    if own and article is None:
        pass
    elif not (isinstance(article, str) and ARTICLE.fullmatch(article)):
        wrong.append("article")
    if not fits("video", video):
        wrong.append("video")
    if not fits("whole", second):
        wrong.append("second")
    return wrong


def key_faults(table: dict[str, Any], keys: dict[str, Key], name: str) -> list[Fault]:
    """Return what is wrong with the keys of one table; `name` says which table it is."""
    faults = [_unknown(key, keys, name) for key in table if key not in keys]
    for key, wanted in keys.items():
        if key not in table:
            if wanted.required:
                message = f'{name} has no "{key}": add {KINDS[wanted.kind]} ({wanted.about}).'
                faults.append(Fault(key, "missing-key", message))
        elif not fits(wanted.kind, table[key]):
            faults.append(_wrong(key, wanted, table[key], name))
    return faults


def _unknown(key: str, keys: dict[str, Key], name: str) -> Fault:
    from difflib import get_close_matches  # late: a phone that grades never needs it

    near = get_close_matches(key, keys, 1)
    advice = f'did you mean "{near[0]}"?' if near else f"it takes: {', '.join(keys)}."
    return Fault(key, "unknown-key", f'{name} has no use for "{key}"; {advice}')


def _wrong(key: str, wanted: Key, value: Any, name: str) -> Fault:
    if wanted.kind.endswith("cite") and isinstance(value, dict):
        wrong = ", ".join(cite_faults(value, own=wanted.kind != "cite"))
        message = f'"cite" of {name} is wrong at: {wrong}; write {KINDS[wanted.kind]}.'
        return Fault(key, "bad-cite", message)
    message = f'"{key}" of {name} must be {KINDS[wanted.kind]} ({wanted.about}).'
    return Fault(key, "bad-value", message)
