"""`python -m scripts.bench` is `python -m scripts bench`."""

from __future__ import annotations

from importlib import import_module

import_module("scripts.__main__").run("bench")
