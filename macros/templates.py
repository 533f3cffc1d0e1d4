"""The templates: escaping is on, and an undefined name is an error."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
)

from macros import language
from macros.citations import citation, clock_label


class Templates:
    """The templates of a folder, in the language of this process.

    They are compiled once on a machine, not once in every process.
    """

    def __init__(self, folder: Path) -> None:
        self.globals: dict[str, Any] = {"citation": citation, "clock": clock_label}
        self.filters: dict[str, Callable[..., Any]] = {"plural": language.counted}
        self._folder = folder
        self._environment = lru_cache(maxsize=8)(self._made)

    def get_template(self, name: str) -> Template:
        """Return a template by its name."""
        return self._environment(language.current()).get_template(name)

    def _made(self, used: str) -> Environment:
        made = Environment(
            loader=FileSystemLoader(self._folder),
            bytecode_cache=FileSystemBytecodeCache(
                pattern=f"__jinja2_{language.fingerprint(used)}_%s.cache"
            ),
            extensions=[language.Words],
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.globals.update(self.globals)
        made.filters.update(self.filters)
        return made


def environment(folder: Path) -> Templates:
    """Return the templates of a folder, which may call `citation` and `clock`."""
    return Templates(folder)
