"""Runs inside Pyodide: which modules the core needs, found by using all of it.

Started by ``pack.mjs`` on Pyodide's own library, and again on what the first run found.
"""

from __future__ import annotations

import importlib
import json
import sys


def there() -> list[str]:
    """The loaded modules that come from files; Python has some frozen in its program."""
    specs = {name: getattr(module, "__spec__", None) for name, module in sys.modules.items()}
    return sorted(name for name, spec in specs.items() if spec and spec.origin != "frozen")


# Before anything of ours: what Python and Pyodide need for their start.
STARTED = there()


def loaded(names: list[str], messages: list[str]) -> list[str]:
    """All loaded modules after `names` were imported and every message was answered."""
    sys.path[:0] = ["/src", "/packages"]
    sys.modules["typing_extensions"] = importlib.import_module("typing")
    for name in names:
        load(name)
    with open("/banks/banks.json", encoding="utf-8") as given:  # noqa: PTH123 - it would be packed
        importlib.import_module("assessments.banks").use(given.read())
    handle = importlib.import_module("assessments.api").handle
    for message in messages:
        handle(message)
    del sys.modules["typing_extensions"]
    return there()


def load(name: str) -> None:
    """Import ``name``; a module that this Python does not have is fatal."""
    try:
        importlib.import_module(name)
    except ImportError as error:
        raise SystemExit(
            f"{name}: imported by the core, but not in Pyodide's standard library ({error})"
        ) from error


def report(asked: str) -> str:
    """What was loaded at the start and what is after all, as JSON; `asked` are both arguments."""
    return json.dumps({"started": STARTED, "loaded": loaded(*json.loads(asked))})
