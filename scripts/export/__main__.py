"""`python -m scripts.export` is `python -m scripts export`."""

from __future__ import annotations

from importlib import import_module

import_module("scripts.__main__").run("export")
