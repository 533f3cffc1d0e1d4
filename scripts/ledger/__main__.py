"""`python -m scripts.ledger` is `python -m scripts ledger`."""

from __future__ import annotations

from importlib import import_module

import_module("scripts.__main__").run("ledger")
