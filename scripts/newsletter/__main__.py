"""`python -m scripts.newsletter` is `python -m scripts newsletter`."""

from __future__ import annotations

from importlib import import_module

import_module("scripts.__main__").run("newsletter")
