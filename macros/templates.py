"""The templates: escaping is on, and an undefined name is an error."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from macros.citations import citation, clock_label


def environment(folder: Path) -> Environment:
    """Return the templates of a folder, which may call `citation` and `clock`.

    They are compiled once on a machine, not once in every process.
    """
    made = Environment(
        loader=FileSystemLoader(folder),
        bytecode_cache=FileSystemBytecodeCache(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(citation=citation, clock=clock_label)
    return made
